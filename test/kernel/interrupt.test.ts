import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestKernel } from './kernel.js';

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
  await kernel.run('let kept = 1;');
});
afterAll(() => kernel.end());

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function interrupted(
  code: string,
  after = 200,
): Promise<{ status: string; stage: string; ms: number }> {
  const running = kernel.run(code);
  await pause(after);
  const started = Date.now();
  const { stage } = await kernel.client.interrupt();
  const { result } = await running;
  return { status: result.status, stage, ms: Date.now() - started };
}

describe('interrupt', () => {
  test.each([
    ['a busy loop', 'while (true) {}'],
    ['a busy loop that catches', 'for (;;) { try { while (true) {} } catch {} finally { kept = 99 } }'],
    ['a loop after an await', 'await null; while (true) {}'],
    ['a loop in a timer', 'await new Promise((r) => setTimeout(() => { while (true) {} }, 0))'],
    ['a training-like loop of awaits', 'for (;;) await new Promise((r) => setTimeout(r, 1))'],
    ['a loop of microtasks', 'for (;;) await null'],
    ['a promise that never settles', 'await new Promise(() => {})'],
    ['a slow regular expression', '/^(a+)+$/.test("a".repeat(40) + "b")'],
  ])('%s ends, and variables stay', async (_name, code) => {
    const { status } = await interrupted(code);
    expect(status).toBe('interrupted');
    const after = await kernel.run('kept');
    expect(after.value).toBe('1');
  });

  test('an await can be cleaned up after', async () => {
    const { status } = await interrupted(
      'let cleaned = false; try { await new Promise(() => {}); } finally { cleaned = true; }',
    );
    expect(status).toBe('interrupted');
    expect((await kernel.run('cleaned')).value).toBe('true');
  });

  test('when nothing runs, nothing happens', async () => {
    expect(await kernel.client.interrupt()).toEqual({ stage: 'nothing' });
    expect((await kernel.run('kept')).value).toBe('1');
  });
});

describe('a running fit', () => {
  const net = `import * as tf from '@tensorflow/tfjs-node';
const model = tf.sequential({ layers: [tf.layers.dense({ units: 8, inputShape: [4], activation: 'relu' }), tf.layers.dense({ units: 1 })] });
model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
const x = tf.ones([640, 4]), y = tf.ones([640, 1]);`;

  test('is asked to stop first: history and weights are kept, the cell ends at its next await', async () => {
    await kernel.run(net);
    const { status, stage } = await interrupted(
      'const history = await model.fit(x, y, { epochs: 100000 });\nlet reached = true;\nawait null;\nlet beyond = true;',
      600,
    );
    expect(stage).toBe('fit');
    expect(status).toBe('interrupted');
    expect((await kernel.run('[reached, history.epoch.length > 0, model.isTraining ?? false]')).value).toBe(
      '[ true, true, false ]',
    );
    expect((await kernel.run('typeof beyond')).value).toBe("'undefined'");
    expect((await kernel.run('(await model.fit(x, y, { epochs: 1 })).epoch.length')).value).toBe('1');
  });

  test.each([
    'await model.fit(x, y, { epochs: 100000 })',
    'const last = await model.fit(x, y, { epochs: 100000 });',
  ])('ends its cell as an interrupted one, even where nothing is awaited after it: %s', async (code) => {
    const { status, stage } = await interrupted(code, 600);
    expect([status, stage]).toEqual(['interrupted', 'fit']);
  });

  test('is given up at the second request when its batch does not end', async () => {
    const running = kernel.run(
      'await model.fit(x, y, { epochs: 5, callbacks: { onBatchEnd: () => { while (true) {} } } });',
    );
    await pause(500);
    expect((await kernel.client.interrupt()).stage).toBe('fit');
    await pause(300);
    expect((await kernel.client.interrupt()).stage).toBe('break');
    expect((await running).result.status).toBe('interrupted');
    expect((await kernel.run('kept')).value).toBe('1');
    expect((await kernel.run('(await model.fit(x, y, { epochs: 1 })).epoch.length')).value).toBe('1');
  });

  test('can be stopped alone, by its run: the cell goes on', async () => {
    const running = kernel.run(
      'const h2 = await model.fit(x, y, { epochs: 100000 });\nawait null;\nlet wentOn = h2.epoch.length;',
    );
    await pause(600);
    const delta = kernel.events.findLast((event) => event.type === 'delta');
    const run = delta?.type === 'delta' ? delta.delta.run : '';
    expect(await kernel.client.stopRun(run)).toEqual({ accepted: true });
    const { result, outputs } = await running;
    expect(result.status).toBe('ok');
    const payload = outputs.flatMap((output) =>
      'data' in output ? [output.data['application/vnd.epochbook.training.v1+json']] : [],
    )[0];
    expect(payload).toMatchObject({ status: 'stopped' });
    expect((await kernel.run('wentOn > 0')).value).toBe('true');
    expect(await kernel.client.stopRun(run)).toEqual({ accepted: false });
  });

  test('with callbacks leaves nothing behind that keeps a loop from being broken off', async () => {
    await kernel.run(
      `import { EarlyStopping } from 'epochbook';
await model.fit(x, y, { epochs: 2, validationSplit: 0.2, callbacks: [new EarlyStopping()] });
async function late() { await new Promise((r) => setTimeout(r, 5)); while (true); }`,
    );
    expect((await interrupted('await late();')).status).toBe('interrupted');
    expect((await kernel.run('kept')).value).toBe('1');
  });
});
