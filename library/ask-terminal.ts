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
export async function askTerminal({ prompt, form, fallback }: AskedQuestion): Promise<string> {
  const options = form.kind === 'choice' ? ` (${form.options.join(' / ')})` : '';
  const standing = fallback === undefined ? '' : ` [${fallback}]`;
  const lines = readline.createInterface({ input: process.stdin, output: process.stdout, terminal: false });
  try {
    return await new Promise((resolve, reject) => {
      lines.question(`${prompt.trim()}${options}${standing} `, resolve);
      lines.once('close', () => {
        if (fallback === undefined) reject(unanswered(prompt));
        else resolve(fallback);
      });
    });
  } finally {
    lines.close();
  }
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
