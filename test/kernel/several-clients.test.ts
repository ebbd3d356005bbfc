import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type KernelClient, type KernelExit, readRecords } from '../../kernel/client/index.js';
import {
  encodeFrame,
  type KernelRequests,
  type NumberedEvent,
  PROTOCOL_VERSION,
  RpcConnection,
} from '../../protocol/index.js';
import { Attached, recordIn, until, whenFree } from './kept-kernel.js';

// One client has a kernel; others wait for it, or watch.

let folder = '';
let first: Attached;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'epochbook-test-'));
  first = await Attached.launch(folder);
});
afterEach(() => {
  for (const { record } of readRecords(join(folder, 'kernels')))
    if (!record.left) process.kill(record.pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const LINES = `import { existsSync } from 'node:fs';
for (let i = 1; !existsSync('stop'); i++) { console.log('line ' + i + '.'); await new Promise((r) => setTimeout(r, 3)); }`;
const FIT = `import * as tf from '@tensorflow/tfjs-node';
import { existsSync } from 'node:fs';
const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
net.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
await net.fit(tf.ones([8, 2]), tf.ones([8, 1]), { epochs: 1000000, callbacks: { onEpochEnd: async () => {
  if (existsSync('stop')) net.stopTraining = true;
  await new Promise((r) => setTimeout(r, 3));
} } });`;
const stop = () => writeFileSync(join(folder, 'stop'), '');
const eventsOf = (client: KernelClient): NumberedEvent[] => {
  const events: NumberedEvent[] = [];
  client.onEvent((event) => events.push(event));
  return events;
};
const exitOf = (client: KernelClient): Promise<KernelExit> =>
  new Promise((resolve) => {
    client.onExit(resolve);
  });
const allLines = (text: string): void => {
  const lines = [...text.matchAll(/line (\d+)\./g)].map(([, n]) => Number(n));
  expect(lines.length).toBeGreaterThan(3);
  expect(lines).toEqual(lines.map((_, i) => i + 1));
};

test('a client that comes to a kernel of another waits, and disturbs nobody', async () => {
  await first.run(1, 'const kept = 1;');
  const second = await Attached.waiting(folder);
  const events = eventsOf(second);
  await until('the question whether it is needed', () => first.events.some(({ type }) => type === 'wanted'));
  await first.run(2, "console.log('more'); const more = 2;");
  expect(first.text('c2')).toBe('more\n');
  expect(events).toEqual([]);
  await first.client.stay();
  await until('the answer', () => events.some(({ type }) => type === 'kept'));
  expect(await second.own({ isWatched: false })).toBe('taken');
  second.detach();
  await first.end(folder);
});

test('what watches sees the cell at work to its end, then the next ones, and their pictures as they grow', async () => {
  const running = first.run(1, LINES);
  await until('some lines', () => first.text('c1').includes('line 4'));
  const second = await Attached.watching(folder);
  expect(second.session.cells.map(({ cell, result }) => [cell, result])).toEqual([['c1', undefined]]);
  const outcome = second.client.outcome('c1');
  const before = second.text('c1').length;
  await until('more lines', () => second.text('c1').length > before + 40);
  stop();
  await running;
  expect((await outcome).status).toBe('ok');
  allLines(second.text('c1'));
  expect(second.text('c1')).toBe(first.text('c1'));

  rmSync(join(folder, 'stop'));
  const training = first.run(2, FIT);
  const started = await until('the next cell', () =>
    second.events.find((event) => event.type === 'started' && event.run.cell === 'c2'),
  );
  expect(started).toMatchObject({ run: { order: 2, code: FIT } });
  const delta = await until('rows of its run', () => second.events.find(({ type }) => type === 'delta'));
  const run = delta.type === 'delta' ? delta.delta.run : '';
  expect((await second.client.runState(run))?.payload.id).toBe(run);
  stop();
  await training;
  expect((await second.client.outcome('c2')).status).toBe('ok');
  await until(
    'its last picture',
    () => JSON.stringify(second.outputs('c2')) === JSON.stringify(first.outputs('c2')),
  );
  expect(JSON.stringify(second.outputs('c2'))).toContain('image/svg+xml');
  second.client.detach();
  await first.end(folder);
});

test.each([
  [
    'run a cell',
    (client: KernelClient) => client.execute({ cell: 'x', order: 9, code: '1', language: 'typescript' }),
  ],
  ['interrupt', (client: KernelClient) => client.interrupt()],
  ['stop a training', (client: KernelClient) => client.stopRun('any')],
  ['forget outputs', (client: KernelClient) => client.forget(['c1'])],
  ['leave a note', (client: KernelClient) => client.remember({ waiting: [] })],
  ['move the notebook', (client: KernelClient) => client.moved('/', undefined, 'file:///other.ipynb')],
  ['open a debugger', (client: KernelClient) => client.openDebugger()],
  ['answer a question', (client: KernelClient) => client.answer(0, { kind: 'line', text: '' })],
] as [string, (client: KernelClient) => Promise<unknown>][])(
  'what watches cannot %s, and is told why',
  async (_, act) => {
    await first.client.remember({ mine: true });
    const second = await Attached.watching(folder);
    await expect(act(second.client)).rejects.toThrow(/Another window has this kernel. Take it over/);
    second.client.detach();
    const back = await Attached.to(folder, true);
    expect(back.session.note).toEqual({ mine: true });
    await back.end(folder);
  },
);

test('a question goes to the one that has the kernel, and to the next one that has it', async () => {
  const code = `import { createInterface } from 'node:readline/promises';
const lines = createInterface({ input: process.stdin, output: process.stdout });
console.log('hello ' + await lines.question('Your name? '));
lines.close();`;
  const running = first.run(1, code).catch(() => {});
  await until('the question', () => first.events.some(({ type }) => type === 'question'));
  const second = await Attached.watching(folder);
  expect(second.session.question).toBeUndefined();
  const session = await second.client.own({ isWatched: true, takeOver: true });
  expect(session).toMatchObject({ question: { prompt: 'Your name? ' } });
  const { question } = session as Exclude<typeof session, 'taken'>;
  const outcome = second.client.outcome('c1');
  await second.client.answer(question?.id ?? -1, { kind: 'line', text: 'Ann' });
  expect((await outcome).status).toBe('ok');
  expect(second.text('c1')).toContain('hello Ann');
  await running;
  await second.end(folder);
});

test('what watches takes over in the midst of a cell: no line is lost or doubled, and the other one is told', async () => {
  const exits: KernelExit[] = [];
  first.client.onExit((exit) => exits.push(exit));
  const running = first.run(1, LINES).catch((error: Error) => error.message);
  await until('some lines', () => first.text('c1').includes('line 4'));
  const second = await Attached.watching(folder);
  expect(await second.client.own({ isWatched: true })).toBe('taken');
  await until('more lines', () => second.text('c1').length > first.text('c1').length / 2);
  expect(await second.client.own({ isWatched: true, takeOver: true })).not.toBe('taken');
  await until('the news', () => first.events.some(({ type }) => type === 'takenOver'));
  expect(await running).toMatch(/taken over/);
  const outcome = second.client.outcome('c1');
  const before = second.text('c1').length;
  await until('more lines', () => second.text('c1').length > before + 40);
  stop();
  expect((await outcome).status).toBe('ok');
  allLines(second.text('c1'));
  await expect(first.run(2, '2')).rejects.toThrow();
  await second.run(2, "console.log('here')");
  expect(second.text('c2')).toBe('here\n');
  await second.end(folder);
  expect(exits).toEqual([]);
});

test('a client that has waited is told when the one before has gone, and goes on without a gap', async () => {
  const running = first.run(1, LINES).catch(() => {});
  await until('some lines', () => first.text('c1').includes('line 4'));
  const second = await Attached.waiting(folder);
  first.client.detach();
  await running;
  await whenFree(second);
  second.detach();
  const back = await Attached.to(folder);
  const outcome = back.client.outcome('c1');
  stop();
  await outcome;
  allLines(back.text('c1'));
  await back.end(folder);
});

test.each([
  ['in the midst of its greeting', 0.5],
  ['when it has greeted', 1],
])('a client that dies %s leaves the kernel free', async (_, part) => {
  const running = first.run(1, LINES).catch(() => {});
  await until('some lines', () => first.text('c1').includes('line 4'));
  first.client.detach();
  await running;
  const { token, socket: path } = recordIn(folder).record;
  const params = { token, protocol: PROTOCOL_VERSION, locale: 'en', resume: 'takeOver' };
  const hello = encodeFrame({ message: { jsonrpc: '2.0', id: 1, method: 'hello', params } });
  const socket = net.connect(path);
  await once(socket, 'connect');
  await new Promise((resolve) => socket.write(hello.subarray(0, hello.length * part), resolve));
  socket.destroy();
  const back = await Attached.to(folder);
  const outcome = back.client.outcome('c1');
  stop();
  expect((await outcome).status).toBe('ok');
  allLines(back.text('c1'));
  await back.end(folder);
});

test('thirty clients one after another, as a cell prints: each sees each line once', async () => {
  const running = first.run(1, LINES).catch(() => {});
  await until('some lines', () => first.text('c1').includes('line 4'));
  first.client.detach();
  await running;
  for (let times = 0; times < 30; times++) {
    const back = await Attached.to(folder);
    const seen = back.text('c1').length;
    await until('more lines', () => back.text('c1').length > seen + 20);
    allLines(back.text('c1'));
    back.client.detach();
  }
  stop();
  const last = await Attached.to(folder);
  await last.client.outcome('c1');
  allLines(last.text('c1'));
  await last.end(folder);
});

test('of several that wait, one gets the kernel', async () => {
  const waiting = [await Attached.waiting(folder), await Attached.waiting(folder)];
  const freed = waiting.map(eventsOf);
  first.client.detach();
  await until('the news', () => freed.every((events) => events.some(({ type }) => type === 'free')));
  const got = await Promise.all(waiting.map((client) => client.own({ isWatched: false })));
  expect(got.filter((each) => each === 'taken')).toHaveLength(1);
  for (const client of waiting) client.detach();
});

test('the kernel that is ended ends for those that watch and wait, who hear by whom', async () => {
  const running = first.run(1, FIT).catch(() => {});
  await until('a run', () => first.events.some(({ type }) => type === 'delta'));
  const second = await Attached.watching(folder);
  const third = await Attached.waiting(folder);
  const exits = [exitOf(second.client), exitOf(third)];
  const outcome = second.client.outcome('c1').catch((error: Error) => error.message);
  await first.end(folder);
  await running;
  for (const exit of await Promise.all(exits))
    expect(exit).toMatchObject({ expected: true, reason: 'The kernel was ended in the other window.' });
  expect(await outcome).toBe('The kernel was ended in the other window.');
  expect(JSON.stringify(second.outputs('c1'))).toContain('"status":"lost"');
});

test('a kernel that is killed is told of as such to those that watch', async () => {
  const running = first.run(1, LINES).catch(() => {});
  const second = await Attached.watching(folder);
  const exit = exitOf(second.client);
  process.kill(recordIn(folder).record.pid, 'SIGKILL');
  expect(await exit).toMatchObject({ expected: false });
  expect((await exit).reason).toMatch(/crashed or was ended from outside/);
  await running;
});

test('one that watches and reads nothing holds up neither the cell nor the end of the kernel', async () => {
  const { token, socket: path } = recordIn(folder).record;
  const socket = net.connect(path);
  const connection = new RpcConnection<KernelRequests>({
    send: (bytes) => socket.write(bytes),
    close: () => socket.destroy(),
  });
  socket.on('data', (bytes) => connection.receive(bytes));
  await connection.request('hello', { token, protocol: PROTOCOL_VERSION, locale: 'en', resume: 'ask' });
  await connection.request('watch', {});
  socket.pause();
  await first.run(1, "for (let i = 0; i < 500; i++) console.log('x'.repeat(10_000));");
  // More than a socket holds that nobody reads.
  expect(first.text('c1').length).toBeGreaterThan(500_000);
  await first.end(folder);
  socket.destroy();
});
