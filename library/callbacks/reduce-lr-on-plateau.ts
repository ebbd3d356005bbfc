import { checkOptions, domains } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import type { Logs } from '../fitting/index.js';
import { isBetter, type Mode } from '../improvement.js';
import { readLearningRate, shownRate, writeLearningRate } from './learning-rate.js';
import { MonitoringCallback } from './monitoring-callback.js';

export interface ReduceLROnPlateauOptions {
  /** The log to watch. Default `'val_loss'`. */
  monitor?: string;
  /** What the learning rate is multiplied with: from 0 to below 1. Default 0.1. */
  factor?: number;
  /** Epochs in a row without improvement after which the rate is cut; 0 and 1 are the same. Default 10. */
  patience?: number;
  /** 1: say when the rate is cut. Default 0. */
  verbose?: number;
  /** Whether the value shall fall or rise; `'auto'`: by its name. */
  mode?: Mode;
  /** By how much a value must beat the best one; the sign does not matter. Default 1e-4. */
  minDelta?: number;
  /** Epochs after a cut in which nothing is counted; as in Keras the epoch of the cut is one of them. Default 0. */
  cooldown?: number;
  /** The rate is not cut below this one. Default 0. */
  minLr?: number;
}

/**
 * Cuts the learning rate when a value no longer improves
 * ([keras.callbacks.ReduceLROnPlateau](https://keras.io/api/callbacks/reduce_lr_on_plateau/)). Adds `learning_rate`, the
 * rate that the epoch used, to the logs.
 *
 * ```ts
 * callbacks: [new ReduceLROnPlateau({ monitor: 'val_loss', factor: 0.5, patience: 5, minLr: 1e-5 })]
 * ```
 *
 * @throws TypeError, RangeError naming the option that is unknown or out of its domain.
 */
export class ReduceLROnPlateau extends MonitoringCallback {
  /** Epochs without improvement so far. */
  wait = 0;
  /** Epochs of the pause after a cut that are left. */
  cooldownCounter = 0;
  /** The best value so far; null before the first. */
  best: number | null = null;
  private bestEpoch = 0;
  private readonly factor: number;
  private readonly patience: number;
  private readonly minDelta: number;
  private readonly cooldown: number;
  private readonly minLr: number;
  private readonly verbose: number;

  constructor(options: ReduceLROnPlateauOptions = {}) {
    checkOptions('ReduceLROnPlateau', options, {
      monitor: domains.text,
      factor: domains.factor,
      patience: domains.count,
      verbose: domains.verbosity,
      mode: domains.mode,
      minDelta: domains.finite,
      cooldown: domains.count,
      minLr: domains.notNegative,
    });
    const factor = options.factor ?? 0.1;
    const patience = options.patience ?? 10;
    const minDelta = Math.abs(options.minDelta ?? 1e-4);
    const cooldown = options.cooldown ?? 0;
    const minLr = options.minLr ?? 0;
    super('ReduceLROnPlateau', options, { factor, patience, minDelta, cooldown, minLr });
    this.factor = factor;
    this.patience = patience;
    this.minDelta = minDelta;
    this.cooldown = cooldown;
    this.minLr = minLr;
    this.verbose = options.verbose ?? 0;
  }

  override onTrainBegin(): void {
    this.forgetWarnings();
    readLearningRate(this.laneName, this.model);
    this.wait = 0;
    this.cooldownCounter = 0;
    this.best = null;
  }

  override onEpochEnd(epoch: number, logs: Logs = {}): void {
    logs.learning_rate = readLearningRate(this.laneName, this.model);
    const value = this.read(logs);
    if (value === undefined) return;
    if (this.cooldownCounter > 0) {
      this.cooldownCounter -= 1;
      this.wait = 0;
    }
    if (isBetter(this.direction, value, this.best, this.minDelta)) this.improved(epoch, value);
    else if (this.cooldownCounter > 0)
      this.record({ kind: 'cooled', value, facts: { cooldown: this.cooldownCounter } });
    else this.waited(epoch, value);
  }

  private improved(epoch: number, value: number): void {
    const { best, bestEpoch, minDelta, patience } = this;
    this.record({
      kind: 'improved',
      value,
      facts: { best, ...(best !== null && { bestEpoch: bestEpoch + 1 }), minDelta, wait: 0, patience },
    });
    this.best = value;
    this.bestEpoch = epoch;
    this.wait = 0;
  }

  private waited(epoch: number, value: number): void {
    this.wait += 1;
    const { best, bestEpoch, wait, patience, minDelta, minLr: minimum, cooldown } = this;
    const facts = { best, ...(best !== null && { bestEpoch: bestEpoch + 1 }), wait, patience, minDelta };
    this.record({ kind: 'waited', value, facts });
    if (wait < patience) return;
    const from = readLearningRate(this.laneName, this.model);
    if (!(Math.fround(from) > Math.fround(minimum))) {
      this.record({ kind: 'held', value, facts: { from, minimum } });
      return;
    }
    // Keras multiplies the float32; after many cuts that decides whether the least rate is reached.
    writeLearningRate(this.model, Math.max(Math.fround(from) * this.factor, minimum));
    const to = readLearningRate(this.laneName, this.model);
    this.cooldownCounter = cooldown;
    this.wait = 0;
    this.record({ kind: 'reduced', value, facts: { ...facts, from, to, minimum, cooldown } });
    if (this.verbose > 0)
      console.log(
        say(
          `Epoch ${epoch + 1}: ReduceLROnPlateau reducing learning rate to ${shownRate(to)}.`,
          `에포크 ${epoch + 1}: ReduceLROnPlateau가 학습률을 ${shownRate(to)}(으)로 줄입니다.`,
        ),
      );
  }
}
