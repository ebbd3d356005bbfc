import { randomUUID } from 'node:crypto';
import { stripVTControlCharacters } from 'node:util';
import type { MimeBundle, OutputOp } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { StreamLimit } from '../output/stream-limit.js';
import type { FromMain } from './messages.js';

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
  private limit = new StreamLimit();
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
    this.cell = cell;
    this.line = '';
    this.limit = new StreamLimit();
  }

  /** Shows the kept tail of a cell that printed too much. */
  endCell(): void {
    const cut = this.limit.end();
    if (!cut) return;
    const [printed, shown] = [cut.printed, cut.shown].map((n) => n.toLocaleString('en-US'));
    const sentence = say(
      `Output cut: this cell printed ${printed} characters, of which the first and last ${shown} are kept. The last ones are:`,
      `출력을 줄였습니다: 이 셀은 ${printed}자를 출력했고, 앞뒤 ${shown}자만 남깁니다. 마지막 부분:`,
    );
    this.op({ kind: 'stream', name: 'stderr', text: `\n${sentence}\n` });
    this.op({ kind: 'stream', name: 'stdout', text: cut.tail });
  }

  stream(name: 'stdout' | 'stderr', text: string): void {
    const lineAt = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
    this.line = (lineAt > 0 ? text.slice(lineAt) : this.line + text).slice(-MOST_OF_LINE);
    const { show, cut } = this.limit.push(text);
    if (show) this.op({ kind: 'stream', name, text: show });
    if (!cut) return;
    const sentence = say(
      'Output cut here: this cell prints more than the notebook can hold. What follows is counted, and its end is shown when the cell ends.',
      '여기서 출력을 줄입니다: 이 셀이 노트북에 담기에 너무 많이 출력합니다. 나머지는 세기만 하고, 끝부분은 셀이 끝날 때 보여 줍니다.',
    );
    this.op({ kind: 'stream', name: 'stderr', text: `\n${sentence}\n` });
  }

  display(data: MimeBundle, result = false): Shown {
    const id = randomUUID();
    this.op({ kind: 'display', id, data, ...(result && { result }) });
    return this.handle(id);
  }

  picture(name: string, payload: unknown, id: string = randomUUID(), update = false): Shown {
    this.post({ type: 'picture', cell: this.cell, id, name, payload, update });
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
    this.post({ type: 'op', cell: this.cell, op });
  }
}
