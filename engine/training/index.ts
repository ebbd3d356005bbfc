import type { TfNamespace } from '../tf-namespace.js';
import { patchCompile, patchSequentialCompile } from './compile.js';
import { patchEpochMetrics } from './epoch-metrics.js';
import { patchEvaluation } from './evaluation.js';
import { addFactories } from './factories.js';
import { patchFitWeights } from './fit-weights.js';
import { patchSparseTargets } from './sparse-targets.js';
import { patchTrainStep } from './train-step.js';
import { patchTrainingConfig } from './training-config.js';

export { type Aside, type AsideListener, hearAsides, type Settled, settled } from './asides.js';
export { EPOCH_SO_FAR } from './epoch-metrics.js';
export { finish } from './evaluation.js';
export { KerasMetric } from './keras-metric.js';
export { classConfig, KerasLoss } from './loss.js';
export { camel, LOSS_KINDS, type LossKind, lossKind, snake, tfjsLossName } from './loss-names.js';
export type { MetricKind } from './metric.js';
export { metricByOutput } from './metric-by-output.js';
export { metricKind } from './metric-names.js';
export { KERAS_ACCURACY, METRIC_KIND } from './ready-metric.js';
export { stateOf, type TrainedModel, type TrainingState } from './training-state.js';

/** Losses, metrics, weights and masks as Keras has them, in `compile`, `fit` and `evaluate` of tfjs-layers. */
export function patchTraining(tf: TfNamespace): void {
  addFactories(tf);
  patchCompile(tf);
  patchSequentialCompile(tf);
  patchTrainStep(tf);
  patchEvaluation(tf);
  patchFitWeights(tf);
  patchSparseTargets(tf);
  patchEpochMetrics(tf);
  patchTrainingConfig(tf);
}
