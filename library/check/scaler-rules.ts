import type { Words } from '../../protocol/index.js';
import { type FittedRows, fingerprintsOf, fittedRowsOf } from '../scaling/index.js';
import { Table } from '../table.js';
import { isTensor } from '../tensor-like.js';
import { kindOf, kinds } from './kinds.js';
import { failed, passed, type Verdict } from './rule.js';
import { counted, words } from './words.js';

/** The fingerprints of a part of the data, or why there are none. */
function marksOf(rows: unknown, name: Words): FittedRows | Verdict {
  if (rows instanceof Table) return fingerprintsOf(rows.numbers(rows.columns, { missing: 'keep' }));
  const list = isTensor(rows) ? rows.arraySync() : rows;
  if (Array.isArray(list) && list.every(Array.isArray)) return fingerprintsOf(list as number[][]);
  return failed(
    words(`${name.en} is ${kindOf(rows).en}`, `${name.ko}: ${kindOf(rows).ko}`),
    words('rows of numbers', '수로 된 행들'),
  );
}

const where = words(
  'Split the rows first, then fit the scaler on the training part, and apply it to both parts.',
  '먼저 행을 나누고, 학습 부분에만 스케일러를 맞춘 뒤, 두 부분에 적용하세요.',
);

/** What the scaler was fitted on, or why that cannot be told. */
function fittedOf(scaler: unknown): FittedRows | Verdict {
  const fitted = fittedRowsOf(scaler);
  if (fitted) return fitted;
  if (!kinds.scaler.is(scaler)) return failed(kindOf(scaler), kinds.scaler.words);
  return failed(
    words('a scaler that was loaded from a file', '파일에서 불러온 스케일러'),
    words('one that was fitted in this notebook', '이 노트북에서 맞춘 스케일러'),
    words(
      'A file does not tell which rows a scaler has seen: fit it anew with scale.standardize(…).',
      '파일에는 스케일러가 어떤 행을 보았는지 없습니다. scale.standardize(…)로 새로 맞추세요.',
    ),
  );
}

const otherWidth = (fitted: FittedRows, marks: FittedRows, name: Words): Verdict | undefined =>
  fitted.columns === marks.columns
    ? undefined
    : failed(
        words(
          `a scaler of ${counted(fitted.columns, 'column')}, but ${name.en} has ${marks.columns}`,
          `스케일러의 열은 ${fitted.columns}개, ${name.ko}의 열은 ${marks.columns}개`,
        ),
        words(`${counted(marks.columns, 'column')}`, `열 ${marks.columns}개`),
      );

/** Whether no row of another part was among those that the scaler was fitted on. */
export function sawNone(scaler: unknown, rows: unknown, name: Words, training?: unknown): Verdict {
  const fitted = fittedOf(scaler);
  if ('passed' in fitted) return fitted;
  const marks = marksOf(rows, name);
  if ('passed' in marks) return marks;
  const apart = otherWidth(fitted, marks, name);
  if (apart) return apart;
  const own = training === undefined ? undefined : marksOf(training, words('the training rows', '학습 행'));
  if (own && 'passed' in own) return own;
  let seen = 0;
  for (const [mark, times] of marks.fingerprints) {
    const extra = (fitted.fingerprints.get(mark) ?? 0) - (own?.fingerprints.get(mark) ?? 0);
    seen += Math.min(times, Math.max(0, extra));
  }
  return seen === 0
    ? passed
    : failed(
        words(
          `fitted on ${counted(fitted.rows, 'row')}, ${seen} of them from ${name.en}`,
          `${fitted.rows}개 행에 맞춤, 그중 ${seen}개는 ${name.ko}의 행`,
        ),
        words(`no row of ${name.en}`, `${name.ko}의 행 없음`),
        where,
      );
}

/** Whether the scaler was fitted on rows of this part and no others. */
export function fittedOnlyOn(scaler: unknown, rows: unknown, name: Words): Verdict {
  const fitted = fittedOf(scaler);
  if ('passed' in fitted) return fitted;
  const marks = marksOf(rows, name);
  if ('passed' in marks) return marks;
  const apart = otherWidth(fitted, marks, name);
  if (apart) return apart;
  let others = 0;
  for (const [mark, times] of fitted.fingerprints)
    others += Math.max(0, times - (marks.fingerprints.get(mark) ?? 0));
  return others === 0
    ? passed
    : failed(
        words(
          `fitted on ${counted(fitted.rows, 'row')}, ${others} of them not from ${name.en}`,
          `${fitted.rows}개 행에 맞춤, 그중 ${others}개는 ${name.ko}의 행이 아님`,
        ),
        words(`rows of ${name.en} only`, `${name.ko}의 행만`),
        where,
      );
}
