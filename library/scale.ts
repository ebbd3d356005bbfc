import { say } from '../words/index.js';
import { libraryContext } from './context.js';
import { isTensor, type Matrix, matrixRows, shapeText, type TensorLike } from './tensor-like.js';

/**
 * A scaling that was fitted on training data: `scaled = (x - offset) / divisor`, column by column.
 *
 * Fit it on the training rows only and apply it to every part. Validation and test rows scaled with their own statistics
 * would tell the model something about data that it must not have seen.
 */
export interface Scaler<Statistics> {
  /** Of each column of the training data. */
  readonly statistics: Readonly<Statistics>;
  readonly offset: readonly number[];
  /** 1 where a column is constant, so that it becomes 0 and nothing is divided by zero. */
  readonly divisor: readonly number[];
  /**
   * Scales rows of shape [n, d]; a tensor gives a tensor, an array a new array. Values outside the training range
   * leave the target range; NaN stays NaN.
   *
   * @throws RangeError when the number of columns is not that of the training data.
   */
  apply<Rows extends TensorLike | Matrix>(rows: Rows): Scaled<Rows>;
  /** The way back: `x = scaled * divisor + offset`, in the unit of the original column. */
  invert<Rows extends TensorLike | Matrix>(rows: Rows): Scaled<Rows>;
}

/** The same container as came in. */
export type Scaled<Rows> = Rows extends TensorLike ? Rows : number[][];

export interface RangeStatistics {
  min: number[];
  max: number[];
}
export interface MomentStatistics {
  mean: number[];
  /** Of the population (divided by n). */
  standardDeviation: number[];
}

function checkedColumns(train: TensorLike | Matrix): number[][] {
  const rows = matrixRows(train, 'train');
  const width = rows[0]?.length ?? 0;
  if (width === 0)
    throw new RangeError(
      say(
        'train is empty; a scaling needs at least one row and one column to be fitted on.',
        'train이 비어 있습니다. 스케일링을 맞추려면 행과 열이 하나 이상 있어야 합니다.',
      ),
    );
  const columns: number[][] = Array.from({ length: width }, () => []);
  rows.forEach((row, i) => {
    row.forEach((value, j) => {
      if (!Number.isFinite(value))
        throw new RangeError(
          say(
            `Column ${j} of train holds ${value} in row ${i}. Fill or drop missing values before scaling.`,
            `train의 ${j}열 ${i}행 값이 ${value}입니다. 스케일링하기 전에 결측값을 채우거나 빼세요.`,
          ),
        );
      columns[j]?.push(value);
    });
  });
  return columns;
}

const smallest = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b));
const largest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b));
const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
}

function checkWidth(found: number | undefined, expected: number): void {
  if (found === expected) return;
  throw new RangeError(
    say(
      `The data has ${found} columns, but the scaling was fitted on ${expected}.`,
      `데이터의 열은 ${found}개인데 스케일링은 ${expected}개 열에 맞춰져 있습니다.`,
    ),
  );
}

function tensorFunctions() {
  const { tf } = libraryContext();
  if (tf) return tf;
  throw new Error(
    say(
      'Scaling a tensor needs the tf namespace: call setLibraryContext({ tf }) once, or scale arrays.',
      '텐서를 스케일링하려면 tf가 필요합니다. setLibraryContext({ tf })를 한 번 호출하거나 배열을 쓰세요.',
    ),
  );
}

type RowFunction = (value: number, column: number) => number;

function mapRows(rows: Matrix, width: number, change: RowFunction): number[][] {
  if (rows.length > 0) checkWidth(matrixRows(rows, say('The data', '데이터'))[0]?.length, width);
  return rows.map((row) => row.map(change));
}

function scaler<Statistics>(
  statistics: Statistics,
  offset: readonly number[],
  span: readonly number[],
): Scaler<Statistics> {
  const divisor = span.map((value) => (value > 0 ? value : 1));
  const at = (values: readonly number[], j: number): number => values[j] ?? Number.NaN;
  const checkTensor = (tensor: TensorLike): void => {
    if (tensor.shape.length !== 2)
      throw new RangeError(
        say(
          `The data has shape ${shapeText(tensor.shape)}, but shape [n, ${divisor.length}] is needed.`,
          `데이터의 모양이 ${shapeText(tensor.shape)}입니다. [n, ${divisor.length}]이어야 합니다.`,
        ),
      );
    checkWidth(tensor.shape[1], divisor.length);
  };
  return {
    statistics,
    offset,
    divisor,
    apply<Rows extends TensorLike | Matrix>(rows: Rows) {
      if (!isTensor(rows))
        return mapRows(rows, divisor.length, (x, j) => (x - at(offset, j)) / at(divisor, j)) as Scaled<Rows>;
      checkTensor(rows);
      const tf = tensorFunctions();
      return tf.tidy(() =>
        tf.div(tf.sub(rows as never, [...offset]), [...divisor]),
      ) as unknown as Scaled<Rows>;
    },
    invert<Rows extends TensorLike | Matrix>(rows: Rows) {
      if (!isTensor(rows))
        return mapRows(rows, divisor.length, (x, j) => x * at(divisor, j) + at(offset, j)) as Scaled<Rows>;
      checkTensor(rows);
      const tf = tensorFunctions();
      return tf.tidy(() =>
        tf.add(tf.mul(rows as never, [...divisor]), [...offset]),
      ) as unknown as Scaled<Rows>;
    },
  };
}

const rangeOf = (train: TensorLike | Matrix): RangeStatistics => {
  const columns = checkedColumns(train);
  return { min: columns.map(smallest), max: columns.map(largest) };
};

/**
 * Scales input columns to ranges that suit a network. Each function fits on training rows (a tensor of shape [n, d] or an
 * array of n rows with d numbers) and gives a {@link Scaler}.
 *
 * A column that is constant in the training data becomes 0, whichever the function.
 *
 * Every function throws a RangeError for empty data, rows of different lengths, and NaN or an infinity in the training
 * data, naming column and row, both counted from 0.
 *
 * ```ts
 * const scaler = scale.standardize(trainRows);
 * const xTrain = tf.tensor2d(scaler.apply(trainRows));
 * const xTest = tf.tensor2d(scaler.apply(testRows));
 * ```
 */
export const scale = {
  /** To [0, 1]: `(x - min) / (max - min)`. */
  minMax(train: TensorLike | Matrix): Scaler<RangeStatistics> {
    const { min, max } = rangeOf(train);
    const span = max.map((high, j) => high - (min[j] ?? high));
    return scaler({ min, max }, min, span);
  },

  /** To [-1, 1], with 0 at the middle of the range: `2 * (x - min) / (max - min) - 1`. */
  symmetric(train: TensorLike | Matrix): Scaler<RangeStatistics> {
    const { min, max } = rangeOf(train);
    const middle = max.map((high, j) => (high + (min[j] ?? high)) / 2);
    const half = max.map((high, j) => (high - (min[j] ?? high)) / 2);
    return scaler({ min, max }, middle, half);
  },

  /** To mean 0 and standard deviation 1: `(x - mean) / standardDeviation`. */
  standardize(train: TensorLike | Matrix): Scaler<MomentStatistics> {
    const columns = checkedColumns(train);
    const constant = columns.map((values) => smallest(values) === largest(values));
    // The mean of equal values may be off by a rounding error, which the division would blow up.
    const mean = columns.map((values, j) => (constant[j] ? (values[0] ?? 0) : meanOf(values)));
    const standardDeviation = columns.map((values, j) => (constant[j] ? 0 : deviationOf(values)));
    return scaler({ mean, standardDeviation }, mean, standardDeviation);
  },
};
