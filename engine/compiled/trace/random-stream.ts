/** Where a generator of uniform numbers stands: what it computes with. */
export type StreamState = readonly [s0: number, s1: number, s2: number, c: number];

/**
 * The state from which tfjs-core draws uniform numbers for a seed: Johannes Baagøe's Alea, as the package `seedrandom` has
 * it. The numbers themselves are drawn by the compiled step.
 */
export function streamOf(seed: string): StreamState {
  const mash = masher();
  const first = [mash(' '), mash(' '), mash(' ')];
  const [s0 = 0, s1 = 0, s2 = 0] = first.map((start) => {
    const value = start - mash(seed);
    return value < 0 ? value + 1 : value;
  });
  return [s0, s1, s2, 1];
}

/** The first numbers of a stream, as the compiled step draws them. */
export function drawn(state: StreamState, count: number): Float32Array {
  let [s0, s1, s2, c] = state;
  return Float32Array.from({ length: count }, () => {
    const t = 2091639 * s0 + c * 2 ** -32;
    s0 = s1;
    s1 = s2;
    c = Math.trunc(t);
    s2 = t - c;
    return s2;
  });
}

function masher(): (data: string) => number {
  let n = 0xefc8249d;
  return (data) => {
    for (let i = 0; i < data.length; i++) {
      n += data.charCodeAt(i);
      let h = 0.02519603282416938 * n;
      n = h >>> 0;
      h -= n;
      h *= n;
      n = h >>> 0;
      h -= n;
      n += h * 2 ** 32;
    }
    return (n >>> 0) * 2 ** -32;
  };
}
