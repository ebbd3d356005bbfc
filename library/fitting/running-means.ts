import type { Logs } from './contract.js';

/**
 * The logs of a batch as Keras gives them: the mean of each value since the epoch began, weighted by the samples of each
 * batch. tfjs logs the values of the batch alone.
 */
export class RunningMeans {
  private sums: Logs = {};
  private samples = 0;

  reset(): void {
    this.sums = {};
    this.samples = 0;
  }

  add({ batch: _batch, size = 1, ...values }: Logs): Logs {
    this.samples += size;
    const means: Logs = {};
    for (const [name, value] of Object.entries(values)) {
      this.sums[name] = (this.sums[name] ?? 0) + value * size;
      means[name] = this.sums[name] / this.samples;
    }
    return means;
  }
}
