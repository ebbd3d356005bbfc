import type { TfNamespace } from '../tf-namespace.js';
import { checkModelCalls } from './model-calls.js';

export { checkedFit } from './model-calls.js';

/**
 * Lets the calls of TensorFlow.js look through what they are given. What cannot be meant is refused with a sentence that
 * names it and says what to write; what may be meant, but seldom is, is told on stderr. What is computed stays the same.
 */
export function applyChecks(tf: TfNamespace): void {
  checkModelCalls(tf);
}
