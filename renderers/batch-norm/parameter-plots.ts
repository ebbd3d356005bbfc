import type { Locale } from '../../protocol/index.js';
import { type Frame, frameAxes, frameBand, frameEmpty, frameLine } from '../drawing/frame.js';
import type { Palette } from '../drawing/palette.js';
import { type Domain, linearDomain } from '../drawing/scale.js';
import type { LayerReading } from './layer-reading.js';
import { bandsOver, spreadRows } from './model.js';
import { batchNormStrings } from './strings.js';

/** Below this height an axis has room for two numbers. */
const LOW = 36;

/** γ over β, on one axis of steps: of one channel, or of all as a band. */
export function parameterPlots(
  { reading, column }: { reading: LayerReading; column: number | null },
  place: (index: number, yDomain: Domain) => Frame,
  { palette, locale, most }: { palette: Palette; locale: Locale; most: number },
): { frame: Frame; body: string }[] {
  const t = batchNormStrings[locale];
  const { layer, columns } = reading;
  const rows = spreadRows(reading.rows, Math.round(most / 2));
  const x = rows.map((row) => layer.steps[row] as number);
  return (['gamma', 'beta'] as const).map((name, index) => {
    const matrix = reading[name];
    const of = (row: number, each: number) => (matrix as Float32Array)[row * columns + each] as number;
    const bands = matrix ? bandsOver(columns, rows, of) : { low: [], middle: [], high: [] };
    const lines = column === null || !matrix ? bands.middle : rows.map((row) => of(row, column));
    const shown = column === null ? [...bands.low, ...bands.high] : lines;
    const frame = place(index, linearDomain(shown.filter((value) => value !== null)));
    let body = frameAxes(frame, {
      palette,
      locale,
      title: t[name],
      ...(index === 0 ? { xTicks: [] } : { xWord: t.step }),
      // A plot too low for a row of round numbers names its ends.
      ...(!matrix ? { yTicks: [] } : frame.height < LOW && { yTicks: frame.yDomain }),
    });
    if (!matrix) body += frameEmpty(frame, name === 'gamma' ? t.noGamma : t.noBeta, palette);
    else {
      if (column === null)
        body += frameBand(frame, x, bands.low, bands.high, { color: palette.data, opacity: 0.25 });
      body += frameLine(frame, { x, y: lines }, { color: palette.data, width: 2 });
    }
    return { frame, body };
  });
}
