import type { CellError } from '../../protocol/index.js';
import { describe } from '../output/describe.js';
import { CellSyntaxError } from './cell-syntax-error.js';
import type { Position } from './position.js';

/** A cell that has run, or tried to: what is needed to speak of places in it. */
export interface CellSource {
  order: number;
  text: string;
  locate(position: Position): Position | undefined;
}

const FRAME = /^\s*at (?:(.*) \()?(?:(.*?)):(\d+):(\d+)\)?$/;
const CELL_URL = /epochbook-cell-(\d+)\.ts$/;

/** The name that a cell's script has in stack frames. */
export const cellUrl = (order: number): string => `epochbook-cell-${order}.ts`;

/** Where V8 refused to compile a script; it says so only at the head of the error's stack. */
export function placeOfSyntaxError(error: unknown): Position | undefined {
  const stack = safely(() => String((error as Error).stack), '');
  const line = /epochbook-cell-\d+\.ts:(\d+)\n/.exec(stack)?.[1];
  const marks = /^( *)\^/m.exec(stack)?.[1];
  return line === undefined ? undefined : { line: Number(line), column: (marks?.length ?? 0) + 1 };
}

/** Turns what cells throw into errors that speak of the student's own lines. */
export class CellErrors {
  private readonly cells = new Map<number, CellSource>();

  /** @param ownFolder our own code: its frames are not shown. */
  constructor(private readonly ownFolder: string) {}

  add(cell: CellSource): void {
    this.cells.set(cell.order, cell);
  }

  /** @param at where V8 saw the error in the script of the cell `order`, for errors that have no frames in a cell. */
  describe(thrown: unknown, order: number, at?: Position): CellError {
    if (thrown instanceof CellSyntaxError) return this.syntaxError(thrown, order, thrown);
    if (!isError(thrown)) {
      const message = typeof thrown === 'string' ? thrown : describe(thrown);
      const place = at && this.cells.get(order)?.locate(at);
      const frames = place ? [`    at ${placeName(order, place)}`] : [];
      return { name: 'Uncaught', message, stack: [`Uncaught ${message}`, ...frames].join('\n'), ...place };
    }
    const name = safely(() => String(thrown.name), 'Error');
    const message = safely(() => String(thrown.message), '');
    const frames = this.frames(thrown);
    const first = frames.find(({ place }) => place);
    const located = at && this.cells.get(order)?.locate(at);
    if (name === 'SyntaxError' && !first && located) return this.syntaxError(thrown, order, located);
    const lines = [`${name}: ${message}`, ...frames.map(({ text }) => text)];
    if (first?.place) lines.push(...this.excerpt(first.order, first.place));
    const cause = safely(() => thrown.cause, undefined);
    if (cause !== undefined) lines.push(`Caused by: ${this.describe(cause, order).stack}`);
    return { name, message, stack: lines.join('\n'), ...first?.place };
  }

  private syntaxError(error: Error, order: number, { line, column }: Position): CellError {
    const place = { line, column };
    const lines = [
      `SyntaxError: ${error.message}`,
      `    at ${placeName(order, place)}`,
      ...this.excerpt(order, place),
    ];
    return { name: 'SyntaxError', message: error.message, stack: lines.join('\n'), line, column };
  }

  private frames(error: Error): { text: string; order: number; place?: Position }[] {
    const stack = safely(() => String(error.stack ?? ''), '');
    return stack.split('\n').flatMap((line) => {
      const match = FRAME.exec(line);
      if (!match) return [];
      const [, name, file = '', row, column] = match;
      const cell = CELL_URL.exec(file);
      if (!cell) return this.isForeign(file) ? [] : [{ text: `    ${line.trim()}`, order: 0 }];
      const order = Number(cell[1]);
      const place = this.cells.get(order)?.locate({ line: Number(row), column: Number(column) });
      if (!place) return [];
      const called =
        name && name !== '<anonymous>' && name !== 'eval' ? name.replace(/^(async )?<anonymous>$/, '') : '';
      const where = placeName(order, place);
      return [{ text: called ? `    at ${called} (${where})` : `    at ${where}`, order, place }];
    });
  }

  /** Not the student's: Node's own files, ours, and files that are nowhere. */
  private isForeign(file: string): boolean {
    const path = file.replace(/^(async )?file:\/\//, '');
    return (
      /^(async )?node:/.test(file) || file === '<anonymous>' || path.startsWith(this.ownFolder) || file === ''
    );
  }

  /** The line of the cell with a mark under the place. */
  private excerpt(order: number, { line, column }: Position): string[] {
    const text = this.cells.get(order)?.text.split('\n')[line - 1];
    if (text === undefined || text.length > 300) return [];
    const gutter = `${line} | `;
    return ['', `  ${gutter}${text}`, `  ${' '.repeat(gutter.length + column - 1)}^`];
  }
}

const placeName = (order: number, { line, column }: Position): string => `Cell [${order}]:${line}:${column}`;

function isError(value: unknown): value is Error {
  return safely(
    () => Object.prototype.toString.call(value) === '[object Error]' || value instanceof Error,
    false,
  );
}

function safely<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
