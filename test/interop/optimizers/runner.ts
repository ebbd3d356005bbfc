// Trains with all optimizers on one engine, in a process of its own: an engine keeps its state per process.
import { parseArgs } from 'node:util';
import type { Optimizer, Tensor, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import { loadEngine, type TfNamespace } from '../../../kernel/engine.js';
import { writeResults } from '../../conformance/runner/results.js';
import { type OptimizerCase, optimizerCases, problem, STEPS } from './cases.js';

export interface Trained {
  rates: number[];
  /** After each step. */
  weights: number[][];
  final: number[];
}

export type Ways = 'minimize' | 'resumed' | 'fit';
export type Trainings = Record<string, Record<Ways, Trained>>;

const { values: options } = parseArgs({
  options: {
    engine: { type: 'string', default: 'embedded' },
    storage: { type: 'string' },
    wasm: { type: 'string', default: '' },
    out: { type: 'string', default: '' },
  },
});

type Rated = Optimizer & { learningRate: number };

const make = (tf: TfNamespace, { className, config }: OptimizerCase): Rated => {
  const train = tf.train as unknown as Record<string, (options: object) => Rated>;
  const schedule = config.learningRate as { className: string; config: object } | number;
  const name = (text: string): string => text[0]?.toLowerCase() + text.slice(1);
  const learningRate =
    typeof schedule === 'number' ? schedule : train[name(schedule.className)]?.(schedule.config);
  return train[className.toLowerCase()]?.({ ...config, learningRate }) as Rated;
};

const batch = (tf: TfNamespace, step: number): [Tensor2D, Tensor2D] => {
  const at = step % problem.x.length;
  return [
    tf.tensor2d(problem.x[at] as unknown as number[][]),
    tf.tensor2d(problem.y[at] as unknown as number[][]),
  ];
};

/** By `optimizer.minimize`; resumed: half of it with another optimizer that was given the state of the first. */
async function minimize(tf: TfNamespace, test: OptimizerCase, resumes: boolean): Promise<Trained> {
  const before = tf.memory().numTensors;
  const variables = tf.tidy((): [Variable, Variable] => [
    tf.variable(tf.tensor2d(problem.kernel as unknown as number[][])),
    tf.variable(tf.tensor1d([...problem.bias])),
  ]);
  const [kernel, bias] = variables;
  let optimizer = make(tf, test);
  const rates: number[] = [];
  const weights: number[][] = [];
  for (let step = 0; step < STEPS; step++) {
    if (resumes && step === STEPS / 2) {
      const next = make(tf, test);
      const state = await optimizer.getWeights();
      await next.setWeights(state);
      optimizer.dispose();
      // The number of updates is made for the list.
      state[0]?.tensor.dispose();
      optimizer = next;
    }
    rates.push(optimizer.learningRate);
    tf.tidy(() => {
      const [x, y] = batch(tf, step);
      const loss = () =>
        tf.losses.meanSquaredError(y, tf.add(tf.matMul(x, kernel as Tensor2D), bias)) as never;
      optimizer.minimize(loss, false, variables);
    });
    weights.push(read(variables));
  }
  finalize(optimizer, variables);
  const final = read(variables);
  optimizer.dispose();
  tf.dispose(variables);
  const left = tf.memory().numTensors - before;
  if (left !== 0) throw new Error(`${test.name} leaves ${left} tensors.`);
  return { rates, weights, final };
}

const read = (variables: readonly Tensor[]): number[] => variables.flatMap((x) => Array.from(x.dataSync()));

const finalize = (optimizer: Optimizer, variables: readonly Variable[]): void =>
  (
    optimizer as unknown as { finalizeVariableValues(variables: readonly Variable[]): void }
  ).finalizeVariableValues(variables);

/** By `model.fit`, all batches in an epoch of their own; `compile` is given the class and the options. */
async function fitModel(tf: TfNamespace, test: OptimizerCase): Promise<Trained> {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
  model.setWeights([tf.tensor2d(problem.kernel as unknown as number[][]), tf.tensor1d([...problem.bias])]);
  const { className, config } = test;
  model.compile({ optimizer: { className, config } as never, loss: 'meanSquaredError' });
  const rates: number[] = [];
  const weights: number[][] = [];
  const data = problem.x.map((_, i) => batch(tf, i));
  const x = tf.concat(data.map(([one]) => one));
  const y = tf.concat(data.map(([, one]) => one));
  let step = 0;
  await model.fit(x, y, {
    epochs: Math.ceil(STEPS / data.length),
    batchSize: 4,
    shuffle: false,
    verbose: 0,
    yieldEvery: 'never',
    callbacks: {
      onBatchBegin: async () => void rates.push((model.optimizer as Rated).learningRate),
      onBatchEnd: async () => {
        weights.push(read(model.getWeights()));
        step += 1;
        if (step === STEPS) model.stopTraining = true;
      },
    },
  });
  return { rates, weights, final: read(model.getWeights()) };
}

async function main(): Promise<void> {
  const { tf } = await loadEngine({
    choice: options.engine === 'native' ? 'native' : 'embedded',
    storage: options.storage,
    wasmFolder: options.wasm,
  });
  const trainings: Trainings = {};
  for (const test of optimizerCases)
    trainings[test.name] = {
      minimize: await minimize(tf, test, false),
      resumed: await minimize(tf, test, true),
      fit: await fitModel(tf, test),
    };
  writeResults(options.out, trainings);
}

void main();
