import {
  type GroupPayload,
  type RunPayload,
  type Sample,
  type TrainingPayload,
  toSample,
} from '../../protocol/index.js';
import { higherIsBetter } from '../drawing/metric-direction.js';
import { sketchCheckpoint, sketchEarlyStopping, sketchRecord, sketchReduceLr } from '../timeline/sketch.js';
import { bestOf, divergenceOf } from './divergence.js';

interface Sketch {
  name?: string;
  epochs: number;
  planned?: number;
  status?: RunPayload['status'];
  reason?: string;
  view?: RunPayload['view'];
  validation?: boolean;
  metrics?: string[];
  /** Penalty as a share of the first loss. */
  penalty?: number;
  /** Of a run saved before the validation loss held the penalty. */
  before?: boolean;
  rate?: (epoch: number) => number;
  /** From this epoch on, the losses are not finite. */
  broken?: { epoch: number; value: number; until?: number; only?: 'validation' };
  /** From this epoch on, the losses grow by this factor with every epoch. */
  grows?: { epoch: number; factor: number };
  compile?: Partial<RunPayload['compile']>;
  /** Batches done of an unfinished epoch. */
  open?: number;
}

/** Noise that is the same on every machine: a small linear congruence, −1 to 1. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 31 - 1) * 0.999;
  };
}

const SAMPLES = 891;
const BATCH = 32;
const PER_EPOCH = Math.ceil(SAMPLES / BATCH);

/** A made-up run of a small binary classifier whose curves look like real ones. */
export function sketchRun(sketch: Sketch): RunPayload {
  const {
    epochs: done,
    validation = true,
    metrics = ['acc'],
    penalty,
    before,
    broken,
    grows,
    open = 0,
  } = sketch;
  const planned = sketch.planned ?? done;
  const rate = sketch.rate ?? (() => 0.001);
  const random = noise(done + 7);
  const epoch = Array.from({ length: done }, (_, index) => index + 1);
  const speed = 4 / Math.max(8, Math.min(planned, 60));
  const fall = (at: number) => 1 / (1 + at * speed * 2);
  const lossAt = (at: number) => 0.36 + 0.34 * fall(at) + random() * 0.008;
  const data = epoch.map(lossAt);
  const penalties = epoch.map((at) => (penalty ?? 0) * (0.35 + 0.65 * fall(at * 0.7)));
  const breaks = (at: number, value: number, series: 'train' | 'validation' = 'train'): Sample => {
    const {
      epoch = Number.POSITIVE_INFINITY,
      until = Number.POSITIVE_INFINITY,
      only = series,
    } = broken ?? {};
    if (at >= epoch && at <= until && only === series) return toSample(broken?.value);
    return toSample(value * (grows && at >= grows.epoch ? grows.factor ** (at - grows.epoch + 1) : 1));
  };
  const loss = epoch.map((at, row) => breaks(at, (data[row] as number) + (penalties[row] as number)));
  const valLoss = epoch.map((at) =>
    breaks(
      at,
      0.4 +
        0.28 * fall(at * 1.3) +
        (0.1 * at) / Math.max(30, planned) +
        random() * 0.012 +
        (before ? 0 : (penalties[at - 1] as number)),
      'validation',
    ),
  );
  const logs: Record<string, Sample[]> = { loss };
  if (validation) logs.val_loss = valLoss;
  metrics.forEach((name, index) => {
    if (!higherIsBetter(name)) {
      const error = (at: number) => 0.16 + 0.2 * fall(at * 1.2) + index * 0.03;
      logs[name] = epoch.map((at) => breaks(at, error(at) + random() * 0.006));
      if (validation)
        logs[`val_${name}`] = epoch.map((at) =>
          breaks(at, error(at) + 0.03 + random() * 0.012, 'validation'),
        );
      return;
    }
    const top = 0.86 - index * 0.05;
    logs[name] = epoch.map((at) => toSample(top - 0.25 * fall(at * 1.2) + random() * 0.006));
    if (validation)
      logs[`val_${name}`] = epoch.map((at) => toSample(top - 0.04 - 0.2 * fall(at * 1.4) + random() * 0.015));
  });
  const totalSteps = done * PER_EPOCH + open;
  const stride = Math.max(1, Math.ceil(totalSteps / 4000));
  const step = Array.from({ length: Math.ceil(totalSteps / stride) }, (_, index) => index * stride + 1);
  const stepEpoch = (at: number) => Math.ceil(at / PER_EPOCH);
  const best = validation ? valLoss : loss;
  const bestRow = best.reduce<number>(
    (found, value, row) =>
      typeof value === 'number' && (found < 0 || value < (best[found] as number)) ? row : found,
    -1,
  );
  return {
    version: 1,
    kind: 'run',
    id: `run-${sketch.name ?? 'example'}-${done}`,
    name: sketch.name ?? 'Run 1',
    status: sketch.status ?? 'completed',
    ...(sketch.reason && { reason: sketch.reason }),
    view: sketch.view ?? 'full',
    startedAt: '2026-03-02T09:00:00.000Z',
    engine: { name: 'embedded', backend: 'wasm' },
    plan: {
      samples: SAMPLES,
      validationSamples: validation ? 223 : null,
      batchSize: BATCH,
      epochs: planned,
      initialEpoch: 0,
      stepsPerEpoch: PER_EPOCH,
      steps: PER_EPOCH * planned,
      lectureSteps: (SAMPLES * planned) / BATCH,
      shuffle: true,
    },
    model: {
      name: 'sequential_1',
      layers: [
        {
          name: 'dense_1',
          className: 'Dense',
          outputShape: [null, 16],
          parameters: 144,
          trainable: true,
          details: penalty ? '16, relu, l2 0.01' : '16, relu',
        },
        {
          name: 'dropout_1',
          className: 'Dropout',
          outputShape: [null, 16],
          parameters: 0,
          trainable: true,
          details: 'rate 0.3',
        },
        {
          name: 'dense_2',
          className: 'Dense',
          outputShape: [null, 1],
          parameters: 17,
          trainable: true,
          details: '1, sigmoid',
        },
      ],
      parameters: 161,
      trainableParameters: 161,
    },
    compile: {
      optimizer: 'adam',
      learningRate: rate(1),
      optimizerConfig: { beta1: 0.9, beta2: 0.999 },
      loss: ['binaryCrossentropy'],
      metrics,
      ...sketch.compile,
    },
    progress: {
      epoch: Math.min(planned, done + (open ? 1 : 0)),
      batch: open || (done ? PER_EPOCH : 0),
      steps: totalSteps,
      elapsedMs: totalSteps * 8.75,
      stepsPerSecond: totalSteps ? 114.3 : null,
    },
    epochs: {
      epoch,
      time: epoch.map((at) => at * PER_EPOCH * 8.75),
      learningRate: epoch.map((at) => toSample(rate(at))),
      ...(penalty && { penalty: penalties.map(toSample) }),
      ...(penalty && validation && !before && { validationPenalty: penalties.map(toSample) }),
      tensors: epoch.map(() => 58),
      bytes: epoch.map(() => 12_400),
      logs,
    },
    steps: {
      step,
      learningRate: step.map((at) => toSample(rate(stepEpoch(at)))),
      logs: {
        loss: step.map((at) =>
          breaks(
            stepEpoch(at),
            lossAt(at / PER_EPOCH) +
              (penalty ?? 0) * (0.35 + 0.65 * fall((at / PER_EPOCH) * 0.7)) +
              random() * 0.07,
          ),
        ),
      },
    },
    best:
      bestRow < 0
        ? null
        : { metric: validation ? 'val_loss' : 'loss', epoch: bestRow + 1, value: best[bestRow] as Sample },
  };
}

