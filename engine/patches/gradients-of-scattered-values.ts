import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { addGradient } from './replace-gradient.js';

/** Gradients of operations that put values to places that indices name, which tfjs-core 4.22 lacks: read off there. */
export function addGradientsOfScatteredValues(tf: TfNamespace): void {
  addGradient(tf, {
    kernelName: 'ScatterNd',
    inputsToSave: ['indices'],
    gradFunc: (dy, saved) => ({ updates: () => tf.gatherND(dy as Tensor, saved[0] as Tensor) }),
  });
  addGradient(tf, {
    kernelName: 'TensorScatterUpdate',
    inputsToSave: ['indices', 'updates'],
    gradFunc: (dys, saved) => {
      const [indices, updates] = saved as [Tensor, Tensor];
      const dy = dys as Tensor;
      return {
        tensor: () => tf.mul(dy, tf.tensorScatterUpdate(tf.onesLike(dy), indices, tf.zerosLike(updates))),
        updates: () => tf.gatherND(dy, indices),
      };
    },
  });
  addGradient(tf, {
    kernelName: 'SparseToDense',
    inputsToSave: ['sparseIndices', 'sparseValues'],
    gradFunc: (dys, saved) => {
      const [indices, values] = saved as [Tensor, Tensor];
      const dy = dys as Tensor;
      // One index is a scalar, several places along one axis a row.
      const places = tf.reshape(indices, indices.rank === 2 ? indices.shape : [-1, 1]);
      const there = () => tf.gatherND(dy, places);
      return {
        sparseValues: () => (values.rank === 0 ? tf.sum(there()) : tf.reshape(there(), values.shape)),
        defaultValue: () => tf.sub(tf.sum(dy), tf.sum(there())),
      };
    },
  });
}
