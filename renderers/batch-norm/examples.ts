import { type BatchNormLayer, type BatchNormPayload, packMatrix } from '../../protocol/index.js';
import { sketchHistogram } from '../drawing/sketch-histogram.js';
import { sketchNoise } from '../drawing/sketch-noise.js';

interface Sketch {
  name?: string;
  after?: string;
  channels: number;
  steps: number;
  perEpoch?: number;
  momentum?: number;
  /** Values of a batch, per channel. */
  values?: number;
  /** How far the truth moves over the run, in its own size. */
  drift?: number;
  parameters?: boolean;
  /** From this step on, statistics are not finite. */
  broken?: number;
}

/** A made-up layer whose moving statistics follow the batch statistics as tfjs computes them. */
export function sketchLayer(sketch: Sketch): BatchNormLayer {
  const { channels, steps, momentum = 0.99, values = 32, drift = 0.4, parameters = true } = sketch;
  const perEpoch = sketch.perEpoch ?? Math.max(1, Math.ceil(steps / 8));
  const random = sketchNoise(channels * 31 + steps + values);
  const size = steps * channels;
  const make = () => new Float32Array(size);
  const [batchMean, batchVariance, movingMean, movingVariance, gamma, beta] = [
    make(),
    make(),
    make(),
    make(),
    make(),
    make(),
  ];
  const truth = Array.from({ length: channels }, () => ({
    mean: 1.2 + random() * 0.8,
    spread: 0.8 + Math.abs(random()) * 0.9,
  }));
  const moving = truth.map(() => ({ mean: 0, variance: 1 }));
  for (let row = 0; row < steps; row += 1) {
    const done = row / Math.max(1, steps - 1);
    const moved = 1 + drift * (1 - Math.exp(-3 * done));
    for (let channel = 0; channel < channels; channel += 1) {
      const { mean, spread } = truth[channel] as { mean: number; spread: number };
      const at = row * channels + channel;
      const broken = sketch.broken !== undefined && row + 1 >= sketch.broken && channel === channels - 1;
      const variance =
        values <= 1 ? 0 : (spread * moved) ** 2 * Math.max(0.02, 1 + random() * Math.sqrt(2 / values));
      batchMean[at] = broken ? Number.NaN : mean * moved + (random() * spread * moved) / Math.sqrt(values);
      batchVariance[at] = broken ? Number.POSITIVE_INFINITY : variance;
      const own = moving[channel] as { mean: number; variance: number };
      own.mean = own.mean * momentum + (batchMean[at] as number) * (1 - momentum);
      own.variance = own.variance * momentum + (batchVariance[at] as number) * (1 - momentum);
      movingMean[at] = own.mean;
      movingVariance[at] = own.variance;
      gamma[at] = 1 + 0.25 * done * Math.sin(channel + 1) + 0.01 * random();
      beta[at] = 0.3 * done * Math.cos(channel * 2.1) + 0.01 * random();
    }
  }
  const pack = (matrix: Float32Array) => packMatrix(steps, channels, matrix);
  const epochs = Math.ceil(steps / perEpoch);
  return {
    name: sketch.name ?? 'batch_normalization_1',
    after: sketch.after ?? 'dense_1 (Dense)',
    channels,
    momentum,
    epsilon: 0.001,
    steps: Array.from({ length: steps }, (_, row) => row + 1),
    epochs: Array.from({ length: steps }, (_, row) => Math.floor(row / perEpoch) + 1),
    values: Array.from({ length: steps }, () => values),
    batchMean: pack(batchMean),
    batchVariance: pack(batchVariance),
    movingMean: pack(movingMean),
    movingVariance: pack(movingVariance),
    ...(parameters && { gamma: pack(gamma), beta: pack(beta) }),
    activations: Array.from({ length: epochs }, (_, index) => ({
      epoch: index + 1,
      before: sketchHistogram(1.2 + 0.5 * (1 - Math.exp(-index / 3)), 1.3 + 0.08 * Math.min(10, index)),
      after: sketchHistogram(0.05 * Math.min(10, index), 1 + 0.02 * Math.min(10, index)),
    })),
  };
}

const payload = (layers: BatchNormLayer[], more: Partial<BatchNormPayload> = {}): BatchNormPayload => ({
  version: 1,
  run: 'run-batch-norm-example',
  name: 'Run 1',
  status: 'completed',
  plannedEpochs: layers[0]?.epochs.at(-1) ?? 10,
  batchSize: 32,
  stepsPerEpoch: 28,
  layers,
  every: 1,
  ...more,
});

/** Named payloads: the gallery shows them, the picture tests keep them. */
export const batchNormExamples: Record<string, () => BatchNormPayload> = {
  'grown-up': () => payload([sketchLayer({ channels: 16, steps: 560, perEpoch: 28 })]),
  'short-training': () => payload([sketchLayer({ channels: 16, steps: 30, perEpoch: 6 })]),
  'one-channel': () => payload([sketchLayer({ channels: 1, steps: 120, momentum: 0.9 })]),
  'tiny-batch': () =>
    payload([sketchLayer({ channels: 8, steps: 300, values: 4, momentum: 0.9 })], { batchSize: 4 }),
  'many-channels': () =>
    payload([
      sketchLayer({ name: 'bn_conv', after: 'conv2d_1 (Conv2D)', channels: 96, steps: 200, values: 25088 }),
    ]),
  'several-layers': () =>
    payload([
      sketchLayer({ channels: 16, steps: 140, momentum: 0.9 }),
      sketchLayer({ name: 'batch_normalization_2', after: 'dense_2 (Dense)', channels: 8, steps: 140 }),
      sketchLayer({
        name: 'batch_normalization_3',
        after: 'dense_3 (Dense)',
        channels: 4,
        steps: 140,
        momentum: 0.5,
      }),
    ]),
  'no-parameters': () => payload([sketchLayer({ channels: 4, steps: 60, parameters: false, drift: 0 })]),
  'not-finite': () => payload([sketchLayer({ channels: 6, steps: 80, broken: 41 })], { status: 'failed' }),
  'first-step': () =>
    payload([{ ...sketchLayer({ channels: 4, steps: 1 }), activations: [] }], {
      status: 'running',
      plannedEpochs: 5,
    }),
  'no-steps': () =>
    payload([{ ...sketchLayer({ channels: 4, steps: 0 }), activations: [] }], { status: 'running' }),
  'zero-width': () => payload([sketchLayer({ channels: 0, steps: 5 })]),
  'no-layer': () => payload([]),
  'odd-names': () =>
    payload(
      [
        sketchLayer({
          name: '<b>정규화</b> & "층"',
          after: "<script>alert('1')</script>",
          channels: 3,
          steps: 40,
        }),
      ],
      {
        name: '<i>실행</i> 1',
      },
    ),
};
