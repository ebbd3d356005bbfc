/** Where a generator of uniform numbers stands: what it computes with. */
export type StreamState = readonly [s0: number, s1: number, s2: number, c: number];

/**
 * The state from which tfjs-core draws uniform numbers for a seed: Johannes Baagøe's Alea, as the package `seedrandom` has
 * it. The numbers themselves are drawn by the compiled step.
 */
export function streamOf(seed: string): StreamState {
  // Each step begins a stream for each layer of dropout: the mixing goes on where it always is after its first three words.
  const one = mixed(third, seed);
  const two = mixed(one, seed);
  const three = mixed(two, seed);
  return [
    whole(share(first) - share(one)),
    whole(share(second) - share(two)),
    whole(share(third) - share(three)),
    1,
  ];
}

const whole = (value: number): number => (value < 0 ? value + 1 : value);

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

/** Alea's number after it has mixed in a text. */
function mixed(before: number, text: string): number {
  let n = before;
  for (let i = 0; i < text.length; i++) {
    n += text.charCodeAt(i);
    let h = 0.02519603282416938 * n;
    n = h >>> 0;
    h -= n;
    h *= n;
    n = h >>> 0;
    h -= n;
    n += h * 2 ** 32;
  }
  return n;
}

const share = (mixture: number): number => (mixture >>> 0) * 2 ** -32;

const first = mixed(0xefc8249d, ' ');
const second = mixed(first, ' ');
const third = mixed(second, ' ');
