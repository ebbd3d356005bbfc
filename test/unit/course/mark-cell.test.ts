import { describe, expect, test } from 'vitest';
import {
  type CellText,
  exerciseCells,
  type Mark,
  type MarkedRole,
  marked,
  newId,
  regionOf,
  rolesFor,
  SOLUTION,
  teacherProblems,
  unmarked,
  withRegion,
} from '../../../exercises/index.js';
import { checks, type FileCell, hint, locked, manual, solutionCell, solved } from './teacher-cells.js';

const cellsOf = (...cells: FileCell[]) => exerciseCells(cells);
const mark = (role: MarkedRole, more: Partial<Mark> = {}): Mark => ({
  role,
  id: 'a',
  points: 2,
  of: 'c',
  ...more,
});

describe('a cell that a teacher marks', () => {
  test.each<[MarkedRole, FileCell]>([
    ['task', solved('a', '')],
    ['check', checks('a', '', 2)],
    ['manual', manual('a', '', 2)],
    ['locked', locked('a', '')],
    ['hint', hint('a', '', 'c')],
    ['solution', solutionCell('a', '', 'c')],
  ])('has the metadata of nbgrader, or ours: %s', (role, wanted) => {
    expect(marked({}, mark(role), [])).toEqual(wanted.metadata);
  });

  test('as any role is read as that role, by way of every other', () => {
    const roles = [...new Set([...rolesFor('code'), ...rolesFor('markdown')])];
    let metadata = {};
    for (const from of roles)
      for (const to of roles) {
        metadata = marked(marked(metadata, mark(from), []), mark(to), []);
        const [own] = exerciseCells([{ cell_type: 'code', metadata, source: '' }]);
        expect([from, to, own?.role]).toEqual([from, to, to]);
      }
    expect(unmarked(metadata)).toEqual({});
  });

  test('keeps what else its metadata say', () => {
    const metadata = { tags: ['x'], epochbook: { run: 1, exercise: { beginning: 'b' } } };
    expect(unmarked(marked(metadata, mark('task'), []))).toEqual(metadata);
    expect(unmarked(marked(metadata, mark('hint'), []))).toEqual(metadata);
  });

  test('is the next hint of its check', () => {
    const others = cellsOf(hint('h', '', 'c', 1), hint('i', '', 'c', 4), hint('j', '', 'd', 7));
    expect(marked({}, mark('hint'), others)).toMatchObject({ epochbook: { exercise: { of: 'c', step: 5 } } });
  });
});

describe('the grade_id of a cell', () => {
  test.each<[MarkedRole, string, string]>([
    ['task', '// text\nasync function bestEpoch() {}', 'best-epoch'],
    ['task', 'export const $x = 1;', 'x'],
    ['task', 'const 평균 = 1;', 'task'],
    ['task', '1 + 1', 'task'],
    ['check', "await check('early stopping', [])", 'early-stopping-check'],
    ['check', "await check('점검', [])", 'check'],
    ['check', 'if (x) throw 1;', 'check'],
    ['manual', 'Why?', 'answer'],
    ['locked', '# Title', 'given'],
  ])('of a %s says what it is about: %s', (role, source, wanted) =>
    expect(newId(role, source, [])).toBe(wanted),
  );

  test('is that of no other cell', () => {
    const others = cellsOf(solved('mean', ''), solved('mean-2', ''), checks('mean-check', ''));
    expect(newId('task', 'const mean = 1;', others)).toBe('mean-3');
    expect(newId('check', "check('mean')", others)).toBe('mean-check-2');
  });
});

describe('marks around lines', () => {
  test('keep the indent, and make a task complete', () => {
    const source = 'function f() {\n  return 1;\n}';
    const task = withRegion(source, SOLUTION, { from: 1, to: 1, cellType: 'code' });
    expect(task).toBe('function f() {\n  // BEGIN SOLUTION\n  return 1;\n  // END SOLUTION\n}');
    const cells: CellText[] = [
      { cell_type: 'code', metadata: marked({}, mark('task', { id: 't' }), []), source: task },
      { cell_type: 'code', metadata: marked({}, mark('check', { id: 'c' }), []), source: 'check()' },
    ];
    expect(teacherProblems({ cells })).toEqual([]);
  });

  test('are there for the roles that hide lines', () => {
    expect([...rolesFor('code'), ...rolesFor('markdown')].filter((role) => regionOf(role))).toEqual([
      'task',
      'check',
      'question',
    ]);
    expect(
      withRegion(
        'a',
        { begin: 'BEGIN MARK SCHEME', end: 'END MARK SCHEME' },
        { from: 0, to: 0, cellType: 'markdown' },
      ),
    ).toBe('=== BEGIN MARK SCHEME ===\na\n=== END MARK SCHEME ===');
  });
});
