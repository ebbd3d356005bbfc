import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { LaunchOptions } from '../../kernel/client/index.js';
import { findNative } from '../../kernel/engines/native/find-native.js';
import type { EngineHint } from '../../protocol/index.js';
import { testStorage } from '../../scripts/provide-engine.mjs';
import { processesWith } from '../e2e/leftover-processes.js';
import { until } from '../e2e/until.js';
import { TestKernel } from './kernel.js';

const storage = testStorage();
const [native] = findNative({ storage });
const reason = native ? '' : `no native engine in ${storage}; "node scripts/provide-engine.mjs" installs it`;

const NET = `import * as tf from '@tensorflow/tfjs-node';
function net(units) {
  const model = tf.sequential({ layers: [
    tf.layers.dense({ units, inputShape: [8], activation: 'relu' }),
    tf.layers.dense({ units: 32, activation: 'relu' }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ] });
  model.compile({ loss: 'binaryCrossentropy', optimizer: 'adam', metrics: ['accuracy'] });
  return model;
}
const model = net(64);
const x = tf.ones([320, 8]), y = tf.ones([320, 1]);`;
const FIT = 'await model.fit(x, y, { epochs: 2 }); undefined';

const MARK = 'EPOCHBOOK_TEST_MARK';
let kernel: TestKernel;
let mark: string;
afterEach(() => kernel?.end());

/** A kernel in which any `fit` is long enough, and whose processes can be told from all others. */
async function start(options: Partial<LaunchOptions> = {}): Promise<void> {
  mark = randomUUID();
  kernel = await TestKernel.start({
    engine: 'native',
    hintOn: ['native', 'embedded'],
    ...options,
    env: { EPOCHBOOK_STORAGE: storage, EPOCHBOOK_HINT_AFTER_MS: '1', [MARK]: mark, ...options.env },
  });
}

const hints = (): EngineHint[] =>
  kernel.events.flatMap((event) => (event.type === 'engineHint' ? [event.hint] : []));
const probes = () => processesWith(MARK, mark).filter(({ command }) => command.includes('engine probe'));
const run = async (code: string) => {
  const ran = await kernel.run(code);
  expect(ran.error).toBeUndefined();
  return ran;
};

describe.skipIf(!native)(`the hint at a faster engine ${reason}`, { timeout: 150_000 }, () => {
  test('names the embedded engine for a small dense net, once, and leaves the kernel as it was', async () => {
    await start();
    await run(NET);
    await run(`${FIT}`);
    const state = `JSON.stringify([tf.memory().numTensors, model.isTraining, model.getWeights().map((w) => w.arraySync())])`;
    const before = await run(state);
    const hint = await until('the hint', () => hints()[0], { timeout: 120_000 });
    expect(hint.engine).toBe('embedded');
    expect(hint.now.engine).toBe('native');
    expect(hint.times).toBeCloseTo(hint.now.msPerStep / hint.msPerStep);
    expect(hint.text).toMatch(
      /^This model trains \d+(\.\d)? times faster on the embedded engine \([\d.]+ against [\d.]+ ms a step\)\.$/,
    );
    expect((await run(state)).value).toBe(before.value);
    expect(readdirSync(join(kernel.folder, '.epochbook', 'runs'))).toHaveLength(1);
    expect(probes()).toEqual([]);

    await run('const other = net(16); await other.fit(x, y, { epochs: 2 }); undefined');
    expect(await kernel.client.engineHint()).toEqual(hint);
    expect(hints()).toHaveLength(1);
  });
});
