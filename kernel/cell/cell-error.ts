import type { CellError } from '../../protocol/index.js';
import { describe } from '../output/describe.js';
import { CellSyntaxError } from './cell-syntax-error.js';
import { type ErrorPlace, explainedMessage, explainPython, type KnownNames } from './explain/index.js';
import type { Position } from './position.js';

/** A cell that has run, or tried to: what is needed to speak of places in it. */
export interface CellSource {
  order: number;
  text: string;
  locate(position: Position): Position | undefined;
}

interface Frame {
  text: string;
  order: number;
  place?: Position;
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

  /**
   * @param ownFolder our own code: its frames are not shown.
   * @param names what explanations may look at.
   * @param awaitOf an error that stands where a cell awaited what threw the given one.
   */
  constructor(
    private readonly ownFolder: string,
    private readonly names: KnownNames,
    private readonly awaitOf: (error: object) => Error | undefined,
  ) {}

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
    const original = safely(() => String(thrown.message), '');
    const frames = this.placedFrames(thrown, /^([\w$]+) is not defined$/.exec(original)?.[1]);
    const first = frames.find(({ place }) => place);
    const located = at && this.cells.get(order)?.locate(at);
    if (name === 'SyntaxError' && !first && located) return this.syntaxError(thrown, order, located);
    const told = first?.place && this.lineAt(first.order, first.place);
    const message = safely(() => explainedMessage({ name, message: original }, told, this.names), original);
    const lines = [`${name}: ${message}`, ...frames.map(({ text }) => text)];
    if (first?.place) lines.push(...this.excerpt(first.order, first.place));
    const cause = safely(() => thrown.cause, undefined);
    if (cause !== undefined) lines.push(`Caused by: ${this.describe(cause, order).stack}`);
    return { name, message, stack: lines.join('\n'), ...first?.place };
  }

  private syntaxError(error: Error, order: number, { line, column }: Position): CellError {
    const place = { line, column };
    const python = explainPython(this.cells.get(order)?.text ?? '', line);
    const message = python ? `${error.message}. ${python}` : error.message;
    const lines = [
      `SyntaxError: ${message}`,
      `    at ${placeName(order, place)}`,
      ...this.excerpt(order, place),
    ];
    return { name: 'SyntaxError', message, stack: lines.join('\n'), line, column };
  }

  /** The frames of an error and, where none lies in a cell, those of the `await` that it came through. */
  private placedFrames(error: Error, unknown?: string): Frame[] {
    const frames = this.frames(error, unknown);
    const awaited = frames.some(({ place }) => place) ? undefined : this.awaitOf(error);
    return awaited ? [...frames, ...this.frames(awaited)] : frames;
  }

  /** @param unknown The name that nobody has declared: V8 puts some of its uses at the expression around them. */
  private frames(error: Error, unknown?: string): Frame[] {
    const stack = safely(() => String(error.stack ?? ''), '');
    return stack.split('\n').flatMap((line) => {
      const match = FRAME.exec(line);
      if (!match) return [];
      const [, name, file = '', row, column] = match;
      const cell = CELL_URL.exec(file);
      if (!cell) return this.isForeign(file) ? [] : [{ text: `    ${line.trim()}`, order: 0 }];
      const order = Number(cell[1]);
      const near = this.cells.get(order)?.locate({ line: Number(row), column: Number(column) });
      if (!near) return [];
      const place = unknown === undefined ? near : this.placeOf(unknown, order, near);
      const called =
        name && name !== '<anonymous>' && name !== 'eval' ? name.replace(/^(async )?<anonymous>$/, '') : '';
      const where = placeName(order, place);
      return [{ text: called ? `    at ${called} (${where})` : `    at ${where}`, order, place }];
    });
  }

  /** Where a name stands, from a place on; the place itself where it is not found. */
  private placeOf(name: string, order: number, from: Position): Position {
    const lines = this.cells.get(order)?.text.split('\n') ?? [];
    const word = new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g');
    for (let line = from.line; line <= lines.length; line++) {
      word.lastIndex = line === from.line ? from.column - 1 : 0;
      const found = word.exec(lines[line - 1] ?? '');
      if (found) return { line, column: found.index + 1 };
    }
    return from;
  }

  /** Not the student's: Node's own files, ours, and files that are nowhere. */
  private isForeign(file: string): boolean {
    const path = file.replace(/^(async )?file:\/\//, '');
    return (
      /^(async )?node:/.test(file) || file === '<anonymous>' || path.startsWith(this.ownFolder) || file === ''
    );
  }

  private lineAt(order: number, { line, column }: Position): ErrorPlace | undefined {
    const text = this.cells.get(order)?.text.split('\n')[line - 1];
    return text === undefined ? undefined : { text, column };
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
