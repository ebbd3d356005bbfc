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
  /** A thin line without marks, to hold others against. */
  quiet?: boolean;
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

/** Fewer pixels to the right edge need no dots. */
const LEAST_LEAD = 12;
/** The arrow where a curve is cut off, and the room above the curves for it. */
const CUT = { half: 3, high: 4 };

const inDomain = (value: number, [low, high]: Domain): boolean => value >= low && value <= high;

/**
 * The parts of a curve within its scale: each ends exactly at the edge that it crosses.
 *
 * @returns its points, with breaks, and where it goes on beyond the upper or the lower edge.
 */
function cutAt(
  points: readonly { x: number; value: number | null }[],
  [low, high]: Domain,
): { inside: { x: number; value: number | null }[]; above: number[]; below: number[] } {
  const inside: { x: number; value: number | null }[] = [];
  const above: number[] = [];
  const below: number[] = [];
  const side = (value: number) => (value > high ? 1 : value < low ? -1 : 0);
  let before: { x: number; value: number } | undefined;
  for (const { x, value } of points) {
    const known = value !== null && Number.isFinite(value) ? { x, value } : undefined;
    if (known && before && side(known.value) !== side(before.value)) {
      const [from, to] = [before, known];
      const crossed = [
        { edge: low, marks: below, beyond: Math.min(from.value, to.value) < low },
        { edge: high, marks: above, beyond: Math.max(from.value, to.value) > high },
      ].filter(({ beyond }) => beyond);
      // From one side to the other the curve crosses both edges, in its order.
      if (from.value > to.value) crossed.reverse();
      for (const { edge, marks } of crossed) {
        const share = (edge - from.value) / (to.value - from.value);
        // Between values too far apart for a number.
        if (!Number.isFinite(share)) continue;
        const at = from.x + share * (to.x - from.x);
        marks.push(at);
        if (share > 0 && share < 1) inside.push({ x: at, value: edge });
      }
    }
    inside.push(known && side(known.value) === 0 ? known : { x, value: null });
    before = known;
  }
  const alone = points.find(({ value }) => value !== null && Number.isFinite(value));
  // Nothing of it is inside: an arrow is all that is left.
  if (alone && inside.every(({ value }) => value === null))
    (side(alone.value as number) > 0 ? above : below).push(alone.x);
  return { inside, above, below };
}

/** The line below a small curve; the epochs done are a thicker part of it, up to its end are those planned. */
export function sparkGround(
  { room, train, validation }: Pick<CompactCurve, 'room' | 'train' | 'validation'>,
  { x, y, width }: { x: number; y: number; width: number },
  palette: Palette,
): string {
  const line = `<path d="M${x},${y}h${width}" stroke="${palette.grid}"/>`;
  const drawn = Math.max(train.length, validation.length);
  if (room <= drawn) return line;
  const done = INSET + ((drawn - 1) / Math.max(1, room - 1)) * (width - 2 * INSET);
  const ends = `<path d="M${x + 0.5},${y}v-4M${x + width - 0.5},${y}v-4" stroke="${palette.muted}"/>`;
  return `${line}${ends}<path d="M${x},${y - 0.5}h${round(done)}" stroke="${palette.muted}" stroke-width="2"/>`;
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
    cut = false,
    ahead = false,
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
    /** What lies beyond the scale is cut off, with a mark where it goes on; else it stays at the edge. */
    cut?: boolean;
    /** Fine dots lead from the last values to the right edge, where these are written. */
    ahead?: boolean;
    /** A dot at this place of the first curve, or of another, 0 to 1 of its length. */
    best?: { at: number; color: string; curve?: number };
  },
): string {
  const known = curves.flatMap(({ values }) => values.filter((value): value is number => value !== null));
  if (known.length === 0) return '';
  const domain = scale ?? sparkDomain(curves);
  const inset = INSET;
  const upper = cut ? CUT.high + 1 : INSET;
  return curves
    .map(({ values, color, bad, dashed, quiet = false }, index) => {
      const most = Math.max(1, (count ?? values.length) - 1);
      const measured = values.map((value, row) => ({
        x: x + inset + (row / most) * (width - 2 * inset),
        value,
      }));
      const place = ({ x, value }: { x: number; value: number | null }) => ({
        x,
        y:
          value === null || !Number.isFinite(value)
            ? null
            : y + upper + position(value, domain, height - upper - inset),
      });
      const { inside, above, below } = cut
        ? cutAt(measured, domain)
        : { inside: measured, above: [], below: [] };
      const beyond = [
        ...above.map(
          (at) => `M${round(at - CUT.half)},${y + CUT.high + 0.5}h${2 * CUT.half}l-${CUT.half},-${CUT.high}z`,
        ),
        ...below.map(
          (at) =>
            `M${round(at - CUT.half)},${y + height - CUT.high - 0.5}h${2 * CUT.half}l-${CUT.half},${CUT.high}z`,
        ),
      ].join('');
      const arrows = beyond && !quiet ? `<path d="${beyond}" fill="${color}"/>` : '';
      const lost = quiet ? -1 : divergedRow(values);
      const at = round(x + inset + (lost / most) * (width - 2 * inset));
      const mark = lost < 0 ? '' : `<path d="M${at},${y}v${height}" stroke="${bad}" stroke-width="1.2"/>`;
      const row = best && index === (best.curve ?? 0) ? Math.round(best.at * (values.length - 1)) : -1;
      const found = measured[row];
      const within = !cut || (typeof found?.value === 'number' && inDomain(found.value, domain));
      const top = found && within ? place(found) : undefined;
      const dot =
        best && typeof top?.y === 'number'
          ? `<circle cx="${round(top.x)}" cy="${round(top.y)}" r="2.2" fill="${best.color}"/>`
          : '';
      const last = ahead ? inside.findLast(({ value }) => value !== null) : undefined;
      const end = last && place(last);
      const lead =
        end && typeof end.y === 'number' && x + width - end.x > LEAST_LEAD
          ? `<path d="M${round(end.x + 5)},${round(end.y)}H${round(x + width)}" stroke="${color}" stroke-width="1" stroke-dasharray="1 4" stroke-opacity="0.8"/>`
          : '';
      const dash = dashed ? ' stroke-dasharray="4 2"' : '';
      return `${mark}${arrows}${lead}<path d="${linePath(inside.map(place))}" fill="none" stroke="${color}" stroke-width="${quiet ? 0.8 : 1.75}" stroke-linecap="round" stroke-linejoin="round"${dash}/>${dot}`;
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
