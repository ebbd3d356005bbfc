import { domains, type Elsewhere, either, showGiven } from '../engine/options/index.js';
import { didYouMean, say } from '../words/index.js';

/** Of `split`. */
export const splitOptions = { seed: domains.finite, stratify: either(domains.text, domains.hook) };

const SHARE_FIRST = [
  'The share of the test part comes first: table.split(0.2, { seed: 1 }).',
  '시험 부분의 비율은 맨 앞에 씁니다: table.split(0.2, { seed: 1 }).',
] as const;

/** What scikit-learn calls otherwise. */
export const otherSplitNames: Elsewhere = {
  random_state: 'seed',
  randomState: 'seed',
  test_size: SHARE_FIRST,
  testSize: SHARE_FIRST,
};

export const noColumns = (given: unknown): TypeError =>
  new TypeError(
    say(
      `new Table takes columns, { age: [22, 38] }, but got ${showGiven(given)}. Of rows it is made by Table.fromRows([{ age: 22 }, { age: 38 }]).`,
      `new Table에는 { age: [22, 38] }처럼 열을 주어야 하는데 ${showGiven(given)}을(를) 받았습니다. 행으로는 Table.fromRows([{ age: 22 }, { age: 38 }])로 만듭니다.`,
    ),
  );

export function checkFunction(method: string, given: unknown): void {
  if (typeof given === 'function') return;
  throw new TypeError(
    say(
      `table.${method} takes a function of a row, (row) => row.age > 18, but got ${showGiven(given)}.`,
      `table.${method}에는 (row) => row.age > 18처럼 행을 받는 함수를 주어야 하는데 ${showGiven(given)}을(를) 받았습니다.`,
    ),
  );
}

export function checkCount(method: string, count: unknown): void {
  if (domains.count.allows(count)) return;
  throw new RangeError(
    say(
      `table.${method} is given ${showGiven(count)}, but a whole number from 0 is needed.`,
      `table.${method}에 ${showGiven(count)}을(를) 주었습니다. 0 이상의 정수가 필요합니다.`,
    ),
  );
}

export const noFilling = (name: string, how: string): RangeError =>
  new RangeError(
    `${say(
      `Column "${name}" holds numbers and cannot be filled with the text '${how}'.`,
      `열 "${name}"에는 수가 들어 있어 문자열 '${how}'(으)로 채울 수 없습니다.`,
    )}${didYouMean(how, ['median', 'mean', 'mode'], (near) => `'${near}'`)}`,
  );
