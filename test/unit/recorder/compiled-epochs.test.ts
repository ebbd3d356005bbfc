import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { TfNamespace } from '../../../kernel/engine.js';
import type { RunEvent } from '../../../kernel/recorder/index.js';
import { DropoutRecorder } from '../../../kernel/recorder/layers/dropout-recorder.js';
import { rowsOf } from '../../../kernel/recorder/step-stretches.js';
import { RunRecord } from '../../../kernel/worker/run-record.js';
import { batchOrderOf, type KnownBatches, watchSteps } from '../../../library/fitting/index.js';
import { randomValues } from '../../conformance/draw.js';
import { type Fitted, fitted, type Way, type WholeFit } from '../engine/compiled/whole-fits.js';
import { testEngine } from '../engine/engine.js';
import { payloadOf, recordEvents } from './layer-checks.js';

let tf: TfNamespace;
beforeAll(async () => {
  tf = (await testEngine()).tf;
});

// What is read seldom, by the clock, is then the same in each run.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

const ROWS = 45;

const glorot = (seed: number) => tf.initializers.glorotUniform({ seed });

function wholeFit(fit: WholeFit['fit'], make?: () => LayersModel): WholeFit {
  return {
    make: () => {
      const { layers } = tf;
      const model =
        make?.() ??
        tf.sequential({
          layers: [
            layers.dense({
              units: 9,
              inputShape: [4],
              kernelInitializer: glorot(1),
              kernelRegularizer: 'l2',
              name: 'front',
            }),
            layers.batchNormalization({ name: 'norm' }),
            layers.activation({ activation: 'relu', name: 'relu' }),
            layers.dropout({ rate: 0.3, name: 'drop' }),
            layers.dense({ units: 5, activation: 'relu', kernelInitializer: glorot(2), name: 'middle' }),
            layers.dropout({ rate: 0.2, seed: 5, name: 'seeded' }),
            layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: glorot(3), name: 'end' }),
          ],
        });
      model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy', metrics: ['accuracy'] });
      return model;
    },
    data: () => ({
      x: tf.tensor2d(randomValues(1, [ROWS, 4]), [ROWS, 4]),
      y: tf.tensor2d(randomValues(2, [ROWS, 1], 'int32', [0, 2]), [ROWS, 1], 'float32'),
    }),
    fit,
  };
}

const plain: WholeFit['fit'] = (model, { x, y }) =>
  model.fit(x, y, { epochs: 5, batchSize: 8, validationSplit: 0.2, verbose: 0 });

interface Recorded {
  fitted: Fitted;
  run: unknown;
  layers: unknown;
  batches: KnownBatches | undefined;
}

async function recorded(way: Way, fit = plain, make?: () => LayersModel): Promise<Recorded> {
  let result: Fitted | undefined;
  const events = await recordEvents(tf, async () => {
    result = await fitted(tf, wholeFit(fit, make), way);
  });
  const { run, layers } = whatIsTold(events);
  return { fitted: result as Fitted, run, layers, batches: batchOrderOf(null) };
}

/** What becomes of the events, without what differs from run to run: times, names, memory. */
function whatIsTold(events: readonly RunEvent[]): { run: unknown; layers: unknown } {
  const [start] = events;
  if (start?.type !== 'start') throw new Error('The run has no beginning.');
  const record = new RunRecord(start);
  for (const event of events)
    if (event.type === 'rows') record.addRows({ ...event, steps: rowsOf(event.steps) });
  const { steps, epochs, progress } = record.payload();
  const { tensors: _tensors, bytes: _bytes, time: _time, ...rest } = epochs;
  const { batch, epoch, steps: count } = progress;
  return {
    run: { steps, epochs: rest, at: { batch, epoch, count } },
    layers: payloadOf([{ ...start, id: 'run', name: 'Run' }, ...events.slice(1)]),
  };
}

