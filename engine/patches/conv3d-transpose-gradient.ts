import type { GradConfig, NamedAttrMap, Tensor, Tensor5D } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { addGradient } from './replace-gradient.js';

/** The gradient of a transposed 3D convolution, which tfjs-core 4.22 lacks, so that conv3dTranspose could not be trained. */
export function addConv3dTransposeGradient(tf: TfNamespace): void {
  addGradient(tf, conv3dTransposeGradient(tf));
}

interface Conv3DAttrs {
  strides: number | [number, number, number];
  pad: 'valid' | 'same';
  inputShape: [number, number, number, number, number];
}

/** A transposed convolution is linear in its input and its filter: the gradients are convolutions. */
function conv3dTransposeGradient(tf: TfNamespace): GradConfig {
  return {
    kernelName: 'Conv3DBackpropInputV2',
    inputsToSave: ['dy', 'filter'],
    gradFunc: (ddx, saved, attrs) => {
      const [dy, filter] = saved as [Tensor5D, Tensor5D];
      const { strides, pad } = attrs as unknown as Conv3DAttrs;
      const x = ddx as Tensor5D;
      return {
        dy: () => tf.conv3d(x, filter, strides, pad),
        filter: () =>
          tf.engine().runKernel('Conv3DBackpropFilterV2', { x, dy }, {
            strides,
            pad,
            filterShape: filter.shape,
          } as NamedAttrMap) as Tensor,
      };
    },
  };
}
