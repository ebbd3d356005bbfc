import { checkOptions, domains } from '../../engine/options/index.js';
import type { CallbackLane } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import type { Logs } from '../fitting/index.js';
import { currentTfjs } from './attach.js';
import { Callback } from './callback.js';
import { GradientReader } from './gradient-reader.js';

/** Each criterion is looked at after every epoch where its option is given; the first that holds ends the training. */
export interface StoppingCriteriaOptions {
  /** |∇E| → 0: the norm of the error's gradient by the weights is below this. */
  gradient?: number;
  /** |ΔE| → 0: the training loss changed by less than this since the epoch before. */
  lossChange?: number;
  /** |Δw| → 0: the trainable weights moved by less than this (Euclidean norm) since the epoch before. */
  weightChange?: number;
  /** On the validation set: so many epochs in a row without a new least `val_loss`. */
  validation?: number;
  /** A limited number of epochs, counted from the first of the training. */
  epochs?: number;
  /** How many epochs in a row a value must be below its threshold. Default 1. */
  patience?: number;
}

export type StoppingCriterion = 'gradient' | 'lossChange' | 'weightChange' | 'validation' | 'epochs';

interface Measured {
  value: number;
  threshold: number;
  wait: number;
  patience: number;
}

const CRITERIA = ['gradient', 'lossChange', 'weightChange', 'validation', 'epochs'] as const;

/**
 * Stops training by the criteria of gradient descent: |∇E| → 0, |ΔE| → 0, |Δw| → 0, the error on the validation set, and a
 * limited number of epochs. What each measures, epoch by epoch, is on the timeline beside its threshold.
 *
 * The gradient is the mean of those that the optimizer applied in the epoch, including that of a regularization penalty.
 *
 * ```ts
 * const criteria = new StoppingCriteria({ gradient: 1e-3, lossChange: 1e-5, validation: 5, epochs: 200 });
 * await model.fit(x, y, { epochs: 1000, validationSplit: 0.2, callbacks: [criteria] });
 * criteria.stoppedBy; // 'lossChange'
 * ```
 *
 * @throws TypeError, RangeError naming an option that is unknown or out of its domain, or that none is given.
 */
export class StoppingCriteria extends Callback {
  protected override readonly laneName = 'StoppingCriteria';
  /** The criterion that ended the training; undefined while none holds. */
  stoppedBy: StoppingCriterion | undefined;
  private readonly options: StoppingCriteriaOptions;
  private gradients: GradientReader | undefined;
  private lastWeights: Float32Array[] | undefined;
  private lastLoss: number | undefined;
  private least: number | undefined;
  private waits: Partial<Record<StoppingCriterion, number>> = {};
  private warned = false;

  constructor(options: StoppingCriteriaOptions) {
    checkOptions('StoppingCriteria', options === undefined ? {} : options, {
      gradient: domains.positive,
      lossChange: domains.positive,
      weightChange: domains.positive,
      validation: domains.positiveCount,
      epochs: domains.positiveCount,
      patience: domains.positiveCount,
    });
    super();
    this.options = { ...options };
    if (CRITERIA.some((name) => typeof this.options[name] === 'number')) return;
    throw new TypeError(
      say(
        `StoppingCriteria needs at least one criterion: ${CRITERIA.join(', ')}.`,
        `StoppingCriteria에는 종료 조건이 하나 이상 필요합니다: ${CRITERIA.join(', ')}.`,
      ),
    );
  }

  override async onTrainBegin(): Promise<void> {
    this.release();
    this.stoppedBy = undefined;
    this.lastLoss = undefined;
    this.least = undefined;
    this.waits = {};
    this.warned = false;
    if (this.options.gradient) this.gradients = new GradientReader(this.model, currentTfjs() as never);
    if (this.options.weightChange) this.lastWeights = await this.weights();
  }

