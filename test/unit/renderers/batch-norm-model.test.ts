import { describe, expect, test } from 'vitest';
import {
  type BatchNormLayer,
  type BatchNormPayload,
  MAX_JSON_BYTES,
  packMatrix,
} from '../../../protocol/index.js';
import { batchNormPicture } from '../../../renderers/batch-norm/batch-norm-picture.js';
import { batchNormExamples, sketchLayer } from '../../../renderers/batch-norm/examples.js';
import { readLayer } from '../../../renderers/batch-norm/layer-reading.js';
import {
  bandsOver,
  channelDistance,
  expectedMoving,
  fittingMomentum,
  gapAt,
  heldShare,
  judge,
  measuredMemory,
  stepsToHold,
} from '../../../renderers/batch-norm/model.js';
import { batchNormText } from '../../../renderers/batch-norm/text.js';
import { savedPackedBytes } from '../../../renderers/drawing/packing/saved-packed-bytes.js';

/** A layer whose batches all have these statistics, with the moving ones as tfjs computes them from 0 and 1. */
function steady(
  steps: number,
  { momentum = 0.99, mean = 2, variance = 4, values = 32, from = { mean: 0, variance: 1 } } = {},
): BatchNormLayer {
  const column = (of: (step: number) => number) =>
    packMatrix(
      steps,
      1,
      Float32Array.from({ length: steps }, (_, row) => of(row + 1)),
    );
  const moving = (start: number, truth: number) =>
    column((step) => start * momentum ** step + truth * (1 - momentum ** step));
  return {
    name: 'bn',
    channels: 1,
    momentum,
    epsilon: 0.001,
    steps: Array.from({ length: steps }, (_, row) => row + 1),
    epochs: Array.from({ length: steps }, () => 1),
    values: Array.from({ length: steps }, () => values),
    batchMean: column(() => mean),
    batchVariance: column(() => variance),
    movingMean: moving(from.mean, mean),
    movingVariance: moving(from.variance, variance),
    activations: [],
  };
}
const payload = (layer: BatchNormLayer): BatchNormPayload => ({
  ...(batchNormExamples['short-training']?.() as BatchNormPayload),
  layers: [layer],
});

describe('the memory of the momentum', () => {
  test.each([
    [0.99, 10, 0.0956],
    [0.99, 100, 0.634],
    [0.99, 459, 0.9901],
    [0.9, 10, 0.6513],
    [0, 1, 1],
    [1, 1000, 0],
  ])('momentum %d holds after %d steps %d of the truth', (momentum, steps, share) => {
    expect(heldShare(momentum, steps)).toBeCloseTo(share, 3);
  });

  test.each([
    [0.99, 0.99, 459],
    [0.9, 0.99, 44],
    [0, 0.99, 1],
    [1, 0.99, Number.POSITIVE_INFINITY],
  ])('with momentum %d a share of %d needs %d steps', (momentum, share, steps) => {
    expect(stepsToHold(momentum, share)).toBe(steps);
  });

  test.each([
    [0.99, 30, 0.9],
    [0.99, 60, 0.95],
    [0.99, 10, 0.7],
    [0.99, 2, null],
    [0.5, 30, null],
  ])('instead of %d, after %d steps, momentum %d would do', (momentum, steps, better) => {
    expect(fittingMomentum(momentum, steps)).toBe(better);
  });

  test('what is measured is what is expected where the truth rests', () => {
    const reading = readLayer(steady(200));
    const rows = [0, 9, 99, 199];
    const { mean, variance } = measuredMemory(reading, rows);
    rows.forEach((row, index) => {
      expect(mean[index]).toBeCloseTo(heldShare(0.99, row + 1), 4);
      expect(variance[index]).toBeCloseTo(heldShare(0.99, row + 1), 4);
    });
    const expected = expectedMoving(reading, 'mean', rows)(0);
    rows.forEach((row, index) => {
      expect(expected[index]).toBeCloseTo(reading.movingMean[row] as number, 4);
    });
  });

  test('a second fit begins where the first ended', () => {
    const reading = readLayer(steady(20, { from: { mean: 5, variance: 9 } }));
    expect(reading.continued).toBe(true);
    expect(reading.start.mean[0]).toBeCloseTo(5, 3);
    expect(reading.start.variance[0]).toBeCloseTo(9, 3);
    expect(measuredMemory(reading, [19]).mean[0]).toBeCloseTo(heldShare(0.99, 20), 3);
    expect(readLayer(steady(20)).continued).toBe(false);
  });

  test('where the truth is where the moving statistics began there is nothing to measure', () => {
    expect(measuredMemory(readLayer(steady(20, { mean: 0, variance: 1 })), [19])).toEqual({
      mean: [null],
      variance: [null],
    });
  });
});

