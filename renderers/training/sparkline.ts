import type { Palette } from '../drawing/palette.js';
import { type Domain, linearDomain, position } from '../drawing/scale.js';
import { linePath, round } from '../drawing/svg.js';
import { panelLimit } from './bad-marks.js';
import type { CompactCurve } from './compact-model.js';
import { divergedRow } from './divergence.js';

export interface SparkCurve {
  values: readonly (number | null)[];
  color: string;
  /** Of the mark where the values diverged. */
  bad: string;
  dashed?: boolean;
}

/** Room at the edges, so that no line is cut. */
const INSET = 2;

/** The scale that small curves share: what exploded stays at its upper edge and does not flatten the rest. */
function sparkDomain(curves: readonly SparkCurve[]): Domain {
  const limit = panelLimit(
    'loss',
    curves.map(({ values }) => values),
  );
  return linearDomain(
    curves.flatMap(({ values }) =>
      values.filter((value): value is number => value !== null && Number.isFinite(value) && value < limit),
    ),
  );
}

/** How high above the lower edge of small curves each of these values is drawn, from the top; values that are no numbers are at it. */
export function sparkPlaces(
  curves: readonly SparkCurve[],
  values: readonly (number | null)[],
  height: number,
): number[] {
  const domain = sparkDomain(curves);
  return values.map((value) =>
    value === null || Number.isNaN(value) ? INSET : INSET + position(value, domain, height - 2 * INSET),
  );
}

/** Small curves without axes on one scale, as SVG content of the given size. */
export function sparkline(
  curves: readonly SparkCurve[],
  {
    width,
    height,
    x = 0,
    y = 0,
    count,
    scale,
    best,
  }: {
    width: number;
    height: number;
    x?: number;
    y?: number;
    /** How many values the whole width has room for. */
    count?: number;
    /** In place of the curves' own. */
    scale?: Domain;
    /** A dot at this place of the first curve, or of another, 0 to 1 of its length. */
    best?: { at: number; color: string; curve?: number };
  },
): string {
  const known = curves.flatMap(({ values }) => values.filter((value): value is number => value !== null));
  if (known.length === 0) return '';
  const domain = scale ?? sparkDomain(curves);
  const inset = INSET;
  return curves
    .map(({ values, color, bad, dashed }, index) => {
      const most = Math.max(1, (count ?? values.length) - 1);
      const points = values.map((value, index) => ({
        x: x + inset + (index / most) * (width - 2 * inset),
        y:
          value === null || !Number.isFinite(value)
            ? null
            : y + inset + position(value, domain, height - 2 * inset),
      }));
      const lost = divergedRow(values);
      const at = round(x + inset + (lost / most) * (width - 2 * inset));
      const mark = lost < 0 ? '' : `<path d="M${at},${y}v${height}" stroke="${bad}" stroke-width="1.2"/>`;
      const top =
        best && index === (best.curve ?? 0) ? points[Math.round(best.at * (values.length - 1))] : undefined;
      const dot =
        best && typeof top?.y === 'number'
          ? `<circle cx="${round(top.x)}" cy="${round(top.y)}" r="2.2" fill="${best.color}"/>`
          : '';
      const dash = dashed ? ' stroke-dasharray="4 2"' : '';
      return `${mark}<path d="${linePath(points)}" fill="none" stroke="${color}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"${dash}/>${dot}`;
    })
    .join('');
}

/** The two colours of a small curve: training, and validation dashed in high contrast. */
export const sparkCurves = (
  train: readonly (number | null)[],
  validation: readonly (number | null)[],
  palette: Palette,
): SparkCurve[] =>
  [
    { values: train, color: palette.train, bad: palette.bad },
    { values: validation, color: palette.validation, bad: palette.bad, dashed: palette.highContrast },
  ].filter(({ values }) => values.length > 0);

/** The dot of a small curve's best, for `sparkline`. */
export function sparkBest(
  { best, train, validation }: Pick<CompactCurve, 'best' | 'train' | 'validation'>,
  palette: Palette,
): { best?: { at: number; color: string; curve: number } } {
  if (!best) return {};
  const { length } = best.series === 'train' ? train : validation;
  const curve = best.series === 'validation' && train.length > 0 ? 1 : 0;
  return { best: { at: best.row / Math.max(1, length - 1), color: palette.best, curve } };
}
