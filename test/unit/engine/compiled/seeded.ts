/** Lets `Math.random` give the same numbers each time, until what it gives back is called. */
export function seeded(seed: number): () => void {
  const { random } = Math;
  let state = seed;
  Math.random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  return () => {
    Math.random = random;
  };
}
