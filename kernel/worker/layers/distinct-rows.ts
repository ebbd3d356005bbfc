/** More different masks than these are not told apart. */
const MOST = 32_768;

/** Counts different rows of bits by their 64-bit hashes, in an open table that grows as needed. */
export class DistinctRows {
  private table = new Uint32Array(2 * 1024);
  count = 0;
  full = false;

  /** @param high, low The row's hash. */
  add(high: number, low: number): void {
    if (this.full) return;
    if (!this.insert(this.table, high >>> 0, (low | 1) >>> 0)) return;
    this.count += 1;
    if (this.count >= MOST) this.full = true;
    else if (this.count * 4 > this.table.length) this.grow();
  }

  /** A free place has 0 as its low half, which no hash has. */
  private insert(table: Uint32Array, high: number, low: number): boolean {
    const mask = table.length / 2 - 1;
    for (let at = (high ^ (low >>> 1)) & mask; ; at = (at + 1) & mask) {
      const found = table[2 * at + 1] as number;
      if (found === low && table[2 * at] === high) return false;
      if (found !== 0) continue;
      table[2 * at] = high;
      table[2 * at + 1] = low;
      return true;
    }
  }

  private grow(): void {
    const larger = new Uint32Array(this.table.length * 2);
    for (let at = 0; at < this.table.length; at += 2)
      if (this.table[at + 1] !== 0)
        this.insert(larger, this.table[at] as number, this.table[at + 1] as number);
    this.table = larger;
  }
}
