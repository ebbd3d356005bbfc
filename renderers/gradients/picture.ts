import type { GradientsPayload } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { keySvg } from '../drawing/key.js';
import { stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { StillWords } from '../drawing/still-words.js';
import { shorten, svgDocument } from '../drawing/svg.js';
import { spacedRows } from '../drawing/thin-packed.js';
import { lastRow, layerToShow, type Measure } from './model.js';
import { flowKey, gradientPlots, leastHeight, momentMarks } from './plots.js';
import { gradientsStrings } from './strings.js';
import { gradientsText } from './text.js';
import { flowWords } from './words.js';

const WIDTH = 760;
const SIDE = 16;
/** Epochs that a still has at most. */
const MOST_COLUMNS = 96;

/** What a still shows: of the measure and the layer that are chosen, else as it is first seen. */
export interface GradientsStillOptions extends StillOptions {
  measure?: Measure;
  chosen?: number;
}

/** The still picture: the verdict, the map of layers × epochs, and the lines. */
export async function gradientsSvg(
  payload: GradientsPayload,
  { locale, theme, detail = 1, measure = 'perWeight', chosen = layerToShow(payload) }: GradientsStillOptions,
): Promise<string> {
  const t = gradientsStrings[locale];
  const palette = stillPalette(theme);
  const heading = t.title(shorten(payload.name, 60), payload.status);
  const paper = new StillWords(heading, { side: SIDE, width: WIDTH }, palette);
  const { words, healthy } = flowWords(payload, locale);
  words.forEach((line, index) => {
    paper.paragraph(line, index > 0 ? 'plain' : healthy ? 'strong' : 'bad');
  });
  const { layers, epochs } = payload;
  if (layers.length > 0 && lastRow(payload) >= 0) {
    const facts = t.facts(formatCount(layers.length, locale), formatCount(epochs.length, locale));
    paper.paragraph(facts, 'quiet');
    const place = { x: SIDE, width: WIDTH - 2 * SIDE };
    const key = keySvg(flowKey(payload, measure, { palette, locale }), { ...place, y: paper.y + 4, palette });
    paper.body += key.body;
    paper.y += key.height;
    const options = {
      payload,
      chosen,
      measure,
      ...place,
      y: paper.y,
      height: Math.max(leastHeight(place.width, layers.length) + 30, Math.min(330, layers.length * 6)),
      palette,
      locale,
      rows: spacedRows(epochs.length, Math.max(8, Math.round(MOST_COLUMNS * detail))),
    };
    const plots = gradientPlots(options);
    paper.body += plots.body + momentMarks(options, plots, null);
    paper.y += options.height;
  }
  return svgDocument({
    width: WIDTH,
    height: paper.y + 4,
    title: heading,
    description: gradientsText(payload, locale),
    background: palette.background,
    font: palette.font,
    body: paper.body,
  });
}
