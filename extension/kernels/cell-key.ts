import { randomUUID } from 'node:crypto';
import type { NotebookCell } from 'vscode';

const keys = new WeakMap<NotebookCell, string>();

/** A name for the cell that stays while it is open: its nbformat id where it has one of its own. */
export function cellKey(cell: NotebookCell): string {
  const known = keys.get(cell);
  if (known !== undefined) return known;
  const { id } = cell.metadata;
  const taken = cell.notebook.getCells().some((other) => keys.get(other) === id);
  const key = typeof id === 'string' && !taken ? id : randomUUID();
  keys.set(cell, key);
  return key;
}

/** A cell is called as it was in another window. */
export const nameCell = (cell: NotebookCell, key: string): unknown => keys.set(cell, key);

/** The cells of a notebook that was saved or moved elsewhere are, in their order, those that it had before. */
export function keepKeys(before: readonly string[], cells: readonly NotebookCell[]): void {
  for (const [index, cell] of cells.entries()) {
    const key = before[index];
    if (key !== undefined) keys.set(cell, key);
  }
}
