import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Graded } from '../../course/grading/grade-submission.js';
import { type Kind, writeClass, writeTrained } from './grading/class.js';
import { isolated, NOT_ISOLATED } from './grading/isolated.js';

const cli = join(import.meta.dirname, '../../dist/cli.js');
/** `EPOCHBOOK_CLASS=200` grades a class of that size. */
const SIZE = Number(process.env.EPOCHBOOK_CLASS) || undefined;

describe('a class is graded', () => {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-class-'));
  const journal = join(folder, 'out', 'journal');
  const args = [
    ...[
      'grade',
      join(folder, 'submissions'),
      '--teacher',
      join(folder, 'teacher.ipynb'),
      '--out',
      join(folder, 'out'),
    ],
    ...[
      '--cell-timeout',
      '6',
      '--timeout',
      '60',
      '--memory',
      '900',
      '--disk',
      '64',
      '--processes',
      '16',
      '--json',
    ],
    ...['--jobs', '2'],
  ];
  const env = { ...process.env, EPOCHBOOK_LOCALE: 'en', A_SECRET_TOKEN: 'secret' };
  let wanted: Map<string, Kind>;
  let marks: Graded[];
  let before: Map<string, number>;
  const entries = (): string[] =>
    existsSync(journal) ? readdirSync(journal).filter((name) => name.endsWith('.json')) : [];

  beforeEach(({ skip }) => {
    if (!isolated) skip(NOT_ISOLATED);
  });
  beforeAll(
    async () => {
      if (!isolated) return;
      wanted = writeClass(folder, SIZE);
      const first = spawn(process.execPath, [cli, ...args], { env, stdio: 'ignore' });
      await vi.waitFor(() => expect(entries().length).toBeGreaterThan(4), { timeout: 60_000, interval: 100 });
      first.kill('SIGKILL');
      before = new Map(entries().map((name) => [name, statSync(join(journal, name)).mtimeMs]));
      const { stdout, stderr, status } = spawnSync(process.execPath, [cli, ...args], {
        env,
        encoding: 'utf8',
        maxBuffer: 1e9,
      });
      expect([status, stderr.includes('submissions are graded already')], stderr).toEqual([0, true]);
      marks = (JSON.parse(stdout) as { marks: Graded[] }).marks;
    },
    1000 * (60 + 4 * (SIZE ?? 60)),
  );
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('a fifth of the class, or more, is bad', () => {
    const bad = [...wanted.values()].filter((kind) => kind.bad).length;
    console.log(`${wanted.size} submissions, of which ${bad} hang, crash, flood, fork, cheat or are damaged`);
    expect(bad).toBeGreaterThanOrEqual(wanted.size / 5);
  });

  test('each gets the points that it has earned', () => {
    const found = Object.fromEntries(
      marks.map(({ student, checks }) => [student, checks.map(({ points }) => points)]),
    );
    expect(found).toEqual(Object.fromEntries([...wanted].map(([name, { points }]) => [name, [...points]])));
  });

  test('what a person should know is told', () => {
    for (const { student, remarks, look } of marks) {
      const { remark, look: asked } = wanted.get(student) as Kind;
      if (remark) expect([student, remarks.join('\n')]).toEqual([student, expect.stringMatching(remark)]);
      if (asked) expect([student, look]).toEqual([student, true]);
      if (/^(solved|half right|untouched)/.test(student))
        expect([student, remarks, look]).toEqual([student, [], false]);
    }
  });

  test('what was graded before the kill is not graded again', () => {
    expect(before.size).toBeGreaterThan(4);
    for (const [name, time] of before)
      expect([name, statSync(join(journal, name)).mtimeMs]).toEqual([name, time]);
  });

  test('nobody sees other submissions, the copy of the teacher, or the environment', () => {
    const text = readFileSync(join(folder, 'out', 'notebooks', 'looks around.ipynb'), 'utf8');
    expect(text).toContain('KEYS \\n');
    expect(text).not.toContain('FOUND /');
    expect(readFileSync(join(folder, 'out', 'notebooks', 'phones out.ipynb'), 'utf8')).toMatch(
      /ENETUNREACH|ECONNREFUSED/,
    );
  });

  test('nothing is left behind', () => {
    expect(spawnSync('ps', ['axo', 'args'], { encoding: 'utf8' }).stdout).not.toMatch(
      /sleep 60|epochbook-grade/,
    );
  });

  test('the table of marks', () => {
    const bytes = readFileSync(join(folder, 'out', 'marks.csv'));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = bytes.toString('utf8').split('\r\n');
    expect(lines).toHaveLength(wanted.size + 2);
    expect(lines).toContainEqual(expect.stringMatching(/^김 학생 🙂,,5,5,graded,,2,3,,/));
  });

  test('reports, and the graded notebook with comments', () => {
    const page = readFileSync(join(folder, 'out', 'reports', 'half right.html'), 'utf8');
    expect(page).toContain('4 of 5 points');
    const notebook = JSON.parse(
      readFileSync(join(folder, 'out', 'notebooks', 'half right.ipynb'), 'utf8'),
    ) as {
      cells: { id: string; source: string[] }[];
    };
    expect(notebook.cells[0]?.source.join('')).toMatch(/^# half right: 4 of 5 points/);
    expect(notebook.cells.map(({ source }) => source.join(''))).toContainEqual(
      expect.stringMatching(/^\*\*✗ sum-check: 1 of 2 points/),
    );
    expect(readFileSync(join(folder, 'out', 'index.html'), 'utf8')).toContain('failed');
  });
});

test('a check looks at the training that a submission has recorded, whatever it has told of it', ({
  skip,
}) => {
  if (!isolated) skip(NOT_ISOLATED);
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-trained-'));
  try {
    writeTrained(folder);
    const out = join(folder, 'out');
    const args = [
      'grade',
      join(folder, 'submissions'),
      '--teacher',
      join(folder, 'teacher.ipynb'),
      '--out',
      out,
      '--json',
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
      env: { ...process.env, EPOCHBOOK_LOCALE: 'en' },
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    const { marks } = JSON.parse(stdout) as { marks: Graded[] };
    expect(marks.map(({ student, points, look }) => [student, points, look])).toEqual([
      ['solved', 2, false],
      ['tells a shorter history', 0, false],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