describe('whether training and inference disagree', () => {
  test('the distance of a channel is the root mean square over a normal activation, as sampled', () => {
    const batch = { mean: 2, variance: 4 };
    const moving = { mean: 1.4, variance: 2.5 };
    let sum = 0;
    const count = 4000;
    for (let index = 0; index < count; index += 1) {
      // Two values of mean 0 and variance 1 stand for the whole distribution: only its first two moments count.
      const z = index % 2 ? 1 : -1;
      const x = batch.mean + z * Math.sqrt(batch.variance + 0.001);
      sum += ((x - moving.mean) / Math.sqrt(moving.variance + 0.001) - z) ** 2;
    }
    expect(channelDistance(batch, moving, 0.001)).toBeCloseTo(Math.sqrt(sum / count), 10);
    expect(channelDistance(batch, batch, 0.001)).toBe(0);
  });

  test.each([
    ['short training with momentum 0.99', steady(30), 'differ-much', ['young']],
    ['the same with momentum 0.9', steady(60, { momentum: 0.9 }), 'agree', []],
    ['long training', steady(900), 'agree', []],
    ['momentum 1', steady(900, { momentum: 1 }), 'differ-much', ['frozen']],
    ['one value per batch', steady(900, { values: 1, variance: 0 }), 'agree', []],
    [
      'a truth at rest after an earlier training of another',
      steady(30, { from: { mean: 9, variance: 4 } }),
      'differ-much',
      ['follows'],
    ],
  ] as const)('%s', (_, layer, level, causes) => {
    const verdict = judge(readLayer(layer));
    expect(verdict.level).toBe(level);
    expect(verdict.causes).toEqual(causes);
  });

  test('batches of four values wander, batches of 256 do not', () => {
    const tiny = judge(
      readLayer(sketchLayer({ channels: 8, steps: 300, values: 4, momentum: 0.9, drift: 0 })),
    );
    expect(tiny.noise).toBeGreaterThan(0.3);
    expect(tiny.causes).toContain('tiny-batch');
    const large = judge(
      readLayer(sketchLayer({ channels: 8, steps: 300, values: 256, momentum: 0.9, drift: 0 })),
    );
    expect(large.noise).toBeLessThan(0.1);
    expect(large.level).toBe('agree');
  });

  test('says where a statistic stopped being finite', () => {
    const verdict = judge(readLayer(sketchLayer({ channels: 6, steps: 80, broken: 41 })));
    expect(verdict).toMatchObject({ level: 'broken', brokenAt: { step: 41, channel: 5 } });
  });

  test('no step or no channel is nothing to judge', () => {
    expect(judge(readLayer(sketchLayer({ channels: 4, steps: 0 }))).level).toBe('nothing');
    expect(judge(readLayer(sketchLayer({ channels: 0, steps: 4 }))).level).toBe('nothing');
  });
});

test('bands are the 10th, 50th and 90th hundredth of what is finite', () => {
  const values = [...Array(11).keys()].reverse();
  expect(bandsOver(11, [0], (_, column) => values[column] as number)).toEqual({
    low: [1],
    middle: [5],
    high: [9],
  });
  expect(bandsOver(2, [0], (_, column) => (column ? Number.NaN : 3))).toEqual({
    low: [3],
    middle: [3],
    high: [3],
  });
  expect(bandsOver(0, [0], () => 1)).toEqual({ low: [null], middle: [null], high: [null] });
});

test('a gap is in standard deviations, a spread in doublings', () => {
  const reading = readLayer(steady(1, { momentum: 0, mean: 2, variance: 4 }));
  expect(gapAt(reading, 0, 0)).toEqual({ mean: 0, spread: 0 });
  reading.movingMean[0] = 4;
  reading.movingVariance[0] = 16.003;
  expect(gapAt(reading, 0, 0).mean).toBeCloseTo(2 / Math.sqrt(4.001), 5);
  expect(gapAt(reading, 0, 0).spread).toBeCloseTo(1, 3);
});

describe('the account', () => {
  test('has the numbers and what to change, in both languages', () => {
    const text = batchNormText(payload(steady(30)), 'en');
    for (const part of [
      'hold 26% of the truth',
      '99% needs 459 steps',
      'momentum: 0.9',
      'measured: mean 26%, variance 26%',
      'At step 1 (epoch 1): μ: batch 2, moving 0.02 · σ²: batch 4, moving 1.03',
      'At step 30 (epoch 1): μ: batch 2, moving 0.521 · σ²: batch 4, moving 1.78',
      'Rule:',
    ])
      expect(text).toContain(part);
    expect(batchNormText(payload(steady(30)), 'ko')).toContain('참값의 26%');
  });

  test('a model without the layer is told what to add', () => {
    expect(batchNormText({ ...payload(steady(1)), layers: [] }, 'en')).toContain(
      'This model has no BatchNormalization layer; add tf.layers.batchNormalization().',
    );
  });
});

describe('fit', () => {
  test('2,000 steps of 128 channels fit, are readable, and keep the ends', () => {
    const whole = payload(sketchLayer({ channels: 128, steps: 2000, values: 64 }));
    const fitted = batchNormPicture.fit(whole, MAX_JSON_BYTES);
    expect(savedPackedBytes(fitted)).toBeLessThanOrEqual(MAX_JSON_BYTES);
    const [layer] = fitted?.layers ?? [];
    expect([layer?.steps[0], layer?.steps.at(-1)]).toEqual([1, 2000]);
    expect(fitted?.thinned?.steps.of).toBe(2000);
    expect(fitted?.thinned?.channels).toEqual({ kept: layer?.shown?.length ?? 128, of: 128 });
    const [before, after] = [
      readLayer(whole.layers[0] as BatchNormLayer),
      readLayer(layer as BatchNormLayer),
    ];
    const end = (reading: typeof before) => reading.movingMean[(reading.rows - 1) * reading.columns];
    expect(end(after)).toBe(end(before));
    expect(Math.abs(judge(after).distance - judge(before).distance)).toBeLessThan(0.1);
  });

  test('what fits stays as it is; what cannot fit is refused', () => {
    const small = payload(steady(10));
    expect(batchNormPicture.fit(small, MAX_JSON_BYTES)).toBe(small);
    expect(batchNormPicture.fit(small, 200)).toBeNull();
  });
});
