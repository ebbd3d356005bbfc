import { type CallbackEvent, fromSample } from '../../protocol/index.js';
import type { Point } from '../drawing/svg.js';
import { thinPoints } from '../drawing/thin-points.js';
import { numberFact, textFact } from './facts.js';
import type { PlacedEvent } from './placed-event.js';

/** The values of one stopping criterion, as a line in the row; `y` is `null` where the value is not finite. */
export interface Criterion {
  name: string;
  threshold: number | null;
  points: Point[];
  /** Its last value. */
  newest: CallbackEvent;
}

/** How the lecture writes the criteria of `StoppingCriteria`. */
const symbols: Record<string, string> = {
  gradient: '|∇E|',
  lossChange: '|ΔE|',
  weightChange: '|Δw|',
  validation: 'val_loss',
};

/** What a measured event measures. */
export function criterionName({ facts, label, text }: CallbackEvent): string {
  const criterion = textFact(facts, 'criterion') ?? label ?? text ?? '';
  return symbols[criterion] ?? criterion;
}

/** A criterion that counts epochs up to its threshold; all others come down to it. */
export const countsEpochs = ({ facts }: CallbackEvent): boolean => facts.criterion === 'epochs';

/** Whether the value has reached its threshold. */
export function isReached(event: CallbackEvent): boolean {
  const measured = fromSample(event.value);
  const threshold = numberFact(event.facts, 'threshold');
  if (measured === null || threshold === null) return false;
  return countsEpochs(event) ? measured >= threshold : Math.abs(measured) <= threshold;
}

/** Whether a criterion would end the training: its value was at its threshold for as long as it has to be. */
export function isMet(event: CallbackEvent): boolean {
  if (event.kind !== 'measured') return false;
  const wait = numberFact(event.facts, 'wait');
  const patience = numberFact(event.facts, 'patience');
  return wait === null || patience === null ? isReached(event) : wait >= patience;
}

/** Of one line: a row is no wider than so many places. */
const MOST_POINTS = 300;
/** Six powers of ten above and below the threshold are shown. */
const MOST_LEVEL = 6;

/** How far a value is above its threshold: powers of ten, or the difference where the threshold is not above zero. */
function levelOf(event: CallbackEvent): number | null {
  const { value, facts } = event;
  const measured = fromSample(value);
  const threshold = numberFact(facts, 'threshold');
  if (measured === null || !Number.isFinite(measured) || threshold === null || !Number.isFinite(threshold))
    return null;
  const level =
    threshold > 0 ? Math.log10(Math.abs(measured) / threshold) : Math.abs(measured) - Math.abs(threshold);
  const above = countsEpochs(event) ? -level : level;
  return Math.min(MOST_LEVEL, Math.max(-MOST_LEVEL, above));
}

/** Where the thresholds lie in a row, and so many times of them. */
export interface CriteriaScale {
  threshold: number;
  /** Powers of ten; none where a line is not a multiple of its threshold. */
  ticks: { y: number; times: number }[];
}

/** Pixels from one multiple to the next, at least. */
const TICK_PITCH = 15;

/** Whether a value is drawn as a multiple of its threshold. */
const isMultiple = (event: CallbackEvent): boolean =>
  !countsEpochs(event) && (numberFact(event.facts, 'threshold') ?? 0) > 0;

function multiples(low: number, high: number, yOf: (level: number) => number): CriteriaScale['ticks'] {
  const step = Math.max(1, Math.ceil(TICK_PITCH / Math.abs(yOf(0) - yOf(1))));
  const ticks: CriteriaScale['ticks'] = [];
  for (let level = Math.ceil(low / step) * step; level <= high; level += step)
    if (level !== 0) ticks.push({ y: yOf(level), times: 10 ** level });
  return ticks;
}

/** The criteria of a lane against their thresholds, which all lie at one height; `null` where it measures nothing. */
export function criteriaOf(
  events: readonly PlacedEvent[],
  height: number,
): (CriteriaScale & { lines: Criterion[]; points: { at: number; y: number }[] }) | null {
  const measured = events.filter(({ event }) => event.kind === 'measured');
  if (measured.length === 0) return null;
  const levels = measured.map(({ event }) => levelOf(event));
  let low = -0.3;
  let high = 0.3;
  for (const level of levels) {
    if (level === null) continue;
    low = Math.min(low, level);
    high = Math.max(high, level);
  }
  const inset = 4;
  const yOf = (level: number) => inset + ((high - level) / (high - low)) * (height - 2 * inset);
  const lines = new Map<string, Criterion>();
  const points: { at: number; y: number }[] = [];
  measured.forEach(({ x, at, event }, index) => {
    const level = levels[index] ?? null;
    const y = level === null ? null : yOf(level);
    points.push({ at, y: y ?? inset });
    const name = criterionName(event);
    const line = lines.get(name);
    if (line) {
      line.points.push({ x, y });
      line.newest = event;
    } else {
      const threshold = numberFact(event.facts, 'threshold');
      lines.set(name, { name, threshold, points: [{ x, y }], newest: event });
    }
  });
  return {
    lines: [...lines.values()].map((line) => ({ ...line, points: thinPoints(line.points, MOST_POINTS) })),
    threshold: yOf(0),
    ticks: measured.every(({ event }) => isMultiple(event)) ? multiples(low, high, yOf) : [],
    points,
  };
}
