import type { Locale } from '../../protocol/index.js';
import { formatShare } from '../drawing/format.js';
import { type Frame, frameAxes, frameLine, frameY } from '../drawing/frame.js';
import type { Palette } from '../drawing/palette.js';
import type { Domain } from '../drawing/scale.js';
import { spreadLabels } from '../drawing/spread-labels.js';
import { svgText } from '../drawing/svg.js';
import type { LayerReading } from './layer-reading.js';
import { heldShare, measuredMemory, spreadRows } from './model.js';
import { batchNormStrings } from './strings.js';

/** What the words at the ends of the lines take at the right of the plot. */
export const END_LABELS = 58;
/** Shares beyond these are drawn at the edge. */
const EDGES: Domain = [-0.25, 1.5];

/** The expected curve 1 − momentumᵗ, and what was measured of mean and variance, each named at its end. */
export function memoryPlot(
  reading: LayerReading,
  place: (domain: Domain) => Frame,
  { palette, locale, most }: { palette: Palette; locale: Locale; most: number },
): { frame: Frame; body: string } {
  const t = batchNormStrings[locale];
  const { layer } = reading;
  const last = layer.steps.at(-1) ?? 0;
  const curve = Array.from({ length: 61 }, (_, index) => (last * index) / 60);
  const rows = spreadRows(reading.rows, Math.round(most / 2));
  const x = rows.map((row) => layer.steps[row] as number);
  const measured = reading.columns > 0 ? measuredMemory(reading, rows) : { mean: [], variance: [] };
  const known = [...measured.mean, ...measured.variance].filter((share) => share !== null);
  // A share of more than the whole is drawn as one.
  const frame = place([Math.max(EDGES[0], Math.min(0, ...known)), Math.min(EDGES[1], Math.max(1, ...known))]);
  const held = heldShare(layer.momentum, last);
  let body = frameAxes(frame, {
    palette,
    locale,
    title: t.memory,
    yTicks: frame.height < 60 ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1],
    yFormat: (tick) => formatShare(tick, locale),
    xWord: t.step,
  });
  body += frameLine(
    frame,
    { x, y: measured.variance },
    { color: palette.validation, width: 1.75, dash: '7 2 1 2' },
  );
  body += frameLine(frame, { x, y: measured.mean }, { color: palette.validation, width: 2.25 });
  body += frameLine(
    frame,
    { x: curve, y: curve.map((step) => heldShare(layer.momentum, step)) },
    { color: palette.foreground, width: 1.25, dash: '4 3' },
  );
  const ends = [
    { sign: '1−mᵗ', share: held, color: palette.foreground },
    { sign: 'μ', share: measured.mean.at(-1) ?? null, color: palette.validation },
    { sign: 'σ²', share: measured.variance.at(-1) ?? null, color: palette.validation },
  ].flatMap(({ share, ...end }) => (share === null ? [] : [{ ...end, share }]));
  const wanted = ends.map(({ share }) => frameY(frame, share) - frame.y);
  spreadLabels(wanted, frame.height, 12).forEach((at, index) => {
    const { sign, share, color } = ends[index] as (typeof ends)[number];
    const words = `${sign} ${formatShare(Math.round(share * 100) / 100, locale)}`;
    body += svgText(
      frame.x + frame.width + 4,
      frame.y + at + 3.5,
      words,
      `font-size="10" font-weight="600" fill="${color}"`,
    );
  });
  return { frame, body };
}
