import { say } from '../../words/index.js';
import { labelsAsRows } from './labels-as-rows.js';
import type { Options } from './loss-functions.js';
import type { BatchNumbers, MetricKind, SumMetric } from './metric.js';

const EPSILON = 1e-7;
type Shape = readonly (number | null)[];

/** The mean of weighted values, where each value of a sample has the sample's weight: [Σ w·v, Σ w]. */
function rootMeanSquare(): SumMetric {
  return {
    sums(batch) {
      const { yTrue, yPred, weights, shape } = labelsAsRows(batch);
      const width = yPred.length / (shape[0] as number) || 1;
      let total = 0;
      let count = 0;
      for (let i = 0; i < yPred.length; i++) {
        const error = (yPred[i] as number) - (yTrue[i] as number);
        total += error * error * (weights[i] as number);
        count += weights[i] as number;
      }
      return Float64Array.of(total / width, count / width);
    },
    result: ([total = 0, count = 0]) => Math.sqrt(count === 0 ? 0 : total / count),
  };
}

const flatOutput = (className: string, shape: Shape): number => {
  const width = shape.at(-1);
  if (shape.length === 2 && typeof width === 'number') return width;
  throw new Error(
    say(
      `${className} needs an output of shape [samples, values], and this one has [${shape}].`,
      `${className}에는 [samples, values] 형태의 출력이 필요한데 이 출력의 형태는 [${shape}]입니다.`,
    ),
  );
};

const AVERAGES = ['micro', 'macro', 'weighted'];

/** For each class: right, wrongly taken for it, missed, and how much of it there is. */
function fScore(className: string, options: Options, shape: Shape): SumMetric {
  const classes = flatOutput(className, shape);
  const { average, threshold } = options;
  const beta = (options.beta as number | undefined) ?? 1;
  if (typeof beta !== 'number' || !(beta > 0))
    throw new RangeError(
      say(
        `beta of ${className} is ${JSON.stringify(beta)}; it must be a number above 0.`,
        `${className}의 beta가 ${JSON.stringify(beta)}입니다. 0보다 큰 수여야 합니다.`,
      ),
    );
  if (average === null ? classes > 1 : !AVERAGES.includes(average as string))
    throw new RangeError(
      say(
        `average of ${className} is ${JSON.stringify(average)}; for an output of ${classes} classes it must be "micro", "macro" or "weighted", which give one number.`,
        `${className}의 average가 ${JSON.stringify(average)}입니다. 클래스가 ${classes}개인 출력에서는 값 하나가 나오도록 "micro", "macro", "weighted" 중 하나를 쓰세요.`,
      ),
    );
  if (threshold !== null && !(typeof threshold === 'number' && threshold > 0 && threshold <= 1))
    throw new RangeError(
      say(
        `threshold of ${className} is ${JSON.stringify(threshold)}; it must be a number above 0 and at most 1.`,
        `${className}의 threshold가 ${JSON.stringify(threshold)}입니다. 0보다 크고 1 이하인 수여야 합니다.`,
      ),
    );
  const limit = threshold === null ? null : Math.fround(threshold as number);
  return {
    sums(batch) {
      const { yTrue, yPred, weights } = labelsAsRows(batch);
      const sums = new Float64Array(4 * classes);
      for (let row = 0; row < yPred.length; row += classes) {
        let most = -Infinity;
        for (let c = 0; c < classes; c++) most = Math.max(most, yPred[row + c] as number);
        for (let c = 0; c < classes; c++) {
          const score = yPred[row + c] as number;
          const taken = limit === null ? score >= most && Math.abs(score) > 1e-9 : score > limit;
          const truth = yTrue[row + c] as number;
          const weight = weights[row + c] as number;
          add(sums, c, (taken ? truth : 0) * weight);
          add(sums, classes + c, (taken ? 1 - truth : 0) * weight);
          add(sums, 2 * classes + c, (taken ? 0 : truth) * weight);
          add(sums, 3 * classes + c, truth * weight);
        }
      }
      return sums;
    },
    result(sums) {
      const part = (i: number): number[] => Array.from(sums.subarray(i * classes, (i + 1) * classes));
      const together = (values: number[]): number[] => [values.reduce((a, b) => a + b, 0)];
      const [right, wrong, missed, present] = [0, 1, 2, 3].map((i) =>
        average === 'micro' ? together(part(i)) : part(i),
      ) as [number[], number[], number[], number[]];
      const scores = right.map((hits, c) => {
        const precision = hits / (hits + (wrong[c] as number) + EPSILON);
        const recall = hits / (hits + (missed[c] as number) + EPSILON);
        return ((precision * recall) / (beta ** 2 * precision + recall + EPSILON)) * (1 + beta ** 2);
      });
      if (average !== 'weighted') return scores.reduce((a, b) => a + b, 0) / scores.length;
      const all = present.reduce((a, b) => a + b, 0) + EPSILON;
      return scores.reduce((sum, score, c) => sum + (score * (present[c] as number)) / all, 0);
    },
  };
}

