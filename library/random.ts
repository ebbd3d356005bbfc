/** A source of numbers from 0 to below 1. */
export type Random = () => number;

/**
 * A small generator with a repeatable sequence: sfc32 by Chris Doty-Humphrey (PractRand), 128 bits of state, here with 53
 * bits for each number. Not for secrets.
 */
export function randomFrom(seed: number): Random {
  const words = new Uint32Array(new Float64Array([seed + 0]).buffer);
  let a = words[0] ?? 0;
  let b = words[1] ?? 0;
  let c = 0x9e3779b9;
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // Near seeds start near each other; these rounds part them.
  for (let round = 0; round < 16; round += 1) next();
  return () => ((next() >>> 5) * 0x4000000 + (next() >>> 6)) / 0x20000000000000;
}

/** A new array in random order (Fisher and Yates). */
export function shuffled<T>(values: readonly T[], random: Random): T[] {
  const result = [...values];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const pick = Math.floor(random() * (last + 1));
    const kept = result[last] as T;
    result[last] = result[pick] as T;
    result[pick] = kept;
  }
  return result;
}
