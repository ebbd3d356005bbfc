import {
  type CallbackEvent,
  type CallbackLane,
  type Sample,
  type TimelinePayload,
  toSample,
} from '../../protocol/index.js';
import {
  type SketchedCallback,
  sketchCheckpoint,
  sketchCriteria,
  sketchEarlyStopping,
  sketchRecord,
  sketchReduceLr,
} from './sketch.js';

/** A validation loss that falls, flattens and rises, with noise that is the same on every machine. */
function sketchLoss(epochs: number, seed = 5): Sample[] {
  let state = seed;
  return Array.from({ length: epochs }, (_, row) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const t = row / Math.max(12, Math.min(epochs, 400));
    const noise = (state / 2 ** 31 - 1) * (0.02 + 0.02 / (1 + row));
    return toSample(0.38 + 0.4 / (1 + 9 * t) + 0.05 * t * t + noise);
  });
}

interface Sketch {
  name?: string;
  status?: TimelinePayload['status'];
  planned?: number;
  values?: Sample[];
  metric?: string;
  rates?: number[];
  callbacks: SketchedCallback[];
}

function sketchTimeline({
  name = 'Run 1',
  status = 'completed',
  values = [],
  metric = 'val_loss',
  callbacks,
  ...rest
}: Sketch): TimelinePayload {
  return {
    version: 1,
    run: 'run-1',
    name,
    status,
    plannedEpochs: rest.planned ?? values.length,
    epochs: values.map((_, row) => row + 1),
    monitored: values.length ? { [metric]: values } : {},
    learningRate: values.map((_, row) => toSample(rest.rates?.[row] ?? 0.001)),
    callbacks: sketchRecord(callbacks),
  };
}

const path = (epoch: number) => `models/titanic-${String(epoch).padStart(2, '0')}.keras`;

/** The lecture's three together: early stopping, checkpoint, reduction on a plateau. */
export function lecture(epochs = 40, patience = 6): TimelinePayload {
  const all = sketchLoss(epochs);
  const stopping = sketchEarlyStopping(all, { patience });
  const end = stopping.events.at(-1)?.epoch ?? epochs;
  const values = all.slice(0, end);
  const reduce = sketchReduceLr(values, { patience: 3, cooldown: 3, minLr: 1e-6 });
  return sketchTimeline({
    planned: Math.max(60, epochs),
    values,
    rates: reduce.rates,
    status: stopping.events.some(({ kind }) => kind === 'stopped') ? 'stopped' : 'completed',
    callbacks: [
      stopping,
      sketchCheckpoint(values, path, { filepath: 'models/titanic-{epoch:02d}.keras' }),
      reduce,
    ],
  });
}

const lane = (name: string, settings: CallbackLane['settings'] = {}): CallbackLane => ({ name, settings });
const event = (
  kind: CallbackEvent['kind'],
  epoch: number,
  facts: CallbackEvent['facts'] = {},
  more: Partial<CallbackEvent> = {},
): SketchedCallback['events'][number] => ({ kind, epoch, facts, ...more });

/** Each kind at least once. */
function everyKind(): TimelinePayload {
  const values = sketchLoss(14, 9);
  const reduce = sketchReduceLr(values, { patience: 1, cooldown: 3, minLr: 1e-4, rate: 0.01 });
  const checkpoint = sketchCheckpoint(values, () => 'best.keras');
  return {
    ...sketchTimeline({
      status: 'stopped',
      planned: 50,
      values,
      rates: reduce.rates,
      callbacks: [
        sketchEarlyStopping(values, { patience: 4 }),
        checkpoint,
        reduce,
        {
          lane: lane('LearningRateScheduler'),
          events: values.map((_, row) =>
            event('scheduled', row + 1, { from: 0.01 * 0.9 ** row, to: 0.01 * 0.9 ** (row + 1) }),
          ),
        },
        sketchCriteria(14, { '|∇E|': 0.02, '|ΔE|': 0.005, '|Δw|': 0.001 }),
        {
          lane: lane('BackupAndRestore', { backupDir: 'backup/titanic' }),
          events: [event('resumed', 0, { from: 3, path: 'backup/titanic' })],
        },
        {
          lane: { ...lane('ModelCheckpoint', { filepath: 'x.keras' }), monitor: 'val_los' },
          events: [
            event('missing', 1, { available: 'loss, acc, val_loss, val_acc' }),
            event('failed', 6, { reason: 'ENOSPC: no space left on device, write models/x.keras' }),
          ],
        },
        {
          lane: lane('Watcher'),
          events: [
            event('noted', 4, {}, { label: 'dead units', text: '3 of 16 never fire', value: 3 }),
            event('noted', 11, {}, { label: 'dead units', text: '5 of 16 never fire', value: 5 }),
          ],
        },
      ],
    }),
  };
}

function batches(): TimelinePayload {
  const values = sketchLoss(6);
  return sketchTimeline({
    values,
    callbacks: [
      {
        lane: lane('ModelCheckpoint', { filepath: 'm-{epoch:02d}-{batch:02d}.h5', saveFreq: 10 }),
        events: values.flatMap((_, row) => [
          event('saved', row + 1, { path: `m-0${row + 1}-10.h5`, batch: 10 }),
          event('saved', row + 1, { path: `m-0${row + 1}-20.h5`, batch: 20 }),
        ]),
      },
      sketchEarlyStopping(values, { patience: 0, restore: false }),
    ],
  });
}

