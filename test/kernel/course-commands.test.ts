import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checks, type FileCell, fileText, plain, solved } from '../unit/course/teacher-cells.js';

const cli = join(import.meta.dirname, '../../dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'epochbook-course-commands-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(language: string, ...args: string[]) {
  const env = { ...process.env, EPOCHBOOK_LOCALE: language };
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const write = (path: string, ...cells: FileCell[]): string => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), fileText(cells));
  return path;
};
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

const sum = solved('sum', 'const sum = (a: number, b: number) => a + b;');
const asserts = checks('sum-check', "if (sum(2, 3) !== 5) throw new Error('2 + 3 is 5');", 2);

describe('epochbook student', () => {
  test('a folder with data, in one go, and never over what is there', () => {
    write('lab/수업 1.ipynb', sum, asserts);
    write('lab/more/second.ipynb', plain('a', '1 + 1'));
    write('lab/second.executed.ipynb', plain('a', '1 + 1'));
    writeFileSync(join(folder, 'lab/data.csv'), 'x\n1\n');
    mkdirSync(join(folder, 'lab/.git'));
    writeFileSync(join(folder, 'lab/.git/config'), 'secret');
    const { status, stderr } = run('en', 'student', 'lab', 'handout');
    expect([status, stderr]).toEqual([0, expect.stringContaining('Student copies: 2, other files: 1')]);
    expect(read('handout/수업 1.ipynb')).toContain('// your code here');
    expect(read('handout/수업 1.ipynb')).not.toContain('a + b');
    expect(read('handout/data.csv')).toBe('x\n1\n');
    for (const none of ['.git', 'second.executed.ipynb'])
      expect(existsSync(join(folder, 'handout', none))).toBe(false);
    writeFileSync(join(folder, 'handout/data.csv'), 'mine');
    expect(run('ko', 'student', 'lab', 'handout')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/파일 3개가 이미 있습니다. --force/),
    });
    expect(read('handout/data.csv')).toBe('mine');
    expect(run('en', 'student', 'lab', 'handout', '--force', '--no-run').status).toBe(0);
    expect(read('handout/data.csv')).toBe('x\n1\n');
  });

  test.each<[string, string, FileCell[], RegExp]>([
    [
      'a solution that fails its own check',
      'en',
      [solved('sum', 'const sum = (a: number, b: number) => a - b;'), asserts],
      /own solution fails the check sum-check:\n.*2 \+ 3 is 5/,
    ],
    ['a cell that fails', 'ko', [solved('sum', 'nothing();'), asserts], /셀 \[1\]이 실패했습니다/],
    ['a solution that is not marked', 'ko', [{ ...sum, source: 'const sum = 1;' }, asserts], /풀이가 없어/],
  ])('refuses %s (%s)', (_, language, cells, sentence) => {
    const { status, stderr } = run(language, 'student', write('bad.ipynb', ...cells), 'bad-handout');
    expect([status, stderr]).toEqual([1, expect.stringMatching(sentence)]);
    expect(existsSync(join(folder, 'bad-handout'))).toBe(false);
  });

  test.each([
    [['student'], 2, /Name the teacher's notebook/],
    [['student', 'nowhere.ipynb', 'out'], 1, /There is no .*nowhere\.ipynb/],
    [['student', 'lab', 'lab'], 1, /take the place of the teacher's/],
  ])('%j', (args, code, sentence) => {
    const { status, stderr } = run('en', ...args);
    expect([status, stderr]).toEqual([code, expect.stringMatching(sentence)]);
  });
});

describe('epochbook check', () => {
  const notebook = write(
    'work.ipynb',
    { ...sum, source: 'const sum = (a: number, b: number) => a * b;' },
    asserts,
    checks('two', '1 + 1'),
  );

  test.each([
    [
      'en',
      /✗ sum-check {2}0 \/ 2\n {4}Its cell failed: 2 \+ 3 is 5\n✓ two {8}1 \/ 1\n1 of 2 checks passed, 1 of 3 points/,
    ],
    ['ko', /✗ sum-check[\s\S]*셀이 실패했습니다: 2 \+ 3 is 5[\s\S]*점검 2개 중 1개 통과, 3점 중 1점/],
  ])('tells what failed, and goes on (%s)', (language, table) => {
    const { status, stdout } = run(language, 'check', notebook);
    expect([status, stdout]).toEqual([1, expect.stringMatching(table)]);
  });

  test('as data', () => {
    const { status, stdout } = run('en', 'check', notebook, '--json');
    expect([status, JSON.parse(stdout)]).toMatchObject([
      1,
      {
        ok: false,
        points: 1,
        maximum: 3,
        checks: [
          { name: 'sum-check', passed: false },
          { name: 'two', passed: true },
        ],
      },
    ]);
  });

  test('all is well', () => {
    expect(run('en', 'check', write('good.ipynb', sum, asserts))).toMatchObject({
      status: 0,
      stdout: '✓ sum-check  2 / 2\n1 of 1 checks passed, 2 of 2 points.\n',
    });
  });
});
