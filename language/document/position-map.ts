import type { CellRange } from '../../protocol/language.js';

/** A piece of a cell that stands unchanged in the virtual document. */
export interface Segment {
  /** The cell's place among the cells. */
  cell: number;
  cellStart: number;
  length: number;
  start: number;
}

/** A name in a cell that stands for one elsewhere in the virtual document: that of an import that is made again. */
export interface Alias {
  cell: number;
  cellStart: number;
  cellEnd: number;
  start: number;
  end: number;
  /** `{ x }`: another name would need an `as`. */
  shorthand: boolean;
}

/** Between offsets in cells and in the virtual document, both ways. */
export class PositionMap {
  private readonly byCell = new Map<number, Segment[]>();

  constructor(
    private readonly ids: readonly string[],
    /** In the order of the virtual document. */
    private readonly segments: readonly Segment[],
    private readonly aliases: readonly Alias[],
  ) {
    for (const segment of segments) {
      const of = this.byCell.get(segment.cell) ?? [];
      of.push(segment);
      this.byCell.set(segment.cell, of);
    }
  }

  /** Where an offset of a cell stands; undefined where it does not (in a word that is left out, such as `export`). */
  toVirtual(id: string, offset: number): number | undefined {
    const cell = this.ids.indexOf(id);
    const alias = this.aliases.find(
      (each) => each.cell === cell && each.cellStart <= offset && offset <= each.cellEnd,
    );
    if (alias) return Math.min(alias.start + (offset - alias.cellStart), alias.end);
    let found: Segment | undefined;
    for (const segment of this.byCell.get(cell) ?? []) {
      const { cellStart, length } = segment;
      if (offset < cellStart || offset > cellStart + length) continue;
      // Between two pieces: the one that goes on, but for an empty one.
      if (!found || offset < cellStart + length) found = segment;
    }
    return found && found.start + (offset - found.cellStart);
  }

  /** The range in the cell; undefined where it stands in none. What reaches beyond its piece is cut to it. */
  toCell(start: number, end: number): CellRange | undefined {
    const first = this.at(start, start === end);
    if (!first) return undefined;
    const cell = this.ids[first.cell];
    if (cell === undefined) return undefined;
    const last = this.at(end, true);
    const cellStart = first.cellStart + (start - first.start);
    const cellEnd =
      last && last.cell === first.cell
        ? last.cellStart + (end - last.start)
        : first.cellStart + Math.min(first.length, end - first.start);
    return { cell, start: cellStart, end: Math.max(cellStart, cellEnd) };
  }

  /** Where else in cells the name stands whose place in the virtual document this is. */
  aliasesOf(start: number): (CellRange & { shorthand: boolean })[] {
    return this.aliases
      .filter((alias) => alias.start === start)
      .map(({ cell, cellStart, cellEnd, shorthand }) => ({
        cell: this.ids[cell] ?? '',
        start: cellStart,
        end: cellEnd,
        shorthand,
      }));
  }

  /** The piece that holds a place; with `atEnd`, also the one that ends there. */
  private at(position: number, atEnd: boolean): Segment | undefined {
    let [low, high] = [0, this.segments.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const { start } = this.segments[middle] as Segment;
      if (start <= position) low = middle;
      else high = middle - 1;
    }
    const found = this.segments[low];
    const before = this.segments[low - 1];
    if (atEnd && before && before.start + before.length === position && found?.start === position)
      return before.length > 0 ? before : found;
    if (!found || found.start > position) return undefined;
    const length = position - found.start;
    return length < found.length || (atEnd && length === found.length) ? found : undefined;
  }
}
