import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from '../kernel/cli/index.js';
import { type EngineChoice, isEngineChoice } from '../protocol/index.js';
import { say } from '../words/index.js';

type Options = NonNullable<ParseArgsConfig['options']>;

/** @throws UsageError where the arguments were not understood. */
export function parseCommand<T extends Options>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** @throws UsageError with this sentence unless there is exactly one. */
export function oneOf(positionals: readonly string[], otherwise: string): string {
  const [one, ...more] = positionals;
  if (one === undefined || more.length > 0) throw new UsageError(otherwise);
  return one;
}

/** Milliseconds of an option in seconds. @throws UsageError */
export const secondsOf = (option: string, text: string | undefined): number | undefined => {
  const seconds = positiveOf(option, text);
  return seconds === undefined ? undefined : seconds * 1000;
};

/** @throws UsageError */
export function positiveOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (number > 0 && Number.isFinite(number)) return number;
  throw new UsageError(
    say(
      `${option} takes a number above 0, not "${text}".`,
      `${option}에는 0보다 큰 수를 적습니다. "${text}"은(는) 쓸 수 없습니다.`,
    ),
  );
}

/** @throws UsageError */
export function engineOf(text: string | undefined): EngineChoice | undefined {
  if (text === undefined || isEngineChoice(text)) return text;
  throw new UsageError(
    say(
      `--engine is "native", "embedded" or "auto", not "${text}".`,
      `--engine에 "${text}"은(는) 쓸 수 없습니다. "native", "embedded", "auto" 중 하나여야 합니다.`,
    ),
  );
}
