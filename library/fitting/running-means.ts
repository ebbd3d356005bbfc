import { EPOCH_SO_FAR } from '../../engine/training/index.js';
import type { Logs } from './contract.js';

/**
 * The logs of a batch as Keras gives them: the mean of each value since the epoch began, weighted by the samples of each
 * batch. tfjs logs the values of the batch alone. A metric that is no mean of batches, as a precision, comes with its value of
 * the epoch so far.
 */
export class RunningMeans {
  private sums: Logs = {};
  private samples = 0;

  reset(): void {
    this.sums = {};
    this.samples = 0;
  }

  add(logs: Logs & { [EPOCH_SO_FAR]?: Logs }): Logs {
    const { batch: _batch, size = 1, ...values } = logs;
    this.samples += size;
    const means: Logs = {};
    for (const [name, value] of Object.entries(values)) {
      this.sums[name] = (this.sums[name] ?? 0) + value * size;
      means[name] = this.sums[name] / this.samples;
    }
    return { ...means, ...logs[EPOCH_SO_FAR] };
  }
}
