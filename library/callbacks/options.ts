import { say } from '../../words/index.js';

/** What an option may be, in words, and the test for it. */
export interface Domain {
  en: string;
  ko: string;
  allows(value: unknown): boolean;
}

const number = (en: string, ko: string, allows: (value: number) => boolean): Domain => ({
  en,
  ko,
  allows: (value) => typeof value === 'number' && allows(value),
});

export const domains = {
  boolean: { en: 'true or false', ko: 'true 또는 false', allows: (value) => typeof value === 'boolean' },
  text: {
    en: 'a text that is not empty',
    ko: '비어 있지 않은 문자열',
    allows: (value) => typeof value === 'string' && value !== '',
  },
  character: {
    en: 'one character',
    ko: '문자 하나',
    allows: (value) => typeof value === 'string' && [...value].length === 1 && !/["\r\n]/.test(value),
  },
  mode: {
    en: "'auto', 'min' or 'max'",
    ko: "'auto', 'min', 'max' 중 하나",
    allows: (value) => value === 'auto' || value === 'min' || value === 'max',
  },
  verbosity: {
    en: '0, 1 or 2',
    ko: '0, 1, 2 중 하나',
    allows: (value) => value === 0 || value === 1 || value === 2,
  },
  saveFreq: {
    en: "'epoch' or a whole number of batches from 1",
    ko: "'epoch' 또는 1 이상의 배치 수(정수)",
    allows: (value) => value === 'epoch' || (Number.isInteger(value) && (value as number) >= 1),
  },
  hook: { en: 'a function', ko: '함수', allows: (value) => typeof value === 'function' },
  count: number('a whole number from 0', '0 이상의 정수', (value) => Number.isInteger(value) && value >= 0),
  positiveCount: number(
    'a whole number from 1',
    '1 이상의 정수',
    (value) => Number.isInteger(value) && value >= 1,
  ),
  finite: number('a finite number', '유한한 수', Number.isFinite),
  notNegative: number(
    'a finite number from 0',
    '0 이상의 유한한 수',
    (value) => Number.isFinite(value) && value >= 0,
  ),
  positive: number(
    'a finite number above 0',
    '0보다 큰 유한한 수',
    (value) => Number.isFinite(value) && value > 0,
  ),
  factor: number('a number from 0 to below 1', '0 이상 1 미만의 수', (value) => value >= 0 && value < 1),
} satisfies Record<string, Domain>;

const camelCase = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/**
 * Looks through the options that a callback was given. An option that is undefined, or null, counts as left out.
 *
 * @throws TypeError for a name that is no option, RangeError for a value outside its domain; both name it.
 */
export function checkOptions<Name extends string>(
  callback: string,
  options: unknown,
  allowed: Record<Name, Domain>,
): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw noOptions(callback, options, Object.keys(allowed)[0]);
  for (const [name, value] of Object.entries(options)) {
    const domain = Object.hasOwn(allowed, name) ? allowed[name as Name] : undefined;
    if (!domain) throw unknownOption(callback, name, Object.keys(allowed));
    if (value === undefined || value === null || domain.allows(value)) continue;
    const shown = show(value);
    throw new RangeError(
      say(
        `${callback}: ${name} is ${shown}, but ${domain.en} is needed.`,
        `${callback}: ${name} 값이 ${shown}입니다. ${domain.ko}이(가) 필요합니다.`,
      ),
    );
  }
}

const show = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : String(value));

const noOptions = (callback: string, given: unknown, first: string | undefined): TypeError =>
  new TypeError(
    say(
      `${callback} takes its options in an object, as in { ${first}: … }, but got ${Array.isArray(given) ? 'a list' : show(given)}.`,
      `${callback}의 옵션은 { ${first}: … }처럼 객체로 주어야 하는데 ${Array.isArray(given) ? '배열' : show(given)}을(를) 받았습니다.`,
    ),
  );

function unknownOption(callback: string, name: string, names: string[]): TypeError {
  const meant = names.find(
    (known) => known === camelCase(name) || known.toLowerCase() === name.toLowerCase(),
  );
  const hint = meant ?? names.join(', ');
  return new TypeError(
    say(
      `${callback} has no option '${name}'. ${meant ? `It is called ${hint} here` : `It has: ${hint}`}.`,
      `${callback}에는 '${name}' 옵션이 없습니다. ${meant ? `여기서는 ${hint}입니다` : `쓸 수 있는 옵션: ${hint}`}.`,
    ),
  );
}

/** Options given as in Keras: the first by its place or, like all others, by its name. */
export function withFirst<Options extends object, Name extends keyof Options & string>(
  name: Name,
  first: Options[Name] | Options,
  others: Omit<Options, Name> | undefined,
): Options {
  if (typeof first === 'object' && first !== null) return first as Options;
  return { ...others, [name]: first } as Options;
}
