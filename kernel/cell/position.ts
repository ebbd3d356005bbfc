export interface Position {
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
}

/** Where an offset lies in a text. */
export function positionOf(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
