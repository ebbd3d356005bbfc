import { randomUUID } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { LaunchOptions } from '../../kernel/client/index.js';
import type { EngineHint } from '../../protocol/index.js';
import { processesWith } from '../e2e/leftover-processes.js';
import { until } from '../e2e/until.js';
import { nativeStorage, noNative } from '../native-engine.js';
import { FIT, NET } from './hinted-net.js';
import { TestKernel } from './kernel.js';

const canSeeProcesses = process.platform === 'linux';

const MARK = 'EPOCHBOOK_TEST_MARK';
let kernel: TestKernel | undefined;
let mark = '';
afterEach(() => kernel?.end());

/** A kernel in which any `fit` is long enough, and whose processes can be told from all others. */
async function start(options: Partial<LaunchOptions> = {}): Promise<TestKernel> {
  mark = randomUUID();
  kernel = await TestKernel.start({
    engine: 'native',
    hintOn: ['native', 'embedded'],
    ...options,
    env: { EPOCHBOOK_STORAGE: nativeStorage, EPOCHBOOK_HINT_AFTER_MS: '1', [MARK]: mark, ...options.env },
  });
  await run(kernel, NET);
  return kernel;
}

async function run(of: TestKernel, code: string): Promise<string | undefined> {
  const { error, value } = await of.run(code);
  expect(error).toBeUndefined();
  return value;
}

const hintsOf = ({ events }: TestKernel): EngineHint[] =>
  events.flatMap((event) => (event.type === 'engineHint' ? [event.hint] : []));
const probes = () => processesWith(MARK, mark).filter(({ command }) => command.includes('engine probe'));
/** A process that times, other than this one. */
const started = (other?: number) =>
  until('a timing', () => probes().find(({ pid }) => pid !== other), { timeout: 30_000, every: 20 });
const noneLeft = () =>
  until('the end of all processes', () => processesWith(MARK, mark).length === 0, {
    timeout: 10_000,
    every: 20,
  });

describe.skipIf(noNative)(`the hint at a faster engine ${noNative}`, { timeout: 150_000 }, () => {
  test('names the embedded engine for a small dense net, once, and leaves the kernel as it was', async () => {
    const own = await start();
    await run(own, FIT);
    const state = `JSON.stringify([tf.memory().numTensors, model.isTraining, Object.keys(globalThis).length, model.getWeights().map((w) => w.arraySync())])`;
    const before = await run(own, state);
    const hint = await until('the hint', () => hintsOf(own)[0], { timeout: 120_000 });
    expect(hint).toMatchObject({ engine: 'embedded', now: { engine: 'native' } });
    expect(hint.times).toBeCloseTo(hint.now.msPerStep / hint.msPerStep);
    expect(hint.text).toMatch(
      /^This model trains \d+(\.\d)? times faster on the embedded engine \([\d.]+ against [\d.]+ ms a step\)\.$/,
    );
    expect(await run(own, state)).toBe(before);
    expect(readdirSync(join(own.folder, '.epochbook', 'runs'))).toHaveLength(1);
    expect(own.outputsOf(2)).toHaveLength(1);
    expect(probes()).toEqual([]);

    await run(own, 'const other = net(16); await other.fit(x, y, { epochs: 2 }); undefined');
    expect(await own.client.engineHint()).toEqual(hint);
    expect(hintsOf(own)).toHaveLength(1);
  });

  test('changes no number: the same seed gives the same weights with a timing in between and without', async () => {
    const own = await start({ engine: 'embedded' });
    const first = `import { seed } from 'epochbook'; seed(7); model = net(24); ${FIT}`;
    const second = `await model.fit(x, y, { epochs: 2, batchSize: 16 });
JSON.stringify([Math.random(), model.getWeights().map((w) => w.arraySync())])`;
    await run(own, first);
    const without = await run(own, second);
    await run(own, first);
    // A small dense net is no faster on the native engine: timed, with nothing to say.
    await own.client.engineHint();
    expect(await run(own, second)).toBe(without);
  });

  test.runIf(canSeeProcesses)('gives way to a cell, comes back, and ends with the kernel', async () => {
    const own = await start();
    await run(own, FIT);
    const first = await started();
    await run(own, '1 + 1');
    // Had it not been ended, the next would be that of the other engine.
    const second = await started(first.pid);
    expect(second.command).toBe(first.command);
    // The same for a training that no cell waits for.
    const go = join(own.folder, 'go');
    await run(
      own,
      `import { existsSync } from 'node:fs';
const waiting = setInterval(() => {
  if (!existsSync(${JSON.stringify(go)})) return;
  clearInterval(waiting);
  void net(8).fit(x, y, { epochs: 2 });
}, 10);
undefined`,
    );
    const third = await started(second.pid);
    writeFileSync(go, '');
    expect(third.command).toBe(first.command);
    expect((await started(third.pid)).command).toBe(first.command);
    await own.client.shutdown();
    await noneLeft();
  });

  test.runIf(canSeeProcesses)('a kernel that is killed in the middle leaves no process', async () => {
    const own = await start();
    await run(own, FIT);
    await started();
    own.client.kill();
    await noneLeft();
  });

  test('is not looked for on engines that are not asked about, nor after a short fit', async () => {
    const silent = await start({ hintOn: ['embedded'] });
    await run(silent, FIT);
    expect(await silent.client.engineHint()).toBeNull();
    await silent.end();
    const short = await start({ env: { EPOCHBOOK_HINT_AFTER_MS: '3600000' } });
    await run(short, FIT);
    expect(await short.client.engineHint()).toBeNull();
    expect(hintsOf(short)).toEqual([]);
  });

  test('is left out in silence for a model that cannot be made elsewhere', async () => {
    const own = await start();
    await run(
      own,
      `class Twice extends tf.layers.Layer {
  static className = 'Twice';
  computeOutputShape(shape) { return shape; }
  call(inputs) { return tf.tidy(() => tf.mul(Array.isArray(inputs) ? inputs[0] : inputs, 2)); }
}
tf.serialization.registerClass(Twice);
const odd = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [8] }), new Twice({})] });
odd.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
await odd.fit(x, y, { epochs: 1 });
const own = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [8] })] });
own.compile({ loss: (a, b) => tf.losses.absoluteDifference(a, b), optimizer: 'sgd' });
await own.fit(x, y, { epochs: 1 });
undefined`,
    );
    expect(await own.client.engineHint()).toBeNull();
    expect(own.outputsOf(2).filter((output) => output.output_type === 'stream')).toEqual([]);
  });
});
