import { say } from '../../words/index.js';
import { libraryContext } from '../context.js';
import type { SavedFile } from '../model-files/index.js';
import { isTensor, type Matrix, matrixRows, shapeText, type TensorLike } from '../tensor-like.js';
import { checkValue, type Missing } from './checked-columns.js';
import { saveScaler } from './scaler-file.js';
import { divisorOf, offsetOf, type ScalingName, type StatisticsOf } from './statistics.js';

/**
 * A scaling that was fitted on training data: `scaled = (x - offset) / divisor`, column by column.
 *
 * Fit it on the training rows only and apply it to every part. Validation and test rows scaled with their own statistics
 * would tell the model something about data that it must not have seen.
 */
export interface Scaler<Statistics> {
  /** The function of `scale` that made it. */
  readonly scaling: ScalingName;
  /** Of each column of the training data. */
  readonly statistics: Readonly<Statistics>;
  readonly offset: readonly number[];
  /** 1 where a column is constant, so that it becomes 0 and nothing is divided by zero. */
  readonly divisor: readonly number[];
  /** What `apply` does with missing values. */
  readonly missing: Missing;
  /**
   * Scales rows of shape [n, d]; a tensor gives a tensor, an array a new array. Values outside the training range
   * leave the target range. Missing values are refused, or stay NaN with `{ missing: 'keep' }`.
   *
   * @throws RangeError when the number of columns is not that of the training data, and for values as when fitting.
   */
  apply<Rows extends TensorLike | Matrix>(rows: Rows): Scaled<Rows>;
  /** The way back: `x = scaled * divisor + offset`, in the unit of the original column; NaN stays NaN. */
  invert<Rows extends TensorLike | Matrix>(rows: Rows): Scaled<Rows>;
  /**
   * Saves the scaling beside its model, as a small JSON: given the path of the model, `models/titanic.keras`, as
   * `models/titanic.scaler.json`; for a model's folder as `scaler.json` in it. A path that ends in `.json` is the file itself.
   *
   * ```ts
   * await saveModel(model, 'models/titanic.keras');
   * await scaler.save('models/titanic.keras');
   * const again = await scale.load('models/titanic.keras');
   * ```
   *
   * @throws ModelFileError that says what the system refused.
   */
  save(path: string): Promise<SavedFile>;
}

/** The same container as came in. */
export type Scaled<Rows> = Rows extends TensorLike ? Rows : number[][];

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

const at = (values: readonly number[], j: number): number => values[j] ?? Number.NaN;

/** The scaling of these statistics. */
export function scalerOf<Name extends ScalingName>(
  scaling: Name,
  statistics: StatisticsOf[Name],
  missing: Missing,
): Scaler<StatisticsOf[Name]> {
  const offset = offsetOf(scaling, statistics);
  const divisor = divisorOf(scaling, statistics);
  const width = divisor.length;
  const data = say('the data', '데이터');

  function checkTensor(tensor: TensorLike): void {
    if (tensor.shape.length !== 2)
      throw new RangeError(
        say(
          `The data has shape ${shapeText(tensor.shape)}, but shape [n, ${width}] is needed.`,
          `데이터의 모양이 ${shapeText(tensor.shape)}입니다. [n, ${width}]이어야 합니다.`,
        ),
      );
    checkWidth(tensor.shape[1], width);
  }

  function checkRows(rows: Matrix): void {
    const given = matrixRows(rows, say('The data', '데이터'));
    if (given.length > 0) checkWidth(given[0]?.length, width);
  }

  return {
    scaling,
    statistics,
    offset,
    divisor,
    missing,
    apply<Rows extends TensorLike | Matrix>(rows: Rows) {
      if (!isTensor(rows)) {
        checkRows(rows);
        return rows.map((row, i) =>
          row.map((x, j) => {
            checkValue(x, j, i, data, missing);
            return ((x ?? Number.NaN) - at(offset, j)) / at(divisor, j);
          }),
        ) as Scaled<Rows>;
      }
      checkTensor(rows);
      const tf = tensorFunctions();
      const values = rows.dataSync();
      for (let k = 0; k < values.length; k++)
        checkValue(values[k], k % width, Math.floor(k / width), data, missing);
      return tf.tidy(() =>
        tf.div(tf.sub(rows as never, [...offset]), [...divisor]),
      ) as unknown as Scaled<Rows>;
    },
    invert<Rows extends TensorLike | Matrix>(rows: Rows) {
      if (!isTensor(rows)) {
        checkRows(rows);
        return rows.map((row) => row.map((x, j) => x * at(divisor, j) + at(offset, j))) as Scaled<Rows>;
      }
      checkTensor(rows);
      const tf = tensorFunctions();
      return tf.tidy(() =>
        tf.add(tf.mul(rows as never, [...divisor]), [...offset]),
      ) as unknown as Scaled<Rows>;
    },
    save: (path) => saveScaler(path, { scaling, missing, statistics }),
  };
}
