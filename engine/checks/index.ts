import type { TfNamespace } from '../tf-namespace.js';
import { watchForgottenAwaits } from './awaited-calls.js';
import { checkedNamespace } from './checked-namespace.js';
import { checkedData } from './data-calls.js';
import { checkModelCalls } from './model-calls.js';
import { checkedOptimizers } from './optimizer-arguments.js';
import { checkedTensors } from './tensor-values.js';

export { expectAwait, resultMembers } from './expect-await.js';
export { checkedFit } from './model-calls.js';

/**
 * Lets the calls of TensorFlow.js look through what they are given. What cannot be meant is refused with a sentence that
 * names it and says what to write; what may be meant, but seldom is, is told on stderr. What is computed stays the same.
 */
export function applyChecks(tf: TfNamespace): void {
  checkModelCalls(tf);
  watchForgottenAwaits(tf);
  Object.assign(tf, checkedNamespace(tf), checkedTensors(tf), {
    train: checkedOptimizers(tf),
    data: checkedData(tf),
  });
}
