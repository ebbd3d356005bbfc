interface Sampled {
  step: number;
  /** The interval of recorded steps since this one. */
  every: number;
}

/**
 * Records of steps (or epochs) evenly spread over a run: those of the current interval, the first, the last, and the ones
 * with the extremes of each score.
 */
export class SampledSteps<T extends Sampled> {
  private kept: T[] = [];
  private every = 1;
  private readonly least: T[] = [];
  private readonly most: T[] = [];

  /** @param scores Numbers whose least and greatest must not be lost. */
  constructor(private readonly scores: (record: T) => number[] = () => []) {}

  get records(): readonly T[] {
    return this.kept;
  }

  add(record: T): void {
    const before = this.kept.at(-1);
    if (before && before.step >= record.step) return;
    this.kept.push(record);
    this.noteExtremes(record);
    if (record.every > this.every) {
      this.every = record.every;
      this.kept = this.kept.filter((each) => each === record || this.stays(each));
    } else if (before && !this.stays(before)) this.kept.splice(-2, 1);
  }

  private stays(record: T): boolean {
    const { step } = record;
    if (step <= 1 || (step - 1) % this.every === 0) return true;
    return this.least.includes(record) || this.most.includes(record);
  }

  private noteExtremes(record: T): void {
    this.scores(record).forEach((score, i) => {
      if (!Number.isFinite(score)) return;
      const scoreOf = (other: T | undefined): number =>
        other === undefined ? Number.NaN : (this.scores(other)[i] as number);
      if (!(scoreOf(this.least[i]) <= score)) this.least[i] = record;
      if (!(scoreOf(this.most[i]) >= score)) this.most[i] = record;
    });
  }
}
