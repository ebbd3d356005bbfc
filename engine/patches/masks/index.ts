import type { TfNamespace } from '../../tf-namespace.js';
import { patchMaskedLayers } from './masked-layers.js';
import { patchMergedMasks } from './merged-masks.js';
import { patchRecurrentMasks } from './recurrent-masks.js';
import { patchTravellingMasks } from './travelling-masks.js';

export { maskOf } from './mask-of.js';

/** Masks as in Keras 3: how they travel, and what is computed with them. */
export function patchMasks(tf: TfNamespace): void {
  patchTravellingMasks(tf);
  patchMergedMasks(tf);
  patchRecurrentMasks(tf);
  patchMaskedLayers(tf);
}
