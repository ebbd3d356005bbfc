import type { Locale } from '../../protocol/index.js';
import { formatCount, formatShare } from '../drawing/format.js';
import type { Palette } from '../drawing/palette.js';
import type { Ink, Pen } from '../drawing/pen.js';
import { shorten, textWidth } from '../drawing/svg.js';
import { LABELLED_PITCH, type Lane, type NetLayout } from './layout.js';
import type { StepView } from './model.js';
import type { EdgeGroup, NetEdges } from './net-edges.js';
import { paintCells, paintMaps } from './paint-cells.js';
import type { DropoutRecord } from './record.js';
import { dropoutStrings } from './strings.js';

/** Nodes with a smaller radius are plain dots. */
const SMALL = 3.2;

export interface NetScene {
  record: DropoutRecord;
  layout: NetLayout;
  edges: NetEdges;
  palette: Palette;
  locale: Locale;
}

/** How a weight of one sign and strength is drawn: colour and dashes tell the sign, width and opacity the strength. */
export function edgeInk(palette: Palette, negative: boolean, strength: number, crowded: boolean): Ink {
  const { highContrast } = palette;
  const width = [0.6, 1, 1.9][strength] as number;
  return {
    stroke: negative ? palette.validation : palette.train,
    width: (highContrast ? width + 0.3 : width) * (crowded ? 0.75 : 1),
    opacity: highContrast ? ([0.6, 0.85, 1][strength] as number) : ([0.34, 0.6, 0.9][strength] as number),
    ...(negative && { dash: [4, 2.5] as const }),
  };
}

/**
 * One net in its panel: with a step's view the thinned net, whose silenced units are crossed out and whose edges to and
 * from them are gone; with `null` the standard net.
 */
export function paintNet(pen: Pen, scene: NetScene, view: StepView | null): void {
  const { layout, edges, palette } = scene;
  const known = new Set(edges.groups.map(({ from, to }) => `${from} ${to}`));
  for (const way of layout.ways) {
    if (known.has(`${way.from} ${way.to}`)) continue;
    const [from, to] = [layout.lanes[way.from] as Lane, layout.lanes[way.to] as Lane];
    if (way.adjacent)
      pen.area(
        [
          ...[from.x + from.width + 2, from.y, to.x - 2, to.y],
          ...[to.x - 2, to.y + to.height, from.x + from.width + 2, from.y + from.height],
        ],
        { fill: palette.grid, opacity: 0.55 },
      );
    else pen.curve(way.points, { stroke: palette.muted, width: 1.4, opacity: 0.75 });
  }
  const crowded = edges.shown > 500;
  for (const strength of [0, 1, 2])
    for (const negative of [false, true]) {
      const alike = edges.groups.filter((each) => each.strength === strength && each.negative === negative);
      pen.segments(
        alike.flatMap((group) => places(group, view)),
        edgeInk(palette, negative, strength, crowded),
      );
    }
  pen.together(() => {
    for (const lane of layout.lanes) paintGround(pen, lane, palette);
  });
  pen.together(() => {
    for (const lane of layout.lanes) paintLane(pen, scene, lane, view);
  });
  paintLabels(pen, scene, view);
}

/** The lines of a group whose units both work. */
function places({ from, to, edges, places }: EdgeGroup, view: StepView | null): number[] {
  const [source, target] = [view?.alive[from], view?.alive[to]];
  if (!source && !target) return Array.from(places);
  const kept: number[] = [];
  edges.forEach((edge, at) => {
    if (source?.[edge.source] === 0 || target?.[edge.target] === 0) return;
    for (let part = at * 4; part < at * 4 + 4; part += 1) kept.push(places[part] as number);
  });
  return kept;
}

/** Hides the ends of edges under nodes, cells and bars. */
function paintGround(
  pen: Pen,
  { x, y, width, height, bar, grid, nodes, radius, maps }: Lane,
  palette: Palette,
): void {
  if (bar) pen.rects([x, y, width, height], { fill: palette.background });
  if (grid && !maps)
    pen.rects([grid.x, grid.y, grid.columns * grid.cell, grid.rows * grid.cell], {
      fill: palette.background,
    });
  if (radius >= SMALL)
    pen.dots(
      nodes.flatMap((node) => [node.x, node.y]),
      radius,
      palette.background,
    );
}

