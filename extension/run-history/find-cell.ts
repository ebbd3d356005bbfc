/** What of a notebook's cell tells whether it made a run. */
export interface CellLike {
  /** Its name, by which the kernel knows it. */
  key: string;
  text: string;
}

/** Where the cell is that made a run. */
export interface FoundCell {
  index: number;
  /** `same`: it has the text that was run. `changed`: it has another. `unknown`: the run does not tell its text. */
  fate: 'same' | 'changed' | 'unknown';
}

/**
 * The cell that made a run: the one of its name; else, as cells lose their names where a file holds none, the only one with
 * the very text. Undefined where it is gone.
 */
export function findCell(
  cells: readonly CellLike[],
  { cell, source }: { cell: string; source?: string },
): FoundCell | undefined {
  const named = cells.findIndex(({ key }) => key === cell);
  if (named >= 0) {
    const fate = source === undefined ? 'unknown' : cells[named]?.text === source ? 'same' : 'changed';
    return { index: named, fate };
  }
  if (source === undefined) return undefined;
  const alike = cells.flatMap(({ text }, index) => (text === source ? [index] : []));
  return alike.length > 0 ? { index: alike[0] as number, fate: 'same' } : undefined;
}
