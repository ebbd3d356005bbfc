import type { ValueStatistics } from '../../protocol/index.js';
import type { Grid, RawCell } from './grid.js';

const BINS = 40;
/** Whole numbers of so few values have a bar each. */
const FEW_VALUES = 24;
const MOST_DISTINCT = 100_000;
const MOST_FREQUENT = 8;

/** Reads all values of a grid, or of one of its columns. */
export function* valuesOf(grid: Grid, column: number | null): Generator<RawCell> {
  for (let row = 0; row < grid.rows; row++)
    if (column !== null) yield grid.at(row, column);
    else for (let each = 0; each < grid.columns; each++) yield grid.at(row, each);
}

/** Count, mean, standard deviation (of all values, not of a sample), least and greatest value, and a histogram. */
export function statisticsOf(grid: Grid, column: number | null): ValueStatistics {
  const found = { count: 0, missing: 0, nan: 0, positive: 0, negative: 0 };
  const numbers = {
    count: 0,
    mean: 0,
    squares: 0,
    min: Number.POSITIVE_INFINITY,
    max: Number.NEGATIVE_INFINITY,
  };
  const texts = new Frequencies<string>();
  const few = new Frequencies<number>(FEW_VALUES + 1);
  for (const value of valuesOf(grid, column)) {
    found.count += 1;
    if (value === null) found.missing += 1;
    else if (typeof value !== 'number') texts.add(String(value));
    else if (Number.isNaN(value)) found.nan += 1;
    else if (value === Number.POSITIVE_INFINITY) found.positive += 1;
    else if (value === Number.NEGATIVE_INFINITY) found.negative += 1;
    else {
      // Welford: no sum that loses digits.
      numbers.count += 1;
      const step = value - numbers.mean;
      numbers.mean += step / numbers.count;
      numbers.squares += step * (value - numbers.mean);
      numbers.min = Math.min(numbers.min, value);
      numbers.max = Math.max(numbers.max, value);
      few.add(value);
    }
  }
  const { count, mean, squares, min, max } = numbers;
  const deviation = Math.sqrt(squares / Math.max(1, count));
  return {
    count: found.count,
    missing: found.missing,
    nan: found.nan,
    infinite: [found.positive, found.negative],
    ...(count > 0 && { numbers: { count, mean, deviation, min, max } }),
    bins: count > 0 ? binsOf(grid, column, min, max, few) : [],
    ...texts.facts(),
  };
}

/** Counts values until there are too many different ones. */
class Frequencies<T> {
  private counts: Map<T, number> | undefined = new Map();

  constructor(private readonly most = MOST_DISTINCT) {}

  add(value: T): void {
    if (!this.counts) return;
    this.counts.set(value, (this.counts.get(value) ?? 0) + 1);
    if (this.counts.size > this.most) this.counts = undefined;
  }

  get all(): [T, number][] | undefined {
    return this.counts && [...this.counts];
  }

  facts(): Pick<ValueStatistics, 'frequent' | 'distinct'> {
    const { all } = this;
    if (!all) return { frequent: [] };
    if (all.length === 0) return {};
    const frequent = all
      .sort(([, a], [, b]) => b - a)
      .slice(0, MOST_FREQUENT)
      .map(([value, count]) => ({ text: String(value), count }));
    return { frequent, distinct: all.length };
  }
}

const shortNumber = (value: number): string => String(Number(value.toPrecision(4)));

function binsOf(
  grid: Grid,
  column: number | null,
  min: number,
  max: number,
  few: Frequencies<number>,
): ValueStatistics['bins'] {
  const values = few.all;
  const isFew = values && values.length <= FEW_VALUES && values.every(([value]) => Number.isInteger(value));
  if (values && (isFew || min === max))
    return values.sort(([a], [b]) => a - b).map(([value, count]) => ({ label: String(value), count }));
  const counts = new Array<number>(BINS).fill(0);
  // Halves, as the whole width may be beyond all numbers.
  const half = max / 2 - min / 2;
  for (const value of valuesOf(grid, column))
    if (typeof value === 'number' && Number.isFinite(value)) {
      const bin = Math.min(BINS - 1, Math.floor(((value / 2 - min / 2) / half) * BINS));
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
  const edge = (bin: number): number => min * (1 - bin / BINS) + max * (bin / BINS);
  return counts.map((count, bin) => ({
    label: `${shortNumber(edge(bin))} … ${shortNumber(edge(bin + 1))}`,
    count,
  }));
}
