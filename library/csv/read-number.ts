/** How numbers are written in a file. */
export interface NumberStyle {
  decimal: '.' | ',';
  thousands: ',' | '.' | ' ' | "'" | undefined;
}

const PLAIN = /^[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const INFINITE = /^([+-]?)(?:inf|infinity|∞|1\.#inf0*)$/i;
const NAN = /^[+-]?(?:nan|1\.#(?:ind|qnan|nan)0*)$/i;
/** As long as a telephone number with its country. */
const DIALLED = /^\+\d{8,}$/;

const separators = { ',': ',', '.': '\\.', ' ': '[ \\u00a0\\u202f\\u2009]', "'": "['’]" };

/** Groups of three digits, or of two before the last three as in India. */
const grouped = (mark: keyof typeof separators, decimal: '.' | ','): RegExp => {
  const [s, d] = [separators[mark], separators[decimal]];
  return new RegExp(`^[+-]?[1-9]\\d{0,2}(?:(?:${s}\\d{3})+|(?:${s}\\d{2})+${s}\\d{3})(?:${d}\\d*)?$`);
};
const patterns = new Map<string, RegExp>();

/**
 * The finite number that a text is: digits, with a sign, decimals or a power of ten (1e5) if need be. No number are leading
 * zeros (007, a code), a plus before eight digits or more (a telephone), whole numbers with more digits than a number keeps,
 * hexadecimals, numbers with units, signs or spaces in them, dates and versions: undefined.
 */
export function readNumber(written: string, { decimal, thousands }: NumberStyle): number | undefined {
  const plain = plainNumber(written, decimal, thousands);
  if (plain === undefined) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) && !DIALLED.test(plain) && keepsDigits(plain, value) ? value : undefined;
}

/** The number as JavaScript writes it, with a point and without marks between thousands. */
function plainNumber(
  written: string,
  decimal: NumberStyle['decimal'],
  thousands: NumberStyle['thousands'],
): string | undefined {
  let text = written.includes('−') ? written.replaceAll('−', '-') : written;
  if (thousands !== undefined) {
    const key = thousands + decimal;
    const pattern = patterns.get(key) ?? grouped(thousands, decimal);
    patterns.set(key, pattern);
    if (pattern.test(text)) text = text.replace(new RegExp(separators[thousands], 'g'), '');
    else if (thousands === '.' && text.includes('.')) return undefined;
  }
  if (decimal === ',') {
    if (text.includes('.')) return undefined;
    text = text.replace(',', '.');
  }
  return PLAIN.test(text) ? text : undefined;
}

/** Whole numbers above 2^53 may be identifiers, whose last digits would be others. */
function keepsDigits(plain: string, value: number): boolean {
  if (Number.isSafeInteger(value) || !/^[+-]?\d+$/.test(plain)) return true;
  return BigInt(plain.replace('+', '')) === BigInt(value);
}

/** A whole number with more digits than a number keeps. */
export const isTooLong = (written: string): boolean =>
  /^[+-]?[1-9]\d{15,}$/.test(written) && !keepsDigits(written, Number(written));

/** Infinity or NaN for the words that stand for them in numbers: inf, -Infinity, nan, 1.#INF … */
export function notFiniteWord(text: string): number | undefined {
  if (NAN.test(text)) return Number.NaN;
  const sign = INFINITE.exec(text)?.[1];
  if (sign === undefined) return undefined;
  return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
