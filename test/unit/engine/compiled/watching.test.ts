import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from 'vitest';
import type { TfNamespace } from '../../../../kernel/engine.js';
import { PenaltyReader } from '../../../../kernel/recorder/penalty.js';
import { KernelTap, watchSteps } from '../../../../library/fitting/index.js';
import { randomValues } from '../../../conformance/draw.js';
import { testEngine } from '../engine.js';
import { distance, type Trained, type Training, train } from './both-ways.js';

let tf: TfNamespace;
beforeAll(async () => {
  tf = (await testEngine()).tf;
});

interface Watched {
  trained: Trained;
  /** What was told, in order: of what, and its numbers. */
  told: [what: string, values: number[]][];
}

const glorot = (seed: number) => tf.initializers.glorotUniform({ seed });

const makeModel = (): LayersModel => {
  const { layers } = tf;
  const model = tf.sequential({
    layers: [
      layers.dense({
        units: 6,
        inputShape: [4],
        useBias: false,
        kernelInitializer: glorot(1),
        kernelRegularizer: 'l2',
        name: 'front',
      }),
      layers.batchNormalization({ name: 'norm' }),
      layers.activation({ activation: 'relu', name: 'relu' }),
      layers.dropout({ rate: 0.3, seed: 2, name: 'drop' }),
      layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: glorot(3), name: 'end' }),
    ],
  });
  model.compile({ optimizer: tf.train.momentum(0.1, 0.9), loss: 'binaryCrossentropy' });
  return model;
};

/** Trains while a watcher notes all that it is told. */
async function watch(compiled: boolean): Promise<Watched> {
  const told: Watched['told'] = [];
  const note = (what: string, tensor: unknown): void => {
    told.push([what, Array.from((tensor as Tensor).dataSync())]);
  };
  let model: LayersModel | undefined;
  let penalty: PenaltyReader | undefined;
  let unwatch = (): void => {};
  const tap = KernelTap.of(tf.engine() as never);
  const training: Training = {
    steps: 9,
    make: () => {
      model = makeModel();
      const inner = (model as unknown as { model: LayersModel }).model;
      penalty = new PenaltyReader(inner as never, tf as never);
      unwatch = watchSteps(inner.layers as never[], inner.optimizer as never, {
        around: (layer, call) => {
          const { name, movingMean } = layer as { name: string; movingMean?: { read(): Tensor } };
          return tap.during((kernel, inputs, output) => {
            if (name === 'drop' && kernel === 'Floor') note('mask', output);
            if (kernel === 'Sub' && inputs.a === movingMean?.read()) note('batch mean', inputs.b);
          }, call);
        },
        called: (layer, inputs, outputs) => {
          const { name, gamma } = layer as { name: string; gamma?: { read(): Tensor } };
          note(`into ${name}`, inputs[0]);
          note(`out of ${name}`, outputs[0]);
          if (gamma) note('γ', gamma.read());
          const { movingVariance } = layer as { movingVariance?: { read(): Tensor } };
          if (movingVariance) note('moving variance', movingVariance.read());
        },
        gradients: (list) => {
          for (const [i, [, gradient]] of list.entries()) note(`gradient ${i}`, gradient);
        },
      });
      return model;
    },
    batches: () =>
      [7, 8].map((seed) => [
        tf.tensor2d(randomValues(seed, [5, 4]), [5, 4]),
        tf.tensor2d(randomValues(seed, [5, 1], 'int32', [0, 2]), [5, 1]),
      ]),
    before: () => {
      const value = penalty?.read();
      if (value !== null) told.push(['penalty', [value as number]]);
    },
  };
  const trained = await train(tf, training, compiled);
  unwatch();
  penalty?.remove();
  return { trained, told };
}

test('who watches is told of the same, compiled or not', async () => {
  const [uncompiled, compiled] = [await watch(false), await watch(true)];
  expect(compiled.trained.operations).toBeLessThan(20);
  expect(distance(uncompiled.trained, compiled.trained)).toBeLessThan(1e-6);
  expect(compiled.told.map(([what]) => what)).toEqual(uncompiled.told.map(([what]) => what));
  expect(new Set(compiled.told.map(([what]) => what)).size).toBe(1 + 1 + 10 + 2 + 5 + 1);
  for (const [i, [what, values]] of uncompiled.told.entries())
    for (const [j, value] of (compiled.told[i]?.[1] ?? []).entries())
      expect(value, `${what}, told as number ${i}`).toBeCloseTo(values[j] as number, 5);
  const masks = ({ told }: Watched): number[][] =>
    told.filter(([what]) => what === 'mask').map(([, values]) => values);
  expect(masks(compiled)).toEqual(masks(uncompiled));
});

test('a compiled training that is watched ends with the very bits of one that is not', async () => {
  const { trained } = await watch(true);
  const alone = await train(
    tf,
    {
      steps: 9,
      make: makeModel,
      batches: () =>
        [7, 8].map((seed) => [
          tf.tensor2d(randomValues(seed, [5, 4]), [5, 4]),
          tf.tensor2d(randomValues(seed, [5, 1], 'int32', [0, 2]), [5, 1]),
        ]),
    },
    true,
  );
  expect(alone.weights.map(({ values }) => values)).toEqual(trained.weights.map(({ values }) => values));
  expect(alone.reports).toEqual(trained.reports);
});
