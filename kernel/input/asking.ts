import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { InputAnswer, InputForm, InputQuestion } from '../../protocol/index.js';
import type { SharedFlags } from '../host/flags.js';
import type { FromMain } from '../host/messages.js';
import type { Outputs } from '../host/outputs.js';

/** What becomes of a question: an answer, or the cell that asked was interrupted. */
export type Told = InputAnswer | { kind: 'interrupted' };
/** From the worker, by a port of its own, so that a thread that stands still can take it. */
export interface ToldMessage {
  question: number;
  told: Told;
}

interface AskingOptions {
  flags: SharedFlags;
  answers: MessagePort;
  outputs: Outputs;
  post(message: FromMain): void;
}

/** More of a question than its text. */
export interface Form {
  form: InputForm;
  fallback?: string;
  /** It has to make room for code that stands still until it has a line, and is not open any more. */
  displaced(): void;
}

interface Open {
  id: number;
  form?: Form;
  take(told: Told): void;
}

/** Asks the person at the notebook, one question at a time: code that waits for an event, or code that stands still. */
export class Asking {
  private open: Open | undefined;
  private count = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly options: AskingOptions) {
    options.answers.on('message', (message: ToldMessage) => this.hear(message));
  }

  get isOpen(): boolean {
    return this.open !== undefined;
  }

  /** Calls back when no question is open. */
  whenFree(then: () => void): void {
    if (this.open) this.waiting.push(then);
    else then();
  }

  /** @param prompt said where nothing stands on the line that was printed last, and of a form. */
  ask(reads: InputQuestion['reads'], prompt: string, take: (told: Told) => void, form?: Form): void {
    const { outputs, post } = this.options;
    this.count += 1;
    const id = this.count;
    this.open = { id, take, ...(form && { form }) };
    const question = { id, cell: outputs.currentCell, prompt: (!form && outputs.lastLine) || prompt, reads };
    const more = form && { form: form.form, ...(form.fallback !== undefined && { fallback: form.fallback }) };
    post({ type: 'ask', question: { ...question, ...more } });
  }

  /** Stands still until there is an answer; takes that of a question which is open already. */
  askSync(reads: InputQuestion['reads']): Told {
    const { displaced } = this.open?.form ?? {};
    if (displaced) this.withdraw();
    if (!this.open) this.ask(reads, '', () => {});
    const id = this.open?.id;
    const { flags, answers } = this.options;
    for (;;) {
      const seen = flags.answers;
      const message = receiveMessageOnPort(answers)?.message as ToldMessage | undefined;
      if (message?.question === id && message) {
        this.open = undefined;
        // Once the code that stands still has all its lines.
        if (displaced) setImmediate(displaced);
        return message.told;
      }
      if (!message) flags.waitForAnswer(seen);
    }
  }

  /** Nobody needs the answer any more. */
  withdraw(): void {
    if (!this.open) return;
    this.options.post({ type: 'withdraw', question: this.open.id });
    this.free();
  }

  private hear({ question, told }: ToldMessage): void {
    const { open } = this;
    if (open?.id !== question) return;
    this.free();
    open.take(told);
  }

  private free(): void {
    this.open = undefined;
    // Not at once: what asks next may be what asked last.
    setImmediate(() => {
      while (!this.open && this.waiting.length > 0) this.waiting.shift()?.();
    });
  }
}
