import type { Locale } from '../protocol/index.js';
import { currentLocale, sayIn } from './say.js';

/** How a process ended: "exit code 3", "signal SIGTERM". */
export const howEnded = (
  { code, signal }: { code: number | null; signal: string | null },
  locale: Locale = currentLocale(),
): string =>
  signal
    ? sayIn(locale, `signal ${signal}`, `${signal} 신호`)
    : sayIn(locale, `exit code ${code}`, `종료 코드 ${code}`);