test('a run of compiled epochs has the record of one of single compiled steps', async () => {
  const steps = await recorded('steps');
  const add = vi.spyOn(DropoutRecorder.prototype, 'add');
  const epochs = await recorded('epochs');
  // Of the first batch of each kind, which was traced; all others are packed.
  expect(add).toHaveBeenCalledTimes(4);
  add.mockRestore();
  expect(epochs).toEqual(steps);
  expect(epochs.batches).toMatchObject({ steps: 25, epochs: [{}, {}, {}] });
});

test('recording on or off trains the same, bit for bit', async () => {
  const { fitted: with_ } = await recorded('epochs');
  expect(await fitted(tf, wholeFit(plain), 'epochs')).toEqual(with_);
});

test.each<[string, object]>([
  ['callbacks that look at each batch', { onBatchEnd: async () => {} }],
  ['callbacks of epochs', { onEpochEnd: async () => {} }],
])('the same beside %s', async (_, callbacks) => {
  const fit: WholeFit['fit'] = (model: LayersModel, { x, y }) =>
    model.fit(x, y, { epochs: 3, batchSize: 8, verbose: 0, callbacks });
  expect(await recorded('epochs', fit)).toEqual(await recorded('steps', fit));
});

test.each<[string, () => LayersModel]>([
  ['layers that are used twice in a step', usedTwice],
  ['layers so wide that few steps have room, and not all channels are kept', wide],
])('the same of %s', async (_, make) => {
  const [steps, epochs] = [await recorded('steps', plain, make), await recorded('epochs', plain, make)];
  expect(epochs).toEqual(steps);
  expect(Object.keys(epochs.layers as object)).toEqual(['dropout', 'batchNorm', 'distributions']);
});

function usedTwice(): LayersModel {
  const input = tf.input({ shape: [4] });
  const norm = tf.layers.batchNormalization({ name: 'norm' });
  const drop = tf.layers.dropout({ rate: 0.3, name: 'drop' });
  const halves = [1, 2].map((seed) => {
    const units = tf.layers
      .dense({ units: 3, kernelInitializer: glorot(seed), name: `half${seed}` })
      .apply(input);
    return drop.apply(norm.apply(units as SymbolicTensor)) as SymbolicTensor;
  });
  const both = tf.layers.concatenate({ name: 'both' }).apply(halves);
  const end = tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: glorot(3), name: 'end' });
  return tf.model({ inputs: input, outputs: end.apply(both) as SymbolicTensor });
}

function wide(): LayersModel {
  const { layers } = tf;
  return tf.sequential({
    layers: [
      layers.dense({ units: 4100, inputShape: [4], kernelInitializer: glorot(1), name: 'front' }),
      layers.batchNormalization({ name: 'norm', center: false }),
      layers.dropout({ rate: 0.5, name: 'drop' }),
      layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: glorot(3), name: 'end' }),
    ],
  });
}

test('who watches without saying for which steps is told of each, and finds the weights of then', async () => {
  const fit: WholeFit['fit'] = async (model, data) => {
    const told: unknown[] = [];
    const note = (tensor: unknown): void => {
      told.push(Array.from((tensor as Tensor).dataSync()));
    };
    const { layers, optimizer } = (model as unknown as { model: LayersModel }).model;
    const unwatch = watchSteps(layers as never[], optimizer as never, {
      called: (_layer, _inputs, outputs) => {
        note(outputs[0]);
        for (const weight of model.weights) note(weight.read());
      },
      gradients: (gradients) => {
        for (const [, gradient] of gradients) note(gradient);
      },
    });
    const { history } = (await plain(model, data)) as { history: object };
    unwatch();
    return { history: { ...history, told } };
  };
  const [steps, epochs] = [await recorded('steps', fit), await recorded('epochs', fit)];
  expect((epochs.fitted.history as { told: unknown[] }).told.length).toBeGreaterThan(1000);
  expect(epochs).toEqual(steps);
});
