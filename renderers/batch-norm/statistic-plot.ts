import { type Frame, frameBand, frameLine, frameY, type Stroke } from '../drawing/frame.js';
import { halo, type Palette } from '../drawing/palette.js';
import { type Domain, linearDomain } from '../drawing/scale.js';
import { round, svgText } from '../drawing/svg.js';
import { thinRows } from '../training/thin.js';
import { columnOf, type LayerReading } from './layer-reading.js';
import { bandsOver, expectedMoving, settled, spreadRows } from './model.js';

/** A gap of fewer pixels is seen without a bracket, or is none. */
const LEAST_GAP = 12;

/** A bracket at the right edge between where batches and moving statistics have come to: what inference gets wrong. */
function gapSvg(
  frame: Frame,
  [batch, moving]: readonly [number | null | undefined, number | null | undefined],
  { palette, word }: { palette: Palette; word: string },
): string {
  if (!Number.isFinite(batch) || !Number.isFinite(moving)) return '';
  const [from, to] = [frameY(frame, batch as number), frameY(frame, moving as number)];
  if (Math.abs(to - from) < LEAST_GAP) return '';
  const right = frame.x + frame.width;
  return (
    `<path d="M${round(right - 4)},${round(from)}h4V${round(to)}h-4" fill="none" stroke="${palette.foreground}" stroke-width="1.25"/>` +
    svgText(
      right + 5,
      (from + to) / 2 + 3.5,
      word,
      `font-size="10" font-weight="600" fill="${palette.foreground}" ${halo(palette)}`,
    )
  );
}

/** Batch, moving and expected statistics of one channel, or of all as bands. */
export function statisticPlot(
  {
    reading,
    column,
    palette,
    most,
    gapWord,
  }: {
    reading: LayerReading;
    /** A column of the reading, or all. */
    column: number | null;
    palette: Palette;
    /** Points of a line, about. */
    most: number;
    gapWord: string;
  },
  kind: 'mean' | 'variance',
  place: (domain: Domain) => Frame,
): { frame: Frame; body: string } {
  const { layer, columns } = reading;
  const batch = kind === 'mean' ? reading.batchMean : reading.batchVariance;
  const moving = kind === 'mean' ? reading.movingMean : reading.movingVariance;
  const strokes = {
    single: { color: palette.train, width: 0.75, opacity: palette.highContrast ? 0.8 : 0.5 },
    batch: { color: palette.train, width: 2 },
    moving: { color: palette.validation, width: 2.25 },
    expected: { color: palette.foreground, width: 1.25, dash: '4 3' },
    edge: { color: palette.validation, width: 0.75, dash: '1 2' },
  } satisfies Record<string, Stroke>;
  if (column !== null) {
    const [allBatch, allMoving] = [columnOf(batch, reading, column), columnOf(moving, reading, column)];
    const rows = thinRows(layer.steps, [allBatch, allMoving], most);
    const x = rows.map((row) => layer.steps[row] as number);
    const [batchY, movingY] = [allBatch, allMoving].map((values) => rows.map((row) => values[row] as number));
    const meanY = rows.map((row) => settled(reading, batch, row, column));
    const expected = expectedMoving(reading, kind, rows)(column);
    const frame = place(linearDomain([...(batchY ?? []), ...(movingY ?? []), ...expected]));
    return {
      frame,
      body:
        frameLine(frame, { x, y: batchY ?? [] }, strokes.single) +
        frameLine(frame, { x, y: meanY }, strokes.batch) +
        frameLine(frame, { x, y: expected }, strokes.expected) +
        frameLine(frame, { x, y: movingY ?? [] }, strokes.moving) +
        gapSvg(frame, [meanY.at(-1), movingY?.at(-1)], { palette, word: gapWord }),
    };
  }
  const rows = spreadRows(reading.rows, Math.round(most / 2));
  const x = rows.map((row) => layer.steps[row] as number);
  const of = (matrix: Float32Array) =>
    bandsOver(columns, rows, (row, each) => matrix[row * columns + each] as number);
  const [singleBands, movingBands] = [of(batch), of(moving)];
  const batchBands = bandsOver(columns, rows, (row, each) => settled(reading, batch, row, each));
  const at = expectedMoving(reading, kind, rows);
  const expectedBy = Array.from({ length: columns }, (_, each) => at(each));
  const expected = bandsOver(
    columns,
    rows.map((_, index) => index),
    (index, each) => expectedBy[each]?.[index] as number,
  );
  const seen = [batchBands, movingBands]
    .flatMap(({ low, high }) => [...low, ...high])
    .concat(singleBands.middle);
  const frame = place(linearDomain(seen.filter((value) => value !== null)));
  return {
    frame,
    body:
      frameBand(frame, x, batchBands.low, batchBands.high, { color: palette.train, opacity: 0.18 }) +
      frameBand(frame, x, movingBands.low, movingBands.high, { color: palette.validation, opacity: 0.16 }) +
      frameLine(frame, { x, y: movingBands.low }, strokes.edge) +
      frameLine(frame, { x, y: movingBands.high }, strokes.edge) +
      frameLine(frame, { x, y: singleBands.middle }, strokes.single) +
      frameLine(frame, { x, y: batchBands.middle }, strokes.batch) +
      frameLine(frame, { x, y: expected.middle }, strokes.expected) +
      frameLine(frame, { x, y: movingBands.middle }, strokes.moving) +
      gapSvg(frame, [batchBands.middle.at(-1), movingBands.middle.at(-1)], { palette, word: gapWord }),
  };
}