function long(epochs: number): TimelinePayload {
  const values = sketchLoss(epochs);
  const reduce = sketchReduceLr(values, { patience: 400, factor: 0.5, cooldown: 50, rate: 0.01 });
  return sketchTimeline({
    values,
    rates: reduce.rates,
    callbacks: [
      sketchEarlyStopping(values, { patience: epochs }),
      sketchCheckpoint(values, path),
      reduce,
      sketchCriteria(epochs, { '|∇E|': 1e-6 }),
    ],
  });
}

function odd(): TimelinePayload {
  const values: Sample[] = [0.7, 0.6, 0.65, 'NaN', 'Infinity', 0.64];
  const deep = `/home/${'very/'.repeat(20)}long & <odd>/"quoted" 모델 🎓/מודל-{epoch:02d}.keras`;
  return sketchTimeline({
    name: `"Quotes" & 'more' <script>alert(1)</script> 타이타닉`,
    metric: '<b>val_정확도</b>&"loss"',
    values,
    callbacks: [
      { ...sketchEarlyStopping(values, { patience: 9, monitor: '<b>val_정확도</b>&"loss"' }) },
      {
        lane: {
          name: `My<Callback extends "Weird" & 🎓 ${'Long'.repeat(20)}>`,
          monitor: 'מדד',
          settings: { filepath: deep, note: '‮reversed‬', empty: '', '</text>': '</text><script>' },
        },
        events: [
          event('saved', 2, { path: deep }, { value: 0.6 }),
          event('noted', 3, {}, { label: 'مرحبا', text: '</g><script>alert(2)</script>', value: 'NaN' }),
          event('noted', 5, {}, { label: '🎓', text: 'line one\nline two', value: '-Infinity' }),
        ],
      },
      sketchCriteria(6, { '|∇E|': 0 }),
    ],
  });
}

/** Named payloads: the gallery shows them, the picture tests keep them. */
export const timelineExamples: Record<string, () => TimelinePayload> = {
  lecture: () => lecture(),
  'every-kind': everyKind,
  running: () => {
    const values = sketchLoss(9);
    return sketchTimeline({
      status: 'running',
      planned: 50,
      values,
      callbacks: [sketchEarlyStopping(values, { patience: 5 }), sketchCheckpoint(values, () => 'best.h5')],
    });
  },
  'before-first-epoch': () =>
    sketchTimeline({
      status: 'running',
      planned: 20,
      callbacks: [sketchEarlyStopping([]), sketchCheckpoint([], () => 'best.keras')],
    }),
  'one-epoch': () => {
    const values = sketchLoss(1);
    return sketchTimeline({
      values,
      callbacks: [sketchEarlyStopping(values), sketchCheckpoint(values, () => 'best.keras')],
    });
  },
  'no-callbacks': () => sketchTimeline({ values: sketchLoss(8), callbacks: [] }),
  batches,
  criteria: () =>
    sketchTimeline({
      values: sketchLoss(30),
      callbacks: [sketchCriteria(30, { '|∇E|': 1e-3, '|ΔE|': 1e-4, '|Δw|': 1e-5 })],
    }),
  'hundred-epochs': () => lecture(120, 30),
  'ten-thousand-epochs': () => long(10_000),
  'many-saves': () => {
    const values = sketchLoss(600);
    return sketchTimeline({
      values,
      callbacks: [sketchCheckpoint(values, path, { bestOnly: false })],
    });
  },
  'twelve-lanes': () => {
    const values = sketchLoss(30);
    return sketchTimeline({
      values,
      callbacks: Array.from({ length: 15 }, (_, index) => ({
        ...sketchEarlyStopping(values, { patience: index * 2 + 3, restore: index % 2 === 0 }),
      })),
    });
  },
  failed: () => {
    const values: Sample[] = [0.7, 0.62, 'NaN'];
    return sketchTimeline({
      status: 'failed',
      planned: 20,
      values,
      callbacks: [
        {
          lane: lane('TerminateOnNaN'),
          events: [event('stopped', 3, { batch: 7 }, { value: 'NaN' })],
        },
        {
          lane: lane('ModelCheckpoint', { filepath: '/root/best.keras' }),
          events: [event('failed', 1, { reason: "EACCES: permission denied, open '/root/best.keras'" })],
        },
      ],
    });
  },
  lost: () => ({ ...lecture(12, 30), status: 'lost' }),
  'all-nan': () => {
    const values: Sample[] = ['NaN', 'NaN', 'NaN', 'NaN'];
    return sketchTimeline({ values, callbacks: [sketchEarlyStopping(values, { patience: 5 })] });
  },
  diverged: () => {
    const values: Sample[] = [0.71, 0.66, 0.63, 0.61, 920, 4.1e6, 3.3e11, 'NaN', 'NaN', 'NaN'];
    return {
      ...sketchTimeline({ values, callbacks: [sketchEarlyStopping(values, { patience: 8 })] }),
      diverged: {
        log: 'val_loss',
        validationOnly: false,
        epoch: 5,
        grown: 3.3e11,
        broken: { epoch: 8, step: null, value: 'NaN' },
      },
    };
  },
  'odd-names': odd,
};
