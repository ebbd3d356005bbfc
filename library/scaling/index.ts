import { expectAwait } from '../../engine/checks/index.js';
import { checkOptions, oneOf } from '../../engine/options/index.js';
import { type Matrix, matrixRows, type TensorLike } from '../tensor-like.js';
import { checkedColumns, type Missing } from './checked-columns.js';
import { rememberFittedRows } from './fitted-rows.js';
import { type Scaler, scalerOf } from './scaler.js';
import { readScaler } from './scaler-file.js';
import {
  type MeanRangeStatistics,
  type MomentStatistics,
  type RangeStatistics,
  type ScalingName,
  type StatisticsOf,
  statisticsOf,
} from './statistics.js';

export type { Missing } from './checked-columns.js';
export { type FittedRows, fingerprintsOf, fittedRowsOf } from './fitted-rows.js';
export type { Scaled, Scaler } from './scaler.js';
export { type ScalingOptions, scalingChart } from './scaling-chart.js';
export type { MeanRangeStatistics, MomentStatistics, RangeStatistics, ScalingName } from './statistics.js';

export interface ScaleOptions {
  /**
   * What to do with missing values (NaN, null). `refuse`, where nothing is said: fitting and applying throw and name the first
   * one. `keep`: the fit leaves them out and they come out as NaN, as in scikit-learn; fill them afterwards.
   */
  missing?: Missing;
}

function fitted<Name extends ScalingName>(
  scaling: Name,
  train: TensorLike | Matrix,
  options: ScaleOptions,
): Scaler<StatisticsOf[Name]> {
  checkOptions(`scale.${scaling}`, options, { missing: oneOf('refuse', 'keep') });
  const missing = options.missing ?? 'refuse';
  const scaler = scalerOf(scaling, statisticsOf(scaling, checkedColumns(train, missing)), missing);
  // Exercises ask whether rows of another part were among them.
  rememberFittedRows(scaler, matrixRows(train, 'train'));
  return scaler;
}

/**
 * Scales input columns to ranges that suit a network. Each function fits on training rows (a tensor of shape [n, d] or an
 * array of n rows with d numbers) and gives a {@link Scaler}.
 *
 * A column that is constant in the training data becomes 0, whichever the function. (So does scikit-learn's StandardScaler;
 * its MinMaxScaler takes it to the lower end of the range.)
 *
 * Every function throws a RangeError for empty data, rows of different lengths, an infinity, a missing value (see
 * {@link ScaleOptions}) and a column without any value, naming column and row, both counted from 0.
 *
 * ```ts
 * const scaler = scale.standardize(trainRows);
 * const xTrain = tf.tensor2d(scaler.apply(trainRows));
 * const xTest = tf.tensor2d(scaler.apply(testRows));
 * ```
 */
export const scale = {
  /** To [0, 1]: `(x - min) / (max - min)`. */
  minMax: (train: TensorLike | Matrix, options: ScaleOptions = {}): Scaler<RangeStatistics> =>
    fitted('minMax', train, options),

  /** To [-1, 1], with 0 at the middle of the range: `2 * (x - min) / (max - min) - 1`. */
  symmetric: (train: TensorLike | Matrix, options: ScaleOptions = {}): Scaler<RangeStatistics> =>
    fitted('symmetric', train, options),

  /**
   * The formula as slides often have it, with the mean in the place of the minimum: `2 * (x - mean) / (max - min) - 1`. It
   * does not end in [-1, 1]: the mean goes to -1, the range becomes 2 wide and lies within [-3, 1]. It is here to be compared
   * with `symmetric`.
   */
  symmetricWithMean: (train: TensorLike | Matrix, options: ScaleOptions = {}): Scaler<MeanRangeStatistics> =>
    fitted('symmetricWithMean', train, options),

  /** To mean 0 and standard deviation 1: `(x - mean) / standardDeviation`, where the deviation is √(1/n Σ(x - mean)²). */
  standardize: (train: TensorLike | Matrix, options: ScaleOptions = {}): Scaler<MomentStatistics> =>
    fitted('standardize', train, options),

  /**
   * Loads what `scaler.save` has saved: from the path of the model that it lies beside, or of the `.json` itself. It scales as
   * before, bit for bit.
   *
   * ```ts
   * const scaler = await scale.load('models/titanic.keras');
   * ```
   *
   * @throws ModelFileError where there is no such file, or it is damaged, of another kind or of a later version.
   */
  load(path: string): Promise<Scaler<RangeStatistics | MeanRangeStatistics | MomentStatistics>> {
    const loading = readScaler(path).then(({ scaling, statistics, missing }) =>
      scalerOf(scaling, statistics, missing),
    );
    return expectAwait(loading, 'scale.load(…)', ['apply', 'invert', 'statistics', 'offset', 'divisor']);
  },
};
