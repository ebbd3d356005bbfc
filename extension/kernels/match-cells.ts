/** A cell as a kernel, or a notebook, knows it. */
export interface NamedCell {
  /** Its nbformat id, or what it was called in its stead. */
  name: string | undefined;
  code: string;
  /** Its place among the code cells. */
  at?: number;
}

/**
 * Finds the cells that a kernel has run in a notebook that was opened anew: by their name, else by their very code, of which
 * the nearest to its old place counts. What is found in neither way is in no cell: outputs never get under code of another.
 *
 * @returns for each of `kept` its place in `cells`, where it has one.
 */
export function matchCells(kept: readonly NamedCell[], cells: readonly NamedCell[]): (number | undefined)[] {
  const found: (number | undefined)[] = kept.map(({ name }) => {
    const at = cells.findIndex((cell) => cell.name !== undefined && cell.name === name);
    return at < 0 ? undefined : at;
  });
  const taken = new Set(found);
  for (const [index, { code, at = 0 }] of kept.entries()) {
    if (found[index] !== undefined) continue;
    const [nearest] = cells
      .map((cell, place) => ({ place, far: Math.abs((cell.at ?? 0) - at), same: cell.code === code }))
      .filter(({ place, same }) => same && !taken.has(place))
      .sort((a, b) => a.far - b.far);
    if (!nearest) continue;
    found[index] = nearest.place;
    taken.add(nearest.place);
  }
  return found;
}
