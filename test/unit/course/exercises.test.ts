import { describe, expect, test } from 'vitest';
import { studentCopy } from '../../../course/student/student-copy.js';
import {
  beginningOf,
  bringBack,
  type CellText,
  type CheckTrace,
  exerciseCells,
  exerciseState,
  exercisesOf,
  headingsOf,
  isHandedOut,
  keptTexts,
  reset,
  withBeginning,
} from '../../../exercises/index.js';
import { NotebookFile } from '../../../kernel/notebook/index.js';
import {
  checks,
  type FileCell,
  fileText,
  hint,
  manual,
  plain,
  prose,
  solutionCell,
  solved,
  task,
} from './teacher-cells.js';

const cellsOf = (cells: FileCell[]) =>
  exerciseCells(NotebookFile.parse(fileText(cells), 'a.ipynb').notebook.cells);
const copied = (cells: FileCell[]) =>
  exerciseCells(
    NotebookFile.parse(studentCopy(NotebookFile.parse(fileText(cells), 'a.ipynb')), 'b.ipynb').notebook.cells,
  );

describe('the exercises of a notebook', () => {
  test('are its checks with what they judge, and its answers for a person, in their order', () => {
    const named: FileCell = {
      ...task('far', 'x', {}),
    };
    named.metadata.epochbook = { exercise: { of: 'c2' } };
    const cells = [
      named,
      solved('t1', '1'),
      plain('p', ''),
      solved('t2', '2'),
      checks('c1', ''),
      manual('m', 'why'),
      checks('c2', ''),
    ];
    const found = exercisesOf(cellsOf(cells)).map(({ name, tasks, check, index }) => [
      name,
      tasks.map((own) => own.index),
      check?.index,
      index,
    ]);
    expect(found).toEqual([
      ['c2', [0], 6, 0],
      ['c1', [1, 3], 4, 1],
      ['m', [5], undefined, 5],
    ]);
  });

  test.each<[string, FileCell[], boolean]>([
    [
      'the student copy',
      [solved('t', '1'), checks('c', '// BEGIN HIDDEN TESTS\nx\n// END HIDDEN TESTS'), manual('m', 'y')],
      true,
    ],
    ['a notebook without tasks', [plain('p', '1')], false],
  ])('are handed out or not: %s', (_, cells, wanted) => {
    expect(isHandedOut(copied(cells))).toBe(wanted);
    expect(isHandedOut(cellsOf(cells))).toBe(false);
  });

  test('are not handed out where a solution is left', () => {
    const stamped = copied([solved('t', '1'), checks('c', '')]).map(({ cell }) => cell);
    expect(isHandedOut(exerciseCells(stamped))).toBe(true);
    const [own] = cellsOf([solutionCell('s', '1', 'c')]);
    expect(isHandedOut(exerciseCells([...stamped, own?.cell as CellText]))).toBe(false);
    const [first, ...rest] = stamped as [CellText, ...CellText[]];
    expect(isHandedOut(exerciseCells([{ ...first, source: '// BEGIN SOLUTION\n' }, ...rest]))).toBe(false);
  });
});

