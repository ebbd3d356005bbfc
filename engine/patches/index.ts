import type { TfNamespace } from '../tf-namespace.js';
import { patchActivityPenalties } from './activity-penalties.js';
import { patchBatchNormalizationAxis } from './batch-normalization-axis.js';
import { patchBatchNormalizationWithoutScale } from './batch-normalization-without-scale.js';
import { repairBroadcastGradients } from './broadcast-gradients.js';
import { patchCenterCropShape } from './center-crop-shape.js';
import { patchConstraintsInTraining } from './constraints-in-training.js';
import { patchDilatedDepthwiseConvolution } from './dilated-depthwise-convolution.js';
import { patchFrozenBatchNormalization } from './frozen-batch-normalization.js';
import { patchIntegerLabels } from './integer-labels.js';
import { patchLayerNormalizationWithoutScale } from './layer-normalization-without-scale.js';
import { patchLayerOptions } from './layer-options/index.js';
import { patchMasks } from './masks/index.js';
import { registerMissingGradients } from './missing-gradients.js';
import { patchMultiOutputEvaluation } from './multi-output-evaluation.js';
import { patchPreprocessingLayers } from './preprocessing-layers.js';
import { patchResetAfterGru } from './reset-after-gru.js';
import { patchSeededDropout } from './seeded-dropout.js';
import { patchSeparableConvolutionConfig } from './separable-convolution-config.js';
import { patchWeightPenalties } from './weight-penalties.js';
import { patchWindowThatDoesNotFit } from './window-that-does-not-fit.js';

export { maskOf } from './masks/index.js';
export { didYouMean, nearestNames } from './nearest-names.js';
export { RESET_AFTER } from './reset-after-gru.js';
export { wrapMethod } from './wrap-method.js';

/**
 * Repairs what is broken in tfjs-layers and tfjs-core 4.22, on every engine. Models that already work compute the same,
 * bit for bit (a seeded dropout, which never varied, does so now); a second call does nothing.
 */
export function applyPatches(tf: TfNamespace): void {
  patchBatchNormalizationWithoutScale(tf);
  patchCenterCropShape(tf);
  patchFrozenBatchNormalization(tf);
  patchBatchNormalizationAxis(tf);
  patchLayerNormalizationWithoutScale(tf);
  patchPreprocessingLayers(tf);
  patchDilatedDepthwiseConvolution(tf);
  patchWindowThatDoesNotFit(tf);
  patchIntegerLabels(tf);
  patchMultiOutputEvaluation(tf);
  registerMissingGradients(tf);
  repairBroadcastGradients(tf);
  patchResetAfterGru(tf);
  patchSeededDropout(tf);
  patchSeparableConvolutionConfig(tf);
  patchLayerOptions(tf);
  patchMasks(tf);
  patchConstraintsInTraining(tf);
  patchWeightPenalties(tf);
  patchActivityPenalties(tf);
}