/** The same run with the lecture's three callbacks, as they would have acted on its validation loss. */
export function withCallbacks(run: RunPayload, patience = 7): RunPayload {
  const values = run.epochs.logs.val_loss ?? [];
  const reduce = sketchReduceLr(values, { patience: 3 });
  const stopping = sketchEarlyStopping(values, { patience });
  return {
    ...run,
    epochs: { ...run.epochs, learningRate: reduce.rates },
    steps: {
      ...run.steps,
      learningRate: run.steps.step.map((step) => reduce.rates[Math.ceil(step / PER_EPOCH) - 1] ?? null),
    },
    callbacks: sketchRecord([stopping, sketchCheckpoint(values, () => 'best.keras'), reduce], PER_EPOCH),
  };
}

/** A curve of a fold: its level, how fast it falls, and noise are its own. */
function foldCurve(values: readonly Sample[], fold: number, size: number): Sample[] {
  const random = noise(fold * 101 + 13);
  const level = (((fold * 37) % 11) - 5) * size;
  const later = (((fold * 5) % 7) - 3) * size;
  return values.map((value, row) =>
    typeof value === 'number'
      ? Number((value + level + (later * row) / 20 + random() * size * 0.7).toPrecision(4))
      : value,
  );
}

/** A group as cross-validation leaves it. */
export function sketchGroup(count: number): GroupPayload {
  return {
    version: 1,
    kind: 'group',
    id: 'group-example',
    runs: Array.from({ length: count }, (_, index) => {
      const running = index === count - 1;
      const failed = index === 4;
      const run = sketchRun({
        name: `Fold ${index + 1}`,
        epochs: running ? 9 : failed ? 3 : 20 + (index % 3),
        planned: 22,
        status: running ? 'running' : failed ? 'failed' : index % 3 === 2 ? 'completed' : 'stopped',
      });
      const curves = Object.fromEntries(
        Object.entries(run.epochs.logs).map(([name, column]) => [
          name,
          foldCurve(column, index, name.startsWith('val_') ? 0.005 : 0.0015),
        ]),
      );
      const { epoch } = run.epochs;
      const [best] = epoch
        .map((epoch, row) => ({ metric: 'val_loss', epoch, value: curves.val_loss?.[row] as Sample }))
        .sort((a, b) => Number(a.value) - Number(b.value));
      return {
        id: run.id,
        name: run.name,
        status: run.status,
        epochs: epoch.length,
        plannedEpochs: run.plan.epochs,
        elapsedMs: run.progress.elapsedMs,
        final: Object.fromEntries(
          Object.entries(curves).map(([name, column]) => [name, column.at(-1) ?? null]),
        ),
        best: best ?? null,
        curves,
      };
    }),
  };
}

