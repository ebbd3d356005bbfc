// Losses and metrics by their names: tfjs (camelCase) and Keras (snake_case, or the class of an object).

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** tfjs → Keras 3 and tf-keras, where it is not just the other spelling. */
const RENAMED: Record<string, string> = {
  logcosh: 'log_cosh',
  kullbackLeiblerDivergence: 'kl_divergence',
  cosineProximity: 'cosine_similarity',
};

const LOSSES = [
  'meanSquaredError',
  'meanAbsoluteError',
  'meanAbsolutePercentageError',
  'meanSquaredLogarithmicError',
  'squaredHinge',
  'hinge',
  'categoricalHinge',
  'logcosh',
  'categoricalCrossentropy',
  'sparseCategoricalCrossentropy',
  'binaryCrossentropy',
  'kullbackLeiblerDivergence',
  'poisson',
  'cosineProximity',
];

const LOSS_TO_KERAS = new Map(LOSSES.map((name) => [name, RENAMED[name] ?? snake(name)]));

/** Names, aliases and classes of Keras, without underscores and case. */
const flat = (name: string): string => name.replaceAll('_', '').toLowerCase();
const LOSS_FROM_KERAS = new Map([
  ...[...LOSS_TO_KERAS].map(([tfjs, keras]): [string, string] => [flat(keras), tfjs]),
  ...LOSSES.map((name): [string, string] => [flat(name), name]),
  ['mse', 'meanSquaredError'],
  ['mae', 'meanAbsoluteError'],
  ['mape', 'meanAbsolutePercentageError'],
  ['msle', 'meanSquaredLogarithmicError'],
  ['kld', 'kullbackLeiblerDivergence'],
  ['bce', 'binaryCrossentropy'],
]);

const METRIC_TO_KERAS = new Map<string, string>([
  ['acc', 'accuracy'],
  ['accuracy', 'accuracy'],
  ['binaryAccuracy', 'binary_accuracy'],
  ['categoricalAccuracy', 'categorical_accuracy'],
  ['sparseCategoricalAccuracy', 'sparse_categorical_accuracy'],
  ['precision', 'Precision'],
  ['recall', 'Recall'],
  ['mse', 'mse'],
  ['MSE', 'mse'],
  ['meanSquaredError', 'mse'],
  ['mae', 'mae'],
  ['MAE', 'mae'],
  ['meanAbsoluteError', 'mae'],
  ['mape', 'mape'],
  ['MAPE', 'mape'],
  ['meanAbsolutePercentageError', 'mape'],
  ['cosine', 'cosine_similarity'],
  ['cosineProximity', 'cosine_similarity'],
  ['categoricalCrossentropy', 'categorical_crossentropy'],
  ['sparseCategoricalCrossentropy', 'sparse_categorical_crossentropy'],
  ['binaryCrossentropy', 'binary_crossentropy'],
]);

const METRIC_FROM_KERAS = new Map<string, string>([
  ['accuracy', 'accuracy'],
  ['acc', 'accuracy'],
  ['binaryaccuracy', 'binaryAccuracy'],
  ['categoricalaccuracy', 'categoricalAccuracy'],
  // tfjs' "accuracy" is this one where the loss is sparse.
  ['sparsecategoricalaccuracy', 'accuracy'],
  ['precision', 'precision'],
  ['mse', 'mse'],
  ['meansquarederror', 'mse'],
  ['mae', 'mae'],
  ['meanabsoluteerror', 'mae'],
  ['mape', 'mape'],
  ['meanabsolutepercentageerror', 'mape'],
  ['cosinesimilarity', 'cosine'],
  ['categoricalcrossentropy', 'categoricalCrossentropy'],
  ['sparsecategoricalcrossentropy', 'sparseCategoricalCrossentropy'],
]);

export const lossToKeras = (name: string): string | undefined => LOSS_TO_KERAS.get(name);
export const lossFromKeras = (name: string): string | undefined => LOSS_FROM_KERAS.get(flat(name));
export const metricToKeras = (name: string): string | undefined => METRIC_TO_KERAS.get(name);
export const metricFromKeras = (name: string): string | undefined => METRIC_FROM_KERAS.get(flat(name));
