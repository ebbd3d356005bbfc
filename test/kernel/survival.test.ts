import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { KernelClient, type KernelExit, readRecords } from '../../kernel/client/index.js';
import {
  Attached,
  expectNothingLeft,
  host,
  isThere,
  KEEP,
  launchIn,
  recordIn,
  until,
} from './kept-kernel.js';
import type { Leaving } from './leaving-client.js';

const script = join(mkdtempSync(join(tmpdir(), 'epochbook-test-')), 'client.mjs');
const folders: string[] = [];
const clients: ChildProcess[] = [];

beforeAll(async () => {
  await build({
    entryPoints: [join(import.meta.dirname, 'leaving-client.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
});
afterEach(() => {
  for (const client of clients.splice(0)) client.kill('SIGKILL');
  for (const folder of folders.splice(0)) {
    for (const { record } of readRecords(join(folder, 'kernels')))
      if (!record.left) process.kill(record.pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
});
afterAll(() => rmSync(join(script, '..'), { recursive: true, force: true }));

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-test-'));
  folders.push(folder);
  return folder;
};

/** Has a process run these cells, and ends it without a word when it has come so far. */
async function leave(cells: string[], at: Leaving['at'], keep = KEEP): Promise<string> {
  const folder = newFolder();
  const launch = launchIn(folder, keep);
  const client = spawn(process.execPath, [script, JSON.stringify({ launch, cells, at } satisfies Leaving)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  clients.push(client);
  let said = '';
  client.stdout.on('data', (text) => (said += text));
  await until(`${JSON.stringify(at)} in the client`, () => {
    if (client.exitCode !== null) throw new Error('The client has failed.');
    return said.includes('reached');
  });
  client.kill('SIGKILL');
  await once(client, 'exit');
  return folder;
}

/** Says a number every few milliseconds, until the file is there. */
const LINES = `import { existsSync } from 'node:fs';
for (let i = 1; !existsSync('stop'); i++) { console.log('line ' + i + '.'); await new Promise((r) => setTimeout(r, 3)); }`;
const FIT = `import * as tf from '@tensorflow/tfjs-node';
import { existsSync } from 'node:fs';
const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
net.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
const trained = await net.fit(tf.ones([8, 2]), tf.ones([8, 1]), { epochs: 1000000, callbacks: { onEpochEnd: async (epoch) => {
  console.log('line ' + (epoch + 1) + '.');
  if (existsSync('stop')) net.stopTraining = true;
  await new Promise((r) => setTimeout(r, 3));
} } });`;
const BUSY = `import { existsSync, writeFileSync } from 'node:fs';
for (let i = 1; !existsSync('stop'); i++) { console.log('line ' + i + '.'); const to = Date.now() + 5; while (Date.now() < to); }`;

function expectLines(text: string): void {
  const lines = [...text.matchAll(/line (\d+)\./g)].map(([, n]) => Number(n));
  expect(lines.length).toBeGreaterThan(0);
  expect(lines).toEqual(lines.map((_, i) => i + 1));
}

test.each([
  ['as a cell prints', LINES, { text: 'line 4' }],
  ['as a cell begins', LINES, 'begun'],
  ['as a cell computes without a pause', BUSY, { text: 'line 4' }],
  ['in the midst of a fit', FIT, 'training'],
] as [string, string, Leaving['at']][])(
  'a client that dies %s loses nothing for the next one',
  async (_, code, at) => {
    const folder = await leave(['const kept = 41;', code], at);
    await wait(200);
    const back = await Attached.to(folder);
    const running = back.session.cells.at(-1);
    expect(running).toMatchObject({ cell: 'c2', order: 2, code });
    expect(running?.result).toBeUndefined();
    expect(back.client.info.state).toBe('busy');
    const outcome = back.client.outcome('c2');
    const before = back.text('c2').length;
    await until('more lines', () => back.text('c2').length > before + 40);
    writeFileSync(join(folder, 'stop'), '');
    expect((await outcome).status).toBe('ok');
    expectLines(back.text('c2'));
    await back.run(3, 'console.log(String(kept + 1))');
    expect(back.text('c3')).toBe('42\n');
    if (at === 'training') {
      const runs = back.outputs('c2').filter((output) => 'data' in output);
      expect(JSON.stringify(runs)).toMatch(/"status":"(completed|stopped)"/);
      expect(runs).toHaveLength(1);
    }
    await back.end(folder);
  },
);

test('a client that dies while no cell runs leaves variables, outputs and results', async () => {
  const folder = await leave(["const kept = 41; console.log('first'); 7", "throw new Error('no')"], 'ended');
  const back = await Attached.to(folder);
  expect(back.session.cells.map(({ cell, result }) => [cell, result?.status])).toEqual([
    ['c1', 'ok'],
    ['c2', 'error'],
  ]);
  const [first] = back.session.cells;
  expect(first?.endedAt).toBeGreaterThanOrEqual(first?.startedAt ?? Number.POSITIVE_INFINITY);
  expect(back.text('c1')).toBe('first\n');
  expect(JSON.stringify(back.outputs('c1'))).toContain('"7"');
  expect(JSON.stringify(back.outputs('c2'))).toContain('no');
  expect(back.client.info.state).toBe('idle');
  await back.run(3, 'console.log(String(kept + 1))');
  expect(back.text('c3')).toBe('42\n');
  await back.end(folder);
});

test('a cell that ends while nobody is there has its end, and its picture all forms', async () => {
  const folder = await leave([FIT], 'training');
  writeFileSync(join(folder, 'stop'), '');
  await wait(1500);
  const back = await Attached.to(folder);
  const [cell] = back.session.cells;
  expect(cell?.result?.status).toBe('ok');
  expect(await back.client.outcome('c1')).toEqual(cell?.result);
  expectLines(back.text('c1'));
  const text = JSON.stringify(back.outputs('c1'));
  expect(text).toContain('image/svg+xml');
  expect(text).not.toContain('"status":"running"');
  await back.end(folder);
});

test('a question that was open is asked of the next client, whose answer counts', async () => {
  const code = `import { createInterface } from 'node:readline/promises';
const lines = createInterface({ input: process.stdin, output: process.stdout });
console.log('hello ' + await lines.question('Your name? '));
lines.close();`;
  const folder = await leave([code], 'question');
  const back = await Attached.to(folder);
  const { question } = back.session;
  expect(question).toMatchObject({ cell: 'c1', prompt: 'Your name? ' });
  const outcome = back.client.outcome('c1');
  await back.client.answer(question?.id ?? -1, { kind: 'line', text: 'Ann' });
  expect((await outcome).status).toBe('ok');
  expect(back.text('c1')).toContain('hello Ann');
  await back.end(folder);
});

test('the next client interrupts a cell, and remembers what the one before had noted', async () => {
  const folder = newFolder();
  const client = await KernelClient.launch(launchIn(folder));
  await client.remember({ waiting: ['c9'] });
  let begun = false;
  client.onEvent(({ type }) => {
    begun ||= type === 'begin';
  });
  void client.execute({ cell: 'c1', order: 1, code: 'for (;;) {}', language: 'typescript' }).catch(() => {});
  await until('the cell', () => begun);
  client.detach();
  const back = await Attached.to(folder);
  expect(back.session.note).toEqual({ waiting: ['c9'] });
  const outcome = back.client.outcome('c1');
  await back.client.interrupt();
  expect((await outcome).status).toBe('interrupted');
  await back.end(folder);
});

test('outputs that were cleared do not come back', async () => {
  const folder = newFolder();
  const client = await KernelClient.launch(launchIn(folder));
  for (const order of [1, 2])
    await client.execute({
      cell: `c${order}`,
      order,
      code: `console.log('${order}')`,
      language: 'typescript',
    });
  await client.forget(['c1']);
  client.detach();
  const back = await Attached.to(folder);
  expect(back.session.cells.map(({ cell }) => cell)).toEqual(['c2']);
  await back.end(folder);
});

test('progress that is written over does not pile up', async () => {
  const code =
    "for (let i = 0; i < 2000; i++) { process.stdout.write('\\rstep ' + i); await new Promise((r) => setImmediate(r)); }";
  const folder = await leave([code], 'ended');
  const back = await Attached.to(folder);
  expect(JSON.stringify(back.session.cells[0]?.outputs).length).toBeLessThan(200);
  expect(back.text('c1')).toContain('step 1999');
  await back.end(folder);
});

test('a kernel that nobody comes back to ends, and leaves what nobody has seen', async () => {
  const folder = await leave([FIT], 'training', { busyMs: 1500, idleMs: 60_000 });
  const { pid, room } = recordIn(folder).record;
  const { record } = await until('what it leaves', () => {
    const found = recordIn(folder);
    return found.record.left && found;
  });
  await until('its end', () => !isThere(pid));
  expect(existsSync(room)).toBe(false);
  expect(record.left?.reason).toMatch(/Nobody had this notebook open for 0.025 min/);
  const [cell] = record.left?.session.cells ?? [];
  expect(cell?.result).toBeUndefined();
  expect(JSON.stringify(cell?.outputs)).toContain('"status":"lost"');
  expect(await KernelClient.resume(recordIn(folder), { host, keep: KEEP })).toBe('gone');
});

test('while no cell runs it waits for a shorter time', async () => {
  const folder = await leave(['1'], 'ended', { busyMs: 600_000, idleMs: 500 });
  const { pid } = recordIn(folder).record;
  await until('its end', () => !isThere(pid));
});

test('a kernel that is killed while nobody is there leaves nothing', async () => {
  const folder = await leave(['1'], 'ended');
  const { pid, room } = recordIn(folder).record;
  process.kill(pid, 'SIGKILL');
  await until('its end', () => !isThere(pid));
  expectNothingLeft(folder, room, pid);
});

test.each([
  ['process.exit(3)', /exit code 3/],
  ['process.abort()', /signal SIGABRT/],
  ["process.kill(process.pid, 'SIGKILL')", /SIGKILL/],
  [undefined, /crashed or was ended from outside.*memory was last seen at \d+ MB/],
] as [string | undefined, RegExp][])('the next client says what ended a kernel: %s', async (code, reason) => {
  const folder = await leave(
    [code ? `await new Promise((r) => setTimeout(r, 3000)); ${code}` : LINES],
    'begun',
  );
  const back = await Attached.to(folder);
  const { room } = recordIn(folder).record;
  const { pid } = back.client.info;
  const exit = new Promise<KernelExit>((resolve) => {
    back.client.onExit(resolve);
  });
  const outcome = back.client.outcome('c1').catch((error: Error) => error.message);
  if (!code) {
    await until('a reading of its memory', () => back.events.some(({ type }) => type === 'memory'));
    process.kill(pid, 'SIGKILL');
  }
  expect((await exit).reason).toMatch(reason);
  expect(await outcome).toMatch(reason);
  expectNothingLeft(folder, room, pid);
});

/** What each thread of a process does: `T` is stopped. */
const threadsOf = (pid: number): string[] =>
  readdirSync(`/proc/${pid}/task`).map(
    (thread) => readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8').split(') ').at(-1)?.[0] ?? 'gone',
  );

test.each(['as its client comes back', 'after its client has gone'])(
  'a kernel that does not answer for a while, %s, is not ended, and not forgotten',
  async (when) => {
    const folder = await leave(['const kept = 41;', LINES], { text: 'line 4' });
    const found = recordIn(folder);
    const { pid, room } = found.record;
    if (when.startsWith('after')) await wait(200);
    process.kill(pid, 'SIGSTOP');
    await until('each of its threads stopped', () => threadsOf(pid).every((state) => state === 'T'));
    try {
      expect(await KernelClient.resume(found, { host, patience: 500 })).toBe('silent');
      // Longer than a process may live on that has closed its socket by itself.
      await wait(4000);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    expect(isThere(pid)).toBe(true);
    expect(existsSync(room)).toBe(true);
    const back = await Attached.to(folder);
    const outcome = back.client.outcome('c2');
    writeFileSync(join(folder, 'stop'), '');
    expect((await outcome).status).toBe('ok');
    expectLines(back.text('c2'));
    await back.end(folder);
  },
);
