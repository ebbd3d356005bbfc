import type { GradConfig, NamedAttrMap, Tensor, Tensor5D } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';

/** Operations whose result is true or false, with the names of their inputs. */
const truths: Readonly<Record<string, readonly string[]>> = {
  All: ['x'],
  Any: ['x'],
  Equal: ['a', 'b'],
  Greater: ['a', 'b'],
  Less: ['a', 'b'],
  LessEqual: ['a', 'b'],
  LogicalAnd: ['a', 'b'],
  LogicalNot: ['x'],
  LogicalOr: ['a', 'b'],
  NotEqual: ['a', 'b'],
};

/**
 * Gradients that tfjs-core 4.22 lacks ("gradient function not found for …"), so that layers of Keras that it has could not
 * be trained: a masking or thresholdedReLU behind layers with weights, conv3dTranspose, losses with weights by sample.
 */
export function registerMissingGradients(tf: TfNamespace): void {
  for (const [kernelName, inputs] of Object.entries(truths)) {
    register(tf, {
      kernelName,
      inputsToSave: [...inputs],
      // What is true does not change with a small step.
      gradFunc: (_, saved) =>
        Object.fromEntries(inputs.map((name, i) => [name, () => tf.zeros((saved[i] as Tensor).shape)])),
    });
  }
  register(tf, conv3dTransposeGradient(tf));
}

function register(tf: TfNamespace, gradient: GradConfig): void {
  if (!tf.getGradient(gradient.kernelName)) tf.registerGradient(gradient);
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
