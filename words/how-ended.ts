import type { Locale } from '../protocol/index.js';
import { currentLocale, sayIn } from './say.js';

/** Exit codes of Windows, and where there are no signals that of `abort`: English, Korean. */
const meanings = new Map<number, readonly [string, string]>([
  [134, ['abort', '비정상 종료(abort)']],
  [0xc0000005, ['access violation', '잘못된 메모리 접근']],
  [0xc0000017, ['not enough memory', '메모리 부족']],
  [0xc000001d, ['an instruction that this processor does not have', '이 프로세서에 없는 명령어']],
  [0xc00000fd, ['stack overflow', '스택 오버플로']],
  [0xc0000135, ['a DLL is missing', 'DLL 없음']],
  [0xc000013a, ['Ctrl-C, or its window was closed', 'Ctrl-C 또는 창 닫힘']],
  [0xc0000142, ['a DLL did not start', 'DLL 시작 실패']],
  [0xc0000374, ['damaged memory', '손상된 메모리']],
  [0xc0000409, ['abort', '비정상 종료(abort)']],
]);

/** How a process ended: "exit code 3", "signal SIGTERM", "exit code 0xC0000005, access violation". */
export function howEnded(
  { code, signal }: { code: number | null; signal: string | null },
  locale: Locale = currentLocale(),
): string {
  if (signal) return sayIn(locale, `signal ${signal}`, `${signal} 신호`);
  const unsigned = code === null ? 0 : code >>> 0;
  const number = unsigned >= 0xc0000000 ? `0x${unsigned.toString(16).toUpperCase()}` : String(code);
  const meaning = meanings.get(unsigned);
  const told = sayIn(locale, `exit code ${number}`, `종료 코드 ${number}`);
  return meaning ? `${told}, ${sayIn(locale, ...meaning)}` : told;
}
