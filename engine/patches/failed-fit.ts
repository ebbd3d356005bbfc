import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { wrapMethod } from './wrap-method.js';

/** What sums up the losses and metrics of an epoch's batches. */
interface Logger {
  totals?: Record<string, Tensor | number>;
}

const disposed = (value: Tensor | number): void => {
  if (typeof value !== 'number' && !value.isDisposed) value.dispose();
};

/**
 * A `fit` that a callback ends with an error leaves the losses and metrics of its last batch and their sums. With the patch
 * they are disposed. (What it still leaves is the one tensor of the order of the rows, which nothing outside can reach.)
 */
export function patchFailedFit(tf: TfNamespace): void {
  const loggers = new WeakMap<object, Set<Logger>>();
  wrapMethod<Logger, [model: object], void>(
    Object.getPrototypeOf(tf.History.prototype) as object,
    'setModel',
    'failed fit',
    (original) =>
      function (model) {
        loggers.get(model)?.add(this);
        original.call(this, model);
      },
  );
  wrapMethod<object, [step: (data: Tensor[]) => Tensor[], ...rest: unknown[]], Promise<unknown>>(
    tf.LayersModel.prototype,
    'fitLoop',
    'failed fit',
    (original) =>
      async function (step, ...rest) {
        let last: Tensor[] = [];
        const keeping = (data: Tensor[]) => {
          last = step(data);
          return last;
        };
        const own = new Set<Logger>();
        loggers.set(this, own);
        try {
          return await original.call(this, keeping, ...rest);
        } catch (error) {
          for (const value of last) disposed(value);
          for (const { totals = {} } of own) for (const total of Object.values(totals)) disposed(total);
          throw error;
        } finally {
          loggers.delete(this);
        }
      },
  );
}
