import { fromSample, type RunPayload } from '../../protocol/index.js';
import { higherIsBetter } from '../drawing/metric-direction.js';
import { own } from '../drawing/own.js';
import { divergedRow, drawnLimit, explosionLimit } from './divergence.js';

/** Where a panel's values left all measure. */
export interface BadMark {
  x: number;
  /** What the value became; nothing where it is finite and off the scale. */
  word: string | null;
  /** What it is there. */
  value: number;
  unit: 'epoch' | 'step';
  /** Epochs, or steps while the first epoch runs. */
  at: number;
  /** It stayed so. */
  forGood: boolean;
}

interface Places {
  ofEpoch(epoch: number): number;
  ofStep(step: number): number;
}

const word = (value: number): string => (Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞');
const notFinite = (value: number | null): value is number => value !== null && !Number.isFinite(value);

/** The value from which on a metric's panel ends where it exploded, so that the rest is not flattened. */
export function panelLimit(name: string, columns: readonly (readonly (number | null)[])[]): number {
  if (higherIsBetter(name)) return Number.POSITIVE_INFINITY;
  const limit = Math.min(...columns.map((values) => explosionLimit(values)));
  const known = columns.flat().filter((value): value is number => value !== null && Number.isFinite(value));
  const near = drawnLimit(limit);
  return known.some((value) => value >= limit) && known.some((value) => value < near)
    ? near
    : Number.POSITIVE_INFINITY;
}

/** Where a metric exploded, and where it stopped being a number. */
export function badMarks(
  { epochs, steps }: RunPayload,
  name: string,
  limit: number,
  places: Places,
): BadMark[] {
  const columns = [own(epochs.logs, name), own(epochs.logs, `val_${name}`)].flatMap((column) =>
    column ? [column.map(fromSample)] : [],
  );
  const marks: BadMark[] = [];
  const mark = (found: (value: number | null) => boolean, told: (value: number) => string | null) => {
    const rows = columns.map((values) => values.findIndex(found));
    const row = Math.min(...rows.filter((each) => each >= 0));
    const own = columns[rows.indexOf(row)];
    if (!own || !Number.isFinite(row)) return;
    const lost = divergedRow(own);
    const at = epochs.epoch[row] as number;
    const forGood = lost >= 0 && lost <= row;
    const value = own[row] as number;
    marks.push({ x: places.ofEpoch(at), word: told(value), value, unit: 'epoch', at, forGood });
  };
  mark(
    (value) => value !== null && Number.isFinite(value) && value >= limit,
    () => null,
  );
  mark(notFinite, word);
  if (marks.length > 0) return marks;
  const values = (own(steps.logs, name) ?? []).map(fromSample);
  const row = values.findIndex(notFinite);
  const at = steps.step[row];
  if (at === undefined) return [];
  const forGood = !Number.isFinite(values.findLast((value) => value !== null) ?? 0);
  const value = values[row] as number;
  return [{ x: places.ofStep(at), word: word(value), value, unit: 'step', at, forGood }];
}
