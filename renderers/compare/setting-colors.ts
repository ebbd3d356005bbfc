import type { ComparePayload } from '../../protocol/index.js';
import { blend } from '../drawing/blend.js';
import { own } from '../drawing/own.js';
import type { Palette } from '../drawing/palette.js';
import { areMany } from './model.js';

/** Colours of many runs by the one setting that they differ in. */
export interface SettingColors {
  setting: string;
  /** By the number of the run. */
  colors: readonly string[];
  /** Of numbers, the ends and the colours between; of names, each with its own. */
  legend:
    | { kind: 'ramp'; low: string; high: string; colors: readonly string[] }
    | { kind: 'names'; names: readonly { value: string | null; color: string }[] };
}

const RAMP = 12;
/** Fewer numbers than this are told apart like names. */
const FEWEST_NUMBERS = 3;
/** What spans as many powers of ten is spread by its logarithm. */
const DECADES = 1.5;
/** A 0 beside them stands that far before the least. */
const ZERO = 0.15;

/** What a run without a regularizer has of it. */
const absentIsZero: ReadonlySet<string> = new Set(['dropout', 'l1', 'l2']);

/** A number alone, as settings are written: "0.05", "1e-4". */
const numberOf = (value: string): number | null =>
  /^-?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(value) && Math.abs(Number(value)) < 1e100 ? Number(value) : null;

/** Where numbers lie between the least and the greatest, 0 to 1. */
function sharesOf(values: readonly number[]): number[] {
  const positive = values.filter((value) => value > 0);
  const [least, greatest] = [Math.min(...positive), Math.max(...positive)];
  const wide = positive.length > 0 && Math.log10(greatest / least) >= DECADES;
  if (wide && values.every((value) => value >= 0)) {
    const from = positive.length < values.length ? ZERO : 0;
    return values.map((value) =>
      value === 0 ? 0 : from + ((1 - from) * Math.log(value / least)) / Math.log(greatest / least),
    );
  }
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return values.map((value) => (value - low) / (high - low));
}

/** From the least to the greatest: between two colours that both are seen on the ground. */
const rampColor = (share: number, { data, validation }: Palette): string => blend(validation, data, share);

/** How many runs are coloured; `null` where they differ in more than one thing, or in names too many to be told apart. */
export function settingColors(payload: ComparePayload, palette: Palette): SettingColors | null {
  const [setting, ...others] = payload.differs;
  if (!areMany(payload) || setting === undefined || others.length > 0) return null;
  const written = payload.runs.map(({ settings }) => own(settings, setting) ?? null);
  const numbers = written.map((value) =>
    value === null ? (absentIsZero.has(setting) ? 0 : null) : numberOf(value),
  );
  if (numbers.every((value) => value !== null) && new Set(numbers).size >= FEWEST_NUMBERS) {
    const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
    const as = (wanted: number) => written[numbers.indexOf(wanted)] ?? '0';
    return {
      setting,
      colors: sharesOf(numbers).map((share) => rampColor(share, palette)),
      legend: {
        kind: 'ramp',
        low: as(low),
        high: as(high),
        colors: Array.from({ length: RAMP }, (_, at) => rampColor(at / (RAMP - 1), palette)),
      },
    };
  }
  const names = [...new Set(written)];
  const { train, validation, data, best, bad, foreground } = palette;
  const inks = [train, validation, data, best, bad, foreground];
  if (names.length > inks.length) return null;
  return {
    setting,
    colors: written.map((value) => inks[names.indexOf(value)] as string),
    legend: { kind: 'names', names: names.map((value, at) => ({ value, color: inks[at] as string })) },
  };
}
