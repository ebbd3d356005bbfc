/** Small networks that losses and metrics of a kind fit, and data for each: 11 rows to train on, in batches of 4, and 7 others. */
export type NetworkName =
  | 'values'
  | 'positive'
  | 'chance'
  | 'logit'
  | 'labels'
  | 'classes'
  | 'logits'
  | 'two'
  | 'words'
  | 'many';

export type Targets = 'real' | 'zeroOne' | 'plusMinus' | 'share' | 'oneHot' | 'numbers' | 'ignored';

/** As Keras writes them in Python; here they are given to `compile` just so. */
export type Identifier = string | { class_name: string; config: Record<string, unknown> };

export interface Row {
  name: string;
  network: NetworkName;
  targets: Targets;
  loss: Identifier | Identifier[] | Record<string, Identifier>;
  metrics?: unknown;
  weightedMetrics?: unknown;
  lossWeights?: number[] | Record<string, number>;
  weights?: 'samples' | 'classes';
}

const of = (className: string, config: Record<string, unknown> = {}): Identifier => ({
  class_name: className,
  config,
});

type Place = [NetworkName, Targets];

const LOSSES: [Identifier[], ...Place[]][] = [
  [
    ['mean_squared_error', 'mse', 'MSE', of('MeanSquaredError')],
    ['values', 'real'],
    ['words', 'oneHot'],
  ],
  [
    ['mean_absolute_error', 'mae', of('MeanAbsoluteError')],
    ['values', 'real'],
  ],
  [
    ['mean_absolute_percentage_error', 'mape'],
    ['positive', 'real'],
  ],
  [
    ['mean_squared_logarithmic_error', 'msle', 'MeanSquaredLogarithmicError'],
    ['positive', 'share'],
  ],
  [
    ['huber', of('Huber'), of('Huber', { delta: 0.3 })],
    ['values', 'real'],
  ],
  [
    ['log_cosh', of('LogCosh')],
    ['values', 'real'],
  ],
  [
    ['hinge', 'Hinge'],
    ['logits', 'zeroOne'],
    ['logits', 'plusMinus'],
    ['logits', 'real'],
  ],
  [['squared_hinge'], ['logits', 'zeroOne'], ['logits', 'plusMinus']],
  [['categorical_hinge'], ['classes', 'oneHot']],
  [
    ['kl_divergence', 'kld', of('KLDivergence')],
    ['classes', 'oneHot'],
    ['labels', 'share'],
  ],
  [['poisson'], ['positive', 'share']],
  [
    ['cosine_similarity', of('CosineSimilarity')],
    ['values', 'real'],
  ],
  [
    ['binary_crossentropy', 'bce', of('BinaryCrossentropy', { label_smoothing: 0.2 })],
    ['chance', 'zeroOne'],
    ['labels', 'zeroOne'],
  ],
  [[of('BinaryCrossentropy', { from_logits: true })], ['logit', 'zeroOne'], ['logits', 'zeroOne']],
  [
    [
      'binary_focal_crossentropy',
      of('BinaryFocalCrossentropy', { gamma: 1.5, apply_class_balancing: true, alpha: 0.4 }),
    ],
    ['chance', 'zeroOne'],
    ['labels', 'zeroOne'],
  ],
  [[of('BinaryFocalCrossentropy', { from_logits: true, label_smoothing: 0.1 })], ['logit', 'zeroOne']],
  [
    ['categorical_crossentropy', of('CategoricalCrossentropy', { label_smoothing: 0.3 })],
    ['classes', 'oneHot'],
    ['words', 'oneHot'],
  ],
  [[of('CategoricalCrossentropy', { from_logits: true })], ['logits', 'oneHot']],
  [
    ['categorical_focal_crossentropy', of('CategoricalFocalCrossentropy', { alpha: 0.6, gamma: 1 })],
    ['classes', 'oneHot'],
  ],
  [[of('CategoricalFocalCrossentropy', { from_logits: true })], ['logits', 'oneHot']],
  [['sparse_categorical_crossentropy'], ['classes', 'numbers'], ['words', 'numbers']],
  [[of('SparseCategoricalCrossentropy', { from_logits: true })], ['logits', 'numbers']],
  [[of('SparseCategoricalCrossentropy', { ignore_class: -1 })], ['classes', 'ignored'], ['words', 'ignored']],
  [['dice'], ['labels', 'zeroOne']],
  [
    ['tversky', of('Tversky', { alpha: 0.2, beta: 0.7 })],
    ['labels', 'zeroOne'],
  ],
  [
    [
      of('MeanSquaredError', { reduction: 'sum' }),
      of('MeanSquaredError', { reduction: 'mean_with_sample_weight' }),
    ],
    ['values', 'real'],
  ],
];

