import type { TfNamespace } from '../tf-namespace.js';
import { patchCompile } from './compile.js';
import { patchEpochMetrics } from './epoch-metrics.js';
import { patchEvaluation } from './evaluation.js';
import { addFactories } from './factories.js';
import { patchFitWeights } from './fit-weights.js';
import { patchTrainStep } from './train-step.js';

export { EPOCH_SO_FAR } from './epoch-metrics.js';
export { KerasMetric } from './keras-metric.js';
export { KerasLoss } from './loss.js';
export { stateOf } from './training-state.js';

/** Losses, metrics, weights and masks as Keras has them, in `compile`, `fit` and `evaluate` of tfjs-layers. */
export function patchTraining(tf: TfNamespace): void {
  addFactories(tf);
  patchCompile(tf);
  patchTrainStep(tf);
  patchEvaluation(tf);
  patchFitWeights(tf);
  patchEpochMetrics(tf);
}
