import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import * as v from 'valibot';
import { expect, test, vi } from 'vitest';
import type { TfNamespace } from '../../../kernel/engine.js';
import type { RunEvent } from '../../../kernel/recorder/index.js';
import { RunLayersRecord } from '../../../kernel/worker/layers/run-layers.js';
import { seed } from '../../../library/index.js';
import { type RunLayersPayload, runLayersSchema, unpackBits, unpackMatrix } from '../../../protocol/index.js';
import { attachRecorder } from './attach-recorder.js';
import { type Net, nets } from './layer-nets.js';

const BATCH = 8;
const EPOCHS = 3;
const STEPS = EPOCHS * Math.ceil(20 / BATCH);

type Layers = Required<RunLayersPayload>;
const ON = { dropout: true, batchNorm: true, distributions: true };
const OFF = { dropout: false, batchNorm: false, distributions: false };

export interface Recorded {
  layers: Layers;
  events: RunEvent[];
}

/** Trains with the recorder around `fit`, and gives back what it recorded. */
export async function recordLayers(
  tf: TfNamespace,
  train: () => Promise<unknown>,
  wanted = ON,
): Promise<Recorded> {
  const events = await recordEvents(tf, train, wanted);
  return { layers: payloadOf(events) as Layers, events };
}

export async function recordEvents(
  tf: TfNamespace,
  train: () => Promise<unknown>,
  wanted = ON,
): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  const prototypes = [tf.LayersModel.prototype, tf.Sequential.prototype] as unknown as Record<
    string,
    unknown
  >[];
  const originals = prototypes.map(({ fit, fitDataset }) => ({ fit, fitDataset }));
  attachRecorder(tf, { emit: (event) => events.push(structuredClone(event)), layers: () => wanted });
  try {
    await train();
  } finally {
    prototypes.forEach((prototype, i) => void Object.assign(prototype, originals[i]));
  }
  return events;
}

/** What the worker makes of the events of a run that has ended. */
export function payloadOf(events: readonly RunEvent[]): RunLayersPayload {
  const start = events.find((event) => event.type === 'start');
  if (start?.type !== 'start') return {};
  const problem = vi.fn();
  const layers = new RunLayersRecord(undefined, { notStored: problem, problem });
  for (const event of events) if (event.type === 'layers') layers.add(event);
  layers.end();
  expect(problem).not.toHaveBeenCalled();
  return layers.tell({ id: start.id, name: start.name, status: 'completed', plan: start.plan }, true).layers;
}

/** One step as the training saw it. */
interface Step {
  weights: Tensor[];
  loss: number;
}

async function trainAndWatch(
  tf: TfNamespace,
  { model, x, y }: Net,
): Promise<{ steps: Step[]; recorded: Recorded }> {
  const steps: Step[] = [];
  const recorded = await recordLayers(tf, () =>
    model.fit(x as never, y as never, {
      epochs: EPOCHS,
      batchSize: BATCH,
      shuffle: false,
      verbose: 0,
      callbacks: {
        onBatchBegin: async () =>
          void steps.push({ weights: model.getWeights().map((weight) => weight.clone()), loss: Number.NaN }),
        onBatchEnd: async (_batch, logs) => {
          (steps.at(-1) as Step).loss = logs?.loss as number;
        },
      },
    }),
  );
  return { steps, recorded };
}

/** Layer by layer, with the recorded masks and statistics in the place of those that the layers would draw and compute. */
function forward(
  tf: TfNamespace,
  model: LayersModel,
  input: Tensor,
  row: number,
  { dropout, batchNorm }: Layers,
): Tensor {
  let x = input;
  const [dropouts, normalizations] = [[...dropout.layers], [...batchNorm.layers]];
  for (const layer of model.layers) {
    const kind = layer.getClassName();
    if (kind === 'Dropout') {
      const own = dropouts.shift();
      if (!own) throw new Error(`${layer.name} was not recorded.`);
      const samples = own.samples[row] as number;
      expect(samples).toBe(own.batch[row]);
      const first = own.samples.slice(0, row).reduce((sum, count) => sum + count, 0);
      const mask = unpackBits(own.masks).slice(first * own.units, (first + samples) * own.units);
      // In the order of tfjs: the mask divided by the share kept, then the product.
      x = tf.mul(x as never, tf.div(tf.tensor(Float32Array.from(mask), x.shape), 1 - own.rate)) as never;
    } else if (kind === 'BatchNormalization') {
      const own = normalizations.shift();
      if (!own?.gamma || !own.beta) throw new Error(`${layer.name} was not recorded.`);
      const at = (matrix: typeof own.batchMean) =>
        tf.tensor1d(unpackMatrix(matrix).slice(row * matrix.columns, (row + 1) * matrix.columns));
      x = tf.batchNorm(
        x as never,
        at(own.batchMean),
        at(own.batchVariance),
        at(own.beta),
        at(own.gamma),
        own.epsilon,
      ) as never;
    } else if (kind !== 'InputLayer') x = layer.apply(x as never) as never;
  }
  return x;
}

