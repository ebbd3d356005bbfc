const { fround } = Math;

/** The means of what the steps of an epoch report, weighted by their rows: in float32, as TensorFlow.js forms them. */
export class EpochMeans {
  private readonly totals: Float32Array;
  private seen = 0;

  constructor(private readonly width: number) {
    this.totals = new Float32Array(width);
  }

  clear(): void {
    this.totals.fill(0);
    this.seen = 0;
  }

  /** @param place Where the numbers of the step begin. */
  add(values: ArrayLike<number>, place: number, rows: number): void {
    const { totals, width } = this;
    for (let i = 0; i < width; i++)
      totals[i] = (totals[i] as number) + fround((values[place + i] as number) * rows);
    this.seen += rows;
  }

  /** The sums by the rows, as an evaluation has its means. */
  quotients(): Float32Array {
    return this.totals.map((total) => total / this.seen);
  }

  /** Undefined where there was no step. */
  means(): Float32Array | undefined {
    return this.seen === 0 ? undefined : this.totals.map((total) => fround(1 / this.seen) * total);
  }
}
