import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { InputAnswer, InputQuestion } from '../../protocol/index.js';
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

/** Asks the person at the notebook, one question at a time: code that waits for an event, or code that stands still. */
export class Asking {
  private open: { id: number; take(told: Told): void } | undefined;
  private count = 0;

  constructor(private readonly options: AskingOptions) {
    options.answers.on('message', (message: ToldMessage) => this.hear(message));
  }

  get isOpen(): boolean {
    return this.open !== undefined;
  }

  /** @param prompt said where nothing stands on the line that was printed last. */
  ask(reads: InputQuestion['reads'], prompt: string, take: (told: Told) => void): void {
    const { outputs, post } = this.options;
    this.count += 1;
    this.open = { id: this.count, take };
    const question = { id: this.count, cell: outputs.currentCell, prompt: outputs.lastLine || prompt, reads };
    post({ type: 'ask', question });
  }

  /** Stands still until there is an answer; takes that of a question which is open already. */
  askSync(reads: InputQuestion['reads']): Told {
    if (!this.open) this.ask(reads, '', () => {});
    const id = this.open?.id;
    const { flags, answers } = this.options;
    for (;;) {
      const seen = flags.answers;
      const message = receiveMessageOnPort(answers)?.message as ToldMessage | undefined;
      if (message?.question === id && message) {
        this.open = undefined;
        return message.told;
      }
      if (!message) flags.waitForAnswer(seen);
    }
  }

  /** Nobody needs the answer any more. */
  withdraw(): void {
    if (!this.open) return;
    this.options.post({ type: 'withdraw', question: this.open.id });
    this.open = undefined;
  }

  private hear({ question, told }: ToldMessage): void {
    const { open } = this;
    if (open?.id !== question) return;
    this.open = undefined;
    open.take(told);
  }
}
