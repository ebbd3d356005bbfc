import { say } from '../../words/index.js';
import { entriesOf, isTensor, shapeText, type TensorLike } from '../tensor-like.js';
import type { Value } from '../value.js';

/** Numbers as students have them: a column of a table, an array, or rows or a tensor of shape [n], [n, 1] or [n, k]. */
export type Numbers = TensorLike | readonly Value[] | readonly (readonly number[])[];

function rowsOf(numbers: Numbers, what: string): number[][] {
  if (isTensor(numbers) && ![1, 2].includes(numbers.shape.length))
    throw new RangeError(
      say(
        `${what} has shape ${shapeText(numbers.shape)}, but [n], [n, 1] or [n, k] is needed.`,
        `${what}의 모양이 ${shapeText(numbers.shape)}입니다. [n], [n, 1] 또는 [n, k]여야 합니다.`,
      ),
    );
  return entriesOf(numbers, what).map((value, i) => {
    const row = Array.isArray(value) ? value : [value];
    for (const entry of row)
      if (typeof entry !== 'number' || !Number.isFinite(entry))
        throw new RangeError(
          say(
            `${what} holds ${String(entry)} at position ${i}, which is no finite number.`,
            `${what}의 ${i}번째 값 ${String(entry)}은(는) 유한한 수가 아닙니다.`,
          ),
        );
    return row as number[];
  });
}

const shapeOf = (rows: readonly number[][]): string => `[${rows.length}, ${rows[0]?.length ?? 0}]`;

/**
 * True values and predictions of the same shape [n, k], k being 1 for a list.
 *
 * @throws RangeError for empty data, shapes that differ, and what is no finite number.
 */
export function numberPairs(
  trueValues: Numbers,
  predicted: Numbers,
): { truth: number[][]; guess: number[][] } {
  const truth = rowsOf(trueValues, 'trueValues');
  const guess = rowsOf(predicted, 'predicted');
  const width = truth[0]?.length ?? 0;
  if (width === 0) throw new RangeError(say('There are no values to compare.', '비교할 값이 없습니다.'));
  if (truth.length !== guess.length || [...truth, ...guess].some((row) => row.length !== width))
    throw new RangeError(
      say(
        `The true values have shape ${shapeOf(truth)}, but the predictions ${shapeOf(guess)}.`,
        `정답의 모양은 ${shapeOf(truth)}인데 예측의 모양은 ${shapeOf(guess)}입니다.`,
      ),
    );
  return { truth, guess };
}
