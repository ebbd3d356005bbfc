import { describe, expect, test } from 'vitest';
import { checksumOf } from '../../../course/student/checksum.js';
import { exerciseCells, type NbgraderMetadata, readNbgrader } from '../../../exercises/index.js';
import type { JsonObject } from '../../../protocol/index.js';

const read = (nbgrader: JsonObject) => readNbgrader({ nbgrader });

describe('metadata of nbgrader', () => {
  test.each<[string, JsonObject, Partial<NbgraderMetadata> | undefined]>([
    ['nothing is marked', { grade: false, solution: false, locked: false, grade_id: 'x' }, undefined],
    [
      'no schema: points are a text',
      { grade: true, grade_id: 'a', points: '3' },
      { grade: true, solution: false, locked: false, grade_id: 'a', points: 3 },
    ],
    ['no schema: points are empty', { grade: true, grade_id: 'a', points: '' }, { points: 0 }],
    ['no schema: points are below zero', { grade: true, grade_id: 'a', points: -2 }, { points: 0 }],
    ['no schema: no points', { grade: true, grade_id: 'a' }, { points: 0 }],
    [
      'schema 1: points at a cell that is not graded',
      { schema_version: 1, grade: false, solution: true, grade_id: 'a', points: 2 },
      { solution: true, points: undefined },
    ],
    ['schema 1', { schema_version: 1, grade: true, locked: true, grade_id: 'a', points: 2 }, { points: 2 }],
    [
      'schema 2: the type of the cell is kept',
      { schema_version: 2, grade: false, solution: true, grade_id: 'a', cell_type: 'code' },
      { cell_type: 'code', task: undefined },
    ],
    [
      'schema 3: no points stay missing',
      { schema_version: 3, grade: true, grade_id: 'a' },
      { points: undefined },
    ],
    [
      'schema 3: a task text has points, though it is not graded by a check',
      { schema_version: 3, locked: true, task: true, grade_id: 'a', points: 4 },
      { points: 4, task: true, grade: false },
    ],
    ['no grade_id', { schema_version: 3, locked: true }, { grade_id: '' }],
    ['of other kinds', { schema_version: '3', grade: 'yes', solution: 1, grade_id: 7 }, undefined],
  ])('%s', (_, metadata, wanted) => {
    const found = read(metadata);
    if (!wanted) expect(found).toBeUndefined();
    else {
      expect(found).toMatchObject({ schema_version: 3 });
      for (const [name, value] of Object.entries(wanted))
        expect([name, found?.[name as never]]).toEqual([name, value]);
    }
  });

  // Computed by nbgrader 0.9.5 (`nbgrader.utils.compute_checksum`).
  test.each([
    ['check', { grade: true, solution: false, locked: true, points: 2 }, 'bb4e8e9aa730092366454c67332a916a'],
    [
      'half a point',
      { grade: true, solution: false, locked: true, points: 0.5 },
      'f7ac414c549946c02ce67eff437e0b85',
    ],
    ['task', { grade: false, solution: true, locked: false }, 'c5b2ba4be23312e0bfe7ed1fa26d7bdc'],
    ['locked', { grade: false, solution: false, locked: true }, '178301b6e08374f665e15e4ba65336cc'],
  ])('the checksum of a cell: %s', (_, flags, checksum) => {
    const own = { schema_version: 3, task: false, grade_id: 'q-1', ...flags } as const;
    expect(checksumOf({ source: 'const π = 3;\n// 한글', cell_type: 'code' }, own)).toBe(checksum);
  });
});

test.each([
  ['task', 'code', { solution: true }, {}],
  ['check', 'code', { grade: true, locked: true, points: 1 }, {}],
  ['manual', 'markdown', { grade: true, solution: true, points: 1 }, {}],
  ['question', 'markdown', { task: true, grade: true, points: 1, locked: true }, {}],
  ['locked', 'markdown', { locked: true }, {}],
  ['hint', 'markdown', {}, { of: 'q', role: 'hint', step: 1 }],
  ['solution', 'code', {}, { of: 'q', role: 'solution' }],
  ['other', 'code', {}, {}],
])('the role of a cell: %s', (role, cell_type, nbgrader, exercise) => {
  const metadata = {
    nbgrader: { schema_version: 3, grade_id: 'q', ...nbgrader },
    epochbook: { exercise },
  } as JsonObject;
  expect(exerciseCells([{ cell_type, source: '', metadata }])[0]?.role).toBe(role);
});
