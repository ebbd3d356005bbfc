import { syncBuiltinESMExports } from 'node:module';
import type { InputQuestion } from '../../protocol/index.js';
import { Interrupted } from '../host/interruption.js';
import type { Outputs } from '../host/outputs.js';
import type { Asking, Told } from './asking.js';
import { EndOfInput, InputError } from './input-error.js';
import { ReadlineWatch } from './readline-watch.js';
import { StdinStream } from './stdin-stream.js';

interface StandardInputOptions {
  asking: Asking;
  outputs: Outputs;
  /** Nobody can answer, or the input ended while a question was open: what waits for it in the cell ends. */
  failed(error: Error): void;
  /** Something may no longer wait. */
  changed(): void;
}

/**
 * The standard input of the cells: nothing is there until the person at the notebook is asked, and that happens when a program
 * waits for it: `process.stdin`, readline, or the file number 0.
 */
export class StandardInput {
  private readonly readline: ReadlineWatch;
  private readonly stream = new StdinStream(() => this.change(true));
  /** An interrupt, or an error, has ended what waited; it starts again with the next that asks. */
  private dropped = false;
  /** The open question is ours. */
  private asked = false;
  private rest: Uint8Array = new Uint8Array();

  constructor(private readonly options: StandardInputOptions) {
    this.readline = new ReadlineWatch(this.stream, (needed) => this.change(needed));
  }

  install(): void {
    this.readline.install();
    Object.defineProperty(process, 'stdin', { value: this.stream, configurable: true, enumerable: true });
    syncBuiltinESMExports();
  }

  /** An input that has ended begins anew. */
  startCell(): void {
    this.dropped = false;
    if (this.stream.isOver) this.stream.begin();
  }

  /** A program waits for input: the cell goes on as long as it does. */
  get isAwaited(): boolean {
    return !this.dropped && this.stream.holds && this.reads() !== undefined;
  }

  /** What waits gets no answer. */
  drop(): void {
    this.dropped = true;
    this.stream.cutOff(this.readline.breakOff());
    if (this.asked) this.options.asking.withdraw();
    this.asked = false;
  }

  /** The next bytes, at most so many; none at the end of the input. @throws InputError, Interrupted */
  readSync(most: number): Uint8Array {
    if (this.rest.length === 0) this.rest = this.lineSync();
    const piece = this.rest.subarray(0, most);
    this.rest = this.rest.subarray(piece.length);
    return piece;
  }

  /** All lines until the input ends. @throws InputError, Interrupted */
  readAllSync(): Buffer {
    const lines = [this.rest];
    this.rest = new Uint8Array();
    for (let line = this.lineSync(); line.length > 0; line = this.lineSync()) lines.push(line);
    return Buffer.concat(lines);
  }

  private lineSync(): Buffer {
    const told = this.options.asking.askSync('lines');
    const line = this.heard(told);
    // What waits for an event asks again.
    this.asked = false;
    this.change(false);
    if (told.kind === 'refused') throw new InputError(told.reason);
    if (told.kind === 'interrupted') throw new Interrupted();
    return Buffer.from(line ?? '');
  }

  /** Looked at again when the code at work has come to its next pause, and has printed what it asks. */
  private change(needed: boolean): void {
    if (needed) this.dropped = false;
    setImmediate(() => {
      this.refresh();
      this.options.changed();
    });
  }

  private reads(): InputQuestion['reads'] | undefined {
    const { stream, readline } = this;
    if (stream.isOver) return undefined;
    if (readline.questions.length > 0) return 'line';
    const byLine = readline.wantsLines && stream.readableFlowing === true;
    return byLine || stream.wantsLines(readline.interfaces) ? 'lines' : undefined;
  }

  private refresh(): void {
    const { asking } = this.options;
    // Another interface may have paused it as it was closed.
    if (this.readline.questions.length > 0 && this.stream.readableFlowing === false) this.stream.resume();
    const reads = this.dropped || !this.stream.reading ? undefined : this.reads();
    if (reads && !asking.isOpen) {
      this.asked = true;
      asking.ask(reads, this.readline.questions[0]?.query ?? '', (told) => this.take(told));
    } else if (reads && !this.asked) {
      // A question of the library comes first.
      asking.whenFree(() => this.refresh());
    } else if (!reads && this.asked) {
      this.asked = false;
      asking.withdraw();
    }
  }

  private take(told: Told): void {
    this.asked = false;
    const line = this.heard(told);
    if (line !== undefined) this.stream.deliver(line);
    else if (told.kind === 'end') this.endStream();
    else this.drop();
    if (told.kind === 'refused') this.options.failed(new InputError(told.reason));
    this.change(false);
  }

  /** As a terminal does, it shows what was typed. */
  private heard(told: Told): string | undefined {
    const { outputs } = this.options;
    if (told.kind === 'line') {
      const line = `${told.text}\n`;
      if (!this.readline.echoes) outputs.stream('stdout', line);
      return line;
    }
    if (told.kind === 'end' && told.note) {
      const start = outputs.lastLine ? '\n' : '';
      outputs.stream('stderr', `${start}${told.note}\n`);
    }
    return undefined;
  }

  private endStream(): void {
    const { questions } = this.readline;
    this.stream.end();
    for (const question of questions) {
      const error = new EndOfInput(question.query);
      if (!question.fail(error)) this.options.failed(error);
    }
  }
}
