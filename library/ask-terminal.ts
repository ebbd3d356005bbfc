import readline from 'node:readline';
import type { InputForm } from '../protocol/index.js';
import { say } from '../words/index.js';

/** What `input` asks. */
export interface AskedQuestion {
  prompt: string;
  form: InputForm;
  /** The answer where nobody gives one. */
  fallback?: string;
}

/**
 * Asks where there is no notebook: standard input has the answers, a line each.
 *
 * @throws Error where it has ended, and no answer stands without.
 */
export function askTerminal(question: AskedQuestion): Promise<string> {
  const answer = turn.then(() => ask(question));
  turn = answer.catch(() => {});
  return answer;
}

/** One question at a time. */
let turn: Promise<unknown> = Promise.resolve();
let input: Lines | undefined;

async function ask({ prompt, form, fallback }: AskedQuestion): Promise<string> {
  const options = form.kind === 'choice' ? ` (${form.options.join(' / ')})` : '';
  const standing = fallback === undefined ? '' : ` [${fallback}]`;
  process.stdout.write(`${prompt.trim()}${options}${standing} `);
  input ??= new Lines();
  const line = await input.next();
  // What a terminal shows of a line that is typed.
  if (!process.stdin.isTTY) process.stdout.write(`${line ?? ''}\n`);
  if (line === undefined && fallback === undefined) throw unanswered(prompt);
  return line ?? '';
}

/** Reads standard input only while somebody waits, as reading would hold the process. */
class Lines {
  private readonly read: string[] = [];
  private readonly interface = readline.createInterface({ input: process.stdin });
  private take: ((line: string | undefined) => void) | undefined;
  private ended = false;

  constructor() {
    this.interface.on('line', (line) => {
      this.read.push(line);
      this.tell();
    });
    this.interface.on('close', () => {
      this.ended = true;
      this.tell();
    });
  }

  /** undefined at the end. */
  next(): Promise<string | undefined> {
    return new Promise((resolve) => {
      this.take = resolve;
      if (!this.ended) {
        hold(true);
        this.interface.resume();
      }
      this.tell();
    });
  }

  private tell(): void {
    const { take } = this;
    if (!take || (this.read.length === 0 && !this.ended)) return;
    this.take = undefined;
    if (!this.ended) this.interface.pause();
    hold(false);
    take(this.read.shift());
  }
}

/** Whether the process waits for standard input; a file is no matter. */
function hold(on: boolean): void {
  const { stdin } = process as { stdin: { ref?(): void; unref?(): void } };
  if (on) stdin.ref?.();
  else stdin.unref?.();
}

const unanswered = (question: string): Error =>
  Object.assign(
    new Error(
      say(
        `Standard input has ended, and "${question.trim()}" is not answered. Give the question a value, or an answer.`,
        `표준 입력이 끝나서 "${question.trim()}"에 답을 받지 못했습니다. 질문에 value를 정하거나 답을 주세요.`,
      ),
    ),
    { name: 'InputError' },
  );
