import { say } from '../../words/index.js';
import { labelsAsRows } from './labels-as-rows.js';
import type { Options } from './loss-functions.js';
import type { BatchNumbers, MetricKind, SumMetric } from './metric.js';

/** Weights of right and wrong predictions at each threshold. */
interface Counts {
  truePositives: Float64Array;
  falsePositives: Float64Array;
  trueNegatives: Float64Array;
  falseNegatives: Float64Array;
}

const NEVER_ABOVE = -1e10;

/** The four counts at each threshold, one after the other. */
function counting(
  thresholds: readonly number[],
  options: Options = {},
): (batch: BatchNumbers) => Float64Array {
  const { topK, classId } = options;
  // Predictions are float32; so is what Keras compares them with.
  const limits = Float32Array.from(thresholds);
  const n = limits.length;
  return (batch) => {
    const { yTrue, yPred, shape, weights } = labelsAsRows(batch);
    const sums = new Float64Array(4 * n);
    const classes = shape.at(-1) ?? 1;
    const scores = typeof topK === 'number' ? keepTop(yPred, classes, topK) : yPred;
    for (let i = 0; i < yPred.length; i++) {
      if (typeof classId === 'number' && i % classes !== classId) continue;
      const weight = weights[i] as number;
      const positive = yTrue[i] !== 0;
      const score = scores[i] as number;
      for (let t = 0; t < n; t++) {
        const above = score > (limits[t] as number);
        const place = (positive ? (above ? 0 : 3) : above ? 1 : 2) * n + t;
        sums[place] = (sums[place] as number) + weight;
      }
    }
    return sums;
  };
}

function keepTop(scores: ArrayLike<number>, classes: number, k: number): Float32Array {
  const kept = new Float32Array(scores.length).fill(NEVER_ABOVE);
  for (let row = 0; row < scores.length; row += classes) {
    const order = Array.from({ length: classes }, (_, i) => i).sort(
      (a, b) => (scores[row + b] as number) - (scores[row + a] as number) || a - b,
    );
    for (const i of order.slice(0, k)) kept[row + i] = scores[row + i] as number;
  }
  return kept;
}

function countsOf(sums: Float64Array): Counts {
  const n = sums.length / 4;
  const part = (i: number): Float64Array => sums.subarray(i * n, (i + 1) * n);
  return { truePositives: part(0), falsePositives: part(1), trueNegatives: part(2), falseNegatives: part(3) };
}

const share = (part: number, rest: number): number => (part + rest === 0 ? 0 : part / (part + rest));
const shares = (parts: Float64Array, rests: Float64Array): number[] =>
  Array.from(parts, (part, i) => share(part, rests[i] as number));

/** One threshold, as the picture of a training draws one line; Keras would log a list for several. */
function oneThreshold(className: string, options: Options): number[] {
  const { thresholds, topK } = options;
  const list = thresholds === null || thresholds === undefined ? [] : [thresholds].flat();
  if (list.length === 0) return [typeof topK === 'number' ? NEVER_ABOVE : 0.5];
  const [threshold] = list;
  if (list.length > 1 || typeof threshold !== 'number' || !(threshold >= 0 && threshold <= 1))
    throw new RangeError(
      say(
        `thresholds of ${className} is ${JSON.stringify(thresholds)}; give one number from 0 to 1, and a metric for each where there are several.`,
        `${className}의 thresholds가 ${JSON.stringify(thresholds)}입니다. 0부터 1까지의 수 하나를 쓰세요. 여러 문턱값이 필요하면 지표를 각각 만드세요.`,
      ),
    );
  return [threshold];
}

const oneCount = (className: string, name: string, count: (counts: Counts) => Float64Array): MetricKind => ({
  className,
  name,
  options: { thresholds: null },
  make: (options) => ({
    sums: counting(oneThreshold(className, options)),
    result: (sums) => count(countsOf(sums))[0] as number,
  }),
});

const ratio = (className: string, name: string, rest: (counts: Counts) => Float64Array): MetricKind => ({
  className,
  name,
  options: { thresholds: null, topK: null, classId: null },
  make: (options) => ({
    sums: counting(oneThreshold(className, options), options),
    result(sums) {
      const counts = countsOf(sums);
      return share(counts.truePositives[0] as number, rest(counts)[0] as number);
    },
  }),
});

