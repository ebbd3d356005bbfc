import type { DistributionsPayload } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { keySvg } from '../drawing/key.js';
import { stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { StillWords } from '../drawing/still-words.js';
import { shorten, svgDocument } from '../drawing/svg.js';
import { layersKey } from './layers-key.js';
import { byLayer, lastRow, layerToShow } from './model.js';
import { distributionPlots, leastHeight } from './plots.js';
import { distributionsStrings } from './strings.js';
import { distributionsText } from './text.js';
import { healthWords } from './words.js';

const WIDTH = 760;
const SIDE = 16;
const PLOTS = 340;
/** Callouts that a still prints; the account has all. */
const MOST_CALLS = 4;

/** The still picture: one layer's histograms, all layers at the last epoch. */
export async function distributionsSvg(
  payload: DistributionsPayload,
  { locale, theme, detail = 1 }: StillOptions,
): Promise<string> {
  const t = distributionsStrings[locale];
  const palette = stillPalette(theme);
  const found = layerToShow(payload);
  const row = lastRow(payload);
  const heading = `${t.title(shorten(payload.name, 40), payload.status)}${found ? `: ${shorten(found.layer, 30)}` : ''}`;
  const paper = new StillWords(heading, { side: SIDE, width: WIDTH }, palette);
  const { words, healthy } = healthWords(payload, row, locale);
  const [first = '', ...rest] = words.slice(0, MOST_CALLS);
  paper.paragraph(first, healthy ? 'strong' : 'bad');
  for (const line of rest) paper.paragraph(line);
  if (words.length > MOST_CALLS)
    paper.paragraph(t.more(formatCount(words.length - MOST_CALLS, locale)), 'quiet');
  if (found && row >= 0) {
    const layers = byLayer(payload);
    paper.paragraph(
      `${t.facts(formatCount(layers.length, locale), formatCount(payload.epochs.length, locale))} · ${t.peaks}`,
      'quiet',
    );
    const place = { x: SIDE, width: WIDTH - 2 * SIDE };
    const key = keySvg(layersKey(layers, { palette, locale }), { ...place, y: paper.y + 4, palette });
    paper.body += key.body;
    paper.y += key.height;
    const height = Math.max(PLOTS, leastHeight(place.width, layers.length));
    const plots = distributionPlots({
      payload,
      layer: found,
      tensor: undefined,
      mode: 'ridges',
      ...place,
      y: paper.y,
      height,
      palette,
      locale,
      ridges: Math.max(3, Math.round(10 * detail)),
    });
    paper.body += plots.body + plots.marks(row);
    paper.y += height;
  }
  return svgDocument({
    width: WIDTH,
    height: paper.y + 4,
    title: heading,
    description: distributionsText(payload, locale),
    background: palette.background,
    font: palette.font,
    body: paper.body,
  });
}
