import type { TfNamespace } from '../tf-namespace.js';
import { checkKernels } from './check-kernels.js';
import { nameLayers } from './name-layers.js';
import { nameOperations } from './name-operation.js';
import { refuseBrokenValues } from './refuse-broken-values.js';

/**
 * The namespace whose operations refuse what makes no sense, with a sentence that names the operation and what it was given,
 * on every engine alike.
 */
export function refuseNonsense(tf: TfNamespace): TfNamespace {
  checkKernels(tf);
  refuseBrokenValues(tf);
  nameLayers(tf);
  return nameOperations(tf);
}
