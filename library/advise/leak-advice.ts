import { didYouMean, say } from '../../words/index.js';
import { isMissing } from '../column-statistics.js';
import type { Table } from '../table.js';
import type { Finding } from './findings.js';
import { type FoundLeaks, findLeaks, isQuantity, type Leak } from './leaks.js';

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
const digits = (value: number): string => String(Number(value.toPrecision(4)));

function foundText({ by, share, rows, baseline, group, answer, threshold }: Leak, target: string): string {
  const right = say(
    `"${target}" in ${percent(share)} of ${rows} rows; the most frequent answer alone: ${percent(baseline)}`,
    `${rows}행 중 ${percent(share)}에서 "${target}"을(를) 맞힙니다. 가장 흔한 답만으로는 ${percent(baseline)}입니다`,
  );
  if (group !== undefined) {
    const place = {
      present: say('where a value is there', '값이 있는 곳에서'),
      missing: say('where no value is there', '값이 없는 곳에서'),
    }[by === 'presence' ? group : ''];
    return say(
      `${place ?? `where it is '${group}'`}, "${target}" is ${answer} in ${percent(share)} of ${rows} rows; of all rows: ${percent(baseline)}`,
      `${place ?? `'${group}'인 곳에서`} ${rows}행 중 ${percent(share)}의 "${target}"은(는) ${answer}입니다. 전체 행에서는 ${percent(baseline)}입니다`,
    );
  }
  switch (by) {
    case 'presence':
      return say(`whether a value is there tells ${right}`, `값이 있는지 없는지만으로 ${right}`);
    case 'value':
      return say(`its value tells ${right}`, `값만으로 ${right}`);
    case 'threshold':
      return say(
        `whether it is greater than ${digits(threshold ?? Number.NaN)} tells ${right}`,
        `${digits(threshold ?? Number.NaN)}보다 큰지만으로 ${right}`,
      );
    case 'correlation':
      return say(
        `the correlation with "${target}" is ±${digits(share)} (${rows} rows)`,
        `"${target}"과(와)의 상관계수가 ±${digits(share)}입니다(${rows}행)`,
      );
    case 'order':
      return say(
        `it has the order of "${target}": the correlation of the ranks is ±${digits(share)} (${rows} rows)`,
        `"${target}"과(와) 순서가 같습니다. 순위의 상관계수가 ±${digits(share)}입니다(${rows}행)`,
      );
  }
}

const leakFinding = (leak: Leak, target: string): Finding => ({
  where: leak.column,
  found: foundText(leak, target),
  wanted: say(
    'leave the column out, unless it is known before the answer is',
    '답보다 먼저 알 수 있는 값이 아니라면 이 열을 빼세요',
  ),
  why: say(
    'a column that knows the answer was often written down after it; for new rows it will not be there',
    '답을 아는 열은 답이 나온 뒤에 적힌 것일 때가 많습니다. 새 행에는 그런 값이 없습니다',
  ),
});

const identifierFinding = (column: string): Finding => ({
  where: column,
  found: say('nearly each row has a value of its own', '거의 모든 행의 값이 서로 다릅니다'),
  wanted: say('no input as it is', '그대로는 입력으로 쓰지 않기'),
  why: say(
    'a name, a number of a row or a free text tells nothing of other rows; what stands in it may',
    '이름, 행 번호, 자유로운 글은 다른 행에 대해 알려 주는 것이 없습니다. 그 안에 든 내용은 쓸모가 있을 수 있습니다',
  ),
});

export const findingsOfLeaks = ({ target, leaks, identifiers }: FoundLeaks): Finding[] => [
  ...leaks.map((leak) => leakFinding(leak, target)),
  ...identifiers.map(identifierFinding),
];

/** What is said where nothing is found. */
export const nothingLeaks = ({ target, enough }: FoundLeaks): string =>
  enough
    ? say(
        `No column tells "${target}" nearly perfectly by itself. Two columns together are not looked at.`,
        `"${target}"을(를) 혼자서 거의 완벽하게 알려 주는 열이 없습니다. 두 열을 함께 보지는 않습니다.`,
      )
    : say(
        `Too few rows to tell whether a column leaks "${target}": at least 20 must have another value than the most frequent one.`,
        `"${target}"을(를) 미리 아는 열이 있는지 판단하기에는 행이 너무 적습니다. 가장 흔한 값이 아닌 행이 20개는 있어야 합니다.`,
      );

/** @throws TypeError without a target; RangeError for one that is no column, is always the same, or is a name of each row. */
export function leaksOf(table: Table, target: unknown): FoundLeaks {
  const { columns } = table;
  const listed = columns.join(', ');
  if (typeof target !== 'string')
    throw new TypeError(
      say(
        `advise(table, { target: 'survived' }) needs the column that is to be predicted. The table has: ${listed}.`,
        `advise(table, { target: 'survived' })처럼 예측할 열을 알려 주세요. 이 표의 열: ${listed}`,
      ),
    );
  if (!columns.includes(target))
    throw new RangeError(
      say(
        `There is no column "${target}".${didYouMean(target, columns)} The table has: ${listed}.`,
        `열 "${target}"이(가) 없습니다.${didYouMean(target, columns)} 이 표의 열: ${listed}`,
      ),
    );
  const known = table.column(target).filter((value) => !isMissing(value));
  const distinct = new Set(known).size;
  if (distinct < 2)
    throw new RangeError(
      say(
        `Column "${target}" ${distinct === 0 ? 'has no values' : `is always ${known[0]}`}: there is nothing to predict.`,
        distinct === 0
          ? `열 "${target}"에 값이 없어 예측할 것이 없습니다.`
          : `열 "${target}"의 값이 모두 ${known[0]}(이)라 예측할 것이 없습니다.`,
      ),
    );
  if (distinct > known.length / 2 && !isQuantity(known) && known.some((value) => typeof value === 'string'))
    throw new RangeError(
      say(
        `Column "${target}" holds ${distinct} texts in ${known.length} rows: neither classes nor numbers to predict.`,
        `열 "${target}"에는 ${known.length}행에 서로 다른 텍스트가 ${distinct}개 있습니다. 예측할 클래스도 수도 아닙니다.`,
      ),
    );
  return findLeaks(table, target);
}
