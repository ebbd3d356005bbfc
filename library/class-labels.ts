import { say } from '../words/index.js';
import { entriesOf, isTensor, shapeText, type TensorLike } from './tensor-like.js';
import type { Value } from './value.js';

/** A class as data names it: an index, a word, or yes and no. */
export type ClassLabel = number | string | boolean;

/**
 * Labels as students have them: a list of classes (a column of a table), or a tensor or rows of shape [n], [n, 1] or [n, k]. Predictions may be
 * probabilities.
 */
export type Labels = TensorLike | readonly Value[] | readonly (readonly number[])[];

function valuesOf(labels: Labels, what: string): readonly unknown[] {
  if (!isTensor(labels) || labels.shape.length === 1 || labels.shape.length === 2)
    return entriesOf(labels, what);
  throw new RangeError(
    say(
      `${what} has shape ${shapeText(labels.shape)}, but [n], [n, 1] or [n, classes] is needed.`,
      `${what}의 모양이 ${shapeText(labels.shape)}입니다. [n], [n, 1] 또는 [n, 클래스 수]여야 합니다.`,
    ),
  );
}

function largestAt(row: readonly number[]): number {
  let best = 0;
  row.forEach((value, j) => {
    if (value > (row[best] ?? Number.NEGATIVE_INFINITY)) best = j;
  });
  return best;
}

function checkLabel(value: unknown, i: number, what: string): ClassLabel {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new RangeError(
    say(
      `${what} holds ${String(value)} at position ${i}, which is no class.`,
      `${what}의 ${i}번째 값 ${String(value)}은(는) 클래스가 아닙니다.`,
    ),
  );
}

/**
 * One class per sample. Rows of several numbers (one-hot or softmax) give the place of the largest; numbers among which
 * some lie strictly between 0 and 1 are probabilities of class 1 and become 1 above 0.5, as tfjs' binary accuracy has it.
 *
 * @throws RangeError for other shapes, missing values, and numbers that are neither classes nor probabilities.
 */
export function classesOf(labels: Labels, what: string): ClassLabel[] {
  const values = valuesOf(labels, what).map((value, i) => {
    if (!Array.isArray(value)) return checkLabel(value, i, what);
    for (const entry of value) checkLabel(entry, i, what);
    return value.length === 1 ? (value[0] as ClassLabel) : largestAt(value as number[]);
  });
  const fraction = values.findIndex((value) => typeof value === 'number' && !Number.isInteger(value));
  if (fraction < 0) return values;
  const outside = values.find((value) => typeof value !== 'number' || value < 0 || value > 1);
  if (outside !== undefined)
    throw new RangeError(
      say(
        `${what} holds ${values[fraction]} and ${outside}: these are neither whole classes nor probabilities from 0 to 1.`,
        `${what}에 ${values[fraction]}과(와) ${outside}이(가) 있습니다. 정수 클래스도, 0과 1 사이의 확률도 아닙니다.`,
      ),
    );
  return values.map((value) => ((value as number) > 0.5 ? 1 : 0));
}

/** @throws RangeError where there are not as many predictions as labels. */
export function checkSameLength(truth: readonly unknown[], guess: readonly unknown[]): void {
  if (truth.length !== guess.length)
    throw new RangeError(
      say(
        `There are ${truth.length} true labels but ${guess.length} predictions.`,
        `정답은 ${truth.length}개인데 예측은 ${guess.length}개입니다.`,
      ),
    );
}

/** Both lists of classes, of the same length. */
export function classPairs(
  trueLabels: Labels,
  predicted: Labels,
): { truth: ClassLabel[]; guess: ClassLabel[] } {
  const truth = classesOf(trueLabels, 'trueLabels');
  const guess = classesOf(predicted, 'predicted');
  checkSameLength(truth, guess);
  if (truth.length === 0)
    throw new RangeError(say('There are no labels to compare.', '비교할 레이블이 없습니다.'));
  return { truth, guess };
}
