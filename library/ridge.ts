import { checkOptions, domains, oneOf } from '../engine/options/index.js';
import { say } from '../words/index.js';
import { solvePositiveDefinite } from './linear-system.js';
import { metrics } from './metrics/index.js';
import { type Numbers, numberPairs } from './metrics/number-pairs.js';
import { type Matrix, matrixRows, type TensorLike } from './tensor-like.js';

/**
 * What λ stands before. n is the number of rows, SSE = Σ(ŷ - y)².
 *
 * | name | cost that the weights minimize | where it is written so |
 * |---|---|---|
 * | `sum` | SSE + λ‖w‖² | scikit-learn's `Ridge(alpha)`, Hoerl and Kennard (1970) |
 * | `mean` | SSE / n + λ‖w‖² | Keras and TensorFlow.js: `meanSquaredError` with `l2(λ)` |
 * | `half` | SSE / n + ½λ‖w‖² | Cost = Loss + Penalty with the penalty ½λ‖w‖² |
 * | `halfMean` | SSE / (2n) + λ‖w‖² | J = 1/(2n) Σ(ŷ - y)² + λ Σ w² |
 */
export type RidgeCost = 'sum' | 'mean' | 'half' | 'halfMean';

export interface RidgeOptions {
  /** Strength of the penalty, from 0 (least squares). */
  lambda: number;
  /** What λ stands before; `mean`, as in Keras, where nothing is said. */
  cost?: RidgeCost;
}

/** A linear model ŷ = w·x + b. */
export interface RidgeModel {
  /** One for each column. */
  readonly weights: readonly number[];
  /** b; it bears no penalty. */
  readonly intercept: number;
  /** The same strength in the cost `sum`: scikit-learn's `alpha`. */
  readonly alpha: number;
  /** Predictions for rows of shape [m, d], as an array of m numbers. */
  predict(rows: TensorLike | Matrix): number[];
}

const COSTS: readonly RidgeCost[] = ['sum', 'mean', 'half', 'halfMean'];

/** λ of a cost, in the cost SSE + α‖w‖². */
const alphaOf: Record<RidgeCost, (lambda: number, n: number) => number> = {
  sum: (lambda) => lambda,
  mean: (lambda, n) => lambda * n,
  half: (lambda, n) => (lambda * n) / 2,
  halfMean: (lambda, n) => lambda * n * 2,
};

const allowed = { lambda: domains.notNegative, cost: oneOf(...COSTS) };

interface Centred {
  /** XᵀX of the centred columns, [d, d]. */
  gram: number[][];
  /** Xᵀy of the centred columns and values, [d]. */
  moments: number[];
  means: number[];
  valueMean: number;
  n: number;
}

const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

function centred(x: TensorLike | Matrix, y: Numbers): Centred {
  const rows = matrixRows(x, 'x');
  const { truth } = numberPairs(y, y);
  if (rows.length !== truth.length)
    throw new RangeError(
      say(
        `x has ${rows.length} rows, but y has ${truth.length} values.`,
        `x의 행은 ${rows.length}개인데 y의 값은 ${truth.length}개입니다.`,
      ),
    );
  if (truth.some((row) => row.length !== 1))
    throw new RangeError(
      say('ridge needs one value of y for each row.', 'ridge에는 행마다 y 값이 하나씩 있어야 합니다.'),
    );
  rows.forEach((row, i) => {
    row.forEach((value, j) => {
      if (Number.isFinite(value)) return;
      throw new RangeError(
        say(
          `Column ${j} of x holds ${value} in row ${i}. Fill or drop missing values first.`,
          `x의 ${j}열 ${i}행 값이 ${value}입니다. 먼저 결측값을 채우거나 빼세요.`,
        ),
      );
    });
  });
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, j) => rows.map((row) => row[j] ?? Number.NaN));
  const means = columns.map(meanOf);
  const values = truth.map(([value = Number.NaN]) => value);
  const valueMean = meanOf(values);
  // The mean of equal values may be off by a rounding error, which would pass for a column's spread.
  const deviations = columns.map((column, j) =>
    column.every((value) => value === column[0])
      ? column.map(() => 0)
      : column.map((value) => value - (means[j] ?? 0)),
  );
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
  return {
    gram: deviations.map((a) => deviations.map((b) => dot(a, b))),
    moments: deviations.map((a) =>
      dot(
        a,
        values.map((value) => value - valueMean),
      ),
    ),
    means,
    valueMean,
    n: rows.length,
  };
}

