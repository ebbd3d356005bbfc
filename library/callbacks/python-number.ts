// Numbers as Python writes them: it rounds the exact binary value, ties to even, where JavaScript takes the greater.

/** Digits and the power of ten of their last one: `digits · 10^-places` is the rounded value. */
type Rounded = bigint;

const view = new DataView(new ArrayBuffer(8));

/** A finite number from 0 as an exact fraction `mantissa · 2^exponent`. */
function parts(value: number): { mantissa: bigint; exponent: number } {
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  if (biased === 0) return { mantissa: fraction, exponent: -1074 };
  return { mantissa: fraction | 0x10000000000000n, exponent: biased - 1075 };
}

/** `value · 10^places`, rounded to a whole number, ties to even; `places` may be negative. */
function scaled(value: number, places: number): Rounded {
  const { mantissa, exponent } = parts(value);
  let numerator = mantissa;
  let denominator = 1n;
  if (exponent >= 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  if (places >= 0) numerator *= 10n ** BigInt(places);
  else denominator *= 10n ** BigInt(-places);
  const whole = numerator / denominator;
  const twice = 2n * (numerator - whole * denominator);
  const up = twice > denominator || (twice === denominator && whole % 2n === 1n);
  return up ? whole + 1n : whole;
}

/** `f` of Python, without sign. */
export function fixed(value: number, precision: number): string {
  const digits = scaled(value, precision)
    .toString()
    .padStart(precision + 1, '0');
  const point = digits.length - precision;
  return precision === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Digits (one and `precision` more) and exponent of the scientific form. */
function scientific(value: number, precision: number): { digits: string; exponent: number } {
  if (value === 0) return { digits: '0'.repeat(precision + 1), exponent: 0 };
  const least = 10n ** BigInt(precision);
  let exponent = Number(value.toExponential().split('e')[1]);
  let digits = scaled(value, precision - exponent);
  if (digits < least) {
    exponent -= 1;
    digits = scaled(value, precision - exponent);
  }
  if (digits >= least * 10n) {
    exponent += 1;
    digits = scaled(value, precision - exponent);
  }
  return { digits: digits.toString(), exponent };
}

const withExponent = (digits: string, exponent: number, point: boolean): string => {
  const rest = digits.slice(1);
  const size = Math.abs(exponent).toString().padStart(2, '0');
  return `${digits[0]}${rest || point ? '.' : ''}${rest}e${exponent < 0 ? '-' : '+'}${size}`;
};

/** `e` of Python, without sign. `point`: write it even where nothing follows. */
export function exponential(value: number, precision: number, point = false): string {
  const { digits, exponent } = scientific(value, precision);
  return withExponent(digits, exponent, point);
}

/**
 * `g` of Python, without sign.
 * @param keep keep trailing zeros (`#`).
 * @param dot the form without a type: at least one digit behind the point.
 */
export function general(value: number, precision: number, keep = false, dot = false): string {
  const count = Math.max(1, precision);
  const { digits, exponent } = scientific(value, count - 1);
  const trimmed = keep ? digits : digits.replace(/0+$/, '') || '0';
  if (exponent < -4 || exponent >= count - (dot ? 1 : 0)) return withExponent(trimmed, exponent, keep);
  return placed(trimmed, exponent, keep, dot);
}

/** Digits with the point behind the place of `exponent`. */
function placed(digits: string, exponent: number, keep: boolean, dot: boolean): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const rest = digits.slice(exponent + 1);
  if (rest) return `${whole}.${rest}`;
  return dot ? `${whole}.0` : keep ? `${whole}.` : whole;
}

/** The shortest digits that give the same number: `repr` of a Python float. */
export function pythonRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (!Number.isFinite(value)) return `${sign}inf`;
  const [mantissa = '0', power = '0'] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) return sign + withExponent(digits, exponent, false);
  return sign + placed(digits, exponent, false, true);
}
