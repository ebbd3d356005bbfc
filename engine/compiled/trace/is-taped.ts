import type { TfNamespace } from '../../tf-namespace.js';

/** Whether somebody takes gradients of what is computed now: they go through the kernels of TensorFlow.js alone. */
export const isTaped = (tf: TfNamespace): boolean =>
  (tf.engine() as unknown as { state: { gradientDepth: number } }).state.gradientDepth > 0;
