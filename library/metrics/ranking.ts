import { checkOptions, domains } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import { type ClassLabel, classesOf, type Labels } from '../class-labels.js';
import { type Numbers, numberPairs } from './number-pairs.js';

export interface CurveOptions {
  /** The class that counts as "yes": 1 or `true` where nothing is said. */
  positive?: ClassLabel;
}

/** What a threshold gives: samples with a score from the threshold upwards count as positive. */
export interface ThresholdCounts {
  threshold: number;
  /** Positive samples from the threshold upwards. */
  hits: number;
  /** Negative samples from the threshold upwards. */
  falseAlarms: number;
}

/** A point of the ROC curve. */
export interface RocPoint {
  threshold: number;
  falsePositiveRate: number;
  truePositiveRate: number;
}

/** A point of the precision-recall curve. */
export interface PrecisionRecallPoint {
  threshold: number;
  precision: number;
  recall: number;
}

interface Ranked {
  /** One entry for each score that occurs, from the highest. */
  steps: ThresholdCounts[];
  positives: number;
  negatives: number;
}

function rank(name: string, trueLabels: Labels, scores: Numbers, options: CurveOptions): Ranked {
  checkOptions(name, options, { positive: domains.anything });
  const { positive } = options;
  const yes = positive === undefined ? ['1', 'true'] : [String(positive)];
  const labels = classesOf(trueLabels, 'trueLabels');
  const { truth, guess } = numberPairs(
    labels.map((label) => (yes.includes(String(label)) ? 1 : 0)),
    scores,
  );
  const positives = truth.filter(([value]) => value === 1).length;
  const negatives = truth.length - positives;
  if (positives === 0 || negatives === 0)
    throw new RangeError(
      say(
        `${name} compares positive with negative samples, but all ${truth.length} are ${positives === 0 ? 'negative' : 'positive'}.`,
        `${name}은(는) 양성과 음성 표본을 비교하는데 표본 ${truth.length}개가 모두 ${positives === 0 ? '음성' : '양성'}입니다.`,
      ),
    );
  const order = guess
    .map(([score = Number.NaN], i) => ({ score, positive: truth[i]?.[0] === 1 }))
    .sort((a, b) => b.score - a.score);
  const steps: ThresholdCounts[] = [];
  for (const { score, positive } of order) {
    const last = steps.at(-1);
    const step =
      last?.threshold === score
        ? last
        : { threshold: score, hits: last?.hits ?? 0, falseAlarms: last?.falseAlarms ?? 0 };
    if (step !== last) steps.push(step);
    if (positive) step.hits += 1;
    else step.falseAlarms += 1;
  }
  return { steps, positives, negatives };
}

/** @see metrics.rocCurve */
export function rocCurve(trueLabels: Labels, scores: Numbers, options: CurveOptions = {}): RocPoint[] {
  const { steps, positives, negatives } = rank('metrics.rocCurve', trueLabels, scores, options);
  return [
    { threshold: Number.POSITIVE_INFINITY, falsePositiveRate: 0, truePositiveRate: 0 },
    ...steps.map(({ threshold, hits, falseAlarms }) => ({
      threshold,
      falsePositiveRate: falseAlarms / negatives,
      truePositiveRate: hits / positives,
    })),
  ];
}

/** @see metrics.auc */
export function auc(trueLabels: Labels, scores: Numbers, options: CurveOptions = {}): number {
  const { steps, positives, negatives } = rank('metrics.auc', trueLabels, scores, options);
  let area = 0;
  let before = { hits: 0, falseAlarms: 0 };
  for (const step of steps) {
    area += ((step.falseAlarms - before.falseAlarms) * (step.hits + before.hits)) / 2;
    before = step;
  }
  return area / (positives * negatives);
}

/** @see metrics.precisionRecallCurve */
export function precisionRecallCurve(
  trueLabels: Labels,
  scores: Numbers,
  options: CurveOptions = {},
): PrecisionRecallPoint[] {
  const { steps, positives } = rank('metrics.precisionRecallCurve', trueLabels, scores, options);
  return steps.map(({ threshold, hits, falseAlarms }) => ({
    threshold,
    precision: hits / (hits + falseAlarms),
    recall: hits / positives,
  }));
}

/** @see metrics.averagePrecision */
export function averagePrecision(trueLabels: Labels, scores: Numbers, options: CurveOptions = {}): number {
  const { steps, positives } = rank('metrics.averagePrecision', trueLabels, scores, options);
  let sum = 0;
  let recall = 0;
  for (const { hits, falseAlarms } of steps) {
    sum += (hits / positives - recall) * (hits / (hits + falseAlarms));
    recall = hits / positives;
  }
  return sum;
}
