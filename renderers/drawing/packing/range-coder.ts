/** Chances are of 65536 as they are learnt, and of 4096 as they are used. */
const WHOLE = 65536;
const USED_BITS = 12;
const TOP = 2 ** 24;

/** Chances that a bit is 0, each learnt from the bits that came before it: fast from the first ones, then ever slower. */
export class Chances {
  private readonly zero: Uint16Array;
  private readonly seen: Uint8Array;

  /** @param most Bits over which a chance is learnt at last, up to 255. */
  constructor(
    count: number,
    private readonly most: number,
  ) {
    this.zero = new Uint16Array(count).fill(WHOLE / 2);
    this.seen = new Uint8Array(count);
  }

  /** Of 4096, never 0. */
  of(at: number): number {
    return (this.zero[at] as number) >>> (16 - USED_BITS) || 1;
  }

  learn(at: number, bit: number): void {
    const seen = this.seen[at] as number;
    const now = this.zero[at] as number;
    this.zero[at] = now + Math.trunc(((bit === 0 ? WHOLE - 1 : 0) - now) / (seen + 1.5));
    if (seen < this.most) this.seen[at] = seen + 1;
  }
}

/** What is written takes more room than there is. */
export class TooLarge extends Error {}

/**
 * Writes bits so that a bit takes as much room as it is unlikely (a range coder, as in LZMA: G. N. N. Martin, "Range encoding",
 * 1979).
 */
export class RangeEncoder {
  private readonly out: number[] = [];
  private low = 0;
  private range = 0xffffffff;
  private held = 0;
  private heldCount = 0;
  private started = false;

  /** @param mostBytes With more it ends. */
  constructor(private readonly mostBytes = Number.POSITIVE_INFINITY) {}

  /** @throws TooLarge */
  bit(chances: Chances, at: number, bit: number): void {
    const bound = (this.range >>> USED_BITS) * chances.of(at);
    if (bit === 0) this.range = bound;
    else {
      this.low += bound;
      this.range -= bound;
    }
    chances.learn(at, bit);
    while (this.range < TOP) this.shift();
  }

  /** A bit of which nothing is known. */
  plain(bit: number): void {
    this.range >>>= 1;
    if (bit) this.low += this.range;
    while (this.range < TOP) this.shift();
  }

  end(): Uint8Array {
    for (let i = 0; i < 5; i += 1) this.shift();
    let length = this.out.length;
    // The reader takes zeros where nothing is left.
    while (length > 0 && this.out[length - 1] === 0) length -= 1;
    return Uint8Array.from(this.out.slice(0, length));
  }

  private shift(): void {
    if (this.low < 0xff000000 || this.low > 0xffffffff) {
      const carry = this.low > 0xffffffff ? 1 : 0;
      if (this.started) this.out.push((this.held + carry) & 255);
      for (; this.heldCount > 0; this.heldCount -= 1) this.out.push((255 + carry) & 255);
      this.started = true;
      this.held = Math.floor(this.low / TOP) & 255;
      if (this.out.length > this.mostBytes) throw new TooLarge();
    } else this.heldCount += 1;
    this.low = (this.low % TOP) * 256;
    this.range = (this.range * 256) >>> 0;
  }
}

/** Reads what a `RangeEncoder` wrote; of other bytes it reads something, which a checksum has to rule out. */
export class RangeDecoder {
  private at = 0;
  private code = 0;
  private range = 0xffffffff;

  constructor(private readonly bytes: Uint8Array) {
    for (let i = 0; i < 4; i += 1) this.code = (this.code * 256 + this.next()) >>> 0;
  }

  bit(chances: Chances, at: number): number {
    const bound = (this.range >>> USED_BITS) * chances.of(at);
    const bit = this.code < bound ? 0 : 1;
    if (bit === 0) this.range = bound;
    else {
      this.code -= bound;
      this.range -= bound;
    }
    chances.learn(at, bit);
    this.fill();
    return bit;
  }

  plain(): number {
    this.range >>>= 1;
    const bit = this.code >= this.range ? 1 : 0;
    if (bit) this.code -= this.range;
    this.fill();
    return bit;
  }

  private fill(): void {
    while (this.range < TOP) {
      this.range = (this.range * 256) >>> 0;
      this.code = (this.code * 256 + this.next()) >>> 0;
    }
  }

  private next(): number {
    return this.bytes[this.at++] ?? 0;
  }
}