/** An output with a loss of its own. */
export interface LossHead {
  head: Exclude<NetworkName, 'two' | 'words' | 'many'>;
  targets: Targets;
  loss: Identifier;
}

const isFlat = (place: Place): place is [LossHead['head'], Targets] => place[0] !== 'words';

/** One network has an output for each of these, so that one training compares them all. */
export const LOSS_HEADS: readonly LossHead[] = LOSSES.flatMap(([losses, ...places]) =>
  places.filter(isFlat).flatMap(([head, targets]) => losses.map((loss) => ({ head, targets, loss }))),
);

const ofWholeBatches = ({ loss }: LossHead): boolean => /dice|tversky/i.test(JSON.stringify(loss));

const lossRows: Row[] = [
  {
    name: 'every loss',
    network: 'many',
    targets: 'real',
    loss: LOSS_HEADS.map(({ loss }) => loss),
    // So that the large ones do not drown the others.
    lossWeights: LOSS_HEADS.map(({ loss }) =>
      /percentage|mape|sum/.test(JSON.stringify(loss)) ? 0.001 : 0.1,
    ),
  },
  {
    name: 'every loss, weights',
    network: 'many',
    targets: 'real',
    loss: LOSS_HEADS.map((head) => (ofWholeBatches(head) ? 'mse' : head.loss)),
    lossWeights: LOSS_HEADS.map(({ loss }) =>
      /percentage|mape|sum/.test(JSON.stringify(loss)) ? 0.001 : 0.1,
    ),
    weights: 'samples',
  },
  ...LOSSES.flatMap(([losses, ...places]) =>
    places
      .filter((place) => !isFlat(place))
      .flatMap(([network, targets]) =>
        losses.slice(-1).map((loss) => ({
          name: `${typeof loss === 'string' ? loss : loss.class_name} of padded sequences`,
          network,
          targets,
          loss,
        })),
      ),
  ),
];

const FOR_VALUES: Identifier[] = [
  'mse',
  'mae',
  of('MeanAbsoluteError', { name: 'own_mae' }),
  'mape',
  'MeanSquaredLogarithmicError',
  of('RootMeanSquaredError', { name: 'rmse' }),
  'cosine_similarity',
  of('LogCoshError'),
  of('R2Score'),
  of('R2Score', { class_aggregation: 'variance_weighted_average', num_regressors: 2, name: 'r2_adjusted' }),
];
const FOR_CHANCES: Identifier[] = [
  'accuracy',
  'BinaryAccuracy',
  of('BinaryAccuracy', { threshold: 0.45, name: 'accuracy_45' }),
  'Precision',
  of('Precision', { thresholds: 0.55, name: 'precision_55' }),
  'Recall',
  of('Recall', { thresholds: 0.45, name: 'recall_45' }),
  'AUC',
  of('AUC', { curve: 'PR', name: 'pr' }),
  of('AUC', { num_thresholds: 20, summation_method: 'minoring', name: 'below' }),
  of('AUC', { num_thresholds: 20, summation_method: 'majoring', curve: 'PR', name: 'above' }),
  of('TruePositives', { name: 'tp' }),
  of('TrueNegatives', { name: 'tn' }),
  of('FalsePositives', { name: 'fp' }),
  of('FalseNegatives', { name: 'fn', thresholds: 0.6 }),
  of('PrecisionAtRecall', { recall: 0.5, name: 'p_at_r' }),
  of('RecallAtPrecision', { precision: 0.5, name: 'r_at_p' }),
  of('SensitivityAtSpecificity', { specificity: 0.5, name: 'sens' }),
  of('SpecificityAtSensitivity', { sensitivity: 0.5, num_thresholds: 50, name: 'spec' }),
  'binary_crossentropy',
  'hinge',
  'squared_hinge',
];
const F_SCORES: Identifier[] = [
  of('F1Score', { threshold: 0.5, average: 'macro', name: 'f1' }),
  of('F1Score', { average: 'micro', name: 'f1_micro' }),
  of('FBetaScore', { beta: 1.5, threshold: 0.4, average: 'weighted', name: 'f2' }),
];
const FOR_CLASSES: Identifier[] = [
  'accuracy',
  'CategoricalAccuracy',
  'categorical_crossentropy',
  of('CategoricalCrossentropy', { label_smoothing: 0.2, name: 'smooth' }),
  of('CategoricalAccuracy', { name: 'own_accuracy' }),
  of('Precision', { name: 'precision' }),
  of('TopKCategoricalAccuracy', { k: 2, name: 'top2' }),
  of('Precision', { top_k: 1, name: 'p_top' }),
  of('Recall', { class_id: 1, name: 'r_class' }),
  'AUC',
  'kl_divergence',
  'poisson',
  'categorical_hinge',
  ...F_SCORES,
];
const UNIONS: Identifier[] = [
  of('OneHotMeanIoU', { num_classes: 3, name: 'mean_iou' }),
  of('OneHotIoU', { num_classes: 3, target_class_ids: [0, 2], name: 'iou' }),
];
const FOR_NUMBERS: Identifier[] = [
  'accuracy',
  'sparse_categorical_accuracy',
  of('SparseCategoricalCrossentropy', { name: 'own_crossentropy' }),
  of('SparseTopKCategoricalAccuracy', { k: 2, name: 'top2' }),
  'sparse_categorical_crossentropy',
];

