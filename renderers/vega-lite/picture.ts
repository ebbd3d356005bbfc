import type { TopLevelSpec } from 'vega-lite';
import { type Palette, stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { roundCoordinates, svgDocument, svgText, wrap } from '../drawing/svg.js';
import { loadVega } from '../drawing/vega.js';
import { closedLoader } from './closed-loader.js';
import { closedSpec } from './closed-spec.js';
import { chartConfig } from './config.js';
import { brokenNumber, fitsPage } from './drawn-numbers.js';
import { beyondLimits } from './limits.js';
import { specAccount, unknownMark, type VegaLiteSpec, withSize } from './model.js';
import { vegaLiteStrings } from './strings.js';
import { vegaLiteText } from './text.js';

const WIDTH = 600;
const HEIGHT = 320;

/** A picture that says in a sentence why there is no chart. */
function sentence(words: string, title: string, description: string, palette: Palette): string {
  const lines = wrap(words, 12, WIDTH - 32);
  return svgDocument({
    width: WIDTH,
    height: 28 + lines.length * 18,
    title,
    description,
    background: palette.background,
    font: palette.font,
    body: lines
      .map((line, index) =>
        svgText(
          16,
          28 + index * 18,
          line,
          `font-size="12" fill="${index ? palette.foreground : palette.bad}"`,
        ),
      )
      .join(''),
  });
}

/** The still picture of a user's chart; a chart that cannot be drawn becomes a sentence that says why. */
export async function vegaLiteSvg(spec: VegaLiteSpec, { locale, theme }: StillOptions): Promise<string> {
  const t = vegaLiteStrings[locale];
  const palette = stillPalette(theme);
  const beyond = beyondLimits(spec, locale);
  if (beyond !== null) return sentence(t.invalid(beyond), t.title, t.invalid(beyond), palette);
  const title = specAccount(spec).title ?? t.title;
  const description = vegaLiteText(spec, locale);
  const unknown = unknownMark(spec, locale);
  if (unknown !== null) return sentence(t.invalid(unknown), title, description, palette);
  const kit = await loadVega();
  const { vega, compile, interpreter } = kit;
  const { loader, refused } = closedLoader(kit);
  const quiet = vega.logger(vega.None);
  try {
    const compiled = compile(withSize(spec, WIDTH, HEIGHT) as unknown as TopLevelSpec, {
      config: chartConfig(palette),
      logger: quiet,
    });
    const view = new vega.View(vega.parse(closedSpec(compiled.spec), undefined, { ast: true }), {
      renderer: 'none',
      expr: interpreter,
      loader,
      logger: quiet,
    });
    await view.runAsync();
    const size = `${view.width()} × ${view.height()}`;
    if (!fitsPage(view)) return sentence(t.invalid(t.notNumbers(size)), title, description, palette);
    vega.resetSVGDefIds();
    const svg = await view.toSVG();
    view.finalize();
    const uri = refused();
    if (uri !== null) return sentence(t.refused(uri), title, description, palette);
    const broken = brokenNumber(svg);
    if (broken !== null) return sentence(t.invalid(t.notNumbers(broken)), title, description, palette);
    const sides = /width="([\d.]+)" height="([\d.]+)"/.exec(svg);
    return svgDocument({
      width: Number(sides?.[1] ?? WIDTH),
      height: Number(sides?.[2] ?? HEIGHT),
      title,
      description,
      background: palette.background,
      font: palette.font,
      body: roundCoordinates(svg.replace(/ class="marks"/, '')),
    });
  } catch (error) {
    return sentence(
      t.invalid(error instanceof Error ? error.message : String(error)),
      title,
      description,
      palette,
    );
  }
}
