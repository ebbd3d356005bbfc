import { showGiven } from '../engine/options/index.js';
import { say } from '../words/index.js';
import { randomFrom, shuffled } from './random.js';
import { groupedRows } from './split-rows.js';

/** The rows of one fold by number, from 0. */
export interface FoldRows {
  /** From 1. */
  fold: number;
  train: number[];
  validation: number[];
}

/**
 * Row numbers 0 … n-1 in k folds, each of which is the validation part once. With a key for each row, the folds hold as
 * many rows of each key, give or take one (scikit-learn's StratifiedKFold).
 *
 * @throws RangeError where k is no whole number from 2 to n.
 */
export function foldRows(
  count: number,
  folds: number,
  seed: number,
  keyOf?: (row: number) => unknown,
): FoldRows[] {
  if (!(Number.isInteger(folds) && folds >= 2 && folds <= count))
    throw new RangeError(
      say(
        `kFold is given ${showGiven(folds)} folds, but a whole number from 2 to ${count}, the number of rows, is needed.`,
        `kFold에 폴드 수로 ${showGiven(folds)}을(를) 주었습니다. 2에서 행의 수 ${count}까지의 정수가 필요합니다.`,
      ),
    );
  const random = randomFrom(seed);
  const parts: number[][] = Array.from({ length: folds }, () => []);
  // Dealt out like cards, key after key: no fold has more than one row more of a key than another, nor of all.
  const rows = groupedRows(count, random, keyOf).flat();
  rows.forEach((row, i) => {
    parts[i % folds]?.push(row);
  });
  return parts.map((part, i) => ({
    fold: i + 1,
    train: shuffled(
      parts.flatMap((other, j) => (j === i ? [] : other)),
      random,
    ),
    validation: shuffled(part, random),
  }));
}
