import { randomUUID } from 'node:crypto';
import { stripVTControlCharacters } from 'node:util';
import type { MimeBundle, OutputOp } from '../../protocol/index.js';
import { LimitedText } from '../output/limited-text.js';
import type { FromMain } from './messages.js';
import { streamSizes } from './stream-sizes.js';

/** A shown output that can be replaced later, also from another cell. */
export interface Shown {
  id: string;
  update(data: MimeBundle): void;
  remove(): void;
}

/** Of a line that is not ended, as much as a question needs. */
const MOST_OF_LINE = 1000;

/** Sends what cells put out to the worker, in order, under the name of the cell that runs (or ran last). */
export class Outputs {
  private cell = '';
  private readonly limited = new LimitedText((name, text) => this.op({ kind: 'stream', name, text }));
  private line = '';

  constructor(private readonly post: (message: FromMain) => void) {}

  get currentCell(): string {
    return this.cell;
  }

  /** What was printed after the last line end, as plain text. */
  get lastLine(): string {
    return stripVTControlCharacters(this.line);
  }

  startCell(cell: string): void {
    // Of what came after the end of the cell before.
    this.limited.end();
    this.cell = cell;
    this.line = '';
  }

  /** Shows the kept tail of a cell that printed too much. */
  endCell(): void {
    this.limited.end();
  }

  stream(name: 'stdout' | 'stderr', text: string): void {
    const lineAt = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
    this.line = (lineAt > 0 ? text.slice(lineAt) : this.line + text).slice(-MOST_OF_LINE);
    this.limited.push(name, text);
  }

  display(data: MimeBundle, result = false): Shown {
    const id = randomUUID();
    this.op({ kind: 'display', id, data, ...(result && { result }) });
    return this.handle(id);
  }

  picture(name: string, payload: unknown, id: string = randomUUID(), update = false): Shown {
    this.post({ type: 'picture', cell: this.cell, at: streamSizes(), id, name, payload, update });
    return this.handle(id);
  }

  error(error: OutputOp & { kind: 'error' }): void {
    this.op(error);
  }

  private handle(id: string): Shown {
    return {
      id,
      update: (data) => this.op({ kind: 'update', id, data }),
      remove: () => this.op({ kind: 'remove', id }),
    };
  }

  private op(op: OutputOp): void {
    this.post({ type: 'op', cell: this.cell, at: streamSizes(), op });
  }
}
