import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { KernelClient, readRecords } from '../../kernel/client/index.js';
import { DebuggerClient } from './debugger-client.js';
import { whenFree } from './kept-kernel.js';
import { type RanCell, TestKernel } from './kernel.js';

interface Paused {
  callFrames: {
    callFrameId: string;
    functionName: string;
    url: string;
    location: { scriptId: string; lineNumber: number; columnNumber: number };
  }[];
}

let kernel: TestKernel;
let debuggers: DebuggerClient[] = [];

beforeAll(async () => {
  kernel = await TestKernel.start();
});
afterEach(async () => {
  for (const one of debuggers) one.destroy();
  debuggers = [];
  await kernel.client.closeDebugger();
});
afterAll(() => kernel.end());

/** A debugger at the cells of a kernel. */
async function attach(client = kernel.client): Promise<DebuggerClient & { folder: string }> {
  const { address, folder } = await client.openDebugger();
  const one = await DebuggerClient.connect(address);
  if (typeof one === 'string') throw new Error(one);
  debuggers.push(one);
  await one.send('Runtime.enable');
  await one.send('Debugger.enable');
  return Object.assign(one, { folder });
}

const PAUSES =
  "const before = 1;\nconsole.log('at it');\ndebugger;\nconst after = before + 1;\nconsole.log('on it goes');";

/** Runs a cell that stands still at its `debugger`. */
async function pause(one: DebuggerClient, code = PAUSES): Promise<{ ran: Promise<RanCell>; paused: Paused }> {
  const ran = kernel.run(code);
  return { ran, paused: await one.event('Debugger.paused') };
}

describe('a cell that a debugger has stopped', () => {
  test('has told what it had printed, and ends when it may go on', async () => {
    const one = await attach();
    const { ran, paused } = await pause(one);
    await expect.poll(() => kernel.outputsOf(kernel.cells)).toMatchObject([{ text: ['at it\n'] }]);
    const [frame] = paused.callFrames;
    const { result } = (await one.send('Debugger.evaluateOnCallFrame', {
      callFrameId: frame?.callFrameId,
      expression: 'before + 41',
    })) as { result: { value: number } };
    expect(result.value).toBe(42);
    await one.send('Debugger.resume');
    expect((await ran).text).toBe('at it\non it goes\n');
  });

  test('is interrupted as any other, and the kernel keeps its variables', async () => {
    const one = await attach();
    const { ran } = await pause(one, 'let count = 5; debugger; await new Promise(() => {});');
    expect(await kernel.client.interrupt()).toEqual({ stage: 'await' });
    expect((await ran).result.status).toBe('interrupted');
    expect((await kernel.run('count')).value).toBe('5');
  });

  test('goes on when the debugger is let go, or is gone', async () => {
    const first = await pause(await attach());
    await kernel.client.closeDebugger();
    expect((await first.ran).result.status).toBe('ok');
    const one = await attach();
    const second = await pause(one);
    one.destroy();
    expect((await second.ran).result.status).toBe('ok');
    expect((await kernel.run(PAUSES)).result.status).toBe('ok');
  });

  test('ends with its kernel, which takes no longer than else', async () => {
    const other = await TestKernel.start();
    const one = await attach(other.client);
    const ran = other.run(PAUSES).catch(() => {});
    await one.event('Debugger.paused');
    const exit = await other.client.shutdown();
    expect(exit).toMatchObject({ expected: true, code: 0 });
    await ran;
  });

  test('goes on when its window is gone, and the next one finds it at its end', async () => {
    const folder = kernel.folder;
    const keep = {
      busyMs: 60_000,
      idleMs: 60_000,
      registry: join(folder, 'kernels'),
      uri: 'file:///d.ipynb',
    };
    const other = await TestKernel.start({ folder, keep });
    const one = await attach(other.client);
    void other.run(PAUSES).catch(() => {});
    await one.event('Debugger.paused');
    const [found] = readRecords(keep.registry);
    other.client.detach();
    if (!found) throw new Error('There is no record.');
    const host = join(import.meta.dirname, '../../dist/kernel/host.cjs');
    const back = await KernelClient.resume(found, { host });
    if (typeof back === 'string') throw new Error(`The kernel is ${back}.`);
    // The kernel may not have noticed yet that its client has gone.
    if (!back.session) await whenFree(back.client);
    expect(await back.client.outcome('c1')).toMatchObject({ status: 'ok' });
    await back.client.shutdown();
  });
});

const begun = (cell: string): Promise<void> =>
  vi
    .waitUntil(() => kernel.events.some((event) => event.type === 'begin' && event.cell === cell))
    .then(() => {});

test('a loop is broken off beside a debugger, and the kernel lives on', async () => {
  await attach();
  for (const code of [
    'while (true) {}',
    'await null; while (true) {}',
    'setTimeout(() => { while (true) {} }); await new Promise(() => {})',
  ]) {
    const ran = kernel.run(code);
    await begun(`c${kernel.cells}`);
    await kernel.client.interrupt();
    expect((await ran).result.status).toBe('interrupted');
  }
  expect((await kernel.run('1 + 1')).value).toBe('2');
});

