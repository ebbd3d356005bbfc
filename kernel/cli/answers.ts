import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import readline from 'node:readline';
import type { InputAnswer, InputQuestion } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { UsageError } from './usage-error.js';

/** `--input -`: standard input of the command. */
export const STANDARD_INPUT = '-';

/** What the cells of `epochbook run` get when they ask: the lines of a file, or of standard input, one after another. */
export class Answers {
  private used = 0;

  private constructor(
    /** For people; undefined where there are no answers. */
    private readonly name: string | undefined,
    private readonly lines: AsyncIterator<string> | Iterator<string>,
    private readonly isStandardInput = false,
  ) {}

  /** @throws UsageError where the file is not there. */
  static from(input: string | undefined): Answers {
    if (input === undefined) return new Answers(undefined, [][Symbol.iterator]());
    if (input === STANDARD_INPUT)
      return new Answers(say('standard input', '표준 입력'), linesOfStandardInput(), true);
    if (!existsSync(input))
      throw new UsageError(
        say(
          `There is no file ${input} with answers (--input).`,
          `답이 적힌 파일 ${input}이(가) 없습니다(--input).`,
        ),
      );
    return new Answers(basename(input), linesOf(readFileSync(input, 'utf8'))[Symbol.iterator]());
  }

  /** @param order the number of the cell that asks. */
  async answer({ prompt, reads }: InputQuestion, order: number): Promise<InputAnswer> {
    const asked = prompt.trim();
    const en = asked ? `Cell [${order}] asks "${asked}"` : `Cell [${order}] reads a line of input`;
    const ko = asked
      ? `셀 [${order}]이(가) "${asked}"라고 묻는데`
      : `셀 [${order}]이(가) 입력을 한 줄 읽는데`;
    const { name } = this;
    if (name === undefined)
      return {
        kind: 'refused',
        reason: say(
          `${en}, and nobody is there to answer. Write the answers into a file, one a line, and give it with --input FILE (or --input - for standard input).`,
          `${ko} 답할 사람이 없습니다. 답을 한 줄에 하나씩 파일에 적어 --input FILE로 지정하세요(표준 입력은 --input -).`,
        ),
      };
    const { done, value } = await this.lines.next();
    if (!done) {
      this.used += 1;
      return { kind: 'line', text: value };
    }
    if (reads === 'lines') return { kind: 'end' };
    const count = this.used;
    return {
      kind: 'refused',
      reason: say(
        `${en}, and the answers are used up: ${name} has ${count === 1 ? '1 line' : `${count} lines`}. Add one.`,
        `${ko} 답이 모자랍니다. ${name}에는 ${count}줄이 있습니다. 한 줄을 더하세요.`,
      ),
    };
  }

  /** Standard input no longer holds the process. */
  close(): void {
    if (this.isStandardInput) process.stdin.destroy();
  }
}

/** Nothing is read, and nothing held open, before a cell asks. */
async function* linesOfStandardInput(): AsyncGenerator<string> {
  yield* readline.createInterface({ input: process.stdin });
}

/** The line end of the last line begins no further line. */
function linesOf(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
