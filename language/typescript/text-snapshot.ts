import type ts from 'typescript6';

/** A text that tells what of it is new, so that it is not parsed as a whole after each key. */
export class TextSnapshot implements ts.IScriptSnapshot {
  constructor(readonly text: string) {}

  getText(start: number, end: number): string {
    return this.text.slice(start, end);
  }

  getLength(): number {
    return this.text.length;
  }

  getChangeRange(before: ts.IScriptSnapshot): ts.TextChangeRange | undefined {
    return before instanceof TextSnapshot ? changeRange(before.text, this.text) : undefined;
  }
}

/** What lies between what two texts have in common at their start and at their end. */
export function changeRange(before: string, after: string): ts.TextChangeRange {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (
    end < shorter - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end++;
  return { span: { start, length: before.length - end - start }, newLength: after.length - end - start };
}
