import type { Palette } from '../drawing/palette.js';
import type { Pen } from '../drawing/pen.js';
import type { Lane, UnitGrid } from './layout.js';
import type { StepView } from './model.js';
import type { DropoutRecord } from './record.js';
import { type UnitState, unitState } from './unit-state.js';

/** More crosses than these would only be grey. */
const MOST_CROSSES = 500;

/**
 * Every unit of a wide layer as a cell: filled where it works, empty and crossed where it is silenced.
 *
 * @param silenced the colour of the strokes through silenced units.
 * @param framed whether dropout reaches the layer.
 */
export function paintCells(
  pen: Pen,
  palette: Palette,
  silenced: string,
  { units }: Lane,
  { x, y, cell, columns, rows }: UnitGrid,
  stateOf: (unit: number) => UnitState,
  framed: boolean,
): void {
  const gap = cell >= 5 ? 1 : cell >= 2.5 ? 0.5 : 0.25;
  const runs: number[] = [];
  const marked: Record<Exclude<UnitState, 'kept'>, number[]> = {
    silenced: [],
    wouldSilence: [],
    wouldKeep: [],
  };
  for (let row = 0; row < rows; row += 1) {
    const end = Math.min(columns, units - row * columns);
    for (let column = 0; column < end; column += 1) {
      const state = stateOf(row * columns + column);
      if (state !== 'kept') {
        marked[state].push(x + column * cell, y + row * cell);
        continue;
      }
      const start = column;
      while (column + 1 < end && stateOf(row * columns + column + 1) === 'kept') column += 1;
      runs.push(x + start * cell, y + row * cell, (column + 1 - start) * cell - gap, cell - gap);
    }
  }
  pen.rects(runs, { fill: palette.heat, opacity: palette.highContrast ? 0.95 : 0.72 });
  const squares = (places: readonly number[], inset: number): number[] => {
    const side = cell - gap - 2 * inset;
    const all: number[] = [];
    for (let at = 0; at < places.length; at += 2)
      all.push((places[at] as number) + inset, (places[at + 1] as number) + inset, side, side);
    return all;
  };
  pen.rects(squares(marked.wouldKeep, 0), { fill: palette.data, opacity: 0.9 });
  // Too small for a stroke: a point where there was a cell.
  if (cell < 5) pen.rects(squares(marked.wouldSilence, cell * 0.28), { fill: palette.data });
  // The cells of a run are parted by lines over it.
  const lines: number[] = [];
  for (let column = 1; column < columns; column += 1) {
    const at = x + column * cell - gap / 2;
    lines.push(at, y, at, y + rows * cell - gap);
  }
  pen.segments(lines, { stroke: palette.background, width: gap });
  if (cell >= 5) {
    const crossed = marked.silenced.length / 2 <= MOST_CROSSES ? marked.silenced : [];
    pen.segments(diagonals(crossed, cell - gap, true), { stroke: silenced, width: 1 });
    pen.segments(diagonals(marked.wouldSilence, cell - gap, false), { stroke: palette.data, width: 1.6 });
  }
  if (framed)
    pen.rects([x - 1.5, y - 1.5, columns * cell - gap + 3, rows * cell - gap + 3], {
      stroke: palette.muted,
      width: 0.8,
    });
}

/** One diagonal of each cell, or both. */
function diagonals(places: readonly number[], size: number, both: boolean): number[] {
  const strokes: number[] = [];
  const side = size - 2;
  for (let at = 0; at < places.length; at += 2) {
    const [left, top] = [(places[at] as number) + 1, (places[at + 1] as number) + 1];
    strokes.push(left, top + side, left + side, top);
    if (both) strokes.push(left, top, left + side, top + side);
  }
  return strokes;
}

/** Values of maps that are drawn one by one. */
const MOST_VALUES = 6000;

