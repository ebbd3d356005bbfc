import { say } from '../../words/index.js';

/** Nobody can answer what a cell asks. The message says why, and what to do. */
export class InputError extends Error {
  override name = 'InputError';
}

/** The input has ended, and a program needed one more line of it. */
export class EndOfInput extends Error {
  override name = 'EndOfInput';

  constructor(question: string) {
    const asked = question.trim();
    super(
      say(`The input ended before "${asked}" was answered.`, `"${asked}"에 답하기 전에 입력이 끝났습니다.`),
    );
  }
}
