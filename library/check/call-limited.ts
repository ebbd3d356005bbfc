import type { Words } from '../../protocol/index.js';
import { TooSlow, within } from './limited.js';
import { type Judging, unread } from './rule.js';
import { type Read, throwInterruption, verdictOfError } from './subject.js';
import { count, words } from './words.js';

/**
 * What a function of the student gives back: called in a process of its own where it can go there, else here, under a limit of
 * time.
 */
export async function callLimited(
  called: (...args: unknown[]) => unknown,
  args: readonly unknown[],
  name: Words,
  { limitMs, calls }: Judging,
): Promise<Read> {
  try {
    const outcome = await calls.call(called as never, args, limitMs);
    if (outcome?.kind === 'value') return { ok: true, value: outcome.value };
    if (outcome?.kind === 'memory')
      return {
        ok: false,
        verdict: unread(
          words(
            `${name.en} took more than ${count(outcome.megabytes)} MB of memory`,
            `${name.ko}의 메모리가 ${count(outcome.megabytes)}MB를 넘음`,
          ),
          words('an end, with far less', '훨씬 적은 메모리로 끝남'),
          words(
            'Look at the lists that grow in its loops: does each loop end?',
            '반복문 안에서 커지는 목록을 보세요. 반복이 끝나나요?',
          ),
        ),
      };
    if (outcome?.kind === 'ended')
      return {
        ok: false,
        verdict: unread(
          words(
            `${name.en} ended its process: ${outcome.how}`,
            `${name.ko}이(가) 프로세스를 끝냄: ${outcome.how}`,
          ),
          words('a value', '값'),
        ),
      };
    if (outcome?.kind === 'slow') throw new TooSlow(outcome.ms);
    return { ok: true, value: await within(limitMs, () => called(...args)) };
  } catch (error) {
    throwInterruption(error);
    return { ok: false, verdict: verdictOfError(error, name) };
  }
}
