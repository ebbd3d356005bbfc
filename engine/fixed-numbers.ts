/** Fixed numbers between 0 and 1: the same on every engine, for the same seed. */
export function fixedNumbers(count: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  });
}
