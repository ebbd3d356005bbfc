/** A loss of Keras: its names, and what it may be told. */
export interface LossKind {
  /** As a function of Keras, `mean_squared_error`. */
  name: string;
  /** As a class of Keras, `MeanSquaredError`. */
  className: string;
  /** The name in TensorFlow.js, where it is not just the other spelling of Keras'. */
  tfjs?: string;
  /** Short and older names. */
  short?: readonly string[];
  /** Its options and their defaults, in the spelling of TensorFlow.js. */
  options?: Readonly<Record<string, unknown>>;
}

const CROSSENTROPY = { fromLogits: false, labelSmoothing: 0, axis: -1 } as const;

export const LOSS_KINDS: readonly LossKind[] = [
  { name: 'mean_squared_error', className: 'MeanSquaredError', short: ['mse', 'MSE'] },
  { name: 'mean_absolute_error', className: 'MeanAbsoluteError', short: ['mae', 'MAE'] },
  {
    name: 'mean_absolute_percentage_error',
    className: 'MeanAbsolutePercentageError',
    short: ['mape', 'MAPE'],
  },
  {
    name: 'mean_squared_logarithmic_error',
    className: 'MeanSquaredLogarithmicError',
    short: ['msle', 'MSLE'],
  },
  { name: 'huber', className: 'Huber', short: ['huber_loss', 'huberLoss'], options: { delta: 1 } },
  { name: 'log_cosh', className: 'LogCosh', tfjs: 'logcosh' },
  { name: 'hinge', className: 'Hinge' },
  { name: 'squared_hinge', className: 'SquaredHinge' },
  { name: 'categorical_hinge', className: 'CategoricalHinge' },
  {
    name: 'kl_divergence',
    className: 'KLDivergence',
    tfjs: 'kullbackLeiblerDivergence',
    short: ['kld', 'KLD', 'kullback_leibler_divergence'],
  },
  { name: 'poisson', className: 'Poisson' },
  {
    name: 'cosine_similarity',
    className: 'CosineSimilarity',
    tfjs: 'cosineProximity',
    short: ['cosine_proximity', 'cosine'],
    options: { axis: -1 },
  },
  {
    name: 'binary_crossentropy',
    className: 'BinaryCrossentropy',
    short: ['bce', 'BCE'],
    options: CROSSENTROPY,
  },
  {
    name: 'binary_focal_crossentropy',
    className: 'BinaryFocalCrossentropy',
    options: { ...CROSSENTROPY, applyClassBalancing: false, alpha: 0.25, gamma: 2 },
  },
  { name: 'categorical_crossentropy', className: 'CategoricalCrossentropy', options: CROSSENTROPY },
  {
    name: 'categorical_focal_crossentropy',
    className: 'CategoricalFocalCrossentropy',
    options: { ...CROSSENTROPY, alpha: 0.25, gamma: 2 },
  },
  {
    name: 'sparse_categorical_crossentropy',
    className: 'SparseCategoricalCrossentropy',
    options: { fromLogits: false, ignoreClass: null, axis: -1 },
  },
  { name: 'dice', className: 'Dice', options: { axis: null } },
  { name: 'tversky', className: 'Tversky', options: { alpha: 0.5, beta: 0.5, axis: null } },
];

export const camel = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());

export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** How TensorFlow.js writes a loss. */
export const tfjsLossName = (kind: LossKind): string => kind.tfjs ?? camel(kind.name);

const byName = new Map(
  LOSS_KINDS.flatMap((kind) =>
    [
      kind.name,
      camel(kind.name),
      kind.className,
      ...(kind.tfjs ? [kind.tfjs] : []),
      ...(kind.short ?? []),
    ].map((name) => [name, kind] as const),
  ),
);

/** All names of losses, for suggestions. */
export const LOSS_NAMES: readonly string[] = [...byName.keys()];

/** The loss of a name, in any spelling of Keras or TensorFlow.js; undefined where there is none. */
export const lossKind = (name: string): LossKind | undefined => byName.get(name);
