import { domains, type Elsewhere, either, showGiven } from '../engine/options/index.js';
import { didYouMean, say } from '../words/index.js';

/** Of `split` and `kFold`. */
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

/** @throws TypeError for what is no list of records, as { age: 22 }. */
export function checkRecords(given: unknown): void {
  const odd = Array.isArray(given)
    ? given.findIndex((record) => typeof record !== 'object' || record === null || Array.isArray(record))
    : undefined;
  if (odd === -1) return;
  const found = odd === undefined ? given : (given as unknown[])[odd];
  throw new TypeError(
    say(
      `A Table or a list of rows is needed, [{ age: 22 }, { age: 38 }], but ${odd === undefined ? 'it' : `row ${odd}`} is ${showGiven(found)}.`,
      `Table이나 [{ age: 22 }, { age: 38 }]처럼 행의 목록이 필요한데 ${odd === undefined ? '' : `${odd}행으로 `}${showGiven(found)}을(를) 받았습니다.`,
    ),
  );
}

/** @throws TypeError for what is no list of names of columns. */
export function checkNames(method: string, given: unknown): void {
  if (Array.isArray(given)) return;
  throw new TypeError(
    say(
      `table.${method} takes a list of columns, table.${method}(['age', 'fare']), but got ${showGiven(given)}.`,
      `table.${method}에는 table.${method}(['age', 'fare'])처럼 열의 목록을 주어야 하는데 ${showGiven(given)}을(를) 받았습니다.`,
    ),
  );
}

/** @throws TypeError for what is neither a share nor a list of them. */
export function checkShares(given: unknown): void {
  if (
    typeof given === 'number' ||
    (Array.isArray(given) && given.every((share) => typeof share === 'number'))
  )
    return;
  throw new TypeError(
    say(
      `table.split takes the share of the test part, table.split(0.2), or several, table.split([0.6, 0.2, 0.2]), but got ${showGiven(given)}.`,
      `table.split에는 table.split(0.2)처럼 시험 부분의 비율이나 table.split([0.6, 0.2, 0.2])처럼 여러 비율을 주어야 하는데 ${showGiven(given)}을(를) 받았습니다.`,
    ),
  );
}

/** RangeError for a name that is not there, TypeError for what is no name. */
export function noColumn(given: unknown, columns: readonly string[]): Error {
  const listed = columns.join(', ');
  if (typeof given === 'string')
    return new RangeError(
      say(
        `There is no column "${given}". The table has: ${listed}.`,
        `열 "${given}"이(가) 없습니다. 이 표의 열: ${listed}`,
      ),
    );
  return new TypeError(
    say(
      `The name of a column is needed, in quotes, but got ${Array.isArray(given) ? 'the list ' : ''}${showGiven(given)}. The table has: ${listed}.`,
      `따옴표로 감싼 열 이름이 필요한데 ${Array.isArray(given) ? '목록 ' : ''}${showGiven(given)}을(를) 받았습니다. 이 표의 열: ${listed}`,
    ),
  );
}

export const noTable = (method: string, given: unknown): TypeError =>
  new TypeError(
    say(
      `table.${method} takes the training table as \`from\`, but got ${showGiven(given)}.`,
      `table.${method}의 \`from\`에는 학습 표를 주어야 하는데 ${showGiven(given)}을(를) 받았습니다.`,
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
