/** The ends of an axis. */
export type Domain = [number, number];

function niceStep(span: number, count: number): number {
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const part = rough / power;
  return power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10);
}

/** Rounds away what binary fractions add: 0.30000000000000004 becomes 0.3. */
const tidy = (value: number): number => Number(value.toPrecision(12));

/** A domain with round ends that holds all values; never crosses zero, or `ceiling`, when no value does. */
export function linearDomain(values: Iterable<number>, ceiling = Number.POSITIVE_INFINITY): Domain {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return [0, 1];
  const allBelow = high <= ceiling;
  const allPositive = low >= 0;
  // A flat line is drawn in the middle of an axis that says how large the value is.
  const margin = high - low <= Math.abs(high) * 1e-9 ? Math.abs(high) * 0.1 || 1 : (high - low) * 0.04;
  low -= margin;
  high += margin;
  const step = niceStep(high - low, 12);
  low = Math.floor(low / step) * step;
  high = Math.ceil(high / step) * step;
  if (!Number.isFinite(high - low)) return [allPositive ? 0 : -Number.MAX_VALUE / 4, Number.MAX_VALUE / 4];
  return [tidy(allPositive ? Math.max(0, low) : low), tidy(allBelow ? Math.min(ceiling, high) : high)];
}

/** A logarithmic domain around the positive values. */
export function logDomain(values: Iterable<number>): Domain {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const value of values) {
    if (!Number.isFinite(value) || value <= 0) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return [0.1, 1];
  // By logarithms, as the largest number divided by the smallest is none.
  const margin = Math.max(1.05, Math.exp((Math.log(high) - Math.log(low)) * 0.04));
  return [
    Math.max(Number.MIN_VALUE, Number((low / margin).toPrecision(3))),
    Math.min(Number.MAX_VALUE, Number((high * margin).toPrecision(3))),
  ];
}

const MOST_TICKS = 200;

/** Round values inside a linear domain, about `count` of them. */
export function linearTicks([low, high]: Domain, count: number, minStep = 0): number[] {
  if (!(high > low)) return [low];
  const step = Math.max(minStep, niceStep(high - low, count));
  const first = Math.ceil(low / step - 1e-9);
  const ticks: number[] = [];
  // Beyond 2^53 a count and the next may be the same number.
  for (let at = 0; at <= MOST_TICKS && (first + at) * step <= high + step * 1e-9; at += 1)
    ticks.push(tidy((first + at) * step));
  return ticks;
}

/** With fewer ticks than this an axis does not show that it is logarithmic. */
const FEWEST_LOG_TICKS = 3;

/**
 * Round values inside a logarithmic domain: 1, 2, 5 of each decade, or whole decades where there are many. Where these are
 * fewer than three, more of each decade; inside a single one, evenly spaced ones.
 */
export function logTicks(domain: Domain, count: number): number[] {
  const [low, high] = domain;
  const decades = Math.log10(high) - Math.log10(low);
  const stride = Math.max(1, Math.ceil(decades / Math.max(2, count)));
  const sparse = Array.from({ length: Math.min(stride, 8) }, (_, fewer) => stride - fewer);
  const choices = [
    ...(decades <= 2.2 ? [] : sparse.map((every) => () => decadeTicks(domain, [1], every))),
    () => decadeTicks(domain, [1, 2, 5], 1),
    () => linearTicks(domain, count).filter((tick) => tick > 0),
  ];
  let best: number[] = [];
  for (const choose of choices) {
    const ticks = choose();
    if (ticks.length > best.length) best = ticks;
    if (best.length >= FEWEST_LOG_TICKS) break;
  }
  return best;
}

/** These digits of every so many decades. */
function decadeTicks([low, high]: Domain, digits: readonly number[], stride: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1) {
    if (power % stride !== 0) continue;
    for (const digit of digits) {
      const value = tidy(digit * 10 ** power);
      if (value >= low && value <= high) ticks.push(value);
    }
  }
  return ticks;
}

/** The next of 1, 2, 5 · 10^k that is at least `value`. */
export function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  const part = value / power;
  return power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10);
}

/** Where a value lies on an axis of `length` pixels that grows upwards, from the top. */
export function position(value: number, [low, high]: Domain, length: number, log = false): number {
  const share = log
    ? (Math.log(Math.max(value, Number.MIN_VALUE)) - Math.log(low)) / (Math.log(high) - Math.log(low))
    : (value - low) / (high - low);
  // An axis of no length, or one longer than the largest number, has its values in the middle.
  return length * (1 - Math.min(1, Math.max(0, Number.isNaN(share) ? 0.5 : share)));
}

const MOST_EPOCH_TICKS = 10;
/** Pixels of a digit, and between two numbers. */
const DIGIT = 6.5;
const BETWEEN = 22;

/**
 * About how many numbers an axis of epochs has room for, side by side.
 * @param last the largest of them, as long as it is written: "10,000" takes more room than "9".
 */
export function epochTicks(width: number, last = 999): number {
  const digits = Math.max(1, Math.round(last).toLocaleString('en').length);
  return Math.min(MOST_EPOCH_TICKS, Math.max(1, Math.floor(width / (digits * DIGIT + BETWEEN))));
}
