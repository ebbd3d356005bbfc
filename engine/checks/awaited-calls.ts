import { wrapMethod } from '../patches/wrap-method.js';
import type { TfNamespace } from '../tf-namespace.js';
import { expectAwait, resultMembers } from './expect-await.js';

type Call = (this: unknown, ...given: unknown[]) => Promise<unknown>;

/** Lets what `await` was forgotten before say so when it is used. */
export function watchForgottenAwaits(tf: TfNamespace): void {
  const expect = (prototype: object, method: string, call: string, members: readonly string[]): void =>
    wrapMethod<unknown, unknown[], Promise<unknown>>(
      prototype,
      method,
      `awaited ${method}`,
      (original) =>
        function (...given) {
          return expectAwait(original.apply(this, given), call, members);
        },
    );
  for (const { prototype } of [tf.LayersModel, tf.Sequential]) {
    for (const method of ['fit', 'fitDataset'])
      expect(prototype, method, `model.${method}(…)`, resultMembers.history);
    expect(prototype, 'evaluateDataset', 'model.evaluateDataset(…)', resultMembers.tensors);
  }
  for (const method of ['data', 'array'])
    expect(tf.Tensor.prototype, method, `tensor.${method}()`, resultMembers.values);
  const { loadLayersModel } = tf as unknown as { loadLayersModel: Call };
  Object.assign(tf, {
    loadLayersModel: (...given: unknown[]) =>
      expectAwait(loadLayersModel(...given), 'tf.loadLayersModel(…)', resultMembers.model),
  });
}
