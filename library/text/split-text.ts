/** Where a text is cut into tokens. */
export type Splitting = 'whitespace' | 'character';

export const splittings: Record<Splitting, (text: string) => string[]> = {
  // The white space of ASCII, as `tf.strings.split` has it: a no-break space parts nothing.
  whitespace: (text) => text.split(/[ \t\n\v\f\r]+/).filter((token) => token !== ''),
  character: (text) => [...text],
};

/**
 * The tokens, then every two neighbours joined by a blank, then every three, up to `longest`: what Keras makes of
 * `ngrams=longest`.
 */
export function withNgrams(tokens: readonly string[], longest: number): string[] {
  const all = [...tokens];
  for (let width = 2; width <= longest; width += 1)
    for (let start = 0; start + width <= tokens.length; start += 1)
      all.push(tokens.slice(start, start + width).join(' '));
  return all;
}
