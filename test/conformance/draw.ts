/** A sequence of numbers in [0, 1) that is the same in every run (a linear congruence). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export type NumericType = 'float32' | 'int32' | 'bool';

/** Values in [low, high), or 0 and 1. */
export function randomValues(
  seed: number,
  shape: readonly number[],
  dtype: NumericType = 'float32',
  [low, high]: readonly [number, number] = [-2, 2],
): Float32Array | Int32Array | Uint8Array {
  const next = numbers(seed);
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  if (dtype === 'bool') return Uint8Array.from({ length: size }, () => (next() < 0.5 ? 0 : 1));
  const between = () => low + next() * (high - low);
  return dtype === 'int32'
    ? Int32Array.from({ length: size }, () => Math.floor(between()))
    : Float32Array.from({ length: size }, between);
}

/** A number that depends on a text only, to start a sequence from. */
export function seedOf(text: string): number {
  let hash = 2_166_136_261;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619);
  return hash >>> 0;
}

/** As `numbers`, but near seeds start far apart (mulberry32, Tommy Ettinger). */
function mixed(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws the shapes and settings of a case. */
export class Draw {
  private readonly next: () => number;

  constructor(text: string) {
    this.next = mixed(seedOf(text));
  }

  /** A whole number from low to high, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.int(0, choices.length - 1)] as T;
  }

  /** `rank` whole numbers from low to high. */
  shape(rank: number, low = 1, high = 6): number[] {
    return Array.from({ length: rank }, () => this.int(low, high));
  }
}

/** What `make` draws, `count` times, each from a seed of its own. */
export function drawn<T>(text: string, count: number, make: (draw: Draw, i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(new Draw(`${text} ${i}`), i));
}
