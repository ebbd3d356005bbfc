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

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

const oneOrList = (allows: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) ? value.length > 0 && value.every(allows) : allows(value);

const isCountFromOne = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 1;

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
  texts: {
    en: 'a list of texts',
    ko: '문자열의 목록',
    allows: (value) => Array.isArray(value) && value.every((text) => typeof text === 'string'),
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
    allows: (value) => value === 'epoch' || isCountFromOne(value),
  },
  hook: { en: 'a function', ko: '함수', allows: (value) => typeof value === 'function' },
  list: { en: 'a list', ko: '목록', allows: Array.isArray },
  object: { en: 'an object', ko: '객체', allows: isObject },
  anything: { en: 'anything', ko: '아무 값', allows: () => true },
  count: number('a whole number from 0', '0 이상의 정수', (value) => Number.isInteger(value) && value >= 0),
  positiveCount: number('a whole number from 1', '1 이상의 정수', isCountFromOne),
  positiveCounts: {
    en: 'a whole number from 1, or a list of such',
    ko: '1 이상의 정수나 그 목록',
    allows: oneOrList(isCountFromOne),
  },
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
  share: number('a number from 0 to 1', '0에서 1까지의 수', (value) => value >= 0 && value <= 1),
} satisfies Record<string, Domain>;

/** One of these texts. */
export const oneOf = (...texts: string[]): Domain => {
  const quoted = texts.map((text) => `'${text}'`);
  return {
    en: `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`,
    ko: `${quoted.join(', ')} 중 하나`,
    allows: (value) => texts.includes(value as string),
  };
};

/** Either of two. */
export const either = (first: Domain, second: Domain): Domain => ({
  en: `${first.en}, or ${second.en}`,
  ko: `${first.ko} 또는 ${second.ko}`,
  allows: (value) => first.allows(value) || second.allows(value),
});
