import { type ComparePayload, type RunPayload, toSample } from '../../protocol/index.js';
import { sketchNoise } from '../drawing/sketch-noise.js';
import { compareRuns } from './from-runs.js';

type Layer = RunPayload['model']['layers'][number];

interface Sketch {
  name: string;
  /** What stands after the hidden layer, and what the hidden layer is made with. */
  extra?: Layer;
  l2?: number;
  /** How strongly validation turns up again. */
  overfit: number;
  floor?: number;
  /** Milliseconds of an epoch. */
  pace?: number;
  epochs?: number;
  rate?: number;
  units?: number;
  status?: RunPayload['status'];
  validation?: boolean;
  brokenAt?: number;
  /** From this epoch on, its losses are a hundred times those before with every epoch. */
  growsAt?: number;
}

const layer = (className: string, details: string): Layer => ({
  name: className.toLowerCase(),
  className,
  outputShape: [null, 32],
  parameters: 0,
  trainable: true,
  details,
});

/** A made-up run of a small classifier. */
function run(sketch: Sketch): RunPayload {
  const { name, l2, overfit, floor = 0.38, pace = 240, epochs = 40, units = 32, validation = true } = sketch;
  const random = sketchNoise(name.length * 97 + epochs + Math.round(overfit * 1000));
  const epoch = Array.from({ length: epochs }, (_, row) => row + 1);
  const fall = (at: number) => Math.exp(-at / 7);
  const break_ = (at: number, value: number) =>
    toSample(
      sketch.brokenAt !== undefined && at >= sketch.brokenAt
        ? Number.NaN
        : value * 100 ** Math.max(0, at + 1 - (sketch.growsAt ?? Number.POSITIVE_INFINITY)),
    );
  const data = epoch.map(
    (at) => floor - overfit * 0.16 * (1 - fall(at / 3)) + 0.32 * fall(at) + random() * 0.003,
  );
  const penalty = epoch.map((at) => (l2 ?? 0) * (20 + 30 * fall(at / 2)));
  const validationLoss = epoch.map(
    (at) => floor + 0.04 + 0.3 * fall(at) + overfit * 0.004 * at + random() * 0.008,
  );
  const accuracy = (loss: number) => Math.min(0.99, 1.02 - 0.5 * loss);
  const logs: RunPayload['epochs']['logs'] = {
    ...(validation && {
      val_loss: epoch.map((at, row) => break_(at, validationLoss[row] as number)),
      val_acc: epoch.map((_, row) => toSample(accuracy(validationLoss[row] as number))),
    }),
    loss: epoch.map((at, row) => break_(at, (data[row] as number) + (penalty[row] as number))),
    acc: data.map((loss) => toSample(accuracy(loss))),
  };
  return {
    version: 1,
    kind: 'run',
    id: `run-${name}`,
    name,
    status: sketch.status ?? 'completed',
    view: 'full',
    startedAt: '2026-03-02T09:00:00.000Z',
    engine: { name: 'embedded', backend: 'wasm' },
    plan: {
      samples: 712,
      validationSamples: 179,
      batchSize: 32,
      epochs: Math.max(epochs, 40),
      initialEpoch: 0,
      stepsPerEpoch: 23,
      steps: 920,
      lectureSteps: 890,
      shuffle: true,
    },
    model: {
      name: 'sequential',
      layers: [
        layer('Dense', `units ${units}, activation relu${l2 ? `, L2 ${l2}` : ''}`),
        ...(sketch.extra ? [sketch.extra] : []),
        layer('Dense', 'units 1, activation sigmoid'),
      ],
      parameters: 321,
      trainableParameters: 321,
    },
    compile: {
      optimizer: 'Adam',
      learningRate: sketch.rate ?? 0.001,
      optimizerConfig: {},
      loss: ['binaryCrossentropy'],
      metrics: ['acc'],
    },
    progress: { epoch: epochs, batch: 23, steps: epochs * 23, elapsedMs: epochs * pace, stepsPerSecond: 90 },
    epochs: {
      epoch,
      time: epoch.map((at) => Math.round(at * pace)),
      learningRate: epoch.map(() => 0.001),
      ...(l2 && { penalty: penalty.map(toSample) }),
      tensors: epoch.map(() => 60),
      bytes: epoch.map(() => 12_000),
      logs,
    },
    steps: { step: [], learningRate: [], logs: {} },
    best: null,
  };
}

