/** Means over the samples of an epoch so far: what Keras hands to callbacks after each batch. tfjs tells those of the batch. */
export class RunningMeans {
  private sums: Record<string, number> = {};
  private samples = 0;

  /** Begins an epoch. */
  reset(): void {
    this.sums = {};
    this.samples = 0;
  }

  /** @param size Samples in the batch. */
  add(values: Readonly<Record<string, number>>, size: number): void {
    this.samples += size;
    for (const [name, value] of Object.entries(values)) {
      this.sums[name] = (this.sums[name] ?? 0) + value * size;
    }
  }

  values(): Record<string, number> {
    const means = Object.entries(this.sums).map(([name, sum]) => [name, sum / this.samples]);
    return Object.fromEntries(means);
  }
}
