import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { replaceGradient } from './replace-gradient.js';

/** Of a tensor that is split into one piece, tfjs-core 4.22 takes the gradient for a list and throws. */
export function repairGradientsOfPieces(tf: TfNamespace): void {
  for (const kernelName of ['SplitV', 'Unpack'])
    replaceGradient(
      tf,
      kernelName,
      (original) => (dy, saved, attrs) => original([dy].flat() as Tensor[], saved, attrs),
    );
}
