import type { Words } from '../../protocol/index.js';
import { shorten } from '../../renderers/drawing/svg.js';
import { TooSlow, within } from './limited.js';
import { missing, unread, type Verdict } from './rule.js';
import { words } from './words.js';

const MOST_CHARACTERS = 48;
/** Of an error's message. */
const LONGEST = 300;

/** How a value is called that is given as `() => accuracy`: by the text behind the arrow, as the teacher wrote it. */
export function nameOf(thunk: unknown): Words {
  if (typeof thunk === 'function' && !isThunk(thunk)) return { en: thunk.name, ko: thunk.name };
  if (isThunk(thunk)) {
    const text = Function.prototype.toString.call(thunk);
    const body = /^(?:async\s*)?\(\s*\)\s*=>\s*(?!\{)(\S[\s\S]*)$/.exec(text)?.[1];
    const name = body
      // What the kernel writes around an await.
      ?.replace(/\(?\s*await\s+__epochbook\.wait\(([\s\S]*?)\)\s*\)?$/, '$1')
      .replace(/\s+/g, ' ')
      .trim();
    if (name && name.length <= MOST_CHARACTERS && !name.includes('__epochbook'))
      return { en: name, ko: name };
  }
  return words('the value', '값');
}

/** `() => x`, written where it is handed over, has no name of its own; a function of the student has. */
export const isThunk = (subject: unknown): subject is () => unknown =>
  typeof subject === 'function' && subject.name === '' && subject.length === 0;

export type Read = { ok: true; value: unknown } | { ok: false; verdict: Verdict };

/** The value of a subject, or the failed rule that it makes: a name that no cell declares, an error, a loop without end. */
export async function readSubject(subject: unknown, name: Words, limitMs: number): Promise<Read> {
  try {
    const value = await within(limitMs, () => (isThunk(subject) ? subject() : subject));
    return { ok: true, value };
  } catch (error) {
    throwInterruption(error);
    return { ok: false, verdict: verdictOfError(error, name) };
  }
}

/** Stop ends the check, and is not the student's mistake. */
export function throwInterruption(error: unknown): void {
  if (error instanceof Error && error.name === 'Interrupted') throw error;
}

/** The verdict on code that threw. */
export function verdictOfError(error: unknown, name: Words): Verdict {
  if (error instanceof TooSlow) {
    const seconds = String(error.ms / 1000);
    return unread(
      words(
        `${name.en} had not ended after ${seconds} s`,
        `${seconds}초가 지나도 ${name.ko}이(가) 끝나지 않음`,
      ),
      words('an end, well within that time', '그 시간 안에 끝남'),
      words(
        'Look at the loops in it: does the condition of each become false at some time?',
        '반복문을 보세요. 조건이 언젠가 거짓이 되나요?',
      ),
    );
  }
  const { name: kind, message } = errorParts(error);
  const undeclared = /^(\S+) is not defined$/.exec(message)?.[1];
  if (kind === 'ReferenceError' && undeclared)
    return missing(
      unread(
        words(`there is no ${undeclared} yet`, `아직 ${undeclared}이(가) 없음`),
        words(`a cell that declares ${undeclared}`, `${undeclared}을(를) 선언하는 셀`),
        words(
          `Run the cell of the task first; it declares ${undeclared}, under exactly this name.`,
          `먼저 과제 셀을 실행하세요. 그 셀이 바로 이 이름으로 ${undeclared}을(를) 선언합니다.`,
        ),
      ),
    );
  return unread(
    words(`an error, ${kind}: ${message}`, `오류 ${kind}: ${message}`),
    undefined,
    words(
      `Evaluate ${name.en} in a cell of your own: there the error comes with its line.`,
      `셀에서 ${name.ko}을(를) 직접 실행해 보세요. 오류가 난 줄이 함께 나옵니다.`,
    ),
  );
}

function errorParts(error: unknown): { name: string; message: string } {
  try {
    if (typeof error !== 'object' || error === null) return { name: 'Error', message: String(error) };
    const { name, message } = error as { name?: unknown; message?: unknown };
    return {
      name: String(name || 'Error'),
      message: shorten(String(message ?? '').split('\n')[0] ?? '', LONGEST),
    };
  } catch {
    return { name: 'Error', message: '?' };
  }
}
