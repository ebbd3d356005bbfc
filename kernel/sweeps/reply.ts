/** Under which the process of a trial answers. */
export const REPLY_MIME = 'application/vnd.epochbook.trial+json';

const WORDS = ['NaN', 'Infinity', '-Infinity'];

/** What `train` gave back, without what no sweep reads: of a history its numbers alone. */
export function replyText(value: unknown): string {
  const { history } = (value ?? {}) as { history?: unknown };
  const kept = typeof history === 'object' && history !== null ? { history } : value;
  // JSON has no NaN, no infinities, and no undefined by itself.
  return JSON.stringify({ kept }, (_, part: unknown) =>
    typeof part === 'number' && !Number.isFinite(part) ? String(part) : part,
  );
}

export const readReply = (text: string): unknown =>
  (
    JSON.parse(text, (_, part: unknown) => (WORDS.includes(part as string) ? Number(part) : part)) as {
      kept?: unknown;
    }
  ).kept;
