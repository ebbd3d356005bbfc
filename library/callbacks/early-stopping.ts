import { checkOptions, domains } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import type { Logs } from '../fitting/index.js';
import { isBetter, type Mode } from '../improvement.js';
import { MonitoringCallback } from './monitoring-callback.js';
import { WeightSnapshot } from './weight-snapshot.js';

export interface EarlyStoppingOptions {
  /** The log to watch. Default `'val_loss'`. */
  monitor?: string;
  /** By how much a value must beat the best one, in its own unit; the sign does not matter. Default 0. */
  minDelta?: number;
  /** Epochs in a row without improvement after which training stops; 0 and 1 are the same. Default 0. */
  patience?: number;
  /** 1: say when it stops and restores. Default 0. */
  verbose?: number;
  /** Whether the value shall fall or rise; `'auto'`: by its name. */
  mode?: Mode;
  /** Patience counts on until the value beats this one as well. */
  baseline?: number | null;
  /** Put the weights of the best epoch back at the end, however training ended. Default false. */
  restoreBestWeights?: boolean;
  /** Epochs, counted from 0, before this one are not looked at. Default 0. */
  startFromEpoch?: number;
}

/**
 * Stops training when a value no longer improves
 * ([keras.callbacks.EarlyStopping](https://keras.io/api/callbacks/early_stopping/)).
 *
 * ```ts
 * callbacks: [new EarlyStopping({ monitor: 'val_loss', patience: 3, restoreBestWeights: true })]
 * ```
 *
 * @throws TypeError, RangeError naming the option that is unknown or out of its domain.
 */
export class EarlyStopping extends MonitoringCallback {
  /** Epochs without improvement so far. */
  wait = 0;
  /** The epoch, counted from 0, after which it stopped the training; 0: it did not. */
  stoppedEpoch = 0;
  /** The best value so far; null before the first. */
  best: number | null = null;
  /** Its epoch, counted from 0. */
  bestEpoch = 0;
  private readonly patience: number;
  private readonly minDelta: number;
  private readonly baseline: number | null;
  private readonly restoreBestWeights: boolean;
  private readonly startFromEpoch: number;
  private readonly verbose: number;
  private snapshot: WeightSnapshot | undefined;

  constructor(options: EarlyStoppingOptions = {}) {
    checkOptions('EarlyStopping', options, {
      monitor: domains.text,
      minDelta: domains.finite,
      patience: domains.count,
      verbose: domains.verbosity,
      mode: domains.mode,
      baseline: domains.finite,
      restoreBestWeights: domains.boolean,
      startFromEpoch: domains.count,
    });
    const minDelta = Math.abs(options.minDelta ?? 0);
    const patience = options.patience ?? 0;
    const baseline = options.baseline ?? null;
    const restoreBestWeights = options.restoreBestWeights ?? false;
    const startFromEpoch = options.startFromEpoch ?? 0;
    super('EarlyStopping', options, { patience, minDelta, baseline, restoreBestWeights, startFromEpoch });
    this.minDelta = minDelta;
    this.patience = patience;
    this.baseline = baseline;
    this.restoreBestWeights = restoreBestWeights;
    this.startFromEpoch = startFromEpoch;
    this.verbose = options.verbose ?? 0;
  }

  override onTrainBegin(): void {
    this.forgetWarnings();
    this.release();
    this.wait = 0;
    this.stoppedEpoch = 0;
    this.best = null;
    this.bestEpoch = 0;
  }

  override onEpochEnd(epoch: number, logs: Logs = {}): void {
    const value = this.read(logs);
    if (value === undefined || epoch < this.startFromEpoch) return;
    if (this.restoreBestWeights && !this.snapshot) this.keepWeights(epoch);
    this.wait += 1;
    if (isBetter(this.direction, value, this.best, this.minDelta)) this.improved(epoch, value);
    else this.waited(epoch, value);
  }

  override onTrainEnd(): void {
    if (this.stoppedEpoch > 0)
      this.tell(
        `Epoch ${this.stoppedEpoch + 1}: early stopping`,
        `에포크 ${this.stoppedEpoch + 1}: 조기 종료`,
      );
    if (!this.snapshot) return;
    this.snapshot.restore(this.model);
    this.record({ kind: 'restored', facts: { best: this.best, bestEpoch: this.bestEpoch + 1 } });
    this.tell(
      `Restoring model weights from the end of the best epoch: ${this.bestEpoch + 1}.`,
      `가장 좋은 에포크 ${this.bestEpoch + 1}의 가중치로 되돌립니다.`,
    );
    this.release();
  }

  protected override release(): void {
    this.snapshot?.dispose();
    this.snapshot = undefined;
  }

  private improved(epoch: number, value: number): void {
    const { best, bestEpoch, baseline, minDelta, patience } = this;
    this.best = value;
    this.bestEpoch = epoch;
    if (this.restoreBestWeights) this.keepWeights(epoch);
    if (baseline === null || isBetter(this.direction, value, baseline, minDelta)) this.wait = 0;
    this.record({
      kind: 'improved',
      value,
      facts: {
        best,
        ...(best !== null && { bestEpoch: bestEpoch + 1 }),
        minDelta,
        wait: this.wait,
        patience,
        ...(baseline !== null && { baseline }),
      },
    });
  }

  private waited(epoch: number, value: number): void {
    const { best, bestEpoch, wait, patience, minDelta, baseline } = this;
    const facts = {
      best,
      ...(best !== null && { bestEpoch: bestEpoch + 1 }),
      wait,
      patience,
      minDelta,
      ...(baseline !== null && { baseline }),
    };
    this.record({ kind: 'waited', value, facts });
    if (wait < patience || epoch === 0) return;
    this.stoppedEpoch = epoch;
    this.model.stopTraining = true;
    this.record({ kind: 'stopped', value, facts });
  }

  private keepWeights(epoch: number): void {
    this.snapshot?.dispose();
    this.snapshot = new WeightSnapshot(this.model);
    this.bestEpoch = epoch;
  }

  private tell(english: string, korean: string): void {
    if (this.verbose > 0) console.log(say(english, korean));
  }
}
