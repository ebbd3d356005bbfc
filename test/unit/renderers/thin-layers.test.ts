import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  type BatchNormPayload,
  type DistributionsPayload,
  type DropoutLayer,
  type DropoutPayload,
  type Histogram,
  packMatrix,
  type RunLayersPayload,
  runLayersSchema,
  unpackBits,
  unpackMatrix,
} from '../../../protocol/index.js';
import { thinBatchNorm } from '../../../renderers/batch-norm/thin.js';
import { thinDistributions } from '../../../renderers/distributions/thin.js';
import { savedPackedBytes } from '../../../renderers/drawing/packing/saved-packed-bytes.js';
import { savedBytes } from '../../../renderers/drawing/saved-bytes.js';
import { spacedRows } from '../../../renderers/drawing/thin-packed.js';
import { chain } from '../../../renderers/dropout/examples.js';
import { sketchDropout } from '../../../renderers/dropout/sketch.js';
import { thinDropout } from '../../../renderers/dropout/thin.js';
import { thinLayers } from '../../../renderers/training/thin-layers.js';

const STEPS = 3000;
const CHANNELS = 128;
const head = { version: 1, run: 'r', name: 'Run 1', status: 'completed', plannedEpochs: 30 } as const;
const histogram = (count: number): Histogram => ({ low: -1, high: 1, counts: new Array(30).fill(count) });

/** The mean of channel c in step s is s + c / 1000, but for one step that is far out. */
function batchNorm(): BatchNormPayload {
  const values = Float32Array.from({ length: STEPS * CHANNELS }, (_, i) => {
    const step = Math.floor(i / CHANNELS);
    return (step === 777 ? -5000 : step) + (i % CHANNELS) / 1000;
  });
  const matrix = packMatrix(STEPS, CHANNELS, values);
  const steps = Array.from({ length: STEPS }, (_, i) => i + 1);
  const layer = {
    name: 'bn',
    channels: CHANNELS,
    momentum: 0.99,
    epsilon: 0.001,
    steps,
    epochs: steps.map((step) => Math.ceil(step / 100)),
    values: steps.map(() => 32),
    batchMean: matrix,
    batchVariance: matrix,
    movingMean: matrix,
    movingVariance: matrix,
    activations: Array.from({ length: 30 }, (_, i) => ({
      epoch: i + 1,
      before: histogram(1),
      after: histogram(2),
    })),
  };
  return { ...head, batchSize: 32, stepsPerEpoch: 100, layers: [layer], every: 1 };
}

function distributions(layers: number, epochs: number): DistributionsPayload {
  const column = Array.from({ length: epochs }, (_, i) => (i === 41 ? 9 : 1));
  return {
    ...head,
    epochs: column.map((_, i) => i),
    layers: Array.from({ length: layers }, (_, i) => ({
      layer: `dense_${i}`,
      className: 'Dense',
      what: 'weight' as const,
      name: i % 2 ? 'bias' : 'kernel',
      histograms: column.map(() => histogram(123)),
      mean: column,
      standardDeviation: column,
      norm: column,
    })),
    penalty: column,
    dataLoss: column,
    weightNorm: column,
  };
}

describe('batch-normalization statistics', () => {
  const whole = batchNorm();

  test.each([256, 64, 12])('fit into %i KiB with the first step, the last and the one far out', (kib) => {
    const thin = thinBatchNorm(whole, kib * 1024);
    const [layer] = thin?.layers ?? [];
    if (!thin || !layer) throw new Error('Nothing fits.');
    expect(savedBytes(thin)).toBeLessThanOrEqual(kib * 1024);
    expect(v.parse(runLayersSchema, { batchNorm: thin })).toEqual({ batchNorm: thin });
    expect([layer.steps[0], layer.steps.at(-1)]).toEqual([1, STEPS]);
    expect(layer.steps).toContain(778);
    expect(thin.thinned?.steps).toEqual({ kept: layer.steps.length, of: STEPS });
    const columns = layer.shown ?? Array.from({ length: CHANNELS }, (_, channel) => channel);
    const means = unpackMatrix(layer.batchMean);
    layer.steps.forEach((step, row) => {
      columns.forEach((channel, column) => {
        const expected = Math.fround((step === 778 ? -5000 : step - 1) + channel / 1000);
        expect(means[row * columns.length + column]).toBe(expected);
      });
    });
  });
});

