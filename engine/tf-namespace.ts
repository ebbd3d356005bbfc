import type * as converter from '@tensorflow/tfjs-converter';
import type * as core from '@tensorflow/tfjs-core';
import type * as data from '@tensorflow/tfjs-data';
import type * as layers from '@tensorflow/tfjs-layers';
import type { FileSystemIO } from './files/file-system-io.js';
import type { NodeNamespace } from './node/node-namespace.js';
import type { KerasTrain } from './optimizers/train-namespace.js';

/** Versions of the packages that the engine is made of, by package name without its scope. */
export type TfVersions = Record<string, string>;

type LossFactoryName =
  | 'huber'
  | 'logCosh'
  | 'hinge'
  | 'squaredHinge'
  | 'categoricalHinge'
  | 'klDivergence'
  | 'poisson'
  | 'cosineSimilarity'
  | 'binaryCrossentropy'
  | 'binaryFocalCrossentropy'
  | 'categoricalCrossentropy'
  | 'categoricalFocalCrossentropy'
  | 'sparseCategoricalCrossentropy'
  | 'meanAbsoluteError'
  | 'meanAbsolutePercentageError'
  | 'meanSquaredLogarithmicError'
  | 'dice'
  | 'tversky';

/** Also what stands for a loss or metric of Keras that has options, as `compile` takes it. */
type Compute = (yTrue: core.Tensor, yPred: core.Tensor) => core.Tensor;

/** A loss of Keras: with options, for `compile`; of two tensors, computed at once. */
interface LossFactory extends Compute {
  (options?: Record<string, unknown>): Compute;
}

type MetricFactoryName =
  | 'accuracy'
  | 'auc'
  | 'binaryAccuracy'
  | 'binaryCrossentropy'
  | 'binaryIoU'
  | 'categoricalAccuracy'
  | 'categoricalCrossentropy'
  | 'categoricalHinge'
  | 'cosineSimilarity'
  | 'f1Score'
  | 'fBetaScore'
  | 'falseNegatives'
  | 'falsePositives'
  | 'hinge'
  | 'iou'
  | 'klDivergence'
  | 'logCoshError'
  | 'mae'
  | 'mape'
  | 'meanAbsoluteError'
  | 'meanAbsolutePercentageError'
  | 'meanIoU'
  | 'meanSquaredError'
  | 'meanSquaredLogarithmicError'
  | 'mse'
  | 'msle'
  | 'oneHotIoU'
  | 'oneHotMeanIoU'
  | 'poisson'
  | 'precision'
  | 'precisionAtRecall'
  | 'r2Score'
  | 'recall'
  | 'recallAtPrecision'
  | 'rmse'
  | 'rootMeanSquaredError'
  | 'sensitivityAtSpecificity'
  | 'sparseCategoricalAccuracy'
  | 'sparseCategoricalCrossentropy'
  | 'sparseTopKCategoricalAccuracy'
  | 'specificityAtSensitivity'
  | 'squaredHinge'
  | 'topKCategoricalAccuracy'
  | 'trueNegatives'
  | 'truePositives';

/** A metric of Keras: with options, for `compile`: `tf.metrics.precision({ thresholds: 0.4 })`; of two tensors, computed at once. */
interface MetricFactory extends Compute {
  (options?: Record<string, unknown>): Compute;
}

/** The API of `@tensorflow/tfjs-node`: all of `@tensorflow/tfjs`, `tf.node`, and `tf.io` with the file system. */
export type TfNamespace = Omit<typeof core, 'io' | 'losses' | 'train' | 'default'> &
  Omit<typeof layers, 'metrics' | 'default'> &
  Omit<typeof converter, 'default'> & {
    data: typeof data;
    losses: typeof core.losses & Record<LossFactoryName, LossFactory>;
    metrics: typeof layers.metrics & Record<MetricFactoryName, MetricFactory>;
    io: typeof core.io & FileSystemIO;
    node: NodeNamespace;
    train: KerasTrain & typeof core.train;
    version: TfVersions;
  };
