import { say } from './say.js';

/** A name as it is compared: case, underscores and other marks do not count, nor does what stands before its last dot. */
const flat = (name: string): string =>
  name
    .slice(name.lastIndexOf('.') + 1)
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

/**
 * The names that somebody may have meant who wrote another one, the nearest first, at most three: `acuracy` → `accuracy`.
 * Of several spellings of a name the one most like the given stands for all.
 *
 * @param given What was written.
 * @param names What is right.
 * @param most How many to give at most.
 */
export function nearestNames(given: string, names: Iterable<string>, most = 3): string[] {
  const wanted = flat(given);
  if (wanted === '') return [];
  const nearest = new Map<string, { name: string; far: number; spelling: number }>();
  for (const name of names) {
    const key = flat(name);
    const far = editDistance(wanted, key);
    // Another single letter is another name.
    const nothingAlike = far > 0 && far >= Math.max(wanted.length, key.length);
    if (nothingAlike || far > allowed(wanted.length, key.length)) continue;
    const spelling = editDistance(given, name);
    const known = nearest.get(key);
    if (!known || spelling < known.spelling) nearest.set(key, { name, far, spelling });
  }
  const found = [...nearest.values()].sort((a, b) => a.far - b.far || a.spelling - b.spelling);
  // Beside one that differs in its case alone, or half as much, others are not meant.
  const limit = 2 * (found[0]?.far ?? 0);
  return found
    .filter(({ far }) => far <= limit)
    .slice(0, most)
    .map(({ name }) => name);
}

/**
 * ` Did you mean "accuracy"?`, to stand after a sentence in the reader's language; empty where nothing is near.
 *
 * @param quote How a name is written; between quotes unless told otherwise.
 */
export function didYouMean(
  given: string,
  names: Iterable<string>,
  quote: (name: string) => string = (name) => `"${name}"`,
): string {
  const nearest = nearestNames(given, names).map(quote);
  if (nearest.length === 0) return '';
  const last = nearest.at(-1);
  const before = nearest.slice(0, -1).join(', ');
  return say(
    ` Did you mean ${before === '' ? last : `${before} or ${last}`}?`,
    ` 혹시 ${nearest.join(', ')}${nearest.length > 1 ? ' 중 하나' : ''}인가요?`,
  );
}

/** One slip in a short word, more in a long one; beyond a third of it, it is another word. */
const allowed = (a: number, b: number): number => Math.max(1, Math.floor(Math.min(a, b) / 3));

/** Levenshtein's distance, where two neighbours that changed places count once. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(before, j - 2) + 1 : Infinity;
      next.push(Math.min(replaced, swapped, at(row, j) + 1, at(next, j - 1) + 1));
    }
    before = row;
    row = next;
  }
  return at(row, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;
