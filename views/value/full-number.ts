import type { Locale } from '../../protocol/index.js';

/** At seven significant digits, as many as float32 has. */
const DIGITS = 7;
/** Sizes that are written without a power of ten. */
const [SMALLEST, LARGEST] = [1e-4, 1e9];

/** A statistic of measured values: `49,999.5`, `0.1666667`, `1.25e-7`. */
export function fullNumber(value: number, locale: Locale): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < SMALLEST || size >= LARGEST))
    return String(Number(value.toPrecision(DIGITS)).toExponential());
  return new Intl.NumberFormat(locale, { maximumSignificantDigits: DIGITS }).format(value);
}
