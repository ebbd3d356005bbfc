import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { studentCopy } from '../../course/student/student-copy.js';
import { exerciseCells, teacherProblems } from '../../exercises/index.js';
import { NotebookFile } from '../../kernel/notebook/index.js';
import { hasExtra, interopPython } from '../../scripts/provide-python.mjs';
import { checks, fileText, locked, manual, plain, task } from '../unit/course/teacher-cells.js';

const python = hasExtra('nbgrader') ? interopPython() : undefined;
const folder = mkdtempSync(join(tmpdir(), 'epochbook-nbgrader-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Cell {
  source: string;
  nbgrader: unknown;
  deletable: boolean;
  editable: boolean;
}
type Compared = Record<
  string,
  { theirs: Cell[]; ours: Cell[]; seen: { changed: string[]; kinds: boolean[][] } }
>;

const ours = fileText(
  [
    plain('imports', "import { check, expect } from 'epochbook';"),
    locked('intro', '# Early stopping\n\nIt stops.'),
    task('fit', 'function fit() {\n  // BEGIN SOLUTION\n  return 1;\n  // END SOLUTION\n}'),
    checks(
      'fit-check',
      "await check('fit', [\n// BEGIN HIDDEN TESTS\nsecret,\n// END HIDDEN TESTS\n]);",
      2.5,
    ),
    manual('why', 'Because the validation loss rises.', 1),
  ],
  { kernelspec: { name: 'epochbook', language: 'typescript', display_name: 'Epochbook' } },
);

/** Of nbgrader's own, as its package has them. */
const THEIRS = ['user_guide/source/ps1/problem1', 'user_guide/source/ps1/problem2', 'tests/test'];

describe('nbgrader', () => {
  let compared: Compared;
  beforeEach(({ skip }) => {
    if (!python) skip('no Python with nbgrader; "node scripts/provide-python.mjs" installs it');
  });
  beforeAll(() => {
    if (!python) return;
    const [source, copies, work] = ['source', 'ours', 'work'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    for (const each of [source, copies, work]) mkdirSync(each);
    writeFileSync(join(source, 'lab.ipynb'), ours);
    const home = execFileSync(
      python,
      ['-c', 'import nbgrader, os; print(os.path.dirname(nbgrader.__file__))'],
      { encoding: 'utf8' },
    ).trim();
    const places: Record<string, string> = { 'tests/test': 'tests/preprocessors/files/test' };
    for (const name of THEIRS)
      copyFileSync(
        join(home, `${places[name] ?? `docs/source/${name}`}.ipynb`),
        join(source, `${name.split('/').at(-1)}.ipynb`),
      );
    for (const name of ['lab', ...THEIRS.map((path) => path.split('/').at(-1))])
      writeFileSync(
        join(copies, `${name}.ipynb`),
        studentCopy(NotebookFile.read(join(source, `${name}.ipynb`))),
      );
    const script = join(import.meta.dirname, 'nbgrader', 'generate.py');
    compared = JSON.parse(
      execFileSync(python, [script, source, copies, work], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    ) as Compared;
  });

  test.each(['lab', 'problem1', 'problem2', 'test'])(
    'makes the same student version as we do: %s',
    (name) => {
      const { theirs, ours: own, seen } = compared[`${name}.ipynb`] as Compared[string];
      expect(own.length).toBeGreaterThan(1);
      expect(own).toEqual(theirs);
      expect(seen.changed).toEqual([]);
      expect(seen.kinds.length).toBeGreaterThan(0);
    },
  );

  test('hides what we hide', () => {
    const text = JSON.stringify(compared['lab.ipynb']?.theirs);
    for (const hidden of ['return 1', 'secret', 'validation loss']) expect(text).not.toContain(hidden);
  });

  test.each(['problem1', 'problem2', 'test'])(
    'writes assignments that we read without complaint: %s',
    (name) => {
      const { notebook } = NotebookFile.read(join(folder, 'source', `${name}.ipynb`));
      expect(teacherProblems(notebook)).toEqual([]);
      const roles = exerciseCells(notebook.cells).map(({ role }) => role);
      expect(roles.filter((role) => role !== 'other').length).toBeGreaterThan(0);
    },
  );
});