/**
 * What an engine must do for the record of layers: tests that run on each of them.
 *
 * @param options.exact Whether the training computed what the kernels compute of the record, bit for bit; else within rounding.
 */
export function layerChecks(engine: () => TfNamespace, { exact = true } = {}): void {
  const same = (found: number | undefined, wanted: number | undefined, what: string): void =>
    exact ? expect(found, what).toBe(wanted) : expect(found, what).toBeCloseTo(wanted as number, 5);
  for (const name of ['unseeded dropout, batch normalization, L2', 'seeded dropout', 'convolutions']) {
    test(`recorded masks and statistics give the very losses of training: ${name}`, async () => {
      const tf = engine();
      seed(4);
      const net = nets[name]?.(tf) as Net;
      const { steps, recorded } = await trainAndWatch(tf, net);
      expect(steps).toHaveLength(STEPS);
      const { dropout } = recorded.layers;
      expect(dropout.layers[0]?.steps).toEqual(steps.map((_, step) => step + 1));
      expect(dropout.layers[0]?.epochs).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3]);
      const trained = net.model.getWeights().map((weight) => weight.clone());
      steps.forEach(({ weights, loss }, row) => {
        net.model.setWeights(weights);
        const from = (row % 3) * BATCH;
        const size = Math.min(BATCH, 20 - from);
        const again = tf.tidy(() => {
          const batch = (tensor: Tensor): Tensor =>
            tf.slice(
              tensor as never,
              [from, ...tensor.shape.slice(1).map(() => 0)],
              [size, ...tensor.shape.slice(1)],
            ) as never;
          const output = forward(tf, net.model, batch(net.x as Tensor), row, recorded.layers);
          let total = tf.mean(tf.metrics.binaryCrossentropy(batch(net.y) as never, output as never));
          for (const penalty of (net.model as never as { calculateLosses(): Tensor[] }).calculateLosses())
            total = tf.add(total, penalty as never);
          return total.dataSync()[0];
        });
        same(again, loss, `step ${row + 1}`);
      });
      net.model.setWeights(trained);
    });
  }

  for (const [name, build] of Object.entries(nets)) {
    test(`weights and random numbers are the same with and without the record: ${name}`, async () => {
      const tf = engine();
      const train = async (wanted: typeof ON) => {
        seed(9);
        const { model, x, y } = build(tf);
        let before = 0;
        const { layers } = await recordLayers(
          tf,
          async () => {
            before = tf.memory().numTensors;
            await model.fit(x as never, y as never, {
              epochs: EPOCHS,
              batchSize: BATCH,
              validationSplit: 0.2,
              verbose: 0,
            });
          },
          wanted,
        );
        const weights = model.getWeights().map((weight) => Array.from(weight.dataSync()));
        return { layers, weights, next: Math.random(), tensors: tf.memory().numTensors - before };
      };
      const { layers: off, ...plain } = await train(OFF);
      const { layers: on, ...recorded } = await train(ON);
      expect(recorded).toEqual(plain);
      expect(off).toEqual({});
      expect(v.parse(runLayersSchema, on)).toEqual(on);
      expect(on.dropout.layers.length).toBeGreaterThan(0);
    });
  }

  test('moving statistics follow from the recorded ones of the batch, on any axis and without scale', async () => {
    const tf = engine();
    const { model, x, y } = (
      nets['two inputs, a nested model, channels first, alpha dropout'] as (t: TfNamespace) => Net
    )(tf);
    const { layers } = await recordLayers(tf, () =>
      model.fit(x as never, y as never, { epochs: EPOCHS, batchSize: BATCH, verbose: 0 }),
    );
    const [own] = layers.batchNorm.layers;
    if (!own) throw new Error('The layer was not recorded.');
    expect(own.channels).toBe(3);
    expect(own.gamma).toBeUndefined();
    expect(own.values).toEqual([16, 16, 8, 16, 16, 8, 16, 16, 8]);
    const [batch, moving] = [unpackMatrix(own.batchMean), unpackMatrix(own.movingMean)];
    const rounded = Math.fround;
    batch.forEach((mean, i) => {
      const before = i < 3 ? 0 : (moving[i - 3] as number);
      const update = rounded(rounded(before - mean) * rounded(1 - own.momentum));
      same(moving[i], rounded(before - update), `moving mean ${i}`);
    });
    expect(own.activations.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    const [histogram] = own.activations;
    expect(histogram?.before.counts.reduce((sum, count) => sum + count)).toBe(BATCH * 6);
  });
}
