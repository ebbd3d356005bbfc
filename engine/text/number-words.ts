/** What NumPy prints at most behind the point. */
const DIGITS = 8;
/** So many digits are read in plain notation though NumPy would change to powers of ten. */
const READABLE_DIGITS = 10;

/** The fewest digits that name this number among those of its precision: 0.1 of 0.10000000149011612. */
function shortest(value: number, single: boolean): number {
  if (!single || value === 0 || !Number.isFinite(value)) return value;
  for (let digits = 1; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(9));
}

const word = (value: number): string => (Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity');
const signed = (text: string, value: number): string => (Object.is(value, -0) ? `-${text}` : text);

/** Plain notation, with at most `DIGITS` behind the point. */
function plain(value: number): string {
  const text = String(value);
  const short = /e/.test(text) || (text.split('.')[1]?.length ?? 0) > DIGITS;
  return signed(short ? value.toFixed(DIGITS).replace(/\.?0+$/, '') : text, value);
}

function needsPowers(finite: readonly number[]): boolean {
  let [least, most, whole] = [Number.POSITIVE_INFINITY, 0, true];
  for (const value of finite) {
    const size = Math.abs(value);
    if (size === 0) continue;
    least = Math.min(least, size);
    most = Math.max(most, size);
    whole &&= Number.isInteger(size);
  }
  if (most === 0) return false;
  if (most >= 1e8) return true;
  if (whole) return false;
  if (least >= 1e-4 && most / least <= 1000) return false;
  const [before, behind] = finite.reduce(
    ([int, fraction], value) => {
      const [a = '', b = ''] = String(Math.abs(value)).split('.');
      return [Math.max(int, a.length), Math.max(fraction, /e/.test(b || a) ? 99 : b.length)];
    },
    [0, 0],
  );
  return behind > DIGITS || before + behind > READABLE_DIGITS;
}

/** 2.5e-10 with a mantissa of so many digits behind the point. */
function withPower(value: number, behind: number): string {
  const [mantissa = '', power = ''] = value.toExponential(behind).split('e');
  return signed(`${mantissa}e${power.replace('+', '')}`, value);
}

const fractionOf = (value: number): number => {
  const [mantissa = ''] = value.toExponential().split('e');
  return mantissa.split('.')[1]?.length ?? 0;
};

/**
 * Numbers that stand together, in one notation and of one width, the points below each other. As NumPy prints them: as many
 * digits as tell a number from its neighbours, 8 at most behind the point, and powers of ten where the range needs them. What
 * is not 0 never reads as 0.
 *
 * @param single The numbers are float32.
 */
export function numberWords(values: readonly number[], single: boolean): string[] {
  const numbers = values.map((value) => shortest(value, single));
  const finite = numbers.filter(Number.isFinite);
  const powers = needsPowers(finite);
  const behind = powers ? Math.min(DIGITS, Math.max(0, ...finite.map(fractionOf))) : 0;
  const words = numbers.map((value) =>
    Number.isFinite(value) ? (powers ? withPower(value, behind) : plain(value)) : word(value),
  );
  return powers ? alignRight(words) : alignPoints(words, numbers);
}

/** Words of one width, at its right edge. */
export function alignRight(words: readonly string[]): string[] {
  const width = Math.max(0, ...words.map(({ length }) => length));
  return words.map((each) => each.padStart(width));
}

function alignPoints(words: readonly string[], numbers: readonly number[]): string[] {
  const ordinary = (at: number) => Number.isFinite(numbers[at]);
  const wholes = words.map((each, at) => (ordinary(at) ? (each.split('.')[0] ?? '').length : 0));
  const fraction = Math.max(
    0,
    ...words.map((each, at) => (ordinary(at) ? each.length - (wholes[at] as number) : 0)),
  );
  const width = Math.max(fraction + Math.max(0, ...wholes), ...words.map(({ length }) => length));
  return words.map((each, at) => {
    if (!ordinary(at)) return each.padStart(width);
    return (' '.repeat(width - fraction - (wholes[at] as number)) + each).padEnd(width);
  });
}