test('the source map of a cell leads to its own text, also from what was moved or rewritten', async () => {
  const code = [
    'const a = await Promise.resolve(1);',
    'enum Kind { One, Two }',
    '',
    'function twice(x: number): number {',
    '  debugger;',
    '  return x * 2;',
    '}',
    'twice(a);',
  ].join('\n');
  const one = await attach();
  const { ran, paused } = await pause(one, code);
  const name = `epochbook-cell-${kernel.cells}.ts`;
  const path = join(one.folder, `${name}.map`);
  // As a whole path, or debuggers would take it for a file of Node's own.
  const script = await scriptCalled(one, pathToFileURL(path.replace(/\.ts\.map$/, '.js')).href);
  expect(script.sourceMapURL).toBe(pathToFileURL(path).href);
  const map = new TraceMap(readFileSync(path, 'utf8'));
  const places = paused.callFrames
    .filter(({ location }) => location.scriptId === script.scriptId)
    .map(({ location: { lineNumber, columnNumber } }) =>
      originalPositionFor(map, { line: lineNumber + 1, column: columnNumber }),
    );
  const source = pathToFileURL(join(one.folder, name)).href;
  expect(places).toMatchObject([
    { line: 5, column: 2, source },
    { line: 8, column: 0, source },
  ]);
  expect(map.sourcesContent).toEqual([code]);
  await one.send('Debugger.resume');
  await ran;
});

async function scriptCalled(
  one: DebuggerClient,
  url: string,
): Promise<{ scriptId: string; sourceMapURL: string }> {
  for (;;) {
    const script = (await one.event('Debugger.scriptParsed')) as {
      url: string;
      scriptId: string;
      sourceMapURL: string;
    };
    if (script.url === url) return script;
  }
}

test('nobody comes in without the address, nor a page of a browser, nor a second one', async () => {
  const { address } = await kernel.client.openDebugger();
  expect(await DebuggerClient.connect(address.replace(/[^/]+$/, 'guess'))).toContain('403');
  expect(await DebuggerClient.connect(address, ['Origin: http://127.0.0.1'])).toContain('403');
  await attach();
  expect(await DebuggerClient.connect(address)).toContain('403');
});

test('cells are as fast as before when the debugger has gone', async () => {
  const code = `let sum = 0;
const f = async (i: number) => i % 7;
for (let i = 0; i < 3e5; i++) sum += await f(i);
sum`;
  const fastest = async (): Promise<number> => {
    const times: number[] = [];
    for (let i = 0; i < 4; i++) times.push((await kernel.run(code)).result.durationMs);
    return Math.min(...times);
  };
  const before = await fastest();
  const one = await attach();
  await one.send('Debugger.setAsyncCallStackDepth', { maxDepth: 32 });
  const { ran } = await pause(one);
  await one.send('Debugger.resume');
  await ran;
  await kernel.client.closeDebugger();
  const after = await fastest();
  expect(after / before).toBeLessThan(2);
});

test('own files are called what they are, and one that had to be rewritten leads to its own lines', async () => {
  const numbers = join(kernel.folder, 'numbers.ts');
  const kinds = join(kernel.folder, 'kinds.ts');
  writeFileSync(
    numbers,
    'interface A { a: number }\nexport function halve(x: number) {\n  debugger;\n  return x / 2;\n}\n',
  );
  writeFileSync(
    kinds,
    'export enum Kind { A, B }\nexport function kindOf(x: number): Kind {\n  debugger;\n  return x;\n}\n',
  );
  const one = await attach();
  const first = await pause(
    one,
    "import { halve } from './numbers';\nimport { kindOf } from './kinds';\nhalve(3) + kindOf(1)",
  );
  const plain = await scriptCalled(one, pathToFileURL(numbers).href);
  expect(first.paused.callFrames[0]?.location).toMatchObject({ scriptId: plain.scriptId, lineNumber: 2 });
  await one.send('Debugger.resume');
  const second: Paused = await one.event('Debugger.paused');
  const rewritten = await scriptCalled(one, pathToFileURL(kinds).href);
  const { scriptId, lineNumber = 0, columnNumber = 0 } = second.callFrames[0]?.location ?? {};
  expect(scriptId).toBe(rewritten.scriptId);
  const map = Buffer.from(rewritten.sourceMapURL.replace(/^data:.*?,/, ''), 'base64').toString();
  const place = originalPositionFor(new TraceMap(map), { line: lineNumber + 1, column: columnNumber });
  expect(place).toMatchObject({ line: 3, source: pathToFileURL(kinds).href });
  await one.send('Debugger.resume');
  expect((await first.ran).value).toBe('2.5');
});
