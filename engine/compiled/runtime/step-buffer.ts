/** What steps that are done in one go have come to, in columns that grow as needed and are used again. */
export class StepBuffer {
  count = 0;
  values: Float32Array;
  rates = new Float64Array(64);
  penalties = new Float64Array(64);

  /** @param width How many numbers a step reports. */
  constructor(private readonly width: number) {
    this.values = new Float32Array(64 * width);
  }

  clear(): void {
    this.count = 0;
  }

  /** Makes room for one more step. The answer is its place. */
  add(): number {
    const place = this.count++;
    if (place === this.rates.length) {
      this.values = grown(this.values, 2 * place * this.width);
      this.rates = grown(this.rates, 2 * place);
      this.penalties = grown(this.penalties, 2 * place);
    }
    return place;
  }
}

function grown<T extends Float32Array | Float64Array>(array: T, length: number): T {
  const larger = new (array.constructor as new (length: number) => T)(length);
  larger.set(array);
  return larger;
}
