import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ModelPlan } from '../../engine/hint/model-plan.js';
import { timeEngine } from '../../engine/hint/time-engine.js';
import { endProcesses, processesWith } from '../e2e/leftover-processes.js';
import { until, wait } from '../e2e/until.js';

const cli = join(import.meta.dirname, '../../dist/cli.js');
const GIB = 2 ** 30;

const plan = (layers: object[], more: Partial<ModelPlan> = {}): ModelPlan => ({
  topology: JSON.stringify({ class_name: 'Sequential', config: { name: 'net', layers } }),
  optimizer: { className: 'SGD', config: { learningRate: 0.01 } },
  loss: 'meanSquaredError',
  metrics: [],
  inputs: [{ shape: [8], dtype: 'float32' }],
  labels: [{ shape: [1], dtype: 'float32' }],
  batchSize: 32,
  parameters: 9,
  ...more,
});
const small = plan([{ class_name: 'Dense', config: { units: 1, batch_input_shape: [null, 8] } }]);
/** Orthogonal first weights of this size hold the main thread for minutes. */
const slow = plan(
  [
    { class_name: 'LSTM', config: { units: 1500, batch_input_shape: [null, 2, 4] } },
    { class_name: 'Dense', config: { units: 1 } },
  ],
  { inputs: [{ shape: [2, 4], dtype: 'float32' }] },
);

const time = (
  what: ModelPlan,
  limits: { ms?: number; bytes?: number } = {},
  signal = new AbortController().signal,
) =>
  timeEngine({
    cli,
    engine: 'embedded',
    plan: what,
    limits: { ms: 60_000, bytes: 4 * GIB, ...limits },
    signal,
  });

describe('timing a model in a process of its own', { timeout: 90_000 }, () => {
  test('gives milliseconds a step', async () => {
    const result = await time(small);
    expect(result).toMatchObject({ ok: true, timing: { steps: expect.any(Number) } });
    expect(result.ok && result.timing.msPerStep).toBeGreaterThan(0);
  });

  test('says why a model cannot be made', async () => {
    const unknown = await time(plan([{ class_name: 'Twice', config: { batch_input_shape: [null, 8] } }]));
    expect(unknown).toMatchObject({ ok: false, reason: expect.stringContaining('Unknown layer: Twice') });
    const optimizer = await time({ ...small, optimizer: { className: 'Lamb', config: {} } });
    expect(optimizer).toMatchObject({ ok: false, reason: expect.stringContaining('no optimizer "Lamb"') });
  });

  test('ends itself at its limits of time and of memory, even while its main thread is held', async () => {
    // Its last word is a warning that what it does now takes long.
    const reason = expect.stringContaining('Orthogonal initializer');
    expect(await time(slow, { ms: 2500 })).toMatchObject({ ok: false, reason });
    expect(await time(slow, { bytes: 1 })).toMatchObject({ ok: false });
  });

  test('ends at once when it is told to', async () => {
    const controller = new AbortController();
    const running = time(slow, {}, controller.signal);
    setTimeout(() => controller.abort(), 500);
    await expect(running).rejects.toThrow();
  });

  test.runIf(process.platform === 'linux')(
    'has the lowest priority, and ends itself when its parent is killed while its main thread is held',
    async () => {
      const mark = randomUUID();
      const code = `const { spawn } = require('node:child_process');
const child = spawn(process.execPath, [${JSON.stringify(cli)}, 'engine', 'probe', 'embedded', '--model'],
  { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
const limits = { parent: process.pid, ms: 80_000, bytes: ${4 * GIB} };
child.stdin.write(JSON.stringify({ plan: ${JSON.stringify(slow)}, limits }) + '\\n');`;
      const parent = spawn(process.execPath, ['-e', code], { env: { ...process.env, MARK_OF_TEST: mark } });
      const left = () => processesWith('MARK_OF_TEST', mark);
      onTestFinished(() => endProcesses(left()));
      const probe = await until('the probe', () =>
        left().find(({ command }) => command.includes('engine probe')),
      );
      await until('its priority', () => getPriority(probe.pid) === 19);
      await wait(2000);
      expect(left()).toHaveLength(2);
      parent.kill('SIGKILL');
      await until('its end', () => left().length === 0, { timeout: 15_000 });
    },
  );
});
