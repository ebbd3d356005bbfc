import type { MessagePort } from 'node:worker_threads';
import type { InputAnswer, InputQuestion, KernelEvent } from '../../protocol/index.js';
import type { SharedFlags } from '../host/flags.js';
import type { Told, ToldMessage } from '../input/asking.js';

interface QuestionsOptions {
  flags: SharedFlags;
  answers: MessagePort;
  announce(event: KernelEvent): void;
  /** Settles when what was printed before is on its way. */
  printed(): Promise<void>;
}

/** Takes the question of a cell to the clients, and the answer back. */
export class Questions {
  private open: InputQuestion | undefined;

  constructor(private readonly options: QuestionsOptions) {}

  /** What a cell waits to have answered. */
  get current(): InputQuestion | undefined {
    return this.open;
  }

  async ask(question: InputQuestion): Promise<void> {
    this.open = question;
    await this.options.printed();
    if (this.open === question) this.options.announce({ type: 'question', question });
  }

  /** The cell needs no answer any more. */
  withdraw(id: number): void {
    if (this.open?.id === id) this.close();
  }

  answer(id: number, answer: InputAnswer): boolean {
    if (this.open?.id !== id) return false;
    this.tell(answer);
    return true;
  }

  /** Lets a cell that stands still go on to its end. */
  interrupt(): void {
    if (this.open) this.tell({ kind: 'interrupted' });
  }

  private tell(told: Told): void {
    const question = this.close();
    const { answers, flags } = this.options;
    if (question === undefined) return;
    answers.postMessage({ question, told } satisfies ToldMessage);
    flags.answered();
  }

  private close(): number | undefined {
    const question = this.open?.id;
    this.open = undefined;
    if (question !== undefined) this.options.announce({ type: 'questionOver', question });
    return question;
  }
}
