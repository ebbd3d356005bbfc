import { didYouMean, say } from '../../words/index.js';

/** What an option may be, and its value where it is not given; an option without one must be. `null` turns it off. */
export type OptionKind =
  | {
      kind: 'number';
      value?: number | null;
      above?: number;
      from?: number;
      to?: number;
      below?: number;
      whole?: true;
    }
  | { kind: 'boolean'; value?: boolean }
  | { kind: 'numbers' }
  | { kind: 'rate'; value: number }
  | { kind: 'text'; value: null };

export type OptionKinds = Readonly<Record<string, OptionKind>>;

/** Case and underscores do not count: `weight_decay`, `weightDecay`. */
const flat = (name: string): string => name.replaceAll('_', '').toLowerCase();

/**
 * The options of an optimizer or a schedule, each by its name here.
 *
 * @param of What they are options of, for the sentences.
 * @param given One object of options in any spelling, or values in the order of `kinds`.
 * @param isRate Whether a value is a schedule.
 * @throws Error for an option of another name, of another type, missing or out of range
 */
export function readOptions(
  of: string,
  kinds: OptionKinds,
  given: readonly unknown[],
  isRate: (value: unknown) => boolean = () => false,
): Record<string, unknown> {
  const [first] = given;
  const names = Object.keys(kinds);
  const isObject = typeof first === 'object' && first !== null && !Array.isArray(first) && !isRate(first);
  const entries: [string, unknown][] = isObject
    ? Object.entries(first)
    : given.map((value, i) => [names[i] ?? `#${i + 1}`, value]);
  const options: Record<string, unknown> = {};
  for (const [key, value] of entries) {
    if (value === undefined) continue;
    const name = names.find((one) => flat(one) === flat(key));
    if (!name) throw unknownOption(of, key, names);
    const kind = kinds[name] as OptionKind;
    if (value !== null || !('value' in kind) || kind.value !== null)
      checkValue(of, name, kind, value, isRate);
    options[name] = value;
  }
  for (const name of names) {
    const kind = kinds[name] as OptionKind;
    if (name in options) continue;
    if (!('value' in kind)) throw missingOption(of, name);
    options[name] = kind.value;
  }
  return options;
}

function checkValue(
  of: string,
  name: string,
  kind: OptionKind,
  value: unknown,
  isRate: (value: unknown) => boolean,
): void {
  const shown = typeof value === 'string' ? JSON.stringify(value) : String(value);
  const wrong = (must: string, korean: string): Error =>
    new RangeError(
      say(
        `${of}: ${name} must be ${must}, and is ${shown}.`,
        `${of}: ${name}은(는) ${korean} 하는데 ${shown}입니다.`,
      ),
    );
  switch (kind.kind) {
    case 'boolean':
      if (typeof value !== 'boolean') throw wrong('true or false', 'true 또는 false여야');
      return;
    case 'text':
      if (typeof value !== 'string') throw wrong('a text', '문자열이어야');
      return;
    case 'numbers':
      if (!Array.isArray(value) || !value.every((one) => Number.isFinite(one)))
        throw wrong('a list of numbers', '숫자 목록이어야');
      return;
    case 'rate':
      if (isRate(value)) return;
      if (typeof value !== 'number' || !Number.isFinite(value) || value < 0)
        throw wrong('a number from 0, or a schedule', '0 이상의 숫자나 스케줄이어야');
      return;
    default:
      checkNumber(kind, value, wrong);
  }
}

function checkNumber(
  kind: Extract<OptionKind, { kind: 'number' }>,
  value: unknown,
  wrong: (must: string, korean: string) => Error,
): void {
  const { above = -Infinity, from = -Infinity, to = Infinity, below = Infinity, whole } = kind;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong('a number', '숫자여야');
  if (whole && !Number.isInteger(value)) throw wrong('a whole number', '정수여야');
  if (value <= above) throw wrong(`above ${above}`, `${above}보다 커야`);
  if (value < from) throw wrong(`at least ${from}`, `${from} 이상이어야`);
  if (value > to) throw wrong(`at most ${to}`, `${to} 이하여야`);
  if (value >= below) throw wrong(`below ${below}`, `${below}보다 작아야`);
}

const unknownOption = (of: string, name: string, names: readonly string[]): Error =>
  new Error(
    say(`${of} has no option "${name}".`, `${of}에는 "${name}" 옵션이 없습니다.`) +
      (didYouMean(name, names) ||
        say(` Its options are ${names.join(', ')}.`, ` 쓸 수 있는 옵션: ${names.join(', ')}.`)),
  );

const missingOption = (of: string, name: string): Error =>
  new Error(say(`${of} needs a ${name}.`, `${of}에는 ${name}이(가) 필요합니다.`));
