import { addOptimizers } from '../optimizers/add-optimizers.js';
import type { TfNamespace } from '../tf-namespace.js';
import { patchTraining } from '../training/index.js';
import { patchActivityPenalties } from './activity-penalties.js';
import { patchBatchNormalizationAxis } from './batch-normalization-axis.js';
import { patchBatchNormalizationWithoutScale } from './batch-normalization-without-scale.js';
import { repairBroadcastGradients } from './broadcast-gradients.js';
import { patchCenterCropShape } from './center-crop-shape.js';
import { patchConstraintsInTraining } from './constraints-in-training.js';
import { addConv3dTransposeGradient } from './conv3d-transpose-gradient.js';
import { patchCrossentropyAtEvenOdds } from './crossentropy-at-even-odds.js';
import { patchDilatedConvolutionLayer } from './dilated-convolution-layer.js';
import { patchDilatedDepthwiseConvolution } from './dilated-depthwise-convolution.js';
import { patchDivisionByZero } from './division-by-zero.js';
import { addEinsumGradient } from './einsum-gradient.js';
import { patchFailedFit } from './failed-fit.js';
import { patchFailedLoad } from './failed-load.js';
import { patchFlattenOfRows } from './flatten-of-rows.js';
import { patchFrozenBatchNormalization } from './frozen-batch-normalization.js';
import { repairGradientsAtCorners } from './gradients-at-corners.js';
import { repairGradientsAtTies } from './gradients-at-ties.js';
import { addGradientsOfDilatedConvolutions } from './gradients-of-dilated-convolutions.js';
import { repairGradientsOfMovedValues } from './gradients-of-moved-values.js';
import { repairGradientsOfPieces } from './gradients-of-pieces.js';
import { repairGradientsOfProducts } from './gradients-of-products.js';
import { addGradientsOfScatteredValues } from './gradients-of-scattered-values.js';
import { repairGradientsOfSteps } from './gradients-of-steps.js';
import { addKerasHardSigmoid } from './keras-hard-sigmoid.js';
import { patchLayerNormalizationWithoutScale } from './layer-normalization-without-scale.js';
import { patchLayerOptions } from './layer-options/index.js';
import { patchMasks } from './masks/index.js';
import { patchModelText } from './model-text.js';
import { patchOptimizerMemory } from './optimizer-memory.js';
import { patchPreprocessingLayers } from './preprocessing-layers.js';
import { patchResetAfterGru } from './reset-after-gru.js';
import { patchSeededDropout } from './seeded-dropout.js';
import { repairSelectGradient } from './select-gradient.js';
import { patchSeparableConvolutionConfig } from './separable-convolution-config.js';
import { patchStridedSliceAxes } from './strided-slice-axes.js';
import { patchTensorInDebugger } from './tensor-in-debugger.js';
import { patchTensorText } from './tensor-text.js';
import { patchWeightPenalties } from './weight-penalties.js';
import { patchWindowThatDoesNotFit } from './window-that-does-not-fit.js';

export { maskOf } from './masks/index.js';
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
  patchDilatedConvolutionLayer(tf);
  patchDilatedDepthwiseConvolution(tf);
  patchWindowThatDoesNotFit(tf);
  patchFlattenOfRows(tf);
  patchCrossentropyAtEvenOdds(tf);
  addOptimizers(tf);
  patchStridedSliceAxes(tf);
  repairGradients(tf);
  patchResetAfterGru(tf);
  patchSeededDropout(tf);
  patchSeparableConvolutionConfig(tf);
  addKerasHardSigmoid(tf);
  patchLayerOptions(tf);
  patchMasks(tf);
  patchOptimizerMemory(tf);
  patchFailedLoad(tf);
  patchFailedFit(tf);
  patchTensorText(tf);
  patchTensorInDebugger(tf);
  patchModelText(tf);
  patchTraining(tf);
  // Around the steps of training and evaluation.
  patchConstraintsInTraining(tf);
  patchWeightPenalties(tf);
  patchActivityPenalties(tf);
}

function repairGradients(tf: TfNamespace): void {
  addConv3dTransposeGradient(tf);
  addEinsumGradient(tf);
  addGradientsOfDilatedConvolutions(tf);
  addGradientsOfScatteredValues(tf);
  patchDivisionByZero(tf);
  repairBroadcastGradients(tf);
  repairGradientsAtCorners(tf);
  repairGradientsAtTies(tf);
  repairGradientsOfMovedValues(tf);
  repairGradientsOfPieces(tf);
  repairGradientsOfProducts(tf);
  repairGradientsOfSteps(tf);
  repairSelectGradient(tf);
}
