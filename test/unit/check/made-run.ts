import {
  type PackedMatrix,
  packMatrix,
  type RunLayersPayload,
  type RunPayload,
} from '../../../protocol/index.js';

/** A recorded training of so many epochs, made up: its losses fall evenly. */
export function madeRun(parts: Partial<RunPayload> & { ran?: number; of?: number } = {}): RunPayload {
  const { ran = 12, of = 60, ...rest } = parts;
  const epoch = Array.from({ length: ran }, (_, i) => i + 1);
  const falling = (from: number): number[] => epoch.map((n) => Number((from - 0.01 * n).toFixed(4)));
  return {
    version: 1,
    kind: 'run',
    id: 'run-1',
    name: 'Run 1',
    status: ran < of ? 'stopped' : 'completed',
    view: 'full',
    startedAt: '2026-01-01T00:00:00.000Z',
    engine: { name: 'embedded', backend: 'wasm' },
    plan: {
      samples: 160,
      validationSamples: 40,
      batchSize: 32,
      epochs: of,
      initialEpoch: 0,
      stepsPerEpoch: 5,
      steps: 5 * of,
      lectureSteps: 5 * of,
      shuffle: true,
    },
    model: {
      name: 'sequential_1',
      layers: [
        layer('dense_1', 'Dense', 'units 16, activation relu, L2 0.001'),
        layer('batch_normalization_1', 'BatchNormalization', 'momentum 0.9'),
        layer('dropout_1', 'Dropout', 'rate 0.3'),
        layer('dense_2', 'Dense', 'units 1, activation sigmoid'),
      ],
      parameters: 100,
      trainableParameters: 90,
    },
    compile: {
      optimizer: 'Adam',
      learningRate: 0.01,
      optimizerConfig: {},
      loss: ['binaryCrossentropy'],
      metrics: ['acc'],
    },
    progress: { epoch: ran, batch: 5, steps: 5 * ran, elapsedMs: 1000, stepsPerSecond: 60 },
    epochs: {
      epoch,
      time: epoch.map((n) => 20 * n),
      learningRate: epoch.map((n) => (n > 6 ? 0.005 : 0.01)),
      tensors: epoch.map(() => 30),
      bytes: epoch.map(() => 3000),
      logs: {
        loss: falling(0.6),
        val_loss: falling(0.65),
        acc: epoch.map((n) => 0.7 + 0.01 * n),
        val_acc: epoch.map((n) => (n === 10 ? 0.83 : 0.7 + 0.005 * n)),
      },
    },
    steps: { step: [], learningRate: [], logs: {} },
    callbacks: {
      lanes: [
        {
          name: 'EarlyStopping',
          monitor: 'val_loss',
          mode: 'min',
          settings: { patience: 5, restoreBestWeights: true },
        },
      ],
      events: [
        { lane: 0, kind: 'stopped', epoch: ran, step: 5 * ran, facts: {} },
        { lane: 0, kind: 'restored', epoch: ran, step: 5 * ran, facts: { bestEpoch: 7 } },
      ],
    },
    best: null,
    ...rest,
  };
}

export const layer = (
  name: string,
  className: string,
  details: string,
): RunPayload['model']['layers'][number] => ({
  name,
  className,
  outputShape: [null, 16],
  parameters: 10,
  trainable: true,
  details,
});

const matrix = (rows: number[][]): PackedMatrix =>
  packMatrix(rows.length, rows[0]?.length ?? 0, new Float32Array(rows.flat()));

/** What the layers did: the moving mean ends so far from the batch mean, dropout kept so much. */
export function madeLayers({ gap = 0.05, kept = 0.71, rate = 0.3 } = {}): RunLayersPayload {
  const batchMean = [
    [0.5, -1],
    [1, -2],
    [1, -2],
  ];
  const movingMean = [
    [0, 0],
    [0.5, -1],
    [1 - gap, -2 * (1 - gap)],
  ];
  const run = { version: 1 as const, run: 'run-1', name: 'Run 1', status: 'completed' as const };
  return {
    batchNorm: {
      ...run,
      plannedEpochs: 2,
      batchSize: 32,
      stepsPerEpoch: 2,
      every: 1,
      layers: [
        {
          name: 'batch_normalization_1',
          channels: 2,
          momentum: 0.9,
          epsilon: 0.001,
          steps: [1, 2, 3],
          epochs: [1, 2, 2],
          values: [32, 32, 32],
          batchMean: matrix(batchMean),
          batchVariance: matrix(batchMean.map((row) => row.map(() => 1))),
          movingMean: matrix(movingMean),
          movingVariance: matrix(movingMean.map((row) => row.map(() => 1))),
          activations: [],
        },
      ],
    },
    dropout: {
      ...run,
      plannedEpochs: 2,
      stepsPerEpoch: 2,
      every: 1,
      network: {
        layers: [
          { name: 'dropout_1', className: 'Dropout', kind: 'units', units: 16, shape: [16], from: [] },
        ],
        weights: [],
      },
      layers: [
        {
          layer: 0,
          over: 0,
          rate,
          units: 16,
          seeded: false,
          steps: [1, 2],
          epochs: [1, 2],
          samples: [0, 0],
          batch: [32, 32],
          masks: { rows: 0, columns: 16, bits: '' },
          kept: [kept, kept],
          counts: { draws: [32, 64], kept: matrix([[1], [1]]) },
          distinct: { masks: 2, atLeast: false },
        },
      ],
    },
  };
}
