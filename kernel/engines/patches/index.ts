import type { TfNamespace } from '../tf-namespace.js';
import { patchBatchNormalizationAxis } from './batch-normalization-axis.js';
import { patchBatchNormalizationWithoutScale } from './batch-normalization-without-scale.js';
import { patchFrozenBatchNormalization } from './frozen-batch-normalization.js';
import { patchIntegerLabels } from './integer-labels.js';
import { patchMultiOutputEvaluation } from './multi-output-evaluation.js';
import { patchSeededDropout } from './seeded-dropout.js';
import { patchSeparableConvolutionConfig } from './separable-convolution-config.js';

/**
 * Repairs what is broken in tfjs-layers 4.22. Models that already work compute the same, bit for bit (a seeded dropout, which
 * never varied, does so now); a second call does nothing.
 */
export function applyPatches(tf: TfNamespace): void {
  patchBatchNormalizationAxis(tf);
  patchBatchNormalizationWithoutScale(tf);
  patchFrozenBatchNormalization(tf);
  patchIntegerLabels(tf);
  patchMultiOutputEvaluation(tf);
  patchSeededDropout(tf);
  patchSeparableConvolutionConfig(tf);
}