const METRICS: {
  network: NetworkName;
  targets: Targets;
  loss: Identifier;
  metrics: Identifier[];
  unweighted?: Identifier[];
}[] = [
  { network: 'values', targets: 'real', loss: 'mse', metrics: FOR_VALUES },
  {
    network: 'chance',
    targets: 'zeroOne',
    loss: 'binary_crossentropy',
    metrics: [...FOR_CHANCES, ...F_SCORES],
    unweighted: [of('BinaryIoU', { name: 'binary_iou' })],
  },
  {
    network: 'classes',
    targets: 'oneHot',
    loss: 'categorical_crossentropy',
    metrics: FOR_CLASSES,
    unweighted: UNIONS,
  },
  { network: 'classes', targets: 'numbers', loss: 'sparse_categorical_crossentropy', metrics: FOR_NUMBERS },
  {
    network: 'labels',
    targets: 'zeroOne',
    loss: 'binary_crossentropy',
    metrics: ['binary_accuracy', 'Precision', 'Recall', 'AUC', ...F_SCORES],
  },
];

const weighted = (metrics: Identifier[]): Identifier[] =>
  metrics.flatMap((metric) =>
    typeof metric === 'string'
      ? []
      : [
          of(metric.class_name, {
            ...metric.config,
            name: `weighted_${metric.config.name ?? metric.class_name}`,
          }),
        ],
  );

const metricRows: Row[] = METRICS.flatMap(({ network, targets, loss, metrics, unweighted = [] }) =>
  ([undefined, 'samples', 'classes'] as const)
    .filter((weights) => weights !== 'classes' || network === 'chance' || targets === 'oneHot')
    .map((weights) => ({
      name: `metrics of ${network} ${targets}, ${weights ? `weights of ${weights}` : 'no weights'}`,
      network,
      targets,
      loss,
      metrics: [...metrics, ...unweighted],
      weightedMetrics: weighted(metrics),
      ...(weights && { weights }),
    })),
);

const otherRows: Row[] = [
  {
    name: 'two outputs',
    network: 'two',
    targets: 'oneHot',
    loss: { yes: 'binary_crossentropy', which: 'categorical_crossentropy' },
    metrics: { yes: ['Precision', 'accuracy'], which: ['accuracy', 'AUC'] },
  },
  {
    name: 'two outputs, weights of losses and samples',
    network: 'two',
    targets: 'oneHot',
    loss: ['binary_crossentropy', of('CategoricalCrossentropy', { label_smoothing: 0.1 })],
    lossWeights: [2, 0.3],
    metrics: [['Precision'], ['accuracy']],
    weightedMetrics: [['mae'], ['mae', of('Recall', { name: 'found' })]],
    weights: 'samples',
  },
  {
    name: 'two outputs, one loss, weights of losses',
    network: 'two',
    targets: 'oneHot',
    loss: { yes: 'mse', which: 'mse' },
    lossWeights: { yes: 0.5, which: 1 },
  },
  {
    name: 'padding and metrics',
    network: 'words',
    targets: 'oneHot',
    loss: 'categorical_crossentropy',
    metrics: ['accuracy', 'mae', of('RootMeanSquaredError', { name: 'rmse' }), 'Precision', 'AUC'],
    weightedMetrics: [of('CategoricalAccuracy', { name: 'weighted_accuracy' })],
  },
  {
    name: 'padding and sparse metrics',
    network: 'words',
    targets: 'numbers',
    loss: 'sparse_categorical_crossentropy',
    metrics: ['accuracy', 'sparse_categorical_crossentropy'],
  },
];

export const ROWS: readonly Row[] = [...lossRows, ...metricRows, ...otherRows];
