import { bitLength, contextOf, NumberChances } from './number-coder.js';
import { Chances, type RangeDecoder, type RangeEncoder } from './range-coder.js';

/** Masks fall the same way from the first to the last: their chance is learnt over long. */
const MASKS_SEEN = 255;
const SIGNS_SEEN = 30;

/** Numbers below and above 0 as whole ones: 0, −1, 1, −2 … */
const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
const unzigzag = (value: number): number => (value % 2 ? -(value + 1) / 2 : value / 2);

/** What a coder goes by: writes the values that it is given, or reads them and gives them back. */
export interface Coder {
  number(of: NumberChances, value: number, before: number): number;
  bit(value: number): number;
  sign(value: number, before: number): number;
}

class Signs {
  readonly mask = new Chances(1, MASKS_SEEN);
  readonly signs = new Chances(2, SIGNS_SEEN);
}

export class WritingCoder extends Signs implements Coder {
  constructor(private readonly to: RangeEncoder) {
    super();
  }

  number(of: NumberChances, value: number, before: number): number {
    of.write(this.to, value, before);
    return value;
  }

  bit(value: number): number {
    this.to.bit(this.mask, 0, value);
    return value;
  }

  sign(value: number, before: number): number {
    this.to.bit(this.signs, before, value);
    return value;
  }
}

export class ReadingCoder extends Signs implements Coder {
  constructor(private readonly from: RangeDecoder) {
    super();
  }

  number(of: NumberChances, _: number, before: number): number {
    return of.read(this.from, before);
  }

  bit(): number {
    return this.from.bit(this.mask, 0);
  }

  sign(_: number, before: number): number {
    return this.from.bit(this.signs, before);
  }
}

/**
 * Lists and matrices, value by value, with what is learnt of each kind. The same loops write and read: `give` has what is to be
 * written, and `take` what was written or read.
 */
export class Values {
  private readonly integers = new NumberChances();
  private readonly rises = new NumberChances();
  private readonly samples = new NumberChances();
  private readonly grids = new NumberChances();
  private readonly increments = new NumberChances();
  private readonly changes = new NumberChances();
  private readonly turned = new NumberChances();
  private readonly weights = new NumberChances();
  private readonly lastWeights = new Map<string, { values: Int8Array; scale: number }>();

  constructor(private readonly coder: Coder) {}

  integersOf(values: number[]): void {
    let before = 0;
    for (let at = 0; at < values.length; at += 1) {
      const value = this.coder.number(this.integers, values[at] as number, before);
      values[at] = value;
      before = bitLength(value);
    }
  }

  risingOf(values: number[]): void {
    let last = 0;
    let before = 0;
    for (let at = 0; at < values.length; at += 1) {
      const rise = this.coder.number(this.rises, (values[at] as number) - last, before);
      last += rise;
      values[at] = last;
      before = at === 0 ? 0 : bitLength(rise);
    }
  }

  /** Keys of samples: 0 for none. */
  samplesOf(keys: number[]): void {
    let last = 0;
    let before = 0;
    for (let at = 0; at < keys.length; at += 1) {
      const change = this.coder.number(this.samples, zigzag((keys[at] as number) - last), before);
      last += unzigzag(change);
      keys[at] = last;
      before = bitLength(change);
    }
  }

  gridOf(values: number[], columns: number): void {
    for (let at = 0; at < values.length; at += 1) {
      const above = at < columns ? 0 : (values[at - columns] as number);
      const left = at % columns === 0 ? 0 : (values[at - 1] as number);
      const before = contextOf(Math.round((2 * above + left) / 3));
      values[at] = this.coder.number(this.grids, values[at] as number, before);
    }
  }

  countsOf(values: Float32Array, columns: number): void {
    const lengths = new Uint8Array(columns);
    for (let at = 0; at < values.length; at += 1) {
      const above = at < columns ? 0 : (values[at - columns] as number);
      const column = at % columns;
      const rise = this.coder.number(
        this.increments,
        (values[at] as number) - above,
        lengths[column] as number,
      );
      values[at] = above + rise;
      lengths[column] = bitLength(rise);
    }
  }

  /**
   * Bits of float32 without the lowest `cut`: a sign, and how much the rest differs from the one above; the rest itself where
   * these are `noise`.
   */
  floatsOf(bits: Uint32Array, columns: number, cut: number, noise: boolean): void {
    const unit = 2 ** cut;
    const top = 2 ** (31 - cut);
    const lengths = new Uint8Array(columns);
    const keys = new Float64Array(columns);
    for (let at = 0; at < bits.length; at += 1) {
      const column = at % columns;
      const key = Math.floor((bits[at] as number) / unit);
      const last = keys[column] as number;
      const lastSign = last >= top ? 1 : 0;
      const lastSize = last - lastSign * top;
      const sign = this.coder.sign(key >= top ? 1 : 0, lastSign);
      const size = key - sign * top;
      let now: number;
      if (sign === lastSign && !noise) {
        const change = this.coder.number(this.changes, zigzag(size - lastSize), lengths[column] as number);
        lengths[column] = bitLength(change);
        now = lastSize + unzigzag(change);
      } else now = this.coder.number(this.turned, size, 0);
      keys[column] = now + sign * top;
      bits[at] = (keys[column] as number) * unit;
    }
  }

  bitsOf(bits: Uint8Array): void {
    for (let at = 0; at < bits.length; at += 1) bits[at] = this.coder.bit(bits[at] as number);
  }

  weightsOf(values: Int8Array, rows: number, columns: number, scale: number): void {
    const kind = `${rows} ${columns}`;
    const last = this.lastWeights.get(kind);
    const ratio = last && scale !== 0 ? last.scale / scale : 0;
    let before = 0;
    for (let at = 0; at < values.length; at += 1) {
      const like = last ? Math.max(-127, Math.min(127, Math.round((last.values[at] as number) * ratio))) : 0;
      const change = this.coder.number(this.weights, zigzag((values[at] as number) - like), before);
      values[at] = like + unzigzag(change);
      before = last ? Math.floor((before + bitLength(change)) / 2) : 0;
    }
    this.lastWeights.set(kind, { values, scale });
  }
}
