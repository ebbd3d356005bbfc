import type { TopLevelSpec } from 'vega-lite';
import { MAX_SVG_BYTES } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { type Palette, stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { roundCoordinates, svgDocument, svgText, wrap, xmlCharacters } from '../drawing/svg.js';
import { loadVega } from '../drawing/vega.js';
import type { VegaKit } from '../drawing/vega-kit.js';
import { calmAxes } from './calm-axes.js';
import { closedLoader } from './closed-loader.js';
import { closedSpec } from './closed-spec.js';
import { compactMarks } from './compact-marks.js';
import { chartConfig } from './config.js';
import { brokenNumber, fitsPage } from './drawn-numbers.js';
import { withInlineData } from './inline-data.js';
import { beyondLimits } from './limits.js';
import { logTitles } from './log-titles.js';
import { specAccount, unknownMark, type VegaLiteSpec } from './model.js';
import { canBeSampled, forStill } from './sampled-spec.js';
import { withSize } from './size.js';
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

/** As many marks as fit into a still picture, and what a still with more cannot be. */
const MOST_MARKS = 1_600;
const MOST_ITEMS = 20_000;
/** The least that is left of a chart's rows; one of no more gets no smaller. */
const FEWEST_ROWS = 48;

/** The still picture of a user's chart; a chart that cannot be drawn becomes a sentence that says why. */
export async function vegaLiteSvg(
  given: VegaLiteSpec,
  { locale, theme, detail = 1 }: StillOptions,
): Promise<string> {
  const t = vegaLiteStrings[locale];
  const palette = stillPalette(theme);
  const account = specAccount(given);
  const title = account.title ?? t.title;
  let description = vegaLiteText(given, locale);
  const instead = (words: string): string => sentence(words, title, description, palette);
  const unknown = unknownMark(given, locale);
  if (unknown !== null) return instead(t.invalid(unknown));
  const kit = await loadVega();
  const { vega, compile, interpreter } = kit;
  const { loader, refused } = closedLoader(kit);
  const quiet = vega.logger(vega.None);
  try {
    const spec = forStill(withRows(given, kit), Math.round(MOST_MARKS * detail), locale) as VegaLiteSpec;
    description = vegaLiteText(spec, locale);
    const beyond = beyondLimits(spec, locale);
    if (beyond !== null) return instead(t.invalid(beyond));
    const compiled = compile(withSize(spec, WIDTH, HEIGHT) as unknown as TopLevelSpec, {
      config: chartConfig(palette),
      logger: quiet,
    });
    const view = new vega.View(
      vega.parse(closedSpec(logTitles(calmAxes(compiled.spec), spec, locale)), undefined, { ast: true }),
      {
        renderer: 'none',
        expr: interpreter,
        loader,
        logger: quiet,
      },
    );
    await view.runAsync();
    const side = `${view.width()} × ${view.height()}`;
    if (!fitsPage(view)) return instead(t.invalid(t.notNumbers(side)));
    const tooLarge = itemsOf((view.scenegraph() as unknown as { root: unknown }).root) > MOST_ITEMS;
    vega.resetSVGDefIds();
    const svg = tooLarge ? '' : xmlCharacters(await view.toSVG());
    view.finalize();
    const uri = refused();
    if (uri !== null) return instead(t.refused(uri));
    const broken = brokenNumber(svg);
    if (broken !== null) return instead(t.invalid(t.notNumbers(broken)));
    const size = /width="([\d.]+)" height="([\d.]+)"/.exec(svg);
    const whole = roundCoordinates(svg.replace(/ class="marks"/, ''));
    const body = whole.length > ROOM ? compactMarks(whole) : whole;
    // Fewer rows are the way out where they may be left out: the next try has them.
    const fewer = canBeSampled(given) && account.rows > FEWEST_ROWS;
    if (tooLarge || (body.length > ROOM && !fewer))
      return instead(t.tooLarge(formatCount(account.rows, locale)));
    return svgDocument({
      width: Number(size?.[1] ?? WIDTH),
      height: Number(size?.[2] ?? HEIGHT),
      title,
      description,
      background: palette.background,
      font: palette.font,
      body,
    });
  } catch (error) {
    return instead(t.invalid(error instanceof Error ? error.message : String(error)));
  }
}

/** Room for the drawing, beside what stands around it. */
const ROOM = MAX_SVG_BYTES - 8 * 1024;

/** Rows that were written as CSV, as rows. */
const withRows = (spec: VegaLiteSpec, { vega }: VegaKit): VegaLiteSpec =>
  withInlineData(spec, ({ values, format }) => {
    if (typeof values !== 'string' || format.type !== 'csv') return null;
    const { type: _, ...rest } = format;
    return { values: vega.read(values, { ...format } as never), format: rest };
  }) as VegaLiteSpec;

/** How many marks a scene has, counted until they are too many. */
function itemsOf(scene: unknown): number {
  let count = 0;
  const visit = (node: unknown): void => {
    const items = typeof node === 'object' && node !== null && 'items' in node ? node.items : undefined;
    if (!Array.isArray(items) || count > MOST_ITEMS) return;
    count += items.length;
    items.forEach(visit);
  };
  visit(scene);
  return count;
}
