import type { ModelPayload } from '../../protocol/index.js';
import { stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { shorten, svgDocument, svgText, textWidth, wrap } from '../drawing/svg.js';
import { groupsOf, openAtFirst } from './groups.js';
import { isDisposed } from './model.js';
import { paintScene } from './paint.js';
import { modelScene } from './scene.js';
import { modelStrings } from './strings.js';
import { modelText, modelTitle } from './text.js';
import { modelFacts, modelNotes } from './words.js';

const WIDTH = 880;
const HEIGHT = 620;
const PAD = 12;
const LINE = 17;

/** What a picture of the graph shows: open groups; those of a first look where it is left out. */
export interface ModelStillOptions extends StillOptions {
  open?: ReadonlySet<string>;
}

/** The graph as it is first seen, under the model's name and sums. */
export async function modelSvg(
  payload: ModelPayload,
  { locale, theme, open }: ModelStillOptions,
): Promise<string> {
  const t = modelStrings[locale];
  const palette = stillPalette(theme);
  const members = groupsOf(payload);
  const scene = modelScene({
    payload,
    members,
    open: open ?? openAtFirst(payload, members),
    locale,
    width: WIDTH,
    height: HEIGHT,
  });
  const scale = Math.min(1, WIDTH / scene.width, HEIGHT / scene.height);
  const said = payload.nodes.length === 0 ? [t.noLayers] : modelFacts(payload, locale);
  const lines = [said.join(' · '), ...modelNotes(payload, locale, isDisposed(payload))].flatMap((line) =>
    wrap(line, 12, WIDTH),
  );
  const top = PAD + 22 + lines.length * LINE + 8;
  const title = shorten(modelTitle(payload), 100);
  const head =
    svgText(PAD, PAD + 12, title, `font-size="14" font-weight="600" fill="${palette.foreground}"`) +
    lines
      .map((line, at) => svgText(PAD, PAD + 31 + at * LINE, line, `font-size="12" fill="${palette.muted}"`))
      .join('');
  const place = `translate(${PAD} ${top + 5})${scale < 1 ? ` scale(${Math.round(scale * 1000) / 1000})` : ''}`;
  return svgDocument({
    width:
      Math.max(scene.width * scale, textWidth(title, 15), ...lines.map((line) => textWidth(line, 12))) +
      2 * PAD,
    height: top + (payload.nodes.length > 0 ? scene.height * scale + PAD + 5 : 0),
    title,
    description: modelText(payload, locale),
    background: palette.background,
    font: palette.font,
    body: `${head}<g transform="${place}">${paintScene(payload, scene, { palette, locale })}</g>`,
  });
}
