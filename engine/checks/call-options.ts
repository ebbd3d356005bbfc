import { type Domain, domains, type Elsewhere, either, oneOf } from '../options/index.js';

/** The options of a call that trains, tests or predicts. */
export interface CallOptions {
  allowed: Readonly<Record<string, Domain>>;
  elsewhere?: Elsewhere;
}

const { anything, boolean, count, list, object, positiveCount } = domains;

const validationShare: Domain = {
  en: 'a share from 0 to below 1',
  ko: '0 이상 1 미만의 비율',
  allows: (value) => typeof value === 'number' && value >= 0 && value < 1,
};

const verbose: Domain = {
  en: "0, 1, 2 or 'auto'",
  ko: "0, 1, 2, 'auto' 중 하나",
  allows: (value) => value === 'auto' || typeof value === 'boolean' || [0, 1, 2].includes(value as number),
};

const metrics = either(either(list, object), either(domains.text, domains.hook));

const yieldEvery = either(oneOf('auto', 'batch', 'epoch', 'never'), domains.positive);

const validationPair: Domain = {
  en: 'a list of tensors, [xVal, yVal], or a data set',
  ko: '텐서의 목록 [xVal, yVal]이나 데이터 세트',
  allows: (value) =>
    (Array.isArray(value) && (value.length === 2 || value.length === 3)) ||
    typeof (value as { iterator?: unknown }).iterator === 'function',
};

const GENERATOR = [
  'A data set of tf.data, which cuts its own batches, is trained on with model.fitDataset(dataset, { batchesPerEpoch: … }).',
  '스스로 배치를 나누는 tf.data 데이터 세트는 model.fitDataset(dataset, { batchesPerEpoch: … })로 학습합니다.',
] as const;

const WORKERS = [
  'There is nothing to set here: leave it out.',
  '여기서는 정할 것이 없습니다. 빼세요.',
] as const;

const keras: Elsewhere = {
  steps_per_epoch: GENERATOR,
  stepsPerEpoch: GENERATOR,
  validation_steps: GENERATOR,
  validationSteps: GENERATOR,
  steps: GENERATOR,
  validation_freq: ['Every epoch is validated here.', '여기서는 모든 에포크에서 검증합니다.'],
  validation_batch_size: ['Validation uses batchSize.', '검증에는 batchSize를 씁니다.'],
  nb_epoch: 'epochs',
  n_epochs: 'epochs',
  num_epochs: 'epochs',
  iterations: 'epochs',
  validation: 'validationData: [xVal, yVal]',
  callback: 'callbacks: […]',
  workers: WORKERS,
  max_queue_size: WORKERS,
  use_multiprocessing: WORKERS,
  x: ['The inputs come first: model.fit(x, y, { … }).', '입력은 맨 앞에 씁니다: model.fit(x, y, { … }).'],
  y: ['The targets come second: model.fit(x, y, { … }).', '정답은 두 번째에 씁니다: model.fit(x, y, { … }).'],
};

const fitting = { epochs: positiveCount, verbose, callbacks: anything, initialEpoch: count, yieldEvery };

export const callOptions = {
  fit: {
    allowed: {
      batchSize: positiveCount,
      ...fitting,
      validationSplit: validationShare,
      validationData: validationPair,
      shuffle: either(boolean, oneOf('batch')),
      classWeight: object,
      sampleWeight: object,
    },
    elsewhere: keras,
  },
  fitDataset: {
    allowed: {
      batchesPerEpoch: positiveCount,
      ...fitting,
      validationData: validationPair,
      validationBatchSize: positiveCount,
      validationBatches: positiveCount,
      classWeight: object,
    },
    elsewhere: {
      ...keras,
      steps_per_epoch: 'batchesPerEpoch',
      stepsPerEpoch: 'batchesPerEpoch',
      validation_steps: 'validationBatches',
      validationSteps: 'validationBatches',
      validation_batch_size: 'validationBatchSize',
      batchSize: [
        'The data set cuts its own batches: dataset.batch(32).',
        '배치는 데이터 세트가 나눕니다: dataset.batch(32).',
      ],
      batch_size: [
        'The data set cuts its own batches: dataset.batch(32).',
        '배치는 데이터 세트가 나눕니다: dataset.batch(32).',
      ],
      validationSplit: [
        'A data set is not split: give validationData, for instance dataset.take(20), and train on dataset.skip(20).',
        '데이터 세트는 나누어지지 않습니다. validationData로 dataset.take(20)처럼 주고 dataset.skip(20)으로 학습하세요.',
      ],
      shuffle: [
        'Shuffle the data set: dataset.shuffle(1000).',
        '데이터 세트를 섞으세요: dataset.shuffle(1000).',
      ],
    },
  },
  evaluate: { allowed: { batchSize: positiveCount, verbose, sampleWeight: object }, elsewhere: keras },
  evaluateDataset: {
    allowed: { batches: positiveCount, verbose },
    elsewhere: { steps: 'batches' },
  },
  predict: { allowed: { batchSize: positiveCount, verbose }, elsewhere: keras },
  compile: {
    allowed: { optimizer: anything, loss: anything, metrics, lossWeights: object, weightedMetrics: metrics },
    elsewhere: {
      metric: "metrics: ['accuracy']",
      lr: 'optimizer: tf.train.adam(0.001)',
      learning_rate: 'optimizer: tf.train.adam(0.001)',
      learningRate: 'optimizer: tf.train.adam(0.001)',
      run_eagerly: WORKERS,
      jit_compile: WORKERS,
      steps_per_execution: WORKERS,
    },
  },
} satisfies Record<string, CallOptions>;
