import type { GradFunc, Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';

/** Operations that repeat their smaller input, and whose gradients in tfjs-core forget to add up what was repeated. */
const broadcasting = ['BatchMatMul', 'Maximum', 'Minimum', 'SquaredDifference'];

const patched = new WeakSet<GradFunc>();

/**
 * Repairs gradients of tfjs-core 4.22 that throw ("The gradient of input 'b' has shape '5,7', which does not match …") or
 * are wrong: of two tensors of unequal shapes, and of a running sum along another axis than the last.
 */
export function repairBroadcastGradients(tf: TfNamespace): void {
  for (const kernelName of broadcasting) {
    replace(tf, kernelName, (original) => (dy, saved, attrs) => {
      const gradients = original(dy, saved, attrs);
      return Object.fromEntries(
        ['a', 'b'].map((name, i) => [
          name,
          () => summedTo(tf, (gradients[name] as () => Tensor)(), (saved[i] as Tensor).shape),
        ]),
      );
    });
  }
  replace(tf, 'Cumsum', () => (dy, saved, attrs) => {
    const { axis, exclusive, reverse } = attrs as unknown as CumsumAttrs;
    const along = axis < 0 ? axis + (saved[0] as Tensor).rank : axis;
    return { x: () => tf.cumsum(dy as Tensor, along, exclusive, !reverse) };
  });
}

interface CumsumAttrs {
  axis: number;
  exclusive: boolean;
  reverse: boolean;
}

function replace(tf: TfNamespace, kernelName: string, wrap: (original: GradFunc) => GradFunc): void {
  const gradient = tf.getGradient(kernelName);
  if (!gradient) throw new Error(`This TensorFlow.js has no gradient of ${kernelName}.`);
  if (patched.has(gradient.gradFunc)) return;
  const gradFunc = wrap(gradient.gradFunc);
  patched.add(gradFunc);
  tf.registerGradient({ ...gradient, gradFunc });
}

function summedTo(tf: TfNamespace, gradient: Tensor, shape: number[]): Tensor {
  if (tf.util.arraysEqual(gradient.shape, shape)) return gradient;
  const more = gradient.rank - shape.length;
  const axes = gradient.shape
    .map((_, i) => i)
    .filter((i) => i < more || (shape[i - more] === 1 && gradient.shape[i] !== 1));
  return tf.reshape(tf.sum(gradient, axes), shape);
}
