import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nativeStorage, noNative } from '../native-engine.js';
import { files } from './errors/files.js';
import { shown } from './errors/shown.js';
import { type ThrownCase, thrown } from './errors/thrown.js';
import { type RanCell, TestKernel } from './kernel.js';

/** Nothing of ours, of Node or of TensorFlow's shows in what students read. */
const INNARDS = /node_modules.@tensorflow|[/\\]dist[/\\]|node:internal|epochbook-cell|TF_Status|\.cjs/;

interface Kernel {
  kernel: TestKernel;
  /** How many cells it has run. */
  ran: number;
}

async function start(options: Parameters<typeof TestKernel.start>[0]): Promise<Kernel> {
  const kernel = await TestKernel.start(options);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(kernel.folder, path)), { recursive: true });
    writeFileSync(join(kernel.folder, path), text);
  }
  return { kernel, ran: 0 };
}

async function runAll(at: Kernel, cells: string[]): Promise<{ last: RanCell; order: number }> {
  let last: RanCell | undefined;
  for (const code of cells) {
    expect(last?.error).toBeUndefined();
    last = await at.kernel.run(code);
    at.ran++;
  }
  if (!last) throw new Error('There is no cell.');
  return { last, order: at.ran };
}

const numbered = (text: string, order: number): string =>
  text.replace(/Cell \[(-?\d+)\]/g, (_, back: string) => `Cell [${order + Number(back)}]`);

const framesOf = (stack: string): string[] =>
  stack
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .map((line) => line.trim());

async function checkThrown(at: Kernel, row: ThrownCase, message: string): Promise<void> {
  const { cells, line, column, error = 'Error', frames, contains = [] } = row;
  const { last, order } = await runAll(at, cells);
  const { result } = last;
  expect(result.error).toMatchObject({ name: error, message, line, column });
  const { stack = '' } = result.error ?? {};
  expect(last.error).toBe(stack);
  expect(stack).not.toMatch(INNARDS);
  const others = /^ {2}\d+ \| |^ {4}at /;
  expect(stack.split('\n').filter((text) => text.includes(message) && !others.test(text))).toHaveLength(1);
  if (frames) expect(framesOf(stack)).toEqual(frames.map((frame) => numbered(frame, order)));
  for (const part of contains) expect(stack.split('\n')).toContain(numbered(part, order));
}

test('there are at least 40', () => expect(thrown.length).toBeGreaterThanOrEqual(40));

describe('the embedded engine', () => {
  let at: Kernel;
  beforeAll(async () => {
    at = await start({});
  });
  afterAll(() => at.kernel.end());

  test.each(thrown)('thrown: $name', (row) => checkThrown(at, row, row.message));

  test.each(shown)('shown: $name', async ({ code, text = '', value }) => {
    const { last, order } = await runAll(at, [code]);
    expect(last.error).toBeUndefined();
    expect(stripVTControlCharacters(last.text)).toBe(numbered(text, order));
    if (value !== undefined) expect(last.value).toBe(numbered(value, order));
    expect(JSON.stringify(last.outputs)).not.toMatch(INNARDS);
  });

  test.each([
    [
      'below',
      'unrun * 2',
      ['unrun * 2', 'const { unrun } = { unrun: 1 };'],
      0,
      'The code cell right below (“const { unrun } = { unrun: 1 };”)',
    ],
    [
      'above',
      'nets()',
      ['// nets\nfunction nets(): void {}', 'type A = 1', 'nets()'],
      2,
      'The code cell 2 above (“// nets”)',
    ],
    [
      'as an import',
      'basename',
      ['basename', 'x', "import { basename } from 'path'"],
      0,
      "The code cell 2 below (“import { basename } from 'path'”)",
    ],
    [
      'as an enum',
      'Kind2.A',
      ['enum Kind2 { A }', 'Kind2.A'],
      1,
      'The code cell right above (“enum Kind2 { A }”)',
    ],
  ])('a name of a cell that has not run, %s', async (_, code, cells, place, told) => {
    const { result } = await at.kernel.run(code, 'typescript', { cells, at: place });
    at.ran++;
    const name = /\w+/.exec(code)?.[0];
    expect(result.error?.message).toBe(
      `${name} is not defined. ${told} declares it, but has not run since the kernel started: run that cell first.`,
    );
  });

  test('a name that other cells only use, or declare within', async () => {
    const cells = ['nobody', 'nobody + 1', 'const f = () => { const nobody = 1; };', 'const q = {'];
    const { result } = await at.kernel.run('nobody', 'typescript', { cells, at: 0 });
    at.ran++;
    expect(result.error?.message).toContain('nobody is not defined. Is it misspelt');
  });
});

describe('in Korean', () => {
  let at: Kernel;
  beforeAll(async () => {
    at = await start({ locale: 'ko' });
  });
  afterAll(() => at.kernel.end());

  test.each(thrown.filter(({ korean }) => korean))('$name', async ({ cells, korean = '' }) => {
    const { last } = await runAll(at, cells);
    expect(last.error).toContain(korean);
  });

  test('a name of a cell that has not run', async () => {
    const { result } = await at.kernel.run('나중', 'typescript', {
      cells: ['나중', 'const 나중 = 1;'],
      at: 0,
    });
    expect(result.error?.message).toContain('아래로 1번째 코드 셀(“const 나중 = 1;”)에서 선언하는데');
  });
});

describe.skipIf(noNative)(`the native engine ${noNative}`, () => {
  let at: Kernel;
  beforeAll(async () => {
    at = await start({ engine: 'native', env: { EPOCHBOOK_STORAGE: nativeStorage } });
  });
  afterAll(() => at.kernel.end());

  const ofEngine = thrown.filter(({ cells }) => cells.some((code) => code.includes('tfjs-node')));
  test.each(ofEngine)('$name', (row) => checkThrown(at, row, row.native ?? row.message));
});
