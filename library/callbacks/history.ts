import { addOtherNames, type Logs } from '../fitting/index.js';
import { Callback } from './callback.js';

/**
 * Keeps the logs of all epochs ([keras.callbacks.History](https://keras.io/api/callbacks/)), as what `fit` returns. With
 * several fits of one instance the values go on.
 */
export class History extends Callback {
  protected override readonly laneName = 'History';
  /** One array per log, a value per epoch that had it. */
  readonly history: Record<string, number[]> = {};
  /** Epochs, counted from 0, of the last fit. */
  epoch: number[] = [];

  override onTrainBegin(): void {
    this.epoch = [];
  }

  override onEpochEnd(epoch: number, logs: Logs = {}): void {
    this.epoch.push(epoch);
    for (const [name, value] of Object.entries(logs)) {
      this.history[name] ??= [];
      this.history[name].push(value);
    }
    addOtherNames(this.history);
  }
}
