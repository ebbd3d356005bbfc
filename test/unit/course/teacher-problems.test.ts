import { afterEach, describe, expect, test } from 'vitest';
import { teacherProblems } from '../../../exercises/index.js';
import { NotebookFile } from '../../../kernel/notebook/index.js';
import type { JsonObject } from '../../../protocol/index.js';
import { setLocale } from '../../../words/index.js';
import {
  checks,
  type FileCell,
  fileText,
  hint,
  locked,
  manual,
  plain,
  solutionCell,
  task,
} from './teacher-cells.js';

afterEach(() => setLocale('en'));

const problems = (cells: FileCell[]) =>
  teacherProblems(NotebookFile.parse(fileText(cells), 'a.ipynb').notebook).map(({ text }) => text);

const good = task('q', '// BEGIN SOLUTION\n1\n// END SOLUTION');
const judge = checks('c', 'await check()');
const changed = (cell: FileCell, nbgrader: JsonObject): FileCell => ({
  ...cell,
  metadata: { ...cell.metadata, nbgrader: { ...(cell.metadata.nbgrader as JsonObject), ...nbgrader } },
});

describe("what keeps a teacher's copy from being handed out", () => {
  test.each<[string, FileCell[], RegExp[], RegExp[]]>([
    ['nothing', [good, judge, locked('l', 'Read.'), hint('h', 'Think.', 'c'), manual('m', 'Why?')], [], []],
    [
      'nothing of a solution cell',
      [solutionCell('s', '// BEGIN SOLUTION\n1\n// END SOLUTION', 'c'), judge],
      [],
      [],
    ],
    [
      'one id twice',
      [good, judge, changed(checks('d', ''), { grade_id: 'q' })],
      [/^Cells 1 and 3 have the same grade_id "q"/],
      [/^1번째 셀과 3번째 셀의 grade_id가 "q"로 같습니다|^1번째 셀과 3번째 셀의 grade_id가 "q"/],
    ],
    ['no id', [changed(good, { grade_id: '' }), judge], [/^Cell 1 has no grade_id/], [/grade_id가 없습니다/]],
    [
      'an id of other letters',
      [changed(good, { grade_id: '조기 종료' }), judge],
      [/only have Latin letters/],
      [/영문자/],
    ],
    [
      'no points',
      [good, changed(judge, { points: null })],
      [/^The check c has no points/],
      [/c에 배점이 없습니다/],
    ],
    ['points below zero', [good, changed(judge, { points: -1 })], [/below zero \(-1\)/], [/0보다 작습니다/]],
    [
      'a task without a solution',
      [task('q', 'const x = 1;'), judge],
      [/^The task q has no solution between "\/\/ BEGIN SOLUTION"/],
      [/풀이가 없어/],
    ],
    [
      'no end',
      [task('q', 'a\n// BEGIN SOLUTION\nb'), judge],
      [/^"BEGIN SOLUTION" in line 2 of q has no "END SOLUTION"/],
      [/2번째 줄 "BEGIN SOLUTION" 뒤에/],
    ],
    [
      'no beginning',
      [task('q', '// BEGIN SOLUTION\nb\n// END SOLUTION\n// END SOLUTION'), judge],
      [/^"END SOLUTION" in line 4 of q has no "BEGIN SOLUTION"/],
      [/4번째 줄 "END SOLUTION" 앞에/],
    ],
    [
      'one in another',
      [task('q', '// BEGIN SOLUTION\n// BEGIN SOLUTION\n// END SOLUTION'), judge],
      [/^Line 2 of q says "BEGIN SOLUTION" once more/],
      [/또 나옵니다/],
    ],
    [
      'hidden tests without an end',
      [good, checks('c', '// BEGIN HIDDEN TESTS')],
      [/"BEGIN HIDDEN TESTS" in line 1 of c has no/],
      [/뒤에/],
    ],
    [
      'a solution in a cell that is no task',
      [good, judge, plain('p', '// BEGIN SOLUTION\n1\n// END SOLUTION')],
      [/^\[3\] has "BEGIN SOLUTION", but is not a task/],
      [/그대로 전해집니다/],
    ],
    [
      'hidden tests in a task',
      [task('q', '// BEGIN SOLUTION\n// END SOLUTION\n// BEGIN HIDDEN TESTS\n// END HIDDEN TESTS'), judge],
      [/^q has "BEGIN HIDDEN TESTS", but is not a check/],
      [/점검 셀이 아닙니다/],
    ],
    [
      'a task that nothing judges',
      [judge, good],
      [/^No check judges the task q/],
      [/점검하는 셀이 없습니다/],
    ],
    [
      'a check that is a text',
      [good, { ...judge, cell_type: 'markdown' }],
      [/is a markdown cell/],
      [/코드 셀이어야/],
    ],
    [
      'a hint for a check that is not there',
      [good, judge, hint('h', 'Think.', 'x')],
      [/^\[3\] belongs to the check "x"/],
      [/점검 셀 "x"이\(?가?\)?/],
    ],
    [
      'all that is wrong, in order',
      [task('q', 'x'), changed(judge, { points: null }), changed(judge, {})],
      [/^The task q/, /^The check c has no points/, /^Cells 2 and 3/],
      [/q에/, /c에/, /2번째/],
    ],
  ])('%s', (_, cells, english, korean) => {
    for (const [locale, wanted] of [
      ['en', english],
      ['ko', korean],
    ] as const) {
      setLocale(locale);
      const found = problems(cells);
      expect(found).toHaveLength(wanted.length);
      for (const [i, sentence] of wanted.entries()) expect(found[i]).toMatch(sentence);
    }
  });
});