describe('what a student has written', () => {
  const [begun] = copied([solved('t', 'let x = 1;'), checks('c', ''), hint('h', 'Think.', 'c')]);
  const cell = begun?.cell as CellText;
  const written = (source: string, from: CellText = cell): CellText => ({ ...from, source });
  const changed = (from: CellText, change: ReturnType<typeof reset>): CellText => ({ ...from, ...change });

  test('begins with what was handed out', () => {
    expect(beginningOf(cell)).toBe('// your code here');
    expect(reset(cell)).toBeUndefined();
    expect(bringBack(cell)).toBeUndefined();
  });

  test('is kept aside by a reset, and comes back', () => {
    const anew = changed(cell, reset(written('mine')));
    expect(anew.source).toBe('// your code here');
    expect(keptTexts(anew)).toEqual(['mine']);
    const back = changed(anew, bringBack(anew));
    expect(back.source).toBe('mine');
    expect(back.metadata).toEqual(cell.metadata);
  });

  test('is never lost: what stands in the place of a text that comes back is kept in turn', () => {
    let now = changed(cell, reset(written('first')));
    now = changed(now, reset(written('second', now)));
    expect(keptTexts(now)).toEqual(['first', 'second']);
    now = written('third', now);
    const seen: string[] = [];
    for (let i = 0; i < 4; i++) {
      now = changed(now, bringBack(now));
      seen.push(now.source);
    }
    expect(seen).toEqual(['second', 'first', 'third', 'second']);
  });

  test('that is the same is kept once', () => {
    const twice = changed(cell, reset(written('mine', changed(cell, reset(written('mine'))))));
    expect(keptTexts(twice)).toEqual(['mine']);
  });

  test('leaves what else the metadata say', () => {
    const metadata = { tags: ['a'], epochbook: { other: 1, exercise: { of: 'c' } } };
    const own = { ...cell, metadata: withBeginning(metadata, 'b'), source: 'mine' };
    expect(reset(own)).toEqual({
      source: 'b',
      metadata: {
        tags: ['a'],
        epochbook: { other: 1, exercise: { of: 'c', beginning: 'b', kept: ['mine'] } },
      },
    });
  });
});

describe('the state of an exercise', () => {
  const payload = (points: number, maximum: number, title?: unknown) => ({
    id: 'c',
    passed: points === maximum,
    points,
    maximum,
    rules: [],
    ...(title !== undefined && { title }),
  });
  const title = { en: 'Mean', ko: '평균' };
  test.each<[string, Partial<CheckTrace>, unknown]>([
    ['not run', {}, { kind: 'open', points: 0, maximum: 3 }],
    [
      'passed',
      { payloads: [payload(2, 2, title)], ran: true },
      { kind: 'passed', points: 2, maximum: 2, title },
    ],
    ['failed', { payloads: [payload(1, 2)], ran: true }, { kind: 'failed', points: 1, maximum: 2 }],
    ['two calls', { payloads: [payload(1, 1), payload(0, 4)] }, { kind: 'failed', points: 1, maximum: 5 }],
    [
      'an error behind a call',
      { payloads: [payload(1, 1)], failed: true },
      { kind: 'failed', points: 0, maximum: 1 },
    ],
    ['without rules, ended', { ran: true }, { kind: 'passed', points: 3, maximum: 3 }],
    ['without rules, an error', { ran: true, failed: true }, { kind: 'failed', points: 0, maximum: 3 }],
    [
      'no payload of ours',
      { payloads: [null, 'x', [1], { passed: true, points: -1, maximum: 1, rules: [] }] },
      { kind: 'open' },
    ],
    ['a title that is none', { payloads: [payload(1, 1, 'x')] }, { kind: 'passed', title: undefined }],
  ])('%s', (_, trace, wanted) => {
    expect(exerciseState({ payloads: [], failed: false, ran: false, ...trace }, 3)).toMatchObject(
      wanted as object,
    );
  });
});

describe('the chapters of a notebook', () => {
  test('are the headings of its texts', () => {
    const cells = cellsOf([
      prose('a', '# One `two` **three**\n\ntext\n\n```\n# code\n```\n## [Four](x.md) *five* ##\n#six\n'),
      plain('b', '# not a text'),
      prose('c', '~~~\n# code\n```\n# code\n~~~\n   ### 2 * 3 * 4\n    # code\n#   \n'),
    ]).map(({ cell }) => cell);
    expect(headingsOf(cells)).toEqual([
      { index: 0, level: 1, text: 'One two three' },
      { index: 0, level: 2, text: 'Four five' },
      { index: 2, level: 3, text: '2 * 3 * 4' },
    ]);
  });
});
