import { afterEach, describe, expect, test } from 'vitest';
import type { Locale } from '../../protocol/index.js';
import {
  type ExecutedNotebook,
  executeNotebook,
  expectLostRun,
  nbformatFaults,
  printedBy,
  removeExecuted,
} from './executed-notebook.js';

const NET = `import * as tf from '@tensorflow/tfjs-node';
import { writeFileSync } from 'node:fs';
const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
net.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
const fit = (onEpochEnd) => net.fit(tf.ones([8, 2]), tf.ones([8, 1]), { epochs: 1000000, callbacks: { onEpochEnd } });`;
/** It tells its process once its picture has surely come. */
const FOREVER = `console.log('before');
const began = performance.now();
let told = false;
await fit(async () => {
  if (told || performance.now() - began < 1500) return;
  told = true;
  writeFileSync('pid', process.pid + '\\n');
});`;

const executed: ExecutedNotebook[] = [];
async function execute(...args: Parameters<typeof executeNotebook>): Promise<ExecutedNotebook> {
  const one = await executeNotebook(...args);
  executed.push(one);
  return one;
}
afterEach(() => {
  for (const one of executed.splice(0)) removeExecuted(one);
});

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('epochbook run', () => {
  test.each([
    ['SIGINT', 'en'],
    ['SIGTERM', 'ko'],
  ] as const)(
    'by %s: 130, the notebook up to there, its run lost, no kernel left',
    async (signal, locale) => {
      let pid = 0;
      const { code, stderr, notebook, folder } = await execute({
        cells: [NET, FOREVER, '3'],
        locale,
        meddle: async (command, kernel) => {
          pid = await kernel();
          process.kill(command, signal);
        },
      });
      const why = {
        en: /The run was stopped from outside \(Ctrl-C\)/,
        ko: /실행을 밖에서 중단했습니다\(Ctrl-C\)/,
      };
      expect(stderr).toMatch(why[locale]);
      expect(code).toBe(130);
      if (!notebook) throw new Error('No notebook was written.');
      expect(nbformatFaults(notebook)).toEqual([]);
      expect(printedBy(notebook.cells[1] as never)).toMatch(/before\n[\s\S]*Cancelled: /);
      expectLostRun({ notebook, folder }, locale, why[locale]);
      expect(isAlive(pid)).toBe(false);
    },
  );

  test('by Ctrl-C while its kernel starts', async () => {
    const slow = `if (process.env.EPOCHBOOK_KERNEL) {
      require('node:fs').writeFileSync('pid', process.pid + '\\n');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    }`;
    const { code, stderr, notebook } = await execute({
      cells: ['1', '2'],
      env: { NODE_OPTIONS: '--require ./slow.cjs' },
      files: { 'slow.cjs': slow },
      meddle: async (command, kernel) => {
        await kernel();
        process.kill(command, 'SIGINT');
      },
    });
    expect(stderr).toMatch(/^Cell \[1\] failed[\s\S]*Cancelled: The run was stopped/m);
    expect(code).toBe(130);
    expect(notebook?.cells.map(printedBy)).toEqual([expect.stringContaining('Cancelled: '), '']);
  });

  test.each(['en', 'ko'] as const)('by --timeout (%s): 1, and the run is lost for that', async (locale) => {
    const { code, stderr, notebook, folder } = await execute({
      cells: [NET, FOREVER],
      locale,
      args: ['--timeout', '4'],
    });
    const why = {
      en: /The time given with --timeout has passed/,
      ko: /--timeout으로 정한 시간이 지났습니다/,
    };
    expect(stderr).toMatch(why[locale]);
    expect(code).toBe(1);
    expectLostRun({ notebook, folder }, locale, why[locale]);
  });

  test.each([
    ['en', /^Cell \[2\] failed[\s\S]*"Run 1" was still training[\s\S]*await before fit/m],
    ['ko', /^셀 \[2\] 실패[\s\S]*"실행 1"이 아직 학습 중[\s\S]*fit 앞에 await/m],
  ] as [Locale, RegExp][])('a training that no cell awaited is not done (%s)', async (locale, said) => {
    const { code, stderr, notebook, folder } = await execute({
      cells: [
        NET,
        'void fit(async () => {}); 1',
        'await new Promise((resolve) => setTimeout(resolve, 200));',
      ],
      locale,
    });
    expect(stderr).toMatch(said);
    expect(code).toBe(1);
    expectLostRun(
      { notebook, folder },
      locale,
      locale === 'en' ? /The kernel was ended while this run went on/ : /이 실행이 끝나기 전에 커널을 종료/,
    );
  });

  test.each([
    ['en', ['--out', 'none/out.ipynb'], /There is no folder .*none for the executed notebook/],
    ['ko', ['--out', 'none/out.ipynb'], /실행된 노트북을 쓸 폴더 .*none이\(가\) 없습니다/],
    ['en', ['--out', '.'], /Cannot write .*: E/],
    ['ko', ['--out', '.'], /파일을 쓸 수 없습니다: E/],
  ] as [Locale, string[], RegExp][])('%s %j: 1, and why', async (locale, args, said) => {
    const { code, stderr } = await execute({ cells: ['1'], locale, args });
    expect(stderr).toMatch(said);
    expect(code).toBe(1);
  });

  test('a kernel that ends with a cell left is told in --json', async () => {
    const { code, stdout } = await execute({ cells: ['1', 'process.exit(3)', '3'], args: ['--json'] });
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      cells: [
        { order: 1, status: 'ok' },
        { order: 2, status: 'died', error: { name: 'KernelDied' } },
      ],
    });
    expect(code).toBe(1);
  });

  test.each([
    ['in a cell', ["throw new Error('may fail')", 'process.exit(3)', '3']],
    [
      'behind a last cell that failed',
      ['1', "process.on('exit', () => { process.exit(3); }); throw new Error('may fail')"],
    ],
  ])('--allow-errors does not allow the death of the kernel: %s', async (_, cells) => {
    const { code, stderr, notebook } = await execute({ cells, args: ['--allow-errors'] });
    expect(stderr).toMatch(/^Cell \[2\] failed[\s\S]*KernelDied: [\s\S]*exit code 3/m);
    expect(notebook?.cells.map(printedBy).join('')).toMatch(/Error: may fail[\s\S]*KernelDied: /);
    expect(code).toBe(1);
  });

  const STRAY =
    "setTimeout(() => { throw new Error('nobody waits'); }, 10); await new Promise((r) => setTimeout(r, 100)); 2";
  test.each([
    [
      'an error that no cell could catch is one of the cell at work then',
      [STRAY, "console.log('on')"],
      [],
      1,
    ],
    [
      'a promise that nobody awaited',
      ["Promise.reject(new Error('nobody waits')); 1", "console.log('on')"],
      [],
      1,
    ],
    ['the same where errors are allowed', [STRAY, "console.log('on')"], ['--allow-errors'], 0],
  ])('%s', async (_, cells, args, status) => {
    const { code, stderr, notebook } = await execute({ cells, args });
    if (status === 1) expect(stderr).toMatch(/^Cell \[1\] failed[\s\S]*Error: nobody waits/m);
    expect(notebook?.cells.map(printedBy).join('')).toMatch(/Error: nobody waits[\s\S]*on\n/);
    expect(code).toBe(status);
  });

  test('a notebook without cells whose kernel does not start', async () => {
    const env = { NODE_OPTIONS: '--require ./die.cjs' };
    const files = { 'die.cjs': 'if (process.env.EPOCHBOOK_KERNEL) process.exit(6)' };
    const { code, stderr, notebook } = await execute({ cells: [], env, files });
    expect(stderr).toMatch(/The kernel ended while starting \(exit code 6\)/);
    expect(notebook?.cells).toEqual([]);
    expect(code).toBe(1);
  });
});