  override async onEpochEnd(epoch: number, logs: Logs = {}): Promise<void> {
    for (const criterion of CRITERIA) {
      const measured = await this.measure(criterion, epoch, logs);
      if (!measured) continue;
      const { value, ...facts } = measured;
      const act = { value, facts: { criterion, ...facts } };
      this.record({ kind: 'measured', ...act });
      if (facts.wait < facts.patience || this.stoppedBy) continue;
      this.stoppedBy = criterion;
      this.model.stopTraining = true;
      this.record({ kind: 'stopped', ...act });
    }
    this.lastLoss = logs.loss;
  }

  protected override release(): void {
    this.gradients?.remove();
    this.gradients = undefined;
    this.lastWeights = undefined;
  }

  protected override lane(): CallbackLane {
    const settings = Object.entries(this.options).filter(([, value]) => typeof value === 'number');
    return { name: this.laneName, settings: Object.fromEntries(settings) };
  }

  private async measure(
    criterion: StoppingCriterion,
    epoch: number,
    logs: Logs,
  ): Promise<Measured | undefined> {
    const threshold = this.options[criterion];
    if (typeof threshold !== 'number') return undefined;
    switch (criterion) {
      case 'gradient':
        return this.below(criterion, (await this.gradients?.takeNorm()) ?? Number.NaN, threshold);
      case 'lossChange':
        if (this.lastLoss === undefined || logs.loss === undefined) return undefined;
        return this.below(criterion, Math.abs(logs.loss - this.lastLoss), threshold);
      case 'weightChange':
        return this.below(criterion, await this.weightChange(), threshold);
      case 'validation':
        return this.validate(logs, threshold);
      case 'epochs': {
        const done = epoch + 1 - (this.params.initialEpoch ?? 0);
        return { value: done, threshold, wait: Math.min(done, threshold), patience: threshold };
      }
    }
  }

  private below(criterion: StoppingCriterion, value: number, threshold: number): Measured {
    const wait = value < threshold ? (this.waits[criterion] ?? 0) + 1 : 0;
    this.waits[criterion] = wait;
    return { value, threshold, wait, patience: this.options.patience ?? 1 };
  }

  private validate({ val_loss: value, ...others }: Logs, patience: number): Measured | undefined {
    if (value === undefined) {
      this.missing(Object.keys(others).join(', '));
      return undefined;
    }
    const threshold = this.least ?? value;
    const isLess = this.least === undefined || value < this.least;
    if (isLess && !Number.isNaN(value)) this.least = value;
    const wait = isLess ? 0 : (this.waits.validation ?? 0) + 1;
    this.waits.validation = wait;
    return { value, threshold, wait, patience };
  }

  private missing(available: string): void {
    if (this.brokenOff) {
      this.record({ kind: 'missing', facts: { criterion: 'validation', unvalidated: true } });
      return;
    }
    this.record({ kind: 'missing', facts: { criterion: 'validation', available } });
    if (this.warned) return;
    this.warned = true;
    console.warn(
      say(
        `StoppingCriteria: the criterion 'validation' needs 'val_loss', which is not among the logs: ${available}. Give fit validationData or validationSplit.`,
        `StoppingCriteria: 'validation' 조건에는 'val_loss'가 필요한데 로그에 없습니다. 있는 것: ${available}. fit에 validationData나 validationSplit을 주세요.`,
      ),
    );
  }

  private async weightChange(): Promise<number> {
    const before = this.lastWeights ?? [];
    const now = await this.weights();
    this.lastWeights = now;
    let squares = 0;
    for (const [i, weight] of now.entries()) {
      const old = before[i];
      for (let j = 0; j < weight.length; j += 1) squares += ((weight[j] ?? 0) - (old?.[j] ?? 0)) ** 2;
    }
    return Math.sqrt(squares);
  }

  /** Copies: an engine may hand out the memory that the weights go on living in. */
  private weights(): Promise<Float32Array[]> {
    const trainable = this.model.getWeights(true);
    return Promise.all(trainable.map(async (weight) => Float32Array.from(await weight.data())));
  }
}
