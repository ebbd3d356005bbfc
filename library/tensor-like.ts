import { isPromise, showGiven } from '../engine/options/index.js';
import { say } from '../words/index.js';

/** What the library reads of a tensor, of whichever tfjs build it comes from. */
export interface TensorLike {
  readonly shape: readonly number[];
  readonly dtype: string;
  dataSync(): ArrayLike<unknown>;
  arraySync(): unknown;
}

export type Matrix = readonly (readonly number[])[];

export const isTensor = (value: unknown): value is TensorLike =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as TensorLike).dataSync === 'function' &&
  Array.isArray((value as TensorLike).shape);

/** `[3, 4]` for a shape. */
export const shapeText = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

/**
 * The rows of a matrix or of a tensor of shape [n, d].
 *
 * @throws RangeError when a tensor is not of rank 2, or when rows differ in length (naming the row).
 */
export function matrixRows(value: TensorLike | Matrix, what: string): Matrix {
  if (isTensor(value)) {
    if (value.shape.length === 2) return value.arraySync() as number[][];
    throw new RangeError(
      say(
        `${what} has shape ${shapeText(value.shape)}, but rows and columns are needed: shape [n, d]. ` +
          'For one column, reshape it to [n, 1].',
        `${what}의 모양이 ${shapeText(value.shape)}입니다. 행과 열이 있는 [n, d]여야 합니다. ` +
          '열이 하나라면 [n, 1]로 바꾸세요.',
      ),
    );
  }
  if (!Array.isArray(value)) throw noRows(value, what);
  const width = value[0]?.length ?? 0;
  const odd = value.findIndex((row) => !Array.isArray(row) || row.length !== width);
  if (odd >= 0) {
    const found = Array.isArray(value[odd]) ? `${value[odd]?.length}` : typeof value[odd];
    throw new RangeError(
      say(
        `Row ${odd} of ${what} has ${found} columns, but row 0 has ${width}. All rows need the same length.`,
        `${what}의 ${odd}행은 열이 ${found}개인데 0행은 ${width}개입니다. 모든 행의 길이가 같아야 합니다.`,
      ),
    );
  }
  return value;
}

/**
 * The entries of a list or of a tensor.
 *
 * @throws TypeError for what is neither, as a Table, or a Promise whose `await` is missing.
 */
export function entriesOf(value: unknown, what: string): readonly unknown[] {
  if (isTensor(value)) return value.arraySync() as readonly unknown[];
  if (Array.isArray(value)) return value;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(value as unknown as ArrayLike<unknown>);
  const table = isTable(value);
  throw new TypeError(
    say(
      `${what} is ${table ? 'a Table' : showGiven(value)}, but a list or a tensor is needed.${table ? " Take a column: table.column('survived')." : ''}`,
      `${what}이(가) ${table ? 'Table' : showGiven(value)}입니다. 목록이나 텐서가 필요합니다.${table ? " 열을 꺼내세요: table.column('survived')." : ''}`,
    ),
  );
}

const isTable = (value: unknown): boolean =>
  !isPromise(value) && typeof (value as { numbers?: unknown } | null | undefined)?.numbers === 'function';

function noRows(value: unknown, what: string): TypeError {
  const table = isTable(value);
  return new TypeError(
    say(
      `${what} is ${table ? 'a Table' : showGiven(value)}, but rows of numbers or a tensor are needed.${table ? " Take its numbers: table.numbers(['age', 'fare'])." : ''}`,
      `${what}이(가) ${table ? 'Table' : showGiven(value)}입니다. 수의 행들이나 텐서가 필요합니다.${table ? " 수를 꺼내세요: table.numbers(['age', 'fare'])." : ''}`,
    ),
  );
}
