import { formatShort } from '../drawing/format.js';
import type { Palette } from '../drawing/palette.js';
import type { Ink, Pen } from '../drawing/pen.js';
import type { Lane, NetLayout } from './layout.js';
import { keepScale, type StepView } from './model.js';
import { paintCells, paintMaps } from './paint-cells.js';
import type { DropoutRecord } from './record.js';
import type { NetScene } from './scene.js';
import { type UnitState, unitState } from './unit-state.js';

/** Nodes with a smaller radius are plain dots. */
const SMALL = 3.2;

/** Nodes of this radius and more have room for what they are multiplied by. */
const LABELLED = 10;
const SMALLEST_WORDS = 8;

/** From so many units in a layer of dropout on, silenced ones are quiet: else their strokes are all that is seen. */
const QUIET_FROM = 12;

export const isQuiet = ({ tracks }: DropoutRecord, { lanes }: NetLayout): boolean =>
  lanes.some(({ column, units }) => units >= QUIET_FROM && tracks.some((track) => track.column === column));

/** The stroke through a silenced unit. */
export const silencedColor = (palette: Palette, quiet: boolean): string =>
  quiet ? palette.muted : palette.bad;

/**
 * The units of a net, each as it is in a step, over the ends of the edges.
 *
 * @param view of the thinned net; `null` for the standard one.
 * @param was the same step as it really was, where `view` is what would be.
 */
export function paintLanes(pen: Pen, scene: NetScene, view: StepView | null, was: StepView | null): void {
  const { lanes } = scene.layout;
  const quiet = isQuiet(scene.record, scene.layout);
  pen.together(() => {
    for (const lane of lanes) paintGround(pen, lane, scene.palette);
  });
  pen.together(() => {
    for (const lane of lanes) paintLane(pen, scene, lane, view, was, quiet);
  });
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

function paintLane(
  pen: Pen,
  { record, palette, locale }: NetScene,
  lane: Lane,
  view: StepView | null,
  was: StepView | null,
  quiet: boolean,
): void {
  const silenced = silencedColor(palette, quiet);
  const alive = view?.alive[lane.column] ?? null;
  const before = was?.alive[lane.column] ?? null;
  if (lane.bar) {
    const share = alive ? mean(alive) : 1;
    const { x, y, width, height } = lane;
    pen.rects([x, y, width, height], { stroke: palette.muted });
    pen.rects([x, y + height * (1 - share), width, height * share], { fill: palette.heat, opacity: 0.8 });
  }
  if (lane.grid) {
    if (lane.maps) paintMaps(pen, record, palette, silenced, lane, lane.grid, view, was);
    else {
      const stateOf = (unit: number): UnitState => unitState(alive, before, unit);
      paintCells(pen, palette, silenced, lane, lane.grid, stateOf, alive !== null);
    }
  }
  const places: Record<UnitState, number[]> = { kept: [], silenced: [], wouldSilence: [], wouldKeep: [] };
  for (const { unit, x, y } of lane.nodes) places[unitState(alive, before, unit)].push(x, y);
  for (const state of ['kept', 'silenced', 'wouldSilence', 'wouldKeep'] as const)
    paintNodes(pen, palette, state, places[state], lane.radius, quiet);
  const scale = lane.radius >= LABELLED && was === null ? scaleOf(record, lane) : null;
  if (!alive || scale === null) return;
  const words = `×${formatShort(scale, locale)}`;
  const size = Math.min(10.5, (lane.radius * 2 - 4) / (words.length * 0.58));
  if (size < SMALLEST_WORDS) return;
  const look = { fill: palette.foreground, size, weight: 600, anchor: 'middle' } as const;
  for (const { unit, x, y } of lane.nodes)
    if (unitState(alive, before, unit) === 'kept') pen.text(x, y + size * 0.36, words, look);
}

/** What the kept units of a layer are multiplied by in training, where one dropout layer alone acts on them. */
function scaleOf({ tracks }: DropoutRecord, { column }: Lane): number | null {
  const own = tracks.filter((track) => track.column === column);
  const [track] = own;
  return track && own.length === 1 && track.record.rate > 0 ? keepScale(track) : null;
}

/** Nodes of one state: kept ones filled, silenced ones empty and struck, thinly where they are quiet; what another rate would change has a colour and a stroke of its own. */
export function paintNodes(
  pen: Pen,
  palette: Palette,
  state: UnitState,
  places: readonly number[],
  radius: number,
  quiet: boolean,
): void {
  if (places.length === 0) return;
  const { highContrast } = palette;
  const silenced = state === 'silenced' || state === 'wouldSilence';
  const strokes = {
    silenced: {
      lines: crosses(places, radius * (quiet ? 0.6 : 0.95)),
      stroke: silencedColor(palette, quiet),
    },
    wouldSilence: { lines: slashes(places, radius * 0.95), stroke: palette.data },
  };
  if (radius < SMALL) {
    if (!silenced) pen.dots(places, radius, state === 'kept' ? palette.heat : palette.data);
    else if (state === 'silenced')
      pen.segments(crosses(places, Math.max(1.5, radius)), { stroke: strokes.silenced.stroke, width: 1 });
    else pen.segments(slashes(places, Math.max(1.5, radius)), { stroke: palette.data, width: 1.2 });
    return;
  }
  if (!silenced) {
    const kept: Ink = { fill: palette.heat, fillOpacity: highContrast ? 0.55 : 0.28, width: 1.3 };
    const changed = state === 'wouldKeep';
    pen.discs(places, radius, {
      ...kept,
      stroke: changed ? palette.data : palette.foreground,
      ...(changed && { width: 2.8 }),
    });
    return;
  }
  const { lines, stroke } = strokes[state];
  const changed = state === 'wouldSilence';
  pen.discs(places, radius, {
    stroke: changed ? palette.data : palette.muted,
    width: changed ? 1.6 : 1.1,
    dash: [2.5, 2],
    ...(changed && { fill: palette.data, fillOpacity: 0.28 }),
  });
  pen.segments(lines, { stroke, width: changed ? 2.2 : quiet ? 0.9 : 1.8 });
}

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Two strokes over each middle. */
function crosses(middles: readonly number[], reach: number): number[] {
  const lines: number[] = [];
  for (let at = 0; at < middles.length; at += 2) {
    const [x, y] = [middles[at] as number, middles[at + 1] as number];
    lines.push(x - reach, y - reach, x + reach, y + reach, x - reach, y + reach, x + reach, y - reach);
  }
  return lines;
}

/** One stroke over each middle. */
function slashes(middles: readonly number[], reach: number): number[] {
  const lines: number[] = [];
  for (let at = 0; at < middles.length; at += 2) {
    const [x, y] = [middles[at] as number, middles[at + 1] as number];
    lines.push(x - reach, y + reach, x + reach, y - reach);
  }
  return lines;
}
