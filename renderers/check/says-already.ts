const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}_.]+/gu) ?? [];

/** Forms of one word, as "stops" and "stopped"; a number is only itself. */
function isAlike(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  // Korean words have their endings after them.
  if (/\p{sc=Hangul}$/u.test(short)) return short.length > 1 && long.startsWith(short);
  if (/\p{N}/u.test(one + other)) return false;
  return short.length >= 4 && long.startsWith(short.slice(0, Math.max(4, short.length - 2)));
}

/** Whether a rule says, word by word, what is wanted. */
export function saysAlready(rule: string, wanted: string): boolean {
  const [said, asked] = [wordsOf(rule), wordsOf(wanted)];
  return (
    asked.length > 0 &&
    said.some((_, from) => asked.every((word, at) => isAlike(said[from + at] ?? '', word)))
  );
}
