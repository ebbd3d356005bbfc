import { readFileSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Position } from '../position.js';

/** A cell that has run, or tried to: what is needed to speak of places in it. */
export interface CellSource {
  order: number;
  text: string;
  locate(position: Position): Position | undefined;
}

/** A call that is the student's, or was made for them by a package. */
export interface Frame {
  /** As shown: `    at f (Cell [2]:3:5)`. */
  text: string;
  /** The cell that it lies in, if it does. */
  order?: number;
  /** The path of the file that it lies in, if it does. */
  file?: string;
  /** In the cell or file. */
  place?: Position;
}

export type CellFrame = Frame & { order: number; place: Position };

export const isInCell = (frame: Frame): frame is CellFrame => frame.order !== undefined;

export interface StackOptions {
  /** The notebook's folder: paths are shown from there. */
  folder: string;
  /** Our own code: its frames are not shown. */
  ownFolder: string;
  /** Where in a file of the student's a place in the script that Node made of it lies. */
  placeInFile(script: string, position: Position): Position;
}

const FRAME = /^\s*at (?:(.*) \()?(?:async )?(.*?):(\d+):(\d+)\)?$/;
const EVAL = /^\s*at (?:async )?(\S+) \(eval at .*\((epochbook-cell-\d+\.ts):(\d+):(\d+)\)/;
const CELL_URL = /^epochbook-cell-(\d+)\.ts$/;
/** What stands for the frames that `shortened` has left out. */
const GAP = /^ {4}… /;
const CELL_NAME = /^Cell \[(\d+)\]$/;
const PACKAGE = /[\\/]node_modules[\\/]/;
const NAMELESS = /^(async )?(?:Object\.|Module\.)?(?:<anonymous>|eval)$/;

/** The name that a cell's script has in stack frames. */
export const cellUrl = (order: number): string => `epochbook-cell-${order}.ts`;

/** Reads stacks: which of their frames are the student's, and where in the student's own text they lie. */
export class StackFrames {
  private readonly cells = new Map<number, CellSource>();

  constructor(private readonly options: StackOptions) {}

  add(cell: CellSource): void {
    this.cells.set(cell.order, cell);
  }

  cell(order: number): CellSource | undefined {
    return this.cells.get(order);
  }

  /**
   * @param stack as V8 writes it, or with the places already told.
   * @param unknown the name that nobody has declared: V8 puts some of its uses at the expression around them.
   */
  of(stack: string, unknown?: string): Frame[] {
    const frames: Frame[] = [];
    for (const line of stack.split('\n')) {
      // Only where it was thrown; the others are calls.
      const frame = this.frame(line, frames.length === 0 ? unknown : undefined);
      // Of the calls within a package the innermost says enough.
      if (frame && !(isWithinPackage(frame) && isWithinPackage(frames.at(-1)))) frames.push(frame);
    }
    return frames;
  }

  private frame(line: string, unknown: string | undefined): Frame | undefined {
    if (GAP.test(line)) return { text: line };
    const match = EVAL.exec(line) ?? FRAME.exec(line);
    if (!match) return undefined;
    const [, name = '', script = '', row, column] = match;
    const at = { line: Number(row), column: Number(column) };
    const raw = CELL_URL.exec(script)?.[1];
    const told = CELL_NAME.exec(script)?.[1];
    if (raw === undefined && told === undefined) return this.inFile(name, script, at, unknown);
    const order = Number(raw ?? told);
    const cell = this.cells.get(order);
    const near = raw === undefined ? at : cell?.locate(at);
    if (!near) return undefined;
    const place = unknown === undefined || !cell ? near : placeOf(unknown, cell.text, near);
    return { text: frameText(name, `Cell [${order}]`, place), order, place };
  }

  private inFile(name: string, script: string, at: Position, unknown?: string): Frame | undefined {
    if (this.isForeign(script)) return undefined;
    const { folder, placeInFile } = this.options;
    const path = pathOf(script);
    const isRaw = isAbsolute(path);
    const near = isRaw ? placeInFile(script, at) : at;
    const place = unknown === undefined ? near : placeOf(unknown, textOf(resolve(folder, path)), near);
    const shown = isRaw ? relative(folder, path) : path;
    const text = frameText(name, shown, place);
    // `[worker eval]` and the like are no files.
    return isRaw || !script.startsWith('[') ? { text, file: resolve(folder, path), place } : { text, place };
  }

  /** Not the student's: Node's own files, ours, those of TensorFlow.js, and files that are nowhere. */
  private isForeign(script: string): boolean {
    return (
      script === '' ||
      /^(?:node:|wasm:)|<anonymous>|^\[worker eval\]-wrapper$|[\\/]node_modules[\\/]@tensorflow[\\/]/.test(
        script,
      ) ||
      pathOf(script).startsWith(this.options.ownFolder)
    );
  }
}

/** Where a name stands in a text, from a place on; the place itself where it is not found. */
function placeOf(name: string, text: string, from: Position): Position {
  const lines = text.split('\n');
  const word = new RegExp(
    `(?<![\\p{ID_Continue}$.])${name.replaceAll('$', '\\$')}(?![\\p{ID_Continue}$])`,
    'gu',
  );
  for (let line = from.line; line <= lines.length; line++) {
    word.lastIndex = line === from.line ? from.column - 1 : 0;
    const found = word.exec(lines[line - 1] ?? '');
    if (found) return { line, column: found.index + 1 };
  }
  return from;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

const isWithinPackage = (frame: Frame | undefined): boolean =>
  frame?.file !== undefined && PACKAGE.test(frame.file);

function pathOf(script: string): string {
  const bare = script.replace(/[?#].*$/, '');
  try {
    return bare.startsWith('file:') ? fileURLToPath(bare) : bare;
  } catch {
    return bare;
  }
}

function frameText(name: string, script: string, { line, column }: Position): string {
  const called = NAMELESS.test(name) ? '' : name;
  const where = `${script}:${line}:${column}`;
  return called ? `    at ${called} (${where})` : `    at ${where}`;
}
