import type { TfNamespace } from '../tf-namespace.js';
import { patchTraining } from '../training/index.js';
import { patchBatchNormalizationAxis } from './batch-normalization-axis.js';
import { patchBatchNormalizationWithoutScale } from './batch-normalization-without-scale.js';
import { repairBroadcastGradients } from './broadcast-gradients.js';
import { patchCenterCropShape } from './center-crop-shape.js';
import { patchDilatedDepthwiseConvolution } from './dilated-depthwise-convolution.js';
import { patchFrozenBatchNormalization } from './frozen-batch-normalization.js';
import { patchLayerNormalizationWithoutScale } from './layer-normalization-without-scale.js';
import { registerMissingGradients } from './missing-gradients.js';
import { patchPreprocessingLayers } from './preprocessing-layers.js';
import { patchResetAfterGru } from './reset-after-gru.js';
import { patchSeededDropout } from './seeded-dropout.js';
import { patchSeparableConvolutionConfig } from './separable-convolution-config.js';
import { patchWindowThatDoesNotFit } from './window-that-does-not-fit.js';

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
  registerMissingGradients(tf);
  repairBroadcastGradients(tf);
  patchResetAfterGru(tf);
  patchSeededDropout(tf);
  patchSeparableConvolutionConfig(tf);
  patchTraining(tf);
}
