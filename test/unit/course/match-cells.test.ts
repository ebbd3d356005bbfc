import { describe, expect, test } from 'vitest';
import { arrangeCells } from '../../../course/matching/arrange-cells.js';
import { matchCells } from '../../../course/matching/match-cells.js';
import { matchingRemarks } from '../../../course/matching/matching-text.js';
import { stubsFor, studentCopy, studentSource } from '../../../course/student/student-copy.js';
import { exerciseCells } from '../../../exercises/index.js';
import { NotebookFile } from '../../../kernel/notebook/index.js';
import { checks, type FileCell, fileText, locked, manual, plain, task } from './teacher-cells.js';

const region = (before: string, solution: string, after: string): string =>
  `${before}\n// BEGIN SOLUTION\n${solution}\n// END SOLUTION\n${after}`;

const teacher = NotebookFile.parse(
  fileText([
    plain('imports', "import { check } from 'epochbook';"),
    locked('intro', '# Two functions'),
    task(
      'a',
      region(
        'const first = prepare(rows, columns);',
        'const mean = sum(first) / first.length;',
        'console.log(mean);',
      ),
    ),
    checks('a-check', "await check('a', []);"),
    task(
      'b',
      region(
        'const model = tf.sequential();',
        'model.add(tf.layers.dense({ units: 1 }));',
        "model.compile({ loss: 'meanSquaredError' });",
      ),
    ),
    checks('b-check', "await check('b', []);"),
    manual('why', 'Because it overfits.'),
  ]),
  'teacher.ipynb',
);
const teacherCells = exerciseCells(teacher.notebook.cells);
const handedOut = new Map(
  teacherCells.map((own) => [own.index, studentSource(own, stubsFor(teacher.notebook, own, 'en'))]),
);
const copy = (JSON.parse(studentCopy(teacher)) as { cells: FileCell[] }).cells;

const A = 'const first = prepare(rows, columns);\nconst mean = tf.mean(first);\nconsole.log(mean);';
const B =
  "const model = tf.sequential();\nmodel.add(tf.layers.dense({ units: 8 }));\nmodel.add(tf.layers.dense({ units: 1 }));\nmodel.compile({ loss: 'meanSquaredError' });";
const answered = (): FileCell[] =>
  structuredClone(copy).map((cell) =>
    cell.id === 'a' ? { ...cell, source: A } : cell.id === 'b' ? { ...cell, source: B } : cell,
  );
const own = plain('own', 'const tried = 1;');
const bare = ({ metadata: _, ...cell }: FileCell, id = `x-${cell.id}`): FileCell =>
  ({ ...cell, id, metadata: {} }) as FileCell;
const at = (id: string, change: (cell: FileCell) => FileCell[]) => (cells: FileCell[]) =>
  cells.flatMap((cell) => (cell.id === id ? change(cell) : [cell]));

function look(cells: FileCell[]) {
  const given = exerciseCells(NotebookFile.parse(fileText(cells), 'a.ipynb').notebook.cells);
  const matching = matchCells(teacherCells, given, handedOut);
  const changes = Object.fromEntries(
    matching.matches.flatMap(({ teacher: { cell }, changes: found }) =>
      found.length > 0 ? [[cell.id, found]] : [],
    ),
  );
  const order = arrangeCells(matching, given).map(
    ({ kind, from, teacher: of }) => `${kind === 'student' ? '' : `${kind}:`}${of?.cell.id ?? from?.cell.id}`,
  );
  return { changes, order, remarks: matchingRemarks(matching) };
}

const ORDER = ['imports', 'given:intro', 'a', 'check:a-check', 'b', 'check:b-check', 'why'];
const behind = (id: string, ...more: string[]) =>
  ORDER.flatMap((name) => (name === id ? [name, ...more] : [name]));

