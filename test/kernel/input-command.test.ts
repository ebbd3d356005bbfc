import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  type ExecutedNotebook,
  executeNotebook,
  nbformatFaults,
  printedBy,
  removeExecuted,
} from './executed-notebook.js';
import { notebookText } from './notebook-text.js';

const ASKS = `import * as lines from 'node:readline/promises';
const rl = lines.createInterface({ input: process.stdin, output: process.stdout });
console.log('Hello, ' + (await rl.question('Your name? ')) + '!');`;
const AGAIN = "console.log('You are ' + (await rl.question('Your age? ')));\nrl.close();";
const SUM =
  "console.log('sum ' + require('fs').readFileSync('/dev/stdin', 'utf8').trim().split('\\n').map(Number).reduce((a, b) => a + b));";

const executed: ExecutedNotebook[] = [];
afterAll(() => {
  for (const run of executed) removeExecuted(run);
});
async function execute(execution: Parameters<typeof executeNotebook>[0]): Promise<ExecutedNotebook> {
  const run = await executeNotebook(execution);
  executed.push(run);
  return run;
}
const printed = ({ notebook }: ExecutedNotebook, cell: number): string =>
  printedBy(notebook?.cells[cell] ?? { cell_type: 'code', metadata: {}, source: '' });

describe('epochbook run', () => {
  test.each([
    ['one a line', 'Ann\n36\n'],
    ['with Windows line ends and a byte order mark', '\uFEFFAnn\r\n36'],
  ])('--input FILE answers, %s', async (_, answers) => {
    const run = await execute({
      cells: [ASKS, AGAIN],
      files: { 'answers.txt': answers },
      args: ['--input', 'answers.txt'],
    });
    expect(run.code).toBe(0);
    expect(printed(run, 0)).toBe('Your name? Ann\nHello, Ann!\n');
    expect(printed(run, 1)).toBe('Your age? 36\nYou are 36\n');
    expect(run.notebook && nbformatFaults(run.notebook)).toEqual([]);
  });

  test('a cell that reads to the end gets the rest', async () => {
    const files = { 'answers.txt': 'Ann\n1\n2\n3\n' };
    const run = await execute({ cells: [ASKS, SUM], files, args: ['--input', 'answers.txt'] });
    expect(run.code).toBe(0);
    expect(printed(run, 1)).toContain('sum 6');
  });

  test.each([
    [
      'en',
      [],
      /Cell \[1\] failed[\s\S]*InputError: Cell \[1\] asks "Your name\?", and nobody is there to answer\. .*--input FILE/,
    ],
    ['ko', [], /셀 \[1\] 실패[\s\S]*셀 \[1\]이 "Your name\?"라고 묻는데 답할 사람이 없습니다.*--input FILE/],
    [
      'en',
      ['--input', 'answers.txt'],
      /Cell \[2\] failed[\s\S]*Cell \[2\] asks "Your age\?", and the answers are used up: answers\.txt has 1 line\./,
    ],
    [
      'ko',
      ['--input', 'answers.txt'],
      /셀 \[2\] 실패[\s\S]*"Your age\?"라고 묻는데 답이 모자랍니다. answers\.txt에는 1줄/,
    ],
  ] as const)('too few answers (%s, %j) fail the cell', async (locale, args, message) => {
    const files = { 'answers.txt': 'Ann\n' };
    const run = await execute({ cells: [ASKS, AGAIN, '1'], files, args, locale });
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(message);
    expect(run.notebook?.cells.at(-1)?.outputs).toEqual([]);
  });

  test('a file that is not there is told before anything runs', async () => {
    const run = await execute({ cells: ['1'], args: ['--input', 'nowhere.txt'] });
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/There is no file .*nowhere\.txt with answers/);
  });

  test.each([
    ['answers', 'Ann\n36\n', 0, /You are 36/],
    ['has too few', 'Ann\n', 1, /the answers are used up: standard input has 1 line/],
    ['is left open, and nothing asks', undefined, 0, /Done in/],
  ])('standard input %s', async (_, text, code, seen) => {
    const folder = mkdtempSync(join(tmpdir(), 'epochbook-input-'));
    const cells = text === undefined ? ['1'] : [ASKS, AGAIN];
    writeFileSync(join(folder, 'n.ipynb'), notebookText(cells));
    const cli = join(import.meta.dirname, '../../dist/cli.js');
    const child = spawn(process.execPath, [cli, 'run', 'n.ipynb', '--input', '-'], {
      cwd: folder,
      env: { ...process.env, EPOCHBOOK_LOCALE: 'en' },
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      told += piece;
    });
    if (text !== undefined) child.stdin.end(text);
    const ended = await new Promise((resolve) => child.once('close', resolve));
    expect(told + readFileSync(join(folder, 'n.executed.ipynb'), 'utf8')).toMatch(seen);
    expect(ended).toBe(code);
    rmSync(folder, { recursive: true, force: true });
  });
});