/** A run of another program's logs, whose rows are steps. */
function logged(name: string, rate: number, width: number): RunPayload {
  const whole = run({ name, overfit: 0.1 + width / 200, epochs: 40 });
  const { epoch, logs } = whole.epochs;
  return {
    ...whole,
    imported: { from: '/logs', by: 'step', settings: { lr: String(rate), width: String(width) } },
    epochs: {
      ...whole.epochs,
      time: epoch.map((at) => at * 105_000),
      epoch: epoch.map((at) => at * 2500),
      logs: { ...logs, lr: epoch.map(() => rate) },
    },
    progress: { ...whole.progress, epoch: 100_000, steps: 100_000 },
  };
}

const lecture = (): RunPayload[] => [
  run({ name: 'Run 1', overfit: 1, pace: 210 }),
  run({ name: 'Run 2', overfit: 0.25, floor: 0.4, pace: 232, extra: layer('Dropout', 'rate 0.5') }),
  run({
    name: 'Run 3',
    overfit: 0.55,
    floor: 0.37,
    pace: 318,
    extra: layer('BatchNormalization', 'momentum 0.99'),
  }),
  run({ name: 'Run 4', overfit: 0.35, floor: 0.41, pace: 221, l2: 0.001 }),
];

/** Named payloads: the gallery shows them, the picture tests keep them. */
export const compareExamples: Record<string, () => ComparePayload> = {
  lecture: () => compareRuns(lecture()),
  'two-rates': () =>
    compareRuns([
      run({ name: 'Run 1', overfit: 0.3 }),
      run({ name: 'Run 2', overfit: 0.6, rate: 0.01, epochs: 18, status: 'stopped' }),
    ]),
  'other-net': () =>
    compareRuns([
      run({ name: 'Run 1', overfit: 0.2 }),
      run({ name: 'Run 2', overfit: 0.9, units: 256, pace: 700 }),
    ]),
  'no-validation': () =>
    compareRuns(
      lecture().map((_, index) =>
        run({ name: `Run ${index + 1}`, overfit: index / 4, validation: false, rate: 10 ** -index }),
      ),
    ),
  'not-finite': () =>
    compareRuns([
      run({ name: 'Run 1', overfit: 0.2 }),
      run({ name: 'Run 2', overfit: 0.2, rate: 10, brokenAt: 9, status: 'failed' }),
    ]),
  diverged: () =>
    compareRuns([
      run({ name: 'Run 1', overfit: 0.2 }),
      run({ name: 'Run 2', overfit: 0.25, rate: 10, brokenAt: 9 }),
      run({ name: 'Run 3', overfit: 0.3, rate: 1, growsAt: 14 }),
    ]),
  'many-runs': () =>
    compareRuns(
      Array.from({ length: 30 }, (_, index) =>
        run({
          name: `Run ${index + 1}`,
          overfit: index / 30,
          pace: 200 + 7 * index,
          extra: layer('Dropout', `rate ${(index / 40).toFixed(3)}`),
        }),
      ),
    ),
  'logs-by-step': () =>
    compareRuns([
      logged('baseline', 0.01, 32),
      logged('sweep/wide', 0.01, 128),
      logged('sweep/slow', 0.001, 32),
    ]),
  'one-run': () => compareRuns([run({ name: 'Run 1', overfit: 0.5 })]),
  'before-first-epoch': () =>
    compareRuns([
      run({ name: 'Run 1', overfit: 0.5, epochs: 0, status: 'running' }),
      ...lecture().slice(1, 2),
    ]),
  none: () => compareRuns([]),
  'odd-names': () =>
    compareRuns([
      run({ name: '<b>실행</b> 1', overfit: 0.5 }),
      run({ name: "<script>alert('2')</script>", overfit: 0.1, l2: 0.01 }),
    ]),
};
