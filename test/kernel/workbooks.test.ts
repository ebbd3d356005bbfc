import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const lessons = readdirSync(join(root, 'workbooks/en'))
  .filter((file) => file.endsWith('.ipynb') && !file.includes('.executed'))
  .map((file) => file.replace('.ipynb', ''));

/** What the course has to reach is measured in these, with five seeds or folds. */
const gated = ['01-input-scaling', '07-titanic', '08-wine', '09-imdb', '10-boston'];
/** Its last cell tells part by part what was reached. */
const LISTED = '05-early-stopping-and-callbacks';

async function workbooks(
  ...names: string[]
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(root, 'scripts/workbooks.mjs'), ...names], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await ended, stdout, stderr };
}

test.each(lessons)(
  'npm run workbooks -- %s',
  async (name) => {
    const { status, stdout, stderr } = await workbooks(name);
    expect(stderr).toBe('');
    const rows = stdout.split('\n').filter((line) => /^(en|ko)\//.test(line));
    expect(rows.map((row) => row.split(/ {2,}/).slice(0, 2))).toEqual([
      [`en/${name}`, 'ok'],
      [`ko/${name}`, 'ok'],
    ]);
    expect(rows[0]).toMatch(name === LISTED ? / {2}✓ / : /Goal reached/);
    expect(rows[1]).toMatch(name === LISTED ? / {2}✓ / : /목표 달성/);
    for (const row of rows) {
      const [, solved, all, stubs] =
        /(\d+) of (\d+) pass with the solutions, (\d+) of \d+ fail with the stubs/.exec(row) ?? [];
      expect([solved, stubs], row).toEqual([all, all]);
    }
    // The lessons that stand for a lab of the lecture tell each seed, and both editions the same.
    const [english, korean] = rows.map((row) => row.split(/ {2,}/)[5]);
    expect(korean).toBe(english);
    expect(english).toMatch(gated.includes(name) ? /^(\d\.\d+ ){5}→ \d\.\d+ [≥≤] \d\.\d+$/ : /^–$/);
    expect(stdout).toMatch(/all lessons are right\s*$/);
    expect(status).toBe(0);
  },
  400_000,
);

/** The reviews that may not come with the course. */
const classFolder = join(root, '../shared/data');

test.skipIf(!existsSync(join(classFolder, 'imdb_train.jsonl.gz')))(
  `09-imdb with the reviews of IMDB, from ${classFolder}`,
  async () => {
    process.env.EPOCHBOOK_DATA = classFolder;
    // The Korean edition computes the same, which another test holds.
    const { status, stdout } = await workbooks('en/09-imdb').finally(() => delete process.env.EPOCHBOOK_DATA);
    expect(stdout).toMatch(
      /en\/09-imdb +ok .*(0\.8\d\d ){5}→ 0\.8\d+ ≥ 0\.865 .*Goal reached: 0\.8\d+ on the test reviews of IMDB/,
    );
    expect(status).toBe(0);
  },
  600_000,
);

test('npm run workbooks names the lessons where another is asked for', async () => {
  const { status, stderr } = await workbooks('titanik');
  expect([status, stderr]).toEqual([
    1,
    expect.stringMatching(/There is no lesson titanik. There are 01-input-scaling/),
  ]);
});

/** A lesson of one exercise: what the student's copy lacks, and the rules of the check. */
const lesson = (solution: string, rules: string, points = 1, around = '') => {
  const nbgrader = (id: string, grade: boolean) => ({
    schema_version: 3,
    grade_id: id,
    grade,
    solution: !grade,
    locked: grade,
    task: false,
    ...(grade && { points }),
  });
  const code = (id: string, source: string, metadata = {}) => ({
    cell_type: 'code',
    id,
    metadata,
    source,
    outputs: [],
    execution_count: null,
  });
  return JSON.stringify({
    cells: [
      code('imports', "import { check, expect } from 'epochbook';"),
      code('task', `// BEGIN SOLUTION\n${solution}\n// END SOLUTION`, { nbgrader: nbgrader('sum', false) }),
      code('check', `await check('sum', [${rules}]);`, { nbgrader: nbgrader('sum-check', true) }),
      code('gate', `${around}\nconsole.log('Goal reached');`),
    ],
    metadata: { kernelspec: { name: 'epochbook', display_name: 'Epochbook', language: 'typescript' } },
    nbformat: 4,
    nbformat_minor: 5,
  });
};

test('npm run workbooks names what is wrong with an exercise, and ends with 1', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-course-'));
  const texts = {
    '1-right': lesson('const sum = 1 + 2;', 'expect(() => sum).equals(3)'),
    '2-broken-solution': lesson('const sum = 1 + 1;', 'expect(() => sum).equals(3)'),
    '3-passes-with-stub': lesson('const sum = 3;', 'expect(() => 3).equals(3)'),
    '4-other-points': lesson('const sum = 3;', 'expect(() => sum).equals(3).points(2)', 5),
    '5-stub-ends-the-run': lesson('const sum = 3;', 'expect(() => sum).equals(3)', 1, 'sum;'),
  };
  for (const language of ['en', 'ko']) mkdirSync(join(folder, language));
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, 'en', `${name}.ipynb`), text);
  const names = Object.keys(texts).map((name) => `en/${name}`);
  const { status, stdout } = await workbooks('--folder', folder, ...names);
  rmSync(folder, { recursive: true, force: true });
  const told = stdout.split('\n').slice(1);
  const results = told.filter((line) => line.startsWith('en/')).map((row) => row.split(/ {2,}/)[1]);
  expect(results).toEqual(['ok', 'FAILED', 'FAILED', 'FAILED', 'FAILED']);
  expect(told.filter((line) => line.startsWith('    sum'))).toEqual([
    '    sum-check: fails with the solution: sum is 3, found 2, wanted 3',
    '    sum-check: passes with the stub: 3 is 3',
    '    sum-check: its rules give 2 points, its cell says 5',
    '    sum-check: told nothing with the solution',
  ]);
  expect(stdout).toMatch(/ReferenceError.*sum/);
  expect(stdout).toMatch(/\nchecks: 2 of 5 pass with the solutions, 4 of 5 fail with the stubs\n/);
  expect(stdout).toMatch(/\nnot right: en\/2-.*, en\/5-stub-ends-the-run\n$/);
  expect(status).toBe(1);
});
