/** The lines of a text that say something, without the space around them. */
export const textLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .filter((line) => line !== '');

/** How much of two texts is the same: 0 to 1 (Dice's coefficient of their pairs of words and marks). */
export function alikeness(a: string, b: string): number {
  const [one, two] = [pairsOf(a), pairsOf(b)];
  let common = 0;
  for (const [pair, count] of one.counts) common += Math.min(count, two.counts.get(pair) ?? 0);
  const total = one.size + two.size;
  return total === 0 ? 0 : (2 * common) / total;
}

/** More of a text than this says nothing new about what it is like. */
const MOST_WORDS = 5000;

function pairsOf(text: string): { counts: Map<string, number>; size: number } {
  const words = (text.match(/[\p{L}\p{N}_$]+|[^\s]/gu) ?? []).slice(0, MOST_WORDS);
  const counts = new Map<string, number>();
  for (let i = 1; i < words.length; i++) {
    const pair = `${words[i - 1]} ${words[i]}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return { counts, size: Math.max(0, words.length - 1) };
}