describe('cells of a submission are found again', () => {
  test.each<[string, (cells: FileCell[]) => FileCell[], Record<string, string[]>, string[], RegExp[]]>([
    ['as they were', (cells) => cells, {}, ORDER, []],
    ['a cell of the student between them', at('a', (cell) => [cell, own]), {}, behind('a', 'own'), []],
    ['one at the very top', (cells) => [own, ...cells], {}, ['own', ...ORDER], []],
    [
      'moved: the teacher’s order stays',
      (cells) => [...cells.filter(({ id }) => id === 'b'), ...cells.filter(({ id }) => id !== 'b')],
      { b: ['moved'] },
      ORDER,
      [/^b was moved \(cell 1\)/],
    ],
    [
      'the copy of a task, before it',
      at('a', (cell) => [{ ...cell, id: 'copy', source: 'let x;' }, cell]),
      { a: ['duplicated'] },
      behind('given:intro', 'copy'),
      [/^a is there 2 times; each was run, and cell 4/],
    ],
    [
      'the copy of a check is not run',
      at('a-check', (cell) => [cell, { ...cell, id: 'copy' }]),
      { 'a-check': ['duplicated'] },
      ORDER,
      [/a-check is there 2 times/],
    ],
    [
      'a check deleted',
      at('a-check', () => []),
      { 'a-check': ['lost'] },
      ORDER,
      [/^a-check is not in the submission; the teacher's was used/],
    ],
    [
      'a given text deleted',
      at('intro', () => []),
      { intro: ['lost'] },
      ORDER,
      [/^intro is not in the submission/],
    ],
    [
      'a task deleted',
      at('b', () => []),
      { b: ['lost'] },
      ORDER.filter((name) => name !== 'b'),
      [/^No cell of the submission could be matched to b/],
    ],
    [
      'another type',
      at('a', ({ outputs: _, execution_count: __, ...cell }) => [
        { ...cell, cell_type: 'markdown' } as FileCell,
      ]),
      { a: ['type'] },
      ORDER,
      [/^a was made a markdown cell; it was run as code/],
    ],
    [
      'split, the rest without metadata',
      at('a', (cell) => {
        const [first, ...rest] = A.split('\n');
        return [{ ...cell, source: first ?? '' }, plain('rest', rest.join('\n'))];
      }),
      { a: ['split'] },
      behind('a', 'rest'),
      [/^a was split \(cells 3 and 4\)/],
    ],
    [
      'split, both halves with the same metadata',
      at('a', (cell) => {
        const [first, ...rest] = A.split('\n');
        return [
          { ...cell, source: first ?? '' },
          { ...cell, id: 'rest', source: rest.join('\n') },
        ];
      }),
      { a: ['split'] },
      behind('a', 'rest'),
      [/^a was split/],
    ],
    [
      'other cell ids, the metadata kept',
      (cells) => cells.map((cell, i) => ({ ...cell, id: `n${i}` })),
      {},
      ORDER,
      [],
    ],
    [
      'the metadata gone, the cell ids kept',
      (cells) => cells.map((cell) => bare(cell, cell.id)),
      {},
      ORDER,
      [],
    ],
    [
      'neither: the same text, and a text that is much alike',
      (cells) => cells.map((cell) => bare(cell)),
      { a: ['likeness'], b: ['likeness'] },
      ORDER,
      [/^Cell 3 has lost its id and was taken for a/, /^Cell 5 has lost its id and was taken for b/],
    ],
    [
      'neither, and two that are as much alike: not guessed',
      (cells) => cells.flatMap((cell) => (cell.id === 'a' ? [bare(cell, 'x1'), bare(cell, 'x2')] : [cell])),
      { a: ['lost'] },
      ORDER.flatMap((name) => (name === 'a' ? [] : name === 'given:intro' ? [name, 'x1', 'x2'] : [name])),
      [/could be matched to a/],
    ],
    [
      'neither, and like nothing: not guessed',
      (cells) =>
        cells.map((cell) => (cell.id === 'a' ? { ...bare(cell), source: 'const y = f(x) ** 2;' } : cell)),
      { a: ['lost'] },
      ORDER.flatMap((name) => (name === 'a' ? [] : name === 'given:intro' ? [name, 'x-a'] : [name])),
      [/could be matched to a/],
    ],
    [
      'nothing at all',
      () => [],
      Object.fromEntries(copy.map(({ id }) => [id, ['lost']])),
      ['given:intro', 'check:a-check', 'check:b-check'],
      [/intro/, /to a:/, /a-check/, /to b:/, /b-check/, /to why/],
    ],
  ])('%s', (_, change, changes, order, remarks) => {
    const found = look(change(answered()));
    expect(found.changes).toEqual(changes);
    expect(found.order).toEqual(order);
    expect(found.remarks).toHaveLength(remarks.length);
    for (const [i, remark] of remarks.entries()) expect(found.remarks[i]).toMatch(remark);
  });
});