/** Every channel as a tile: crossed out where it is silenced whole, else with its silenced values punched out. */
export function paintMaps(
  pen: Pen,
  record: DropoutRecord,
  palette: Palette,
  silenced: string,
  { column, units }: Lane,
  { x, y, cell, columns }: UnitGrid,
  view: StepView | null,
  was: StepView | null,
): void {
  const alive = view?.alive[column] ?? null;
  const before = was?.alive[column] ?? null;
  const side = cell - (cell >= 8 ? 2.5 : 1);
  const working: number[] = [];
  const partly: number[] = [];
  const outlines: number[] = [];
  const changed: number[] = [];
  const crossed: number[] = [];
  const slashed: number[] = [];
  const at = (unit: number): [number, number] => [
    x + (unit % columns) * cell,
    y + Math.floor(unit / columns) * cell,
  ];
  for (let unit = 0; unit < units; unit += 1) {
    const [left, top] = at(unit);
    const share = alive?.[unit] ?? 1;
    outlines.push(left, top, side, side);
    const state = unitState(alive, before, unit);
    if (state === 'wouldKeep' || state === 'wouldSilence') changed.push(left, top, side, side);
    if (state === 'silenced')
      crossed.push(left, top, left + side, top + side, left, top + side, left + side, top);
    else if (state === 'wouldSilence') slashed.push(left, top + side, left + side, top);
    else if (share === 1) working.push(left, top, side, side);
    else partly.push(unit);
  }
  pen.rects(outlines, { fill: palette.background });
  pen.rects(working, { fill: palette.heat, opacity: 0.72 });
  const values = partly.length > 0 ? keptValues(record, column, view, partly, side) : null;
  const places: number[] = [];
  for (const unit of partly) {
    const [left, top] = at(unit);
    const share = alive?.[unit] as number;
    // Too small for single values: filled as far as values are kept.
    if (!values) places.push(left, top + side * (1 - share), side, side * share);
    else
      for (const [fromX, fromY, width, height] of values(unit))
        places.push(left + fromX, top + fromY, width, height);
  }
  pen.rects(places, { fill: palette.heat, opacity: 0.72 });
  pen.rects(outlines, { stroke: palette.muted, width: 0.7 });
  pen.segments(crossed, { stroke: silenced, width: side >= 8 ? 1.6 : 1 });
  pen.segments(slashed, { stroke: palette.data, width: side >= 8 ? 2.2 : 1.2 });
  pen.rects(changed, { stroke: palette.data, width: side >= 8 ? 2 : 1 });
}

type Run = [x: number, y: number, width: number, height: number];

/** Kept values of one channel as runs of cells in its tile; `null` where they would be too small or too many. */
function keptValues(
  { graph, payload }: DropoutRecord,
  column: number,
  view: StepView | null,
  units: readonly number[],
  side: number,
): ((unit: number) => Run[]) | null {
  const found = view?.masks.filter(({ track, bits }) => track.column === column && bits) ?? [];
  const [mask] = found;
  const layer = payload.network.layers[graph.columns[column]?.layer ?? -1];
  const [height, width, channels] = layer?.shape ?? [];
  if (
    found.length !== 1 ||
    !mask?.bits ||
    !layer ||
    layer.shape.length !== 3 ||
    !height ||
    !width ||
    !channels
  )
    return null;
  if (mask.track.perUnit !== height * width) return null;
  const pixel = side / Math.max(height, width);
  if (pixel < 1.2 || units.length * height * width > MOST_VALUES) return null;
  const { bits } = mask;
  return (unit) => {
    const runs: Run[] = [];
    for (let row = 0; row < height; row += 1)
      for (let from = 0; from < width; from += 1) {
        let to = from;
        const kept = (at: number) => {
          const value = (row * width + at) * channels + unit;
          return ((bits[value >> 3] as number) >> (value & 7)) & 1;
        };
        while (to < width && kept(to)) to += 1;
        if (to > from) runs.push([from * pixel, row * pixel, (to - from) * pixel, pixel]);
        from = to;
      }
    return runs;
  };
}
