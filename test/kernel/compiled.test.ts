import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DoctorReport, EngineReport } from '../../protocol/command-line.js';
import { TestKernel } from './kernel.js';

const CELL = `
import * as tf from '@tensorflow/tfjs-node';
import { seed } from 'epochbook';
seed(3);
const { layers } = tf;
const model = tf.sequential({
  layers: [
    layers.dense({ units: 12, inputShape: [6], useBias: false, kernelRegularizer: 'l2' }),
    layers.batchNormalization(),
    layers.activation({ activation: 'relu' }),
    layers.dropout({ rate: 0.3 }),
    layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
});
model.compile({ optimizer: 'sgd', loss: 'binaryCrossentropy', metrics: ['accuracy'] });
const x = tf.randomNormal([70, 6], 0, 1, 'float32', 5);
const y = x.sum(1, true).greater(0).toFloat();
let operations = 0;
const engine = tf.engine();
const { runKernel } = engine;
engine.runKernel = (...given) => {
  if (given[0] === 'FusedBatchNorm') operations += 1;
  return runKernel.apply(engine, given);
};
const { history } = await model.fit(x, y, { epochs: 6, batchSize: 16, validationSplit: 0.2, verbose: 0 });
engine.runKernel = runKernel;
console.log(JSON.stringify({ operations, losses: history.loss, validation: history.val_loss }));
`;

interface Printed {
  operations: number;
  losses: number[];
  validation: number[];
}

/** A training in a kernel that records it, as a notebook has it, and what the run has come to. */
async function train(compile: '0' | '1'): Promise<{ printed: Printed; run: string }> {
  const kernel = await TestKernel.start({ env: { EPOCHBOOK_COMPILE: compile } });
  try {
    const cell = await kernel.run(CELL);
    expect(cell.error).toBeUndefined();
    const printed = JSON.parse(cell.text.trim().split('\n').at(-1) ?? '') as Printed;
    const shown = await kernel.run(`import { show } from 'epochbook';\nshow.dropout();`);
    expect(shown.error).toBeUndefined();
    return { printed, run: `${cell.value}\n${shown.value}` };
  } finally {
    await kernel.end();
  }
}

test('a compiled training in a notebook has the losses and the record of one that is not', async () => {
  const [uncompiled, compiled] = [await train('0'), await train('1')];
  // Four steps of an epoch, and its validation; of these only the two and the one that were traced.
  expect([uncompiled, compiled].map(({ printed }) => printed.operations)).toEqual([6 * (4 + 1), 2 + 1]);
  for (const key of ['losses', 'validation'] as const)
    for (const [i, loss] of uncompiled.printed[key].entries())
      expect(compiled.printed[key][i], `${key} ${i}`).toBeCloseTo(loss, 4);
  // Durations differ.
  const facts = (text: string): string => text.replace(/[\d.,]+ ?(steps\/s|ms|s|MB|kB)\b/g, '');
  const masks = (text: string): string[] =>
    facts(text)
      .split('\n')
      .filter((line) => /silenced|kept|dropout/i.test(line));
  expect(masks(compiled.run).length).toBeGreaterThan(0);
  expect(masks(compiled.run)).toEqual(masks(uncompiled.run));
});

/** Products so large that sums go along with them, and are fused where the Node can. */
const LARGE = `
import * as tf from '@tensorflow/tfjs-node';
const { layers, initializers } = tf;
const glorot = (seed) => initializers.glorotUniform({ seed });
const model = tf.sequential({
  layers: [
    layers.lstm({ units: 37, inputShape: [4, 30], kernelInitializer: glorot(1), recurrentInitializer: glorot(2), recurrentActivation: 'sigmoid' }),
    layers.dense({ units: 63, activation: 'relu', kernelInitializer: glorot(3) }),
    layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: glorot(4) }),
  ],
});
model.compile({ optimizer: 'sgd', loss: 'binaryCrossentropy' });
const x = tf.randomNormal([67 * 3, 4, 30], 0, 1, 'float32', 5);
const y = x.sum([1, 2]).greater(0).toFloat().reshape([-1, 1]);
let operations = 0;
const engine = tf.engine();
const { runKernel } = engine;
engine.runKernel = (...given) => {
  if (given[0] === 'Tanh') operations += 1;
  return runKernel.apply(engine, given);
};
const { history } = await model.fit(x, y, { epochs: 8, batchSize: 67, shuffle: false, verbose: 0 });
engine.runKernel = runKernel;
const weights = model.getWeights().map((weight) => Array.from(weight.dataSync()));
console.log(JSON.stringify({ operations, losses: history.loss, weights }));
`;

test('large products give what the engine gives, whichever instructions the Node has', async () => {
  const run = async (compile: '0' | '1') => {
    const kernel = await TestKernel.start({ env: { EPOCHBOOK_COMPILE: compile } });
    try {
      const cell = await kernel.run(LARGE);
      expect(cell.error).toBeUndefined();
      return JSON.parse(cell.text.trim().split('\n').at(-1) ?? '') as {
        operations: number;
        losses: number[];
        weights: number[][];
      };
    } finally {
      await kernel.end();
    }
  };
  const [uncompiled, compiled] = [await run('0'), await run('1')];
  // Two in each of four time steps; compiled, only in the step that was traced.
  expect([uncompiled, compiled].map(({ operations }) => operations)).toEqual([8 * 3 * 8, 8]);
  for (const [i, loss] of uncompiled.losses.entries()) expect(compiled.losses[i]).toBeCloseTo(loss, 5);
  for (const [i, weights] of uncompiled.weights.entries())
    for (const [j, weight] of weights.entries())
      expect(Math.abs((compiled.weights[i]?.[j] ?? Number.NaN) - weight), `${i} ${j}`).toBeLessThan(1e-5);
});

test('doctor and engine test say what compiles, and that it learns the same', () => {
  const cli = join(import.meta.dirname, '../../dist/cli.js');
  const told = (...args: string[]): unknown => {
    const env = { ...process.env, EPOCHBOOK_LOCALE: 'en' };
    return JSON.parse(
      spawnSync(process.execPath, [cli, ...args, '--json'], { env, encoding: 'utf8' }).stdout,
    );
  };
  const { findings } = told('doctor') as DoctorReport;
  expect(findings.map(({ what }) => what)).toContain(
    'Compiled training steps: dense, embedding, convolution',
  );
  const embedded = (told('engine', 'test') as EngineReport[]).find(({ name }) => name === 'embedded');
  const compiled = embedded?.check.ok ? embedded.check.result.compiled : undefined;
  expect(compiled?.map(({ name, trouble }) => [name, trouble])).toEqual([
    ['dense', undefined],
    ['embedding', undefined],
    ['convolution', undefined],
  ]);
});
