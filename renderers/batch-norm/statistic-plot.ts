import { type Frame, frameBand, frameLine, type Stroke } from '../drawing/frame.js';
import type { Palette } from '../drawing/palette.js';
import { type Domain, linearDomain } from '../drawing/scale.js';
import { thinRows } from '../training/thin.js';
import { columnOf, type LayerReading } from './layer-reading.js';
import { bandsOver, expectedMoving, spreadRows } from './model.js';

/** Batch, moving and expected statistics of one channel, or of all as bands. */
export function statisticPlot(
  {
    reading,
    column,
    palette,
    most,
  }: {
    reading: LayerReading;
    /** A column of the reading, or all. */
    column: number | null;
    palette: Palette;
    /** Points of a line, about. */
    most: number;
  },
  kind: 'mean' | 'variance',
  place: (domain: Domain) => Frame,
): { frame: Frame; body: string } {
  const { layer, columns } = reading;
  const batch = kind === 'mean' ? reading.batchMean : reading.batchVariance;
  const moving = kind === 'mean' ? reading.movingMean : reading.movingVariance;
  const strokes = {
    batch: {
      color: palette.train,
      width: column === null ? 1.5 : 1,
      opacity: palette.highContrast ? 1 : 0.75,
    },
    moving: { color: palette.validation, width: 2.25 },
    expected: { color: palette.foreground, width: 1.25, dash: '4 3' },
    edge: { color: palette.validation, width: 0.75, dash: '1 2' },
  } satisfies Record<string, Stroke>;
  if (column !== null) {
    const [allBatch, allMoving] = [columnOf(batch, reading, column), columnOf(moving, reading, column)];
    const rows = thinRows(layer.steps, [allBatch, allMoving], most);
    const x = rows.map((row) => layer.steps[row] as number);
    const [batchY, movingY] = [allBatch, allMoving].map((values) => rows.map((row) => values[row] as number));
    const expected = expectedMoving(reading, kind, rows)(column);
    const frame = place(linearDomain([...(batchY ?? []), ...(movingY ?? []), ...expected]));
    return {
      frame,
      body:
        frameLine(frame, { x, y: batchY ?? [] }, strokes.batch) +
        frameLine(frame, { x, y: expected }, strokes.expected) +
        frameLine(frame, { x, y: movingY ?? [] }, strokes.moving),
    };
  }
  const rows = spreadRows(reading.rows, Math.round(most / 2));
  const x = rows.map((row) => layer.steps[row] as number);
  const of = (matrix: Float32Array) =>
    bandsOver(columns, rows, (row, each) => matrix[row * columns + each] as number);
  const [batchBands, movingBands] = [of(batch), of(moving)];
  const at = expectedMoving(reading, kind, rows);
  const expectedBy = Array.from({ length: columns }, (_, each) => at(each));
  const expected = bandsOver(
    columns,
    rows.map((_, index) => index),
    (index, each) => expectedBy[each]?.[index] as number,
  );
  const seen = [batchBands, movingBands].flatMap(({ low, high }) => [...low, ...high]);
  const frame = place(linearDomain(seen.filter((value) => value !== null)));
  return {
    frame,
    body:
      frameBand(frame, x, batchBands.low, batchBands.high, { color: palette.train, opacity: 0.18 }) +
      frameBand(frame, x, movingBands.low, movingBands.high, { color: palette.validation, opacity: 0.16 }) +
      frameLine(frame, { x, y: movingBands.low }, strokes.edge) +
      frameLine(frame, { x, y: movingBands.high }, strokes.edge) +
      frameLine(frame, { x, y: batchBands.middle }, strokes.batch) +
      frameLine(frame, { x, y: expected.middle }, strokes.expected) +
      frameLine(frame, { x, y: movingBands.middle }, strokes.moving),
  };
}
