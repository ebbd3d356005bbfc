import type { GradConfig, GradFunc } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';

const replaced = new WeakSet<GradFunc>();

/**
 * Puts a gradient in the place of the one that tfjs-core has of an operation.
 *
 * @param wrap Gets the gradient as it was. Called again with what it made, it is not asked.
 * @param saves What the new one wants saved besides.
 */
export function replaceGradient(
  tf: TfNamespace,
  kernelName: string,
  wrap: (original: GradFunc) => GradFunc,
  saves: Partial<GradConfig> = {},
): void {
  const gradient = tf.getGradient(kernelName);
  if (!gradient) throw new Error(`This TensorFlow.js has no gradient of ${kernelName}.`);
  if (replaced.has(gradient.gradFunc)) return;
  const gradFunc = wrap(gradient.gradFunc);
  replaced.add(gradFunc);
  tf.registerGradient({ ...gradient, ...saves, gradFunc });
}

/** Registers a gradient that this TensorFlow.js lacks; one that it has is kept. */
export function addGradient(tf: TfNamespace, gradient: GradConfig): void {
  if (!tf.getGradient(gradient.kernelName)) tf.registerGradient(gradient);
}
