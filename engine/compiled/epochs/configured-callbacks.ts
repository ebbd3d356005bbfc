import { wrapMethod } from '../../patches/wrap-method.js';
import type { TfNamespace } from '../../tf-namespace.js';

type Logs = Record<string, unknown>;

/** What calls the callbacks of a `fit`, each in its turn. */
export interface CallbackList {
  callbacks: object[];
  setModel(model: object): void;
  onTrainBegin(): Promise<void>;
  onTrainEnd(): Promise<void>;
  onEpochBegin(epoch: number): Promise<void>;
  onEpochEnd(epoch: number, logs: Logs): Promise<void>;
  onBatchBegin(batch: number, logs: Logs): Promise<void>;
  onBatchEnd(batch: number, logs: Logs): Promise<void>;
}

type LoopArguments = unknown[];
type Loop = (this: object, ...args: LoopArguments) => Promise<unknown>;

/** A model in name only, at which the loop is left as soon as its callbacks are there. */
class NoModel {
  list: CallbackList | undefined;

  constructor(private readonly samples: number) {}

  checkNumSamples(): number {
    return this.samples;
  }
}

class Left extends Error {}

/**
 * Makes the list of callbacks of a `fit` as TensorFlow.js does, which keeps the function for itself: its loop is begun for no
 * model, and left when it has come so far. Nobody is called but `setParams`.
 */
export function callbackLists(
  tf: TfNamespace,
  loop: Loop,
): (samples: number, args: LoopArguments) => CallbackList {
  wrapMethod<CallbackList, [model: object], void>(
    tf.CallbackList.prototype,
    'setModel',
    'epochs in one go',
    (original) =>
      function (model) {
        if (!(model instanceof NoModel)) return original.call(this, model);
        model.list = this;
        throw new Left();
      },
  );
  return (samples, args) => {
    const model = new NoModel(samples);
    const begun = loop.apply(model, args);
    let failed: unknown;
    begun.catch((error: unknown) => {
      failed = error;
    });
    if (!model.list) throw failed ?? new Error('The loop of this TensorFlow.js makes no callbacks.');
    return model.list;
  };
}
