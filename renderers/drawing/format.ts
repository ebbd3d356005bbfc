import type { Locale } from '../../protocol/index.js';

const formats = new Map<string, Intl.NumberFormat>();

function format(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    found = new Intl.NumberFormat(locale, options);
    formats.set(key, found);
  }
  return found;
}

/** A measured value at four significant digits: `0.4123`, `12.35`, `1,234`, `1.2e-5`, `NaN`, `∞`. */
export function formatValue(value: number | null | undefined, locale: Locale): string {
  if (value === null || value === undefined) return '–';
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return String(Number(value.toPrecision(4)).toExponential());
  if (size >= 1000) return format(locale, { maximumFractionDigits: 0 }).format(value);
  return format(locale, { maximumSignificantDigits: 4 }).format(value);
}

/** At four significant digits, the last ones too where they are zeros. */
const DIGITS = 4;
/** Values whose sizes lie so many powers of ten apart, at most, share their decimals. */
const APART = 1;

/**
 * Values that stand below each other, written alike: `0.4650`, `0.4903`. Where their sizes are near, all have the same
 * decimals; else each has its own four digits.
 */
export function formatAlike(values: readonly (number | null | undefined)[], locale: Locale): string[] {
  const plain = (value: number | null | undefined): value is number =>
    typeof value === 'number' && Number.isFinite(value) && Math.abs(value) >= 1e-4 && Math.abs(value) < 1000;
  const powers = values
    .filter(plain)
    .map((value) => Math.floor(Math.log10(Math.abs(Number(value.toPrecision(DIGITS))))));
  const [low, high] = [Math.min(...powers), Math.max(...powers)];
  const decimals = high - low <= APART ? DIGITS - 1 - low : null;
  return values.map((value) => {
    if (!plain(value)) return formatValue(value, locale);
    return decimals === null
      ? format(locale, { minimumSignificantDigits: DIGITS, maximumSignificantDigits: DIGITS }).format(value)
      : format(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
  });
}

/** A measured value at three significant digits, where several stand in one line. */
export const formatShort = (value: number | null | undefined, locale: Locale): string =>
  formatValue(typeof value === 'number' ? Number(value.toPrecision(3)) : value, locale);

/** A value with exactly so many decimals, for numbers that stand point under point: `7.25`, `104.50`. */
export const formatDecimals = (value: number, decimals: number, locale: Locale): string =>
  format(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);

/** A learning rate as people write it: `0.001`, `0.00025`, `1e-7`. */
export function formatRate(value: number | null, locale: Locale): string {
  if (value === null || !Number.isFinite(value)) return formatValue(value, locale);
  const short = Number(value.toPrecision(4));
  const size = Math.abs(short);
  return size !== 0 && size < 1e-5 ? short.toExponential() : String(short);
}

/** A whole number with grouping, or with one decimal where it is not whole. */
export const formatCount = (value: number, locale: Locale): string =>
  format(locale, { maximumFractionDigits: 1 }).format(value);

/** Bytes at three significant digits, in units of 1024: `512 B`, `4.2 KiB`, `1.25 MiB`. */
export function formatBytes(bytes: number, locale: Locale): string {
  if (!Number.isFinite(bytes) || bytes < 0) return '–';
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let [size, unit] = [bytes, 0];
  // What would be rounded to 1000 or more of a unit is some of the next.
  while (size >= 999.5 && unit < units.length - 1) [size, unit] = [size / 1024, unit + 1];
  return `${format(locale, { maximumSignificantDigits: 3 }).format(size)} ${units[unit]}`;
}

/** A share from 0 to 1 as a percentage with at most one decimal. */
export const formatShare = (share: number, locale: Locale): string =>
  Number.isFinite(share) ? format(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share) : '–';

/** A share with exactly one decimal, where several stand below each other: `80.0%`. */
export const formatTenths = (share: number, locale: Locale): string =>
  Number.isFinite(share)
    ? format(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(share)
    : '–';

const units: Record<Locale, { ms: string; s: string; min: string; h: string }> = {
  en: { ms: ' ms', s: ' s', min: ' min', h: ' h' },
  ko: { ms: '밀리초', s: '초', min: '분', h: '시간' },
};

/** A length of time: `240 ms`, `12.3 s`, `1 min 5 s`, `2 h 3 min`. */
export function formatDuration(ms: number, locale: Locale): string {
  const unit = units[locale];
  if (!Number.isFinite(ms) || ms < 0) return '–';
  if (ms < 1000) return Math.round(ms) + unit.ms;
  if (ms < 59_950)
    return format(locale, { maximumFractionDigits: ms < 9_950 ? 1 : 0 }).format(ms / 1000) + unit.s;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) {
    const rest = seconds % 60;
    return `${Math.floor(seconds / 60)}${unit.min}${rest ? ` ${rest}${unit.s}` : ''}`;
  }
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)}${unit.h}${minutes % 60 ? ` ${minutes % 60}${unit.min}` : ''}`;
}

/** A moment as the clock where this is read shows it: `2026-11-28 21:05:09`. What is no moment stays as it is. */
export function formatMoment(iso: string, locale: Locale): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const two = (value: number): string => String(value).padStart(2, '0');
  const [month, day] = [two(date.getMonth() + 1), two(date.getDate())];
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  return locale === 'ko'
    ? `${date.getFullYear()}. ${month}. ${day}. ${time}`
    : `${date.getFullYear()}-${month}-${day} ${time}`;
}