describe('distributions', () => {
  test('fit with the first epoch, the last and the one whose loss is far out', () => {
    const thin = thinDistributions(distributions(10, 200), 128 * 1024);
    if (!thin) throw new Error('Nothing fits.');
    expect(savedBytes(thin)).toBeLessThanOrEqual(128 * 1024);
    expect([thin.epochs[0], thin.epochs.at(-1)]).toEqual([0, 199]);
    expect(thin.epochs).toContain(41);
    expect(v.parse(runLayersSchema, { distributions: thin })).toEqual({ distributions: thin });
  });

  test('merge bins where there are many layers, and lose no count', () => {
    const thin = thinDistributions(distributions(60, 200), 128 * 1024);
    const [first] = thin?.layers ?? [];
    expect(first?.histograms[0]?.counts.length).toBeLessThan(30);
    expect(first?.histograms[0]?.counts.reduce((sum, count) => sum + count)).toBe(30 * 123);
  });

  test('are left out where nothing fits', () => {
    expect(thinDistributions(distributions(2000, 3), 64 * 1024)).toBeNull();
  });
});

describe('dropout', () => {
  /** The size of the lesson: 540 steps of 32 samples over 32 and 16 units. */
  const whole = sketchDropout({ layers: chain([13, 32, 16, 1], [0.3, 0.3]), steps: 540, samples: 32 });
  const thin = (kib: number): DropoutPayload => {
    const fitted = thinDropout(whole, kib * 1024, savedPackedBytes);
    if (!fitted) throw new Error('Nothing fits.');
    expect(savedPackedBytes(fitted)).toBeLessThanOrEqual(kib * 1024);
    expect(v.parse(runLayersSchema, { dropout: fitted })).toEqual({ dropout: fitted });
    return fitted;
  };
  /** The masks of a recorded step, sample by sample. */
  function masksOf({ layers }: DropoutPayload, row: number): string[] {
    const [{ masks, samples, units }] = layers as [DropoutLayer];
    const first = samples.slice(0, row).reduce((a, b) => a + b, 0);
    const bits = unpackBits(masks);
    return Array.from({ length: samples[row] as number }, (_, sample) =>
      bits.slice((first + sample) * units, (first + sample + 1) * units).join(''),
    );
  }

  test('keeps every step and gives up samples first', () => {
    const fitted = thin(80);
    const [layer] = fitted.layers as [DropoutLayer];
    expect(layer.steps).toEqual(whole.layers[0]?.steps);
    expect(fitted.thinned).toBeUndefined();
    expect(layer.samples[0]).toBeGreaterThanOrEqual(8);
    expect(layer.samples[0]).toBeLessThan(32);
    for (const row of [0, 137, 539])
      expect(masksOf(fitted, row)).toEqual(masksOf(whole, row).slice(0, layer.samples[row]));
    expect(fitted.layers.map(({ counts }) => counts)).toEqual(whole.layers.map(({ counts }) => counts));
  });

  test('then steps, with the masks of four samples each', () => {
    const fitted = thin(24);
    const [layer] = fitted.layers as [DropoutLayer];
    expect(layer.steps.length).toBeGreaterThan(60);
    expect(layer.steps.length).toBeLessThan(540);
    expect(fitted.thinned?.steps).toEqual({ kept: layer.steps.length, of: 540 });
    expect(new Set(layer.samples)).toEqual(new Set([4]));
    const row = Math.floor(layer.steps.length / 2);
    const before = whole.layers[0]?.steps.indexOf(layer.steps[row] as number) as number;
    expect(masksOf(fitted, row)).toEqual(masksOf(whole, before).slice(0, 4));
  });
});

test('pictures of one run share the room; the small one stays whole', () => {
  const small = distributions(1, 3);
  const layers: RunLayersPayload = { batchNorm: batchNorm(), distributions: small };
  const thin = thinLayers(layers, 100_000);
  expect(savedBytes({ layers: thin })).toBeLessThanOrEqual(100_000);
  expect(thin.distributions).toEqual(small);
  expect(thin.batchNorm?.layers[0]?.steps.length).toBeGreaterThan(20);
});

test('spaced rows hold the first, the last, and those asked for', () => {
  expect(spacedRows(5, 9)).toEqual([0, 1, 2, 3, 4]);
  expect(spacedRows(100, 4, [37])).toEqual([0, 37, 50, 99]);
  expect(spacedRows(100, 1)).toEqual([99]);
});
