/** A cell that a kernel runs, or has run. */
export interface CellScript {
  /** What its document is called: `vscode-notebook-cell:…`. */
  uri: string;
  /** The number that it runs under. */
  order: number;
  /** What is run. */
  text: string;
}

/** A place where a debugger finds, or would find, a text. */
export interface DebugSource {
  name?: string;
  path?: string;
  sourceReference?: number;
}

const SCRIPT = /(?:^|[\\/])epochbook-cell-(\d+)\.ts$/;
const NOT_RUN = /(?:^|[\\/])epochbook-cell-not-run-(\d+)\.ts$/;
const CELL = /^vscode-notebook-cell:/;

interface Names {
  /** `Cell [3]`. */
  cell(order: number): string;
  /** The same, for a text that is no longer what its cell holds. */
  asRun(order: number): string;
}

/**
 * What a debugger calls the cells: a path for each run of each cell. Only the last run counts, and only while the cell holds the
 * text that was run: no line is ever shown that is not the one.
 */
export class CellScripts {
  private readonly byOrder = new Map<number, CellScript>();
  private readonly byUri = new Map<string, CellScript>();
  private readonly others: string[] = [];

  /**
   * @param folder in which the debugger takes them to be.
   * @param textOf what a cell holds now; undefined where it is gone.
   */
  constructor(
    private readonly folder: string,
    scripts: readonly CellScript[],
    private readonly textOf: (uri: string) => string | undefined,
    private readonly names: Names,
  ) {
    for (const script of scripts) {
      this.byOrder.set(script.order, script);
      const known = this.byUri.get(script.uri);
      if (!known || known.order < script.order) this.byUri.set(script.uri, script);
    }
  }

  /** What the editor asks of a cell, it asks of the cell's script. */
  toDebugger(source: DebugSource): void {
    const { path } = source;
    if (path === undefined || !CELL.test(path)) return;
    const script = this.byUri.get(path);
    const isRun = script !== undefined && this.isCurrent(script);
    source.path = this.pathOf(isRun ? String(script.order) : `not-run-${this.indexOf(path)}`);
  }

  /** What the debugger tells of a script is told of the cell, where that still holds the text. */
  toEditor(source: DebugSource): void {
    const path = source.path ?? '';
    const other = NOT_RUN.exec(path)?.[1];
    const order = Number(SCRIPT.exec(path)?.[1]);
    const script = this.byOrder.get(order);
    if (other !== undefined) this.set(source, this.others[Number(other)]);
    else if (script && this.isCurrent(script)) {
      this.set(source, script.uri);
      source.name = this.names.cell(order);
    } else if (Number.isInteger(order)) source.name = this.names.asRun(order);
  }

  private set(source: DebugSource, uri: string | undefined): void {
    if (uri === undefined) return;
    source.path = uri;
    delete source.sourceReference;
  }

  private isCurrent({ uri, order, text }: CellScript): boolean {
    return this.byUri.get(uri)?.order === order && this.textOf(uri) === text;
  }

  private indexOf(uri: string): number {
    const known = this.others.indexOf(uri);
    return known >= 0 ? known : this.others.push(uri) - 1;
  }

  private pathOf(name: string): string {
    const separator = this.folder.includes('\\') ? '\\' : '/';
    return `${this.folder}${separator}epochbook-cell-${name}.ts`;
  }
}
