import { checkOptions, domains } from '../../engine/options/index.js';
import type { CallbackLane } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import type { Logs } from '../fitting/index.js';
import { Callback } from './callback.js';
import { readLearningRate, shownRate, writeLearningRate } from './learning-rate.js';

/** The learning rate of an epoch, counted from 0, from the rate so far. */
export type LearningRateSchedule = (epoch: number, learningRate: number) => number;

/**
 * Sets the learning rate at the beginning of each epoch
 * ([keras.callbacks.LearningRateScheduler](https://keras.io/api/callbacks/learning_rate_scheduler/)). Adds
 * `learning_rate` to the logs.
 *
 * ```ts
 * callbacks: [new LearningRateScheduler((epoch, rate) => (epoch < 10 ? rate : rate * Math.exp(-0.1)))]
 * ```
 *
 * @throws TypeError where the schedule is no function; in training, RangeError naming what it gave instead of a finite
 * number.
 */
export class LearningRateScheduler extends Callback {
  protected override readonly laneName = 'LearningRateScheduler';
  private readonly verbose: number;

  constructor(
    private readonly schedule: LearningRateSchedule,
    options: { verbose?: number } = {},
  ) {
    checkOptions('LearningRateScheduler', options, { verbose: domains.verbosity });
    super();
    this.verbose = options.verbose ?? 0;
    if (typeof schedule === 'function') return;
    throw new TypeError(
      say(
        `LearningRateScheduler: the schedule is ${String(schedule)}, but a function (epoch, rate) => rate is needed.`,
        `LearningRateScheduler: schedule이 ${String(schedule)}입니다. (epoch, rate) => rate 함수가 필요합니다.`,
      ),
    );
  }

  override onEpochBegin(epoch: number): void {
    const from = readLearningRate(this.laneName, this.model);
    const given: unknown = this.schedule(epoch, from);
    if (typeof given !== 'number' || !Number.isFinite(given))
      throw new RangeError(
        say(
          `LearningRateScheduler: the schedule gave ${String(given)} for epoch ${epoch}, but a finite number is needed.`,
          `LearningRateScheduler: 에포크 ${epoch}에 schedule이 ${String(given)}을(를) 주었습니다. 유한한 수여야 합니다.`,
        ),
      );
    writeLearningRate(this.model, given);
    const to = readLearningRate(this.laneName, this.model);
    if (to !== from) this.record({ kind: 'scheduled', facts: { from, to } });
    if (this.verbose > 0)
      console.log(
        say(
          `Epoch ${epoch + 1}: LearningRateScheduler setting learning rate to ${shownRate(to)}.`,
          `에포크 ${epoch + 1}: LearningRateScheduler가 학습률을 ${shownRate(to)}(으)로 정합니다.`,
        ),
      );
  }

  override onEpochEnd(_epoch: number, logs: Logs = {}): void {
    logs.learning_rate = readLearningRate(this.laneName, this.model);
  }

  protected override lane(): CallbackLane {
    return { name: this.laneName, settings: {} };
  }
}
