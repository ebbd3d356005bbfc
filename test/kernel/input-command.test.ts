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

const FORMS = `import { input } from 'epochbook';
const name = await input('Your name?');
const rate = await input.number('Learning rate?', { min: 0, max: 1, value: 0.01 });
const optimizer = await input.choice('Optimizer?', ['sgd', 'adam']);
const keep = await input.slider('Keep probability', { step: 0.25 });
const data = await input.file('Your data?', { extensions: ['csv'] });
console.log(JSON.stringify([name, rate, optimizer, keep, require('path').basename(data)]));`;

describe('input of the library in epochbook run', () => {
  test.each([
    ['each a line', 'Ann\n1e-3\nADAM\n0.75\nwine.csv\n', '["Ann",0.001,"adam",0.75,"wine.csv"]'],
    [
      'an empty line is the default, a number an option',
      'Ann\n\n1\n\nwine.csv\n',
      '["Ann",0.01,"sgd",0.5,"wine.csv"]',
    ],
  ])('takes the answers, %s', async (_, answers, expected) => {
    const files = { 'answers.txt': answers, 'wine.csv': 'a\n1\n' };
    const run = await execute({ cells: [FORMS], files, args: ['--input', 'answers.txt'] });
    expect(run.stderr).not.toContain('failed');
    expect(run.code).toBe(0);
    expect(printed(run, 0)).toContain(expected);
    expect(printed(run, 0)).toContain('Your name? Ann\nLearning rate? ');
  });

  test('takes the defaults where there are no answers, and says so', async () => {
    const cell = `import { input } from 'epochbook';
console.log(await input.number('Epochs?', { value: 3 }), await input.slider('Keep', { value: 0.25 }), await input('Name?', { value: 'Ann' }));`;
    const run = await execute({ cells: [cell] });
    expect(run.code).toBe(0);
    expect(printed(run, 0)).toMatch(
      /^Epochs\? 3 \(default\)\nKeep 0\.25 \(default\)\nName\? Ann \(default\)\n.*3.* .*0\.25.* Ann\n$/,
    );
  });

  test.each([
    [
      'en',
      [],
      "input.number('Epochs?')",
      /InputError: Cell \[1\] asks "Epochs\?", and nobody is there to answer/,
    ],
    ['ko', [], "input.choice('고르기', ['a'])", /셀 \[1\]이 "고르기"라고 묻는데 답할 사람이 없습니다/],
    [
      'en',
      ['ten'],
      "input.number('Epochs?')",
      /InputError: "ten" is no answer to "Epochs\?": give a number\./,
    ],
    [
      'en',
      ['0'],
      "input.number('Epochs?', { min: 1 })",
      /"0" is no answer to "Epochs\?": it must be 1 or more\./,
    ],
    [
      'ko',
      ['0.3'],
      "input.slider('유지', { step: 0.25 })",
      /"0\.3"[은는] "유지"의 답이 될 수 없습니다\. 가장 가까운 값은 0\.25입니다/,
    ],
    [
      'en',
      ['b'],
      "input.choice('Which?', ['a', 'c'])",
      /"b" is no answer to "Which\?": choose one of "a", "c"\./,
    ],
    [
      'en',
      ['no.csv'],
      "input.file('Data?')",
      /There is no file .*no\.csv, which was the answer to "Data\?"\./,
    ],
    [
      'en',
      ['a.txt'],
      "input.file('Data?', { extensions: ['.csv'] })",
      /give the path of a file that ends in \.csv/,
    ],
    ['en', [''], "input.number('Epochs?')", /"Epochs\?" needs an answer: give a number\./],
  ] as const)(
    'an answer that there is not, or that does not fit (%s, %j to %s), fails the cell',
    async (locale, answers, asks, message) => {
      const cell = `import { input } from 'epochbook';\nawait ${asks}`;
      const given =
        answers.length > 0
          ? { files: { 'answers.txt': `${answers[0]}\n` }, args: ['--input', 'answers.txt'] }
          : {};
      const run = await execute({ cells: [cell, '1'], locale, ...given });
      expect(run.code).toBe(1);
      expect(run.stderr).toMatch(message);
    },
  );
});