const evenly = (count: number): number[] => Array.from({ length: count }, (_, i) => i / (count - 1));

/** The best of one rate where another is at least a value: `PrecisionAtRecall`. */
const best = (
  className: string,
  name: string,
  value: string,
  rates: (counts: Counts) => { held: number[]; sought: number[] },
): MetricKind => ({
  className,
  name,
  options: { [value]: null, numThresholds: 200, classId: null },
  make(options): SumMetric {
    const limit = options[value];
    if (typeof limit !== 'number' || !(limit >= 0 && limit <= 1)) throw noShare(className, value, limit);
    const count = options.numThresholds as number;
    return {
      sums: counting(count === 1 ? [0.5] : evenly(count), options),
      result(sums) {
        const { held, sought } = rates(countsOf(sums));
        return sought.reduce(
          (most, rate, i) => ((held[i] as number) >= limit ? Math.max(most, rate) : most),
          0,
        );
      },
    };
  },
});

const noShare = (className: string, option: string, value: unknown): RangeError =>
  new RangeError(
    say(
      `${option} of ${className} is ${JSON.stringify(value)}; it must be a number from 0 to 1.`,
      `${className}의 ${option}이(가) ${JSON.stringify(value)}입니다. 0부터 1까지의 수여야 합니다.`,
    ),
  );

const recalls = ({ truePositives, falseNegatives }: Counts): number[] =>
  shares(truePositives, falseNegatives);
const precisions = ({ truePositives, falsePositives }: Counts): number[] =>
  shares(truePositives, falsePositives);
const specificities = ({ trueNegatives, falsePositives }: Counts): number[] =>
  shares(trueNegatives, falsePositives);

const CURVES = ['ROC', 'PR'];
const SUMMATIONS = ['interpolation', 'majoring', 'minoring'];

const oneOf = (option: string, value: unknown, allowed: readonly string[]): string => {
  const found = allowed.find((name) => name.toLowerCase() === String(value).toLowerCase());
  if (found) return found;
  throw new RangeError(
    say(
      `${option} of AUC is ${JSON.stringify(value)}; it may be ${allowed.map((name) => `"${name}"`).join(', ')}.`,
      `AUC의 ${option}이(가) ${JSON.stringify(value)}입니다. ${allowed.map((name) => `"${name}"`).join(', ')} 중 하나를 쓰세요.`,
    ),
  );
};

/** The area under a curve, as Keras approximates it at evenly spaced thresholds. */
function areaUnderCurve(options: Options): SumMetric {
  if (options.multiLabel || options.labelWeights !== null || options.thresholds !== null)
    throw new RangeError(
      say(
        'AUC takes no multiLabel, labelWeights or thresholds here: it counts all predictions of an output as one list, at evenly spaced thresholds. Use numThresholds.',
        '여기서 AUC는 multiLabel, labelWeights, thresholds를 받지 않습니다. 출력의 모든 예측을 한 목록으로 보고 일정한 간격의 문턱값에서 셉니다. numThresholds를 쓰세요.',
      ),
    );
  const count = options.numThresholds as number;
  if (!Number.isInteger(count) || count < 2)
    throw new RangeError(
      say(
        `numThresholds of AUC is ${JSON.stringify(count)}; it must be a whole number from 2.`,
        `AUC의 numThresholds가 ${JSON.stringify(count)}입니다. 2 이상의 정수여야 합니다.`,
      ),
    );
  const curve = oneOf('curve', options.curve, CURVES);
  const summation = oneOf('summationMethod', options.summationMethod, SUMMATIONS);
  return {
    sums: bucketed(count, options.fromLogits === true),
    result(sums) {
      const counts = countsOf(sums);
      if (curve === 'PR' && summation === 'interpolation') return interpolatedPr(counts);
      const x = curve === 'PR' ? recalls(counts) : shares(counts.falsePositives, counts.trueNegatives);
      const y = curve === 'PR' ? precisions(counts) : recalls(counts);
      let area = 0;
      for (let i = 0; i + 1 < x.length; i++) {
        const [a, b] = [y[i] as number, y[i + 1] as number];
        const height =
          summation === 'minoring' ? Math.min(a, b) : summation === 'majoring' ? Math.max(a, b) : (a + b) / 2;
        area += ((x[i] as number) - (x[i + 1] as number)) * height;
      }
      return area;
    },
  };
}