const add = (sums: Float64Array, place: number, value: number): void => {
  sums[place] = (sums[place] as number) + value;
};

const AGGREGATIONS = ['uniform_average', 'variance_weighted_average'];

/** For each column Σ y, Σ y², Σ (y − ŷ)² and Σ w; last the number of values. */
function r2Score(options: Options, shape: Shape): SumMetric {
  const columns = flatOutput('R2Score', shape);
  const { classAggregation: aggregation, numRegressors: regressors } = options;
  if (!AGGREGATIONS.includes(aggregation as string) && !(aggregation === null && columns === 1))
    throw new RangeError(
      say(
        `classAggregation of R2Score is ${JSON.stringify(aggregation)}; use "uniform_average" or "variance_weighted_average", which give one number.`,
        `R2Score의 classAggregation이 ${JSON.stringify(aggregation)}입니다. 값 하나가 나오는 "uniform_average"나 "variance_weighted_average"를 쓰세요.`,
      ),
    );
  return {
    sums(batch) {
      const { yTrue, yPred, weights } = labelsAsRows(batch);
      const sums = new Float64Array(4 * columns + 1);
      for (let i = 0; i < yPred.length; i++) {
        const c = i % columns;
        const truth = yTrue[i] as number;
        const weight = weights[i] as number;
        add(sums, c, truth * weight);
        add(sums, columns + c, truth * truth * weight);
        add(sums, 2 * columns + c, (truth - (yPred[i] as number)) ** 2 * weight);
        add(sums, 3 * columns + c, weight);
      }
      sums[4 * columns] = yPred.length;
      return sums;
    },
    result(sums) {
      const totals: number[] = [];
      const scores: number[] = [];
      for (let c = 0; c < columns; c++) {
        const [sum, squares, errors, count] = [0, 1, 2, 3].map((i) => sums[i * columns + c] as number) as [
          number,
          number,
          number,
          number,
        ];
        const total = squares - (sum * sum) / count;
        const score = 1 - errors / total;
        totals.push(total);
        scores.push(Number.isFinite(score) || Number.isNaN(score) ? score : 0);
      }
      const mean = (weights: number[]): number =>
        scores.reduce((sum, score, c) => sum + score * (weights[c] as number), 0) /
        weights.reduce((a, b) => a + b, 0);
      const score = mean(aggregation === 'variance_weighted_average' ? totals : scores.map(() => 1));
      const free = (sums[4 * columns] as number) - 1 - (regressors as number);
      return regressors === 0 || free <= 0
        ? score
        : 1 - ((1 - score) * (free + (regressors as number))) / free;
    },
  };
}

/** Rows are true classes, columns predicted ones. */
function intersectionOverUnion(
  classes: number,
  targets: readonly number[],
  pairs: (batch: BatchNumbers, tell: (truth: number, guess: number, weight: number) => void) => void,
): SumMetric {
  return {
    sums(batch) {
      const counts = new Float64Array(classes * classes);
      pairs(batch, (truth, guess, weight) => {
        if (truth < 0 || truth >= classes || guess < 0 || guess >= classes) return;
        // Keras counts in whole numbers here.
        add(counts, truth * classes + guess, Math.trunc(weight));
      });
      return counts;
    },
    result(counts) {
      let sum = 0;
      let present = 0;
      for (const target of targets) {
        const both = counts[target * classes + target] as number;
        let either = -both;
        for (let c = 0; c < classes; c++)
          either += (counts[target * classes + c] as number) + (counts[c * classes + target] as number);
        if (either <= 1e-9) continue;
        present += 1;
        sum += both / (either + EPSILON);
      }
      return sum / (present + EPSILON);
    },
  };
}