function solve({ gram, moments, means, valueMean, n }: Centred, lambda: number, cost: RidgeCost): RidgeModel {
  const alpha = alphaOf[cost](lambda, n);
  const weights = solvePositiveDefinite(
    gram.map((row, i) => row.map((value, j) => (i === j ? value + alpha : value))),
    moments,
  );
  if (!weights)
    throw new RangeError(
      say(
        'Without a penalty these weights are not determined: a column is constant, a sum of others, or there are more columns than rows. A lambda above 0 settles it.',
        '벌점이 없으면 가중치가 하나로 정해지지 않습니다. 상수 열이나 다른 열들의 합인 열이 있거나 열이 행보다 많습니다. lambda를 0보다 크게 하면 정해집니다.',
      ),
    );
  const along = (row: readonly number[]) =>
    weights.reduce((sum, weight, j) => sum + weight * (row[j] ?? Number.NaN), 0);
  const intercept = valueMean - along(means);
  return {
    weights,
    intercept,
    alpha,
    predict(given) {
      const rows = matrixRows(given, 'x');
      if (rows.length > 0 && rows[0]?.length !== weights.length)
        throw new RangeError(
          say(
            `The data has ${rows[0]?.length} columns, but the model was fitted on ${weights.length}.`,
            `데이터의 열은 ${rows[0]?.length}개인데 모델은 ${weights.length}개 열에 맞춰져 있습니다.`,
          ),
        );
      return rows.map((row) => along(row) + intercept);
    },
  };
}

/**
 * Linear regression with an L2 penalty (ridge), solved exactly instead of by gradient descent: w = (XᵀX + αI)⁻¹ Xᵀy on centred
 * data. x has shape [n, d] (a tensor or rows), y [n] or [n, 1].
 *
 * The penalty weighs the same on every weight, so put the columns on one scale first.
 *
 * ```ts
 * const model = ridge(xTrain, yTrain, { lambda: 0.1 });
 * metrics.rmse(yTest, model.predict(xTest));
 * ```
 *
 * @throws RangeError for shapes that do not fit, missing values, and, at lambda 0, columns that do not determine the weights.
 */
export function ridge(x: TensorLike | Matrix, y: Numbers, options: RidgeOptions): RidgeModel {
  checkOptions('ridge', options, allowed, { l2: 'lambda', alpha: 'lambda' });
  return solve(centred(x, y), options.lambda, options.cost ?? 'mean');
}

/** What one λ of a path gives. */
export interface RidgeStep {
  lambda: number;
  weights: readonly number[];
  intercept: number;
  /** Mean squared error on the rows that it was fitted on. */
  trainError: number;
  /** The same on the validation rows, where there are some. */
  validationError?: number;
}

export interface RidgePathOptions {
  /** The strengths to try, in the order wanted. */
  lambdas: readonly number[];
  cost?: RidgeCost;
  /** Rows and values that are not fitted on. */
  validation?: readonly [x: TensorLike | Matrix, y: Numbers];
}

/**
 * Fits the same data with one strength of penalty after the other: how the weights shrink, and what that does to both errors.
 *
 * ```ts
 * const path = ridgePath(xTrain, yTrain, { lambdas: [0, 0.01, 0.1, 1], validation: [xTest, yTest] });
 * ```
 */
export function ridgePath(x: TensorLike | Matrix, y: Numbers, options: RidgePathOptions): RidgeStep[] {
  checkOptions('ridgePath', options, {
    lambdas: domains.list,
    cost: oneOf(...COSTS),
    validation: domains.list,
  });
  const { lambdas, cost = 'mean', validation } = options;
  if (!lambdas)
    throw new TypeError(
      say(
        'ridgePath needs the strengths to try: { lambdas: [0, 0.01, 0.1, 1] }.',
        'ridgePath에는 { lambdas: [0, 0.01, 0.1, 1] }처럼 시험할 세기의 목록이 필요합니다.',
      ),
    );
  const prepared = centred(x, y);
  return lambdas.map((lambda) => {
    checkOptions('ridgePath', { lambda }, { lambda: domains.notNegative });
    const model = solve(prepared, lambda, cost);
    return {
      lambda,
      weights: model.weights,
      intercept: model.intercept,
      trainError: metrics.mse(y, model.predict(x)),
      ...(validation ? { validationError: metrics.mse(validation[1], model.predict(validation[0])) } : {}),
    };
  });
}
