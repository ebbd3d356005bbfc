import type { ActivationLayer, ActivationsPayload } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { keySvg } from '../drawing/key.js';
import { type Palette, stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { StillWords } from '../drawing/still-words.js';
import { round, shorten, svgDocument } from '../drawing/svg.js';
import { gridOf } from './grid.js';
import { activationsKey } from './key.js';
import { scaleOf, type Tile, tilesOf } from './model.js';
import { shadeOf } from './shade.js';
import { activationsStrings } from './strings.js';
import { activationsText } from './text.js';
import {
  activationsFacts,
  activationsTitle,
  activationsVerdict,
  answerWords,
  layerFacts,
  layerKind,
  layerName,
} from './words.js';

const WIDTH = 760;
const SIDE = 16;
/** What a still draws of each layer; the page draws all that is saved. */
const TILES = 8;
const LONGEST = 16;
const LAYERS = 24;

export interface ActivationsStillOptions extends StillOptions {
  /** The first where it is left out. */
  sample?: number;
}

/** Every k-th value of a map that is larger than a still draws. */
function coarser({ height, width, values, ...tile }: Tile, longest: number): Tile {
  const every = Math.ceil(Math.max(height, width) / longest);
  if (every <= 1 || height === 1) return { ...tile, height, width, values };
  const [rows, columns] = [Math.ceil(height / every), Math.ceil(width / every)];
  const at = (index: number) =>
    values[Math.floor(index / columns) * every * width + (index % columns) * every] as number;
  const fewer = Float32Array.from({ length: rows * columns }, (_, index) => at(index));
  return { ...tile, height: rows, width: columns, values: fewer };
}

const mostTiles = (detail: number): number => Math.max(1, Math.round(TILES * detail));

/** How many maps a still draws; `null` where these are all. */
function tilesDrawn({ maps }: ActivationLayer, detail: number): number | null {
  const most = mostTiles(detail);
  return maps && maps.channels.length > most ? most : null;
}

/** The values of a layer as squares; those of a shade are one path. */
function cells(layer: ActivationLayer, sample: number, y: number, detail: number, palette: Palette) {
  const tiles = tilesOf(layer, sample)
    .slice(0, layer.strip ? 1 : mostTiles(detail))
    .map((tile) => coarser(tile, Math.max(6, Math.round(LONGEST * Math.sqrt(detail)))));
  const grid = gridOf(tiles, layer.strip !== undefined, WIDTH - 2 * SIDE);
  const scale = scaleOf(layer);
  const paths = new Map<string, string>();
  tiles.forEach(({ width, values }, tile) => {
    for (let index = 0; index < values.length; ) {
      const [row, column] = [Math.floor(index / width), index % width];
      const color = shadeOf(values[index] as number, scale, palette);
      const first = grid.box({ tile, row, column });
      let next = index + 1;
      // Squares of a map that are alike are drawn as one.
      while (
        !layer.strip &&
        next % width !== 0 &&
        next < values.length &&
        shadeOf(values[next] as number, scale, palette) === color
      )
        next += 1;
      const wide = first.width * (next - index);
      const path = `M${round(SIDE + first.x)},${round(y + first.y)}h${round(wide)}v${round(first.height)}h${round(-wide)}z`;
      paths.set(color, (paths.get(color) ?? '') + path);
      index = next;
    }
  });
  const body = [...paths]
    .map(([color, path]) => `<path d="${path}" fill="${color}" shape-rendering="crispEdges"/>`)
    .join('');
  return { body, height: grid.height };
}

/** The still picture: each layer's values of one sample, under their facts. */
export async function activationsSvg(
  payload: ActivationsPayload,
  { locale, theme, detail = 1, sample = 0 }: ActivationsStillOptions,
): Promise<string> {
  const t = activationsStrings[locale];
  const palette = stillPalette(theme);
  const title = shorten(activationsTitle(payload, locale), 80);
  const { layers, samples } = payload;
  const heading = samples > 1 ? `${title}: ${t.sampleName(formatCount(sample + 1, locale))}` : title;
  const paper = new StillWords(heading, { side: SIDE, width: WIDTH }, palette);
  const { words, healthy } = activationsVerdict(payload, sample, locale);
  words.forEach((line, index) => {
    paper.paragraph(line, index > 0 ? 'plain' : healthy ? 'strong' : 'bad');
  });
  paper.paragraph(activationsFacts(payload, locale).join(' · '), 'quiet');
  if (layers.length > 0) {
    const place = { x: SIDE, y: paper.y + 4, width: WIDTH - 2 * SIDE, palette };
    const key = keySvg(activationsKey({ palette, locale }), place);
    paper.body += key.body;
    paper.y += key.height + 6;
  }
  for (const layer of layers.slice(0, LAYERS)) {
    paper.paragraph(`${layerName(layer, locale)} · ${layerKind(layer)}`, 'strong');
    const few = tilesDrawn(layer, detail);
    const facts = layerFacts(layer, sample, samples, locale);
    if (few !== null) facts.push(t.drawnHere(formatCount(few, locale)));
    paper.paragraph(facts.join(' · '), 'quiet');
    const drawn = cells(layer, sample, paper.y - 8, detail, palette);
    paper.body += drawn.body;
    paper.y += drawn.height + 12;
  }
  if (layers.length > LAYERS) paper.paragraph(t.more(formatCount(layers.length - LAYERS, locale)), 'quiet');
  const answer = answerWords(payload, sample, locale);
  if (answer !== null) paper.paragraph(t.answers(answer), 'strong');
  return svgDocument({
    width: WIDTH,
    height: paper.y + 4,
    title: heading,
    description: activationsText(payload, locale),
    background: palette.background,
    font: palette.font,
    body: paper.body,
  });
}
