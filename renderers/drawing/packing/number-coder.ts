import { Chances, type RangeDecoder, type RangeEncoder } from './range-coder.js';

/** Safe integers have at most as many bits. */
const MOST_BITS = 53;
/** Below the highest bit, as many are learnt; the others are as good as random. */
const LEARNT_BITS = 7;
const MOST_SEEN = 60;
/** What can be known of a number before it is read. */
const CONTEXTS = 96;
/** Up to here a like number is known as it is, above by its bits. */
const EXACT = 32;

/** Bits of a whole number from its highest set one on; 0 of 0. */
export const bitLength = (value: number): number =>
  value < 2 ** 32 ? 32 - Math.clz32(value) : 64 - Math.clz32(Math.floor(value / 2 ** 32));

/** What is known of a number that is like another. */
export const contextOf = (like: number): number => (like < EXACT ? like : EXACT + bitLength(like));

/** What is learnt of numbers of one kind: how many bits they have, after what came before, and which. */
export class NumberChances {
  private readonly lengths = new Chances(CONTEXTS * 64, MOST_SEEN);
  private readonly heads = new Chances((MOST_BITS + 1) << LEARNT_BITS, MOST_SEEN);

  /** @param before how many bits a number had of which this one may be the like, or its `contextOf`. */
  write(to: RangeEncoder, value: number, before: number): number {
    const length = bitLength(value);
    let node = 1;
    for (let shift = 5; shift >= 0; shift -= 1) {
      const bit = (length >> shift) & 1;
      to.bit(this.lengths, before * 64 + node, bit);
      node = node * 2 + bit;
    }
    const low = value >>> 0;
    const high = Math.floor(value / 2 ** 32);
    let head = 1;
    for (let place = length - 2; place >= 0; place -= 1) {
      const bit = place < 32 ? (low >>> place) & 1 : (high >>> (place - 32)) & 1;
      if (head < 1 << LEARNT_BITS) {
        to.bit(this.heads, (length << LEARNT_BITS) + head, bit);
        head = head * 2 + bit;
      } else to.plain(bit);
    }
    return length;
  }

  read(from: RangeDecoder, before: number): number {
    let node = 1;
    for (let i = 0; i < 6; i += 1) node = node * 2 + from.bit(this.lengths, before * 64 + node);
    const length = node - 64;
    if (length > MOST_BITS) throw new RangeError('values: a number is too large');
    if (length === 0) return 0;
    let head = 1;
    let value = 1;
    for (let place = length - 2; place >= 0; place -= 1) {
      let bit: number;
      if (head < 1 << LEARNT_BITS) {
        bit = from.bit(this.heads, (length << LEARNT_BITS) + head);
        head = head * 2 + bit;
      } else bit = from.plain();
      value = value * 2 + bit;
    }
    return value;
  }
}