function paintLane(pen: Pen, { record, palette }: NetScene, lane: Lane, view: StepView | null): void {
  const alive = view?.alive[lane.column] ?? null;
  const { highContrast } = palette;
  if (lane.bar) {
    const share = alive ? mean(alive) : 1;
    const { x, y, width, height } = lane;
    pen.rects([x, y, width, height], { stroke: palette.muted });
    pen.rects([x, y + height * (1 - share), width, height * share], { fill: palette.heat, opacity: 0.8 });
  }
  if (lane.grid) {
    if (lane.maps) paintMaps(pen, record, palette, lane, lane.grid, view);
    else paintCells(pen, palette, lane, lane.grid, alive);
  }
  if (lane.nodes.length === 0) return;
  const kept: number[] = [];
  const silenced: number[] = [];
  for (const { unit, x, y } of lane.nodes) (alive?.[unit] === 0 ? silenced : kept).push(x, y);
  const { radius } = lane;
  if (radius < SMALL) {
    pen.dots(kept, radius, palette.heat);
    pen.segments(crosses(silenced, Math.max(1.5, radius)), { stroke: palette.bad, width: 1 });
    return;
  }
  pen.discs(kept, radius, {
    fill: palette.heat,
    fillOpacity: highContrast ? 0.55 : 0.28,
    stroke: palette.foreground,
    width: 1.3,
  });
  pen.discs(silenced, radius, { stroke: palette.muted, width: 1.1, dash: [2.5, 2] });
  pen.segments(crosses(silenced, radius * 0.95), { stroke: palette.bad, width: 1.8 });
}

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Two strokes over each middle. */
export function crosses(middles: readonly number[], reach: number): number[] {
  const lines: number[] = [];
  for (let at = 0; at < middles.length; at += 2) {
    const [x, y] = [middles[at] as number, middles[at + 1] as number];
    lines.push(x - reach, y - reach, x + reach, y + reach, x - reach, y + reach, x + reach, y - reach);
  }
  return lines;
}

function paintLabels(pen: Pen, { record, layout, palette, locale }: NetScene, view: StepView | null): void {
  const t = dropoutStrings[locale];
  const { pitch, lanes, height } = layout;
  const small = { fill: palette.muted, size: 10, anchor: 'middle' } as const;
  if (pitch < LABELLED_PITCH) {
    // Ranks are numbered; names come with the pointer and in the account.
    const every = Math.max(1, Math.ceil(16 / pitch));
    const numbered = new Set<number>();
    for (const lane of lanes) {
      const rank = Math.round((lane.x + lane.width / 2) / pitch - 0.5);
      if (rank % every !== 0 || numbered.has(rank)) continue;
      numbered.add(rank);
      pen.text(lane.x + lane.width / 2, height - 2, String(rank + 1), small);
    }
    return;
  }
  const letters = Math.floor((pitch - 6) / 5.6);
  for (const lane of lanes) {
    const column = record.graph.columns[lane.column];
    if (!column) continue;
    const x = lane.x + lane.width / 2;
    const count = formatCount(column.units, locale);
    const alive = view?.alive[lane.column];
    let words = column.maps ? t.maps(column.units, count) : t.units(column.units, count);
    if (alive) {
      const kept = formatCount(alive.filter((share) => share > 0).length, locale);
      const whole = alive.every((share) => share === 0 || share === 1);
      words = whole ? t.keptOf(kept, count) : t.keptShare(formatShare(mean(alive), locale));
      // The numbers alone, before any of them is cut off.
      if (whole && (textWidth(words, 10) > pitch - 4 || words.length > letters)) words = `${kept}/${count}`;
    }
    // Another layer of the same rank stands below: edges may pass here.
    if (lane.floor < height - 1) {
      const wide = Math.min(pitch, textWidth(column.name, 10.5) + 4);
      pen.rects([x - wide / 2, lane.floor - 26, wide, 27], { fill: palette.background, opacity: 0.8 });
    }
    pen.text(x, lane.floor - 15, shorten(column.name, letters), {
      ...small,
      size: 10.5,
      fill: palette.foreground,
    });
    pen.text(x, lane.floor - 3, shorten(words, Math.max(letters, 4)), {
      ...small,
      ...(alive && { weight: 600, fill: palette.foreground }),
    });
  }
}
