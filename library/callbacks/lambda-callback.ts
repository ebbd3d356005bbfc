import { checkOptions, domains } from '../../engine/options/index.js';
import type { Logs } from '../fitting/index.js';
import { Callback } from './callback.js';

type Hook<Values extends unknown[]> = (...values: Values) => void | Promise<void>;

export interface LambdaHooks {
  onEpochBegin?: Hook<[epoch: number, logs: Logs]>;
  onEpochEnd?: Hook<[epoch: number, logs: Logs]>;
  onTrainBegin?: Hook<[logs: Logs]>;
  onTrainEnd?: Hook<[logs: Logs]>;
  onTrainBatchBegin?: Hook<[batch: number, logs: Logs]>;
  onTrainBatchEnd?: Hook<[batch: number, logs: Logs]>;
  onBatchBegin?: Hook<[batch: number, logs: Logs]>;
  onBatchEnd?: Hook<[batch: number, logs: Logs]>;
  onTestBegin?: Hook<[logs: Logs]>;
  onTestEnd?: Hook<[logs: Logs]>;
}

const names = {
  onEpochBegin: domains.hook,
  onEpochEnd: domains.hook,
  onTrainBegin: domains.hook,
  onTrainEnd: domains.hook,
  onTrainBatchBegin: domains.hook,
  onTrainBatchEnd: domains.hook,
  onBatchBegin: domains.hook,
  onBatchEnd: domains.hook,
  onTestBegin: domains.hook,
  onTestEnd: domains.hook,
} satisfies Record<keyof LambdaHooks, object>;

/**
 * A callback out of functions ([keras.callbacks.LambdaCallback](https://keras.io/api/callbacks/lambda_callback/)), with
 * the logs of Keras.
 *
 * ```ts
 * new LambdaCallback({ onEpochEnd: (epoch, logs) => console.log(epoch, logs.loss) });
 * ```
 *
 * @throws TypeError for a hook that does not exist, RangeError for one that is no function.
 */
export class LambdaCallback extends Callback {
  protected override readonly laneName = 'LambdaCallback';

  constructor(hooks: LambdaHooks) {
    checkOptions('LambdaCallback', hooks, names);
    super();
    for (const [name, hook] of Object.entries(hooks))
      if (hook) Object.defineProperty(this, name, { value: hook });
  }
}