/** The counts at `count` evenly spaced thresholds, of which the first lies below 0 and the last above 1. */
function bucketed(count: number, fromLogits: boolean): (batch: BatchNumbers) => Float64Array {
  return (batch) => {
    const { yTrue, yPred, weights } = labelsAsRows(batch);
    const sums = new Float64Array(4 * count);
    const { truePositives, falsePositives, trueNegatives, falseNegatives } = countsOf(sums);
    for (let i = 0; i < yPred.length; i++) {
      const given = yPred[i] as number;
      const score = fromLogits ? Math.fround(1 / (1 + Math.exp(-given))) : given;
      const within = Math.min(Math.max(score, 0), 1);
      const bucket = Math.max(0, Math.ceil(Math.fround(within * (count - 1))) - 1);
      const side = yTrue[i] === 0 ? falsePositives : truePositives;
      side[bucket] = (side[bucket] as number) + (weights[i] as number);
    }
    for (const [above, below] of [
      [truePositives, falseNegatives],
      [falsePositives, trueNegatives],
    ] as const) {
      for (let t = count - 2; t >= 0; t--) above[t] = (above[t] as number) + (above[t + 1] as number);
      const all = above[0] as number;
      for (let t = 0; t < count; t++) below[t] = all - (above[t] as number);
    }
    return sums;
  };
}

/** Davis & Goadrich: between two thresholds precision does not run straight. */
function interpolatedPr({ truePositives, falsePositives, falseNegatives }: Counts): number {
  const at = (values: Float64Array, i: number): number => values[i] as number;
  let area = 0;
  for (let i = 0; i + 1 < truePositives.length; i++) {
    const positives = at(truePositives, i) + at(falsePositives, i);
    const fewer = at(truePositives, i + 1) + at(falsePositives, i + 1);
    const gained = at(truePositives, i) - at(truePositives, i + 1);
    const width = Math.max(positives - fewer, 0);
    const slope = width === 0 ? 0 : gained / width;
    const start = at(truePositives, i + 1) - slope * fewer;
    const growth = positives > 0 && fewer > 0 ? positives / fewer : 1;
    const all = Math.max(at(truePositives, i + 1) + at(falseNegatives, i + 1), 0);
    area += all === 0 ? 0 : (slope * (gained + start * Math.log(growth))) / all;
  }
  return area;
}

export const CONFUSION_METRICS: readonly MetricKind[] = [
  oneCount('TruePositives', 'true_positives', ({ truePositives }) => truePositives),
  oneCount('TrueNegatives', 'true_negatives', ({ trueNegatives }) => trueNegatives),
  oneCount('FalsePositives', 'false_positives', ({ falsePositives }) => falsePositives),
  oneCount('FalseNegatives', 'false_negatives', ({ falseNegatives }) => falseNegatives),
  ratio('Precision', 'precision', ({ falsePositives }) => falsePositives),
  ratio('Recall', 'recall', ({ falseNegatives }) => falseNegatives),
  best('PrecisionAtRecall', 'precision_at_recall', 'recall', (counts) => ({
    held: recalls(counts),
    sought: precisions(counts),
  })),
  best('RecallAtPrecision', 'recall_at_precision', 'precision', (counts) => ({
    held: precisions(counts),
    sought: recalls(counts),
  })),
  best('SensitivityAtSpecificity', 'sensitivity_at_specificity', 'specificity', (counts) => ({
    held: specificities(counts),
    sought: recalls(counts),
  })),
  best('SpecificityAtSensitivity', 'specificity_at_sensitivity', 'sensitivity', (counts) => ({
    held: recalls(counts),
    sought: specificities(counts),
  })),
  {
    className: 'AUC',
    name: 'auc',
    options: {
      numThresholds: 200,
      curve: 'ROC',
      summationMethod: 'interpolation',
      thresholds: null,
      multiLabel: false,
      numLabels: null,
      labelWeights: null,
      fromLogits: false,
    },
    make: areaUnderCurve,
  },
];
