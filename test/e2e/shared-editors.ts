import { Editor, type EditorOptions } from './editor.js';

/** What can be changed in a server only by starting another. */
const keyOf = ({ extension, locale, env }: EditorOptions): string => JSON.stringify([extension, locale, env]);

/** The editors of this process, which runs one file of tests after another. */
const free = new Map<string, Editor>();

/** An editor as new: one that a file before has given back, or one that is started. */
export async function takeEditor(options: EditorOptions): Promise<Editor> {
  const key = keyOf(options);
  const kept = free.get(key);
  free.delete(key);
  if (!kept) return Editor.start(options);
  if (!kept.isThere) {
    await kept.stop();
    return Editor.start(options);
  }
  kept.renew(options);
  return kept;
}

/** Keeps an editor whose window was left for the files that follow. */
export function giveBack(editor: Editor, options: EditorOptions): void {
  free.set(keyOf(options), editor);
}

const stopAll = (): void => {
  for (const editor of free.values()) editor.stopAtOnce();
  free.clear();
};
// Vitest ends its processes by a signal, and does not wait long.
process.once('SIGTERM', stopAll);
process.once('exit', stopAll);
