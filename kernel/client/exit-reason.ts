import type { Locale } from '../../protocol/index.js';
import { howEnded, sayIn } from '../../words/index.js';

export interface EndOfKernel {
  code: number | null;
  signal: string | null;
  /** What the process printed last. */
  log: string;
  /** Resident bytes when last measured. */
  lastRss?: number | undefined;
  /** It could not be heard any more, and was killed for that. */
  deaf?: boolean;
  /** Its own JavaScript ended it, by `process.exit` or the like. */
  foreseen?: boolean;
  /** Default: this one. */
  platform?: NodeJS.Platform;
}

/** Addresses of machine code, our own frames, and the rules around them: nothing for a student. */
const NATIVE_FRAME = /^\s*\d+: |^#*$|^(-----)? ?(Native|JavaScript) stack trace/;
/** V8's words for its heap and for array buffers, those of a thread's heap, and those of native code. */
const OUT_OF_MEMORY = /heap out of memory|Allocation failed|process out of memory|std::bad_alloc/;
const OWN_THREAD = /The kernel's own thread failed: (.*)/;

/** Said to a client that watched a kernel when the one that had it ended it. */
export const endedByOther = (locale: Locale): string =>
  sayIn(locale, 'The kernel was ended in the other window.', '다른 창에서 커널을 종료했습니다.');

/** Says in a sentence or two what ended a kernel, with its last memory reading. */
export function exitCause(end: EndOfKernel, locale: Locale = 'en'): string {
  const { lastRss } = end;
  const memory = lastRss
    ? sayIn(
        locale,
        ` Its memory was last seen at ${megabytes(lastRss)}.`,
        ` 마지막으로 잰 메모리는 ${megabytes(lastRss)}입니다.`,
      )
    : '';
  return causeOf(end, locale) + memory;
}

/** The same with what follows from it, and what the process printed last. */
export function exitReason(end: EndOfKernel, locale: Locale = 'en'): string {
  const { log } = end;
  const isOutOfMemory = OUT_OF_MEMORY.test(log);
  const advice = isOutOfMemory
    ? sayIn(
        locale,
        ' Use less data or smaller batches, and dispose tensors.',
        ' 데이터나 배치를 줄이고 텐서를 dispose하세요.',
      )
    : '';
  const lost = sayIn(
    locale,
    ' All variables are lost; run the cells again from the top.',
    ' 변수는 모두 사라졌습니다. 셀을 처음부터 다시 실행하세요.',
  );
  const telling = log
    .split('\n')
    .filter((line) => line.trim() && !NATIVE_FRAME.test(line) && !OWN_THREAD.test(line));
  const printed = telling.length > 0 && !isOutOfMemory ? `\n${telling.slice(-6).join('\n')}` : '';
  return exitCause(end, locale) + advice + lost + printed;
}

function causeOf(end: EndOfKernel, locale: Locale): string {
  const { code, signal, log, deaf, foreseen, platform = process.platform } = end;
  const say = (english: string, korean: string): string => sayIn(locale, english, korean);
  if (OUT_OF_MEMORY.test(log))
    return say(
      'The kernel ran out of memory for JavaScript objects.',
      '커널의 JavaScript 메모리가 모자랍니다.',
    );
  const own = OWN_THREAD.exec(log)?.[1];
  if (own !== undefined)
    return say(
      `The kernel's own thread failed (${own}), and the kernel has ended. That is a fault of Epochbook, not of your cell.`,
      `커널의 내부 스레드에서 오류가 나서(${own}) 커널이 종료되었습니다. 셀이 아니라 Epochbook의 문제입니다.`,
    );
  if (deaf)
    return say(
      'The connection to the kernel broke off, so the kernel was ended.',
      '커널과의 연결이 끊겨서 커널을 종료했습니다.',
    );
  if (signal === 'SIGKILL')
    return say(
      'The kernel was ended from outside (signal SIGKILL), most often because the machine ran out of memory.',
      '커널이 밖에서 종료되었습니다(SIGKILL 신호). 대개 컴퓨터의 메모리가 모자랄 때 그렇습니다.',
    );
  // Windows knows no signals: the Task Manager, `taskkill` and Node end a process with this code.
  if (platform === 'win32' && code === 1 && !log && !foreseen)
    return say(
      'The kernel was ended from outside (exit code 1), by the Task Manager or another program.',
      '작업 관리자나 다른 프로그램이 커널을 종료했습니다(종료 코드 1).',
    );
  if (code === null && signal === null)
    return say(
      'The kernel has crashed or was ended from outside, most often because the machine ran out of memory.',
      '커널이 비정상 종료되었거나 밖에서 종료되었습니다. 대개 컴퓨터의 메모리가 모자랄 때 그렇습니다.',
    );
  const called =
    signal === null && !log
      ? say(' A cell may have called process.exit.', ' 셀이 process.exit를 호출했을 수 있습니다.')
      : '';
  const how = howEnded({ code, signal }, locale);
  return say(`The kernel has ended (${how}).`, `커널이 종료되었습니다(${how}).`) + called;
}

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;
