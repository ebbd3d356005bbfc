import type { AskedQuestion } from '../../library/index.js';
import { say } from '../../words/index.js';
import { Interrupted } from '../host/interruption.js';
import type { Outputs } from '../host/outputs.js';
import type { Asking, Told } from './asking.js';
import { InputError } from './input-error.js';

interface Waiting {
  asked: AskedQuestion;
  resolve(text: string): void;
  reject(error: Error): void;
}

/** What `input` of the library asks, one after another; the questions and their answers stand in the output. */
export class FormQuestions {
  private readonly waiting: Waiting[] = [];
  private open: Waiting | undefined;

  constructor(
    private readonly asking: Asking,
    private readonly outputs: Outputs,
  ) {}

  /** @returns the text of the answer; '' where the fallback is to stand. @throws InputError, Interrupted */
  ask(asked: AskedQuestion): Promise<string> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ asked, resolve, reject });
      this.next();
    });
  }

  /** The cell was broken off, or has failed: nobody waits any more. */
  drop(): void {
    const { open } = this;
    this.open = undefined;
    if (open) this.asking.withdraw();
    for (const each of [...(open ? [open] : []), ...this.waiting.splice(0)]) each.reject(new Interrupted());
  }

  private next(): void {
    if (this.open || this.waiting.length === 0) return;
    this.asking.whenFree(() => {
      const next = this.open ? undefined : this.waiting.shift();
      if (next) this.put(next);
    });
  }

  private put(question: Waiting): void {
    const { prompt, form, fallback } = question.asked;
    this.open = question;
    const { lastLine } = this.outputs;
    this.outputs.stream('stdout', `${lastLine ? '\n' : ''}${prompt.trim()} `);
    this.asking.ask('line', prompt.trim(), (told) => this.take(question, told), {
      form,
      ...(fallback !== undefined && { fallback }),
      displaced: () => {
        if (this.open !== question) return;
        this.open = undefined;
        this.waiting.unshift(question);
        this.next();
      },
    });
  }

  private take(question: Waiting, told: Told): void {
    if (this.open !== question) return;
    this.open = undefined;
    const { asked, resolve, reject } = question;
    const text = told.kind === 'line' ? told.text : undefined;
    // Also a line without anything on it.
    const falls = asked.fallback !== undefined && told.kind !== 'end' && (text ?? '').trim() === '';
    if (told.kind === 'interrupted') reject(new Interrupted());
    else if (falls) {
      this.outputs.stream('stdout', `${asked.fallback} ${say('(default)', '(기본값)')}\n`);
      resolve('');
    } else if (text !== undefined) {
      this.outputs.stream('stdout', `${text}\n`);
      resolve(text);
    } else {
      this.outputs.stream('stdout', '\n');
      reject(new InputError(told.kind === 'refused' ? told.reason : closed(asked.prompt)));
    }
    this.next();
  }
}

const closed = (question: string): string =>
  say(
    `"${question.trim()}" was closed without an answer. Run the cell again to be asked again.`,
    `"${question.trim()}"에 답하지 않고 닫았습니다. 셀을 다시 실행하면 다시 묻습니다.`,
  );