/** Named payloads: the gallery shows them, the picture tests keep them. */
export const trainingExamples: Record<string, () => TrainingPayload> = {
  validation: () => sketchRun({ epochs: 50 }),
  'one-epoch': () => sketchRun({ epochs: 1 }),
  running: () => sketchRun({ epochs: 12, planned: 50, status: 'running', open: 9 }),
  'before-first-epoch': () => sketchRun({ epochs: 0, planned: 20, status: 'running', open: 14 }),
  empty: () => sketchRun({ epochs: 0, planned: 20, status: 'interrupted' }),
  'no-validation': () => sketchRun({ epochs: 30, validation: false }),
  'no-metric': () => sketchRun({ epochs: 30, metrics: [] }),
  'two-metrics': () => sketchRun({ epochs: 30, metrics: ['acc', 'precision', 'mse'] }),
  penalty: () => sketchRun({ epochs: 40, penalty: 0.22 }),
  'penalty-in-training-only': () => sketchRun({ epochs: 40, penalty: 0.22, before: true }),
  'learning-rate': () =>
    sketchRun({ epochs: 45, rate: (epoch) => (epoch <= 18 ? 0.01 : epoch <= 33 ? 0.001 : 0.0001) }),
  'learning-rate-decay': () => sketchRun({ epochs: 60, rate: (epoch) => 0.01 * 0.94 ** (epoch - 1) }),
  nan: () =>
    sketchRun({
      epochs: 12,
      planned: 30,
      broken: { epoch: 7, value: Number.NaN },
      status: 'stopped',
      reason: 'Loss is NaN: TerminateOnNaN ended the run.',
    }),
  infinity: () => sketchRun({ epochs: 20, broken: { epoch: 9, value: Number.POSITIVE_INFINITY } }),
  'all-nan': () => sketchRun({ epochs: 6, broken: { epoch: 1, value: Number.NaN } }),
  diverged: () =>
    sketchRun({
      epochs: 14,
      metrics: ['mae'],
      grows: { epoch: 6, factor: 220 },
      broken: { epoch: 10, value: Number.NaN },
      rate: () => 0.5,
      compile: { optimizer: 'SGD', loss: ['meanSquaredError'] },
    }),
  exploded: () =>
    sketchRun({
      epochs: 12,
      validation: false,
      metrics: [],
      grows: { epoch: 8, factor: 300 },
      compile: { loss: ['meanSquaredError'] },
    }),
  'diverging-running': () =>
    sketchRun({
      epochs: 5,
      planned: 40,
      open: 9,
      status: 'running',
      broken: { epoch: 6, value: Number.NaN },
    }),
  'diverged-validation': () =>
    sketchRun({ epochs: 16, broken: { epoch: 9, value: Number.POSITIVE_INFINITY, only: 'validation' } }),
  spike: () => sketchRun({ epochs: 24, broken: { epoch: 9, until: 9, value: 5200 } }),
  'ten-thousand-epochs': () => sketchRun({ epochs: 10_000 }),
  stopped: () => sketchRun({ epochs: 18, planned: 100, status: 'stopped' }),
  failed: () =>
    sketchRun({
      epochs: 3,
      planned: 20,
      status: 'failed',
      reason: 'Error: input 0 of layer dense_1 has shape [32,7], but the layer was built for [null,8].',
    }),
  lost: () =>
    sketchRun({ epochs: 8, planned: 40, status: 'lost', reason: 'The kernel ended (signal SIGKILL).' }),
  compact: () => sketchRun({ epochs: 25, view: 'compact', name: 'Fold 3' }),
  'compact-running': () =>
    sketchRun({ epochs: 4, planned: 25, open: 6, status: 'running', view: 'compact', name: 'Fold 4' }),
  'compact-diverged': () =>
    sketchRun({
      epochs: 20,
      view: 'compact',
      name: 'Fold 5',
      grows: { epoch: 9, factor: 90 },
      broken: { epoch: 14, value: Number.NaN },
    }),
  'compact-lost': () =>
    sketchRun({
      epochs: 6,
      planned: 25,
      view: 'compact',
      name: 'Fold 6',
      status: 'lost',
      reason: 'The kernel has ended (exit code 3). A cell may have called process.exit.',
    }),
  'odd-names': () =>
    sketchRun({
      epochs: 10,
      name: `"Quotes" & 'more' <script>alert(1)</script> 타이타닉`,
      metrics: ['<b>정확도</b>&"acc"'],
      reason: '</text><script>alert(2)</script>',
    }),
  group: () => sketchGroup(12),
  'group-diverged': () => {
    const group = sketchGroup(6);
    const run = sketchRun({ epochs: 20, planned: 22, broken: { epoch: 8, value: Number.NaN } });
    const { loss = [], val_loss = [] } = run.epochs.logs;
    const diverged = divergenceOf(run);
    if (diverged)
      Object.assign(group.runs[1] ?? {}, {
        status: run.status,
        final: { loss: 'NaN', val_loss: 'NaN', acc: 0.62, val_acc: 0.61 },
        best: bestOf(run),
        curves: { loss, val_loss },
        diverged,
      });
    return group;
  },
  'group-lost': () => {
    const group = sketchGroup(4);
    const reason = 'The kernel has ended (exit code 3). A cell may have called process.exit.';
    Object.assign(group.runs.at(-1) ?? {}, { status: 'lost', reason, epochs: 9 });
    return group;
  },
  callbacks: () => withCallbacks(sketchRun({ epochs: 26, planned: 60, status: 'stopped' })),
  'callbacks-running': () =>
    withCallbacks(sketchRun({ epochs: 12, planned: 60, status: 'running', open: 9 })),
};
