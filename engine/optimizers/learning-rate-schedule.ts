/** A learning rate that goes with the number of updates, as `keras.optimizers.schedules` has them. */
export abstract class LearningRateSchedule {
  abstract readonly className: string;
  /** The rate of an update, counted from 0. */
  abstract rateAt(step: number): number;
  /** Its options. */
  abstract getConfig(): Readonly<Record<string, unknown>>;

  getClassName(): string {
    return this.className;
  }
}

/** Anything that has a rate for each update. */
export type RateSource = Pick<LearningRateSchedule, 'rateAt' | 'getClassName' | 'getConfig'>;

export const isSchedule = (value: unknown): value is RateSource =>
  typeof (value as Partial<RateSource> | null)?.rateAt === 'function';
