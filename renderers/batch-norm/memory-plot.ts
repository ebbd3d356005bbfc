import type { Locale } from '../../protocol/index.js';
import { formatShare } from '../drawing/format.js';
import { type Frame, frameLine } from '../drawing/frame.js';
import { halo, type Palette } from '../drawing/palette.js';
import { svgText } from '../drawing/svg.js';
import type { LayerReading } from './layer-reading.js';
import { heldShare, measuredMemory, spreadRows } from './model.js';
import { batchNormStrings } from './strings.js';

/** The expected curve 1 − momentumᵗ, and what was measured of mean and variance. */
export function memoryLines(
  reading: LayerReading,
  frame: Frame,
  palette: Palette,
  locale: Locale,
  most: number,
): string {
  const t = batchNormStrings[locale];
  const { layer } = reading;
  const last = layer.steps.at(-1) ?? 0;
  const curve = Array.from({ length: 61 }, (_, index) => (last * index) / 60);
  const rows = spreadRows(reading.rows, Math.round(most / 2));
  const x = rows.map((row) => layer.steps[row] as number);
  const measured = reading.columns > 0 ? measuredMemory(reading, rows) : { mean: [], variance: [] };
  let body = frameLine(
    frame,
    { x, y: measured.variance },
    { color: palette.data, width: 1.75, dash: '7 2 1 2' },
  );
  body += frameLine(frame, { x, y: measured.mean }, { color: palette.validation, width: 2.25 });
  body += frameLine(
    frame,
    { x: curve, y: curve.map((step) => heldShare(layer.momentum, step)) },
    { color: palette.foreground, width: 1.25, dash: '4 3' },
  );
  // The words stand where the curves leave room: below them once they have risen, above while they are low.
  const held = heldShare(layer.momentum, last);
  const y = held > 0.55 ? frame.y + frame.height - 34 : frame.y + 12;
  const end = frame.x + frame.width - 2;
  const note = (line: number, words: string, color: string) =>
    svgText(end, y + line * 13, words, `font-size="10" fill="${color}" text-anchor="end" ${halo(palette)}`);
  body += note(0, `1 − ${layer.momentum}ᵗ: ${formatShare(held, locale)}`, palette.foreground);
  const final = (values: (number | null)[]) => values.at(-1) ?? null;
  const [mean, variance] = [final(measured.mean), final(measured.variance)];
  if (mean !== null) body += note(1, `— ${t.measuredMean}: ${formatShare(mean, locale)}`, palette.validation);
  if (variance !== null)
    body += note(2, `–·– ${t.measuredVariance}: ${formatShare(variance, locale)}`, palette.data);
  return body;
}
