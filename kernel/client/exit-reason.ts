import type { Locale } from '../../protocol/index.js';

export interface EndOfKernel {
  code: number | null;
  signal: string | null;
  /** What the process printed last. */
  log: string;
  /** Resident bytes when last measured. */
  lastRss?: number;
}

/** Addresses of machine code and the rules around them: nothing for a student. */
const NATIVE_FRAME = /^\s*\d+: 0x|^#*$|Native stack trace/;

/** Says in a sentence why a kernel is gone. */
export function exitReason({ code, signal, log, lastRss }: EndOfKernel, locale: Locale = 'en'): string {
  const say = (english: string, korean: string): string => (locale === 'ko' ? korean : english);
  const memory = lastRss
    ? say(
        ` Its memory was last seen at ${megabytes(lastRss)}.`,
        ` 마지막으로 잰 메모리는 ${megabytes(lastRss)}입니다.`,
      )
    : '';
  const lost = say(
    ' All variables are lost; run the cells again from the top.',
    ' 변수는 모두 사라졌습니다. 셀을 처음부터 다시 실행하세요.',
  );
  if (/heap out of memory|Allocation failed/.test(log)) {
    return (
      say('The kernel ran out of memory for JavaScript objects.', '커널의 JavaScript 메모리가 모자랍니다.') +
      memory +
      say(
        ' Use less data or smaller batches, and dispose tensors.',
        ' 데이터나 배치를 줄이고 텐서를 dispose하세요.',
      ) +
      lost
    );
  }
  if (signal === 'SIGKILL') {
    return (
      say(
        'The kernel was ended from outside (signal SIGKILL), most often because the machine ran out of memory.',
        '커널이 밖에서 종료되었습니다(SIGKILL 신호). 대개 컴퓨터의 메모리가 모자랄 때 그렇습니다.',
      ) +
      memory +
      lost
    );
  }
  const how = signal
    ? say(`signal ${signal}`, `${signal} 신호`)
    : say(`exit code ${code}`, `종료 코드 ${code}`);
  const own =
    signal === null && !log
      ? say(' A cell may have called process.exit.', ' 셀이 process.exit를 호출했을 수 있습니다.')
      : '';
  const telling = log.split('\n').filter((line) => line.trim() && !NATIVE_FRAME.test(line));
  const printed = telling.length > 0 ? `\n${telling.slice(-6).join('\n')}` : '';
  return (
    say(`The kernel has ended (${how}).`, `커널이 종료되었습니다(${how}).`) + own + memory + lost + printed
  );
}

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;
