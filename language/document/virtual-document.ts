import type { CellLanguage } from '../../protocol/language.js';
import type { CellParts, ImportedBinding, ImportPart } from './cell-parts.js';
import { type Alias, PositionMap, type Segment } from './position-map.js';
import { MAY } from './read-cell.js';

export interface VirtualDocument {
  text: string;
  /** JavaScript where all cells are; else TypeScript. */
  language: CellLanguage;
  positions: PositionMap;
  /** Names that any cell declares or imports. */
  declared: ReadonlySet<string>;
  cells: readonly PlacedCell[];
}

export interface PlacedCell {
  id: string;
  parts: CellParts;
}

/** What a name means where the document has come to. */
interface Meaning {
  /** The module and the name in it; undefined for what a cell declares itself. */
  imported?: string;
  /** Where the name stands in the import that brought it. */
  start: number;
  end: number;
}

/**
 * The cells of a notebook as the text of one module. Imports come first, each once; the cells follow in their order, and a
 * block begins, up to the end, with each that declares a name again: there it is another name, as it is in the notebook from
 * that cell on.
 *
 * @param canonical the same for specifiers that mean the same module.
 */
export function virtualDocument(
  cells: readonly PlacedCell[],
  canonical: (specifier: string) => string = (specifier) => specifier,
): VirtualDocument {
  return new Builder(cells, canonical).build();
}

class Builder {
  private text = `export {};declare const ${MAY}: boolean;\n`;
  private readonly segments: Segment[] = [];
  private readonly aliases: Alias[] = [];
  private readonly meanings = new Map<string, Meaning>();
  /** What has to stand before a cell: names that it imports although they were declared before. */
  private readonly prefixes = new Map<number, string>();
  private blocks = 0;

  constructor(
    private readonly cells: readonly PlacedCell[],
    private readonly canonical: (specifier: string) => string,
  ) {}

  build(): VirtualDocument {
    const opens = this.cells.map(({ parts }, cell) => this.head(parts, cell));
    this.cells.forEach(({ parts }, cell) => {
      for (const { start, end } of parts.hoisted) {
        this.copy(cell, start, end);
        this.text += '\n';
      }
    });
    this.cells.forEach(({ parts }, cell) => {
      this.body(parts, cell, opens[cell] === true);
    });
    this.text += '}'.repeat(this.blocks);
    const all = this.cells.map(({ parts }) => parts);
    return {
      text: this.text,
      language:
        all.length > 0 && all.every(({ language }) => language === 'javascript')
          ? 'javascript'
          : 'typescript',
      positions: new PositionMap(
        this.cells.map(({ id }) => id),
        this.segments,
        this.aliases,
      ),
      declared: new Set(this.meanings.keys()),
      cells: this.cells,
    };
  }

  /** Writes the imports of a cell. @returns whether it needs a block of its own. */
  private head(parts: CellParts, cell: number): boolean {
    let opens = false;
    for (const part of parts.imports) opens = this.importOf(part, cell) || opens;
    for (const name of parts.declared) {
      opens ||= this.meanings.has(name);
      this.meanings.set(name, { start: -1, end: -1 });
    }
    return opens;
  }

  private importOf(part: ImportPart, cell: number): boolean {
    let at = part.start;
    let shadows = false;
    const changes = [...part.bindings].sort((a, b) => a.start - b.start);
    for (const binding of changes) {
      const imported = `${this.canonical(part.specifier)} ${binding.imported}`;
      const known = this.meanings.get(binding.local);
      if (!known) {
        const start = this.text.length + (binding.start - at);
        this.meanings.set(binding.local, { imported, start, end: start + (binding.end - binding.start) });
        continue;
      }
      this.copy(cell, at, binding.start);
      at = binding.end;
      const own = `__epochbook_${cell}_${binding.local}`;
      if (binding.shorthand) this.copy(cell, binding.start, binding.end);
      this.text += binding.shorthand ? ` as ${own}` : own;
      if (known.imported === imported) {
        const { start, end } = known;
        const { start: cellStart, end: cellEnd, shorthand } = binding;
        if (start >= 0) this.aliases.push({ cell, cellStart, cellEnd, start, end, shorthand });
        continue;
      }
      shadows = true;
      this.meanings.set(binding.local, this.prefix(cell, binding, own, imported));
    }
    this.copy(cell, at, part.end);
    this.text += '\n;\n';
    return shadows;
  }

  private prefix(cell: number, { local, typeOnly }: ImportedBinding, own: string, imported: string): Meaning {
    const type = `type ${local} = ${own};`;
    const both = typeOnly ? type : `const ${local} = ${own};${type}`;
    this.prefixes.set(cell, (this.prefixes.get(cell) ?? '') + both);
    return { imported, start: -1, end: -1 };
  }

  private body({ text, edits, usable }: CellParts, cell: number, opens: boolean): void {
    if (opens) {
      this.text += `{${this.prefixes.get(cell) ?? ''}`;
      this.blocks++;
    }
    if (usable) {
      let at = 0;
      for (const edit of edits) {
        if (edit.start < at) continue;
        this.copy(cell, at, edit.start);
        this.text += edit.text;
        at = edit.end;
      }
      this.copy(cell, at, text.length);
    }
    this.text += '\n;\n';
  }

  private copy(cell: number, cellStart: number, cellEnd: number): void {
    const { text } = (this.cells[cell] as PlacedCell).parts;
    const length = cellEnd - cellStart;
    this.segments.push({ cell, cellStart, length, start: this.text.length });
    this.text += text.slice(cellStart, cellEnd);
  }
}
