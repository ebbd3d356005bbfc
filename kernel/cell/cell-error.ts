import { readFileSync } from 'node:fs';
import type { CellError } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { describe } from '../output/describe.js';
import { CellSyntaxError } from './cell-syntax-error.js';
import { ownProperties } from './error-properties.js';
import { type ErrorPlace, explainedMessage, explainPython, type KnownNames } from './explain/index.js';
import type { Position } from './position.js';
import {
  type CellFrame,
  excerpt,
  type Frame,
  isInCell,
  type StackFrames,
  shortened,
  type ThrownPlaces,
} from './stack/index.js';

/** Where V8 refused to compile a script; it says so only at the head of the error's stack. */
export function placeOfSyntaxError(error: unknown): Position | undefined {
  const stack = safely(() => String((error as Error).stack), '');
  const line = /epochbook-cell-\d+\.ts:(\d+)\n/.exec(stack)?.[1];
  const marks = /^( *)\^/m.exec(stack)?.[1];
  return line === undefined ? undefined : { line: Number(line), column: (marks?.length ?? 0) + 1 };
}

/** Turns what cells throw into errors that speak of the student's own lines. */
export class CellErrors {
  /**
   * @param names what explanations may look at.
   * @param places where a cell awaited or threw what does not say so itself.
   */
  constructor(
    private readonly stacks: StackFrames,
    private readonly names: KnownNames,
    private readonly places: ThrownPlaces,
  ) {}

  /** @param at where V8 saw the error in the script of the cell `order`, for errors that have no frames in a cell. */
  describe(thrown: unknown, order: number, at?: Position): CellError {
    return this.describeWithin(thrown, order, at, new Set());
  }

  /** The frames of something that was thrown, and those of each `await` (or `throw`) that it came through. */
  throughAwaits(thrown: unknown, own: Frame[]): Frame[] {
    const places = this.places.of(thrown);
    const frames = [...own];
    places.forEach((place, i) => {
      const all = this.stacks.of(safely(() => String(place.stack), ''));
      const inCell = all.filter(isInCell);
      // What called the outermost has no `await` of its own.
      for (const frame of i === places.length - 1 ? inCell : inCell.slice(0, 1))
        if (!frames.some((known) => isSameLine(known, frame))) frames.push(frame);
    });
    return frames;
  }

  /** @param above errors that this one is a cause or a reason of: they may go round in a circle. */
  private describeWithin(
    thrown: unknown,
    order: number,
    at: Position | undefined,
    above: ReadonlySet<unknown>,
  ): CellError {
    if (thrown instanceof CellSyntaxError) return this.syntaxError(thrown, order, thrown);
    const located = at && this.stacks.cell(order)?.locate(at);
    if (!isError(thrown)) return this.notAnError(thrown, order, located);
    const name = safely(() => String(thrown.name), 'Error');
    const original = safely(() => String(thrown.message), '');
    const frames = this.placedFrames(thrown, original);
    const first = firstInCell(frames);
    if (name === 'SyntaxError' && !first && located) return this.syntaxError(thrown, order, located);
    const message = safely(
      () => explainedMessage({ name, message: original }, first && this.lineAt(first), this.names),
      original,
    );
    const lines = [
      `${name}: ${message}`,
      ...shortened(frames),
      ...this.excerpts(frames),
      ...safely(() => ownProperties(thrown, original), []),
      ...this.reasons(thrown, order, new Set([...above, thrown])),
    ];
    return { name, message, stack: lines.join('\n'), ...first?.place };
  }

  private notAnError(thrown: unknown, order: number, located: Position | undefined): CellError {
    const message = typeof thrown === 'string' ? thrown : describe(thrown);
    const frames = located ? [cellFrame(order, located)] : this.throughAwaits(thrown, []);
    const lines = [`Uncaught ${message}`, ...shortened(frames), ...(located ? [] : this.excerpts(frames))];
    return { name: 'Uncaught', message, stack: lines.join('\n'), ...firstInCell(frames)?.place };
  }

  private syntaxError(error: Error, order: number, { line, column }: Position): CellError {
    const place = { line, column };
    const python = explainPython(this.stacks.cell(order)?.text ?? '', line);
    const message = python ? `${error.message}. ${python}` : error.message;
    const frames = [cellFrame(order, place)];
    const lines = [`SyntaxError: ${message}`, ...shortened(frames), ...this.excerpts(frames)];
    return { name: 'SyntaxError', message, stack: lines.join('\n'), line, column };
  }

  /** The cause of an error, and the reasons of one that gathers several. */
  private reasons(error: Error, order: number, above: ReadonlySet<unknown>): string[] {
    const tell = (title: string, reason: unknown): string[] =>
      above.has(reason) ? [] : [`${title}: ${this.describeWithin(reason, order, undefined, above).stack}`];
    const { cause, errors } = safely(
      () => ({ cause: error.cause, errors: (error as Error & { errors?: unknown }).errors }),
      { cause: undefined, errors: undefined },
    );
    const gathered = Array.isArray(errors) ? errors : [];
    return [
      ...gathered.flatMap((reason, i) =>
        tell(say(`Reason ${i + 1} of ${gathered.length}`, `이유 ${i + 1}/${gathered.length}`), reason),
      ),
      ...(cause === undefined ? [] : tell(say('Caused by', '원인'), cause)),
    ];
  }

  private placedFrames(error: Error, message: string): Frame[] {
    const unknown = /^([\p{ID_Start}$_][\p{ID_Continue}$]*) is not defined$/u.exec(message)?.[1];
    const stack = safely(() => String(error.stack ?? ''), '');
    // A message may have lines that look like frames, such as what a child process has written.
    const start = message === '' ? -1 : stack.indexOf(message);
    const own = this.stacks.of(start < 0 ? stack : stack.slice(start + message.length), unknown);
    return this.throughAwaits(error, own);
  }

  private lineAt({ order, place }: CellFrame): ErrorPlace | undefined {
    const text = this.stacks.cell(order)?.text.split('\n')[place.line - 1];
    return text === undefined ? undefined : { text, column: place.column };
  }

  /** The line of the student's file that threw, where one did, and the line of the cell. */
  private excerpts(frames: readonly Frame[]): string[] {
    const { file, place } = frames[0] ?? {};
    const isOwn = file !== undefined && place && !isPackage(file);
    const text = isOwn ? safely(() => readFileSync(file, 'utf8'), '') : '';
    const ofFile = isOwn ? excerpt(text, place) : [];
    const inCell = firstInCell(frames);
    const cell = inCell && this.stacks.cell(inCell.order);
    return [...ofFile, ...(cell ? excerpt(cell.text, inCell.place) : [])];
  }
}

const firstInCell = (frames: readonly Frame[]): CellFrame | undefined => frames.find(isInCell);

const isSameLine = (a: Frame, b: CellFrame): boolean => a.order === b.order && a.place?.line === b.place.line;

const isPackage = (file: string): boolean => /[\\/]node_modules[\\/]/.test(file);

const cellFrame = (order: number, place: Position): CellFrame => ({
  text: `    at Cell [${order}]:${place.line}:${place.column}`,
  order,
  place,
});

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
