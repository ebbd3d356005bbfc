/** The place of a UTF-16 unit among code points: surrogates stand for what comes after all others. */
const rank = (unit: number): number =>
  unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit;

/** The order of the texts' UTF-8 bytes, which is that of their code points. */
function byBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const [one, other] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (one !== other) return rank(one) - rank(other);
  }
  return a.length - b.length;
}

/**
 * The tokens from the most frequent on; of equally frequent ones the last by its bytes comes first, as in Keras
 * (`IndexLookup.finalize_state` sorts upwards and turns the list round).
 */
export function frequentTokens(counts: ReadonlyMap<string, number>, limit = Infinity): string[] {
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || byBytes(b, a))
    .slice(0, limit)
    .map(([token]) => token);
}