/** Each sample's class, as a number or as the largest of a row. */
function classPairs(options: Options): Parameters<typeof intersectionOverUnion>[2] {
  const { sparseYTrue, sparseYPred, ignoreClass } = options;
  return ({ yTrue, yPred, shape, weights }, tell) => {
    const width = sparseYPred ? 1 : (shape.at(-1) ?? 1);
    const samples = yPred.length / width;
    const trueWidth = yTrue.length / samples;
    for (let i = 0; i < samples; i++) {
      const truth = sparseYTrue ? Math.trunc(yTrue[i] as number) : largest(yTrue, i * trueWidth, trueWidth);
      const guess = sparseYPred ? Math.trunc(yPred[i] as number) : largest(yPred, i * width, width);
      if (truth !== ignoreClass) tell(truth, guess, weights[i * width] as number);
    }
  };
}

function largest(values: ArrayLike<number>, from: number, width: number): number {
  let best = 0;
  for (let c = 1; c < width; c++)
    if ((values[from + c] as number) > (values[from + best] as number)) best = c;
  return best;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

function classCount(className: string, { numClasses }: Options): number {
  if (Number.isInteger(numClasses) && (numClasses as number) > 0) return numClasses as number;
  throw new RangeError(
    say(
      `numClasses of ${className} is ${JSON.stringify(numClasses)}; it must be a whole number from 1.`,
      `${className}의 numClasses가 ${JSON.stringify(numClasses)}입니다. 1 이상의 정수여야 합니다.`,
    ),
  );
}

const unions = (className: string, name: string, fixed: Options, some: boolean): MetricKind => ({
  className,
  name,
  options: {
    numClasses: null,
    ...(some && { targetClassIds: null }),
    ignoreClass: null,
    sparseYTrue: true,
    sparseYPred: true,
    axis: -1,
    ...fixed,
  },
  make(options) {
    const classes = classCount(className, options);
    const targets = some ? ((options.targetClassIds ?? []) as number[]) : upTo(classes);
    return intersectionOverUnion(classes, targets, classPairs(options));
  },
});

export const SUM_METRICS: readonly MetricKind[] = [
  {
    className: 'RootMeanSquaredError',
    name: 'root_mean_squared_error',
    short: ['rmse', 'RMSE'],
    make: rootMeanSquare,
  },
  {
    className: 'FBetaScore',
    name: 'fbeta_score',
    options: { average: null, beta: 1, threshold: null },
    make: (options, shape) => fScore('FBetaScore', options, shape),
  },
  {
    className: 'F1Score',
    name: 'f1_score',
    short: ['f1'],
    options: { average: null, threshold: null },
    make: (options, shape) => fScore('F1Score', options, shape),
  },
  {
    className: 'R2Score',
    name: 'r2_score',
    short: ['r2'],
    options: { classAggregation: 'uniform_average', numRegressors: 0 },
    make: r2Score,
  },
  unions('IoU', 'io_u', {}, true),
  unions('MeanIoU', 'mean_io_u', {}, false),
  unions('OneHotIoU', 'one_hot_io_u', { sparseYTrue: false, sparseYPred: false }, true),
  unions('OneHotMeanIoU', 'one_hot_mean_io_u', { sparseYTrue: false, sparseYPred: false }, false),
  {
    className: 'BinaryIoU',
    name: 'binary_io_u',
    options: { targetClassIds: [0, 1], threshold: 0.5 },
    make: (options) =>
      intersectionOverUnion(2, options.targetClassIds as number[], ({ yTrue, yPred, weights }, tell) => {
        for (let i = 0; i < yPred.length; i++)
          tell(
            Math.trunc(yTrue[i] as number),
            (yPred[i] as number) >= Math.fround(options.threshold as number) ? 1 : 0,
            weights[i] as number,
          );
      }),
  },
];
