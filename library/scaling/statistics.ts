export interface RangeStatistics {
  min: number[];
  max: number[];
}
export interface MeanRangeStatistics extends RangeStatistics {
  mean: number[];
}
export interface MomentStatistics {
  mean: number[];
  /** Of the population (divided by n). */
  standardDeviation: number[];
}

/** What each scaling learns of the training data. */
export interface StatisticsOf {
  minMax: RangeStatistics;
  symmetric: RangeStatistics;
  symmetricWithMean: MeanRangeStatistics;
  standardize: MomentStatistics;
}
export type ScalingName = keyof StatisticsOf;

/** The statistics of each scaling, in the order in which they are saved. */
export const STATISTICS = {
  minMax: ['min', 'max'],
  symmetric: ['min', 'max'],
  symmetricWithMean: ['min', 'mean', 'max'],
  standardize: ['mean', 'standardDeviation'],
} as const satisfies { [Name in ScalingName]: readonly (keyof StatisticsOf[Name])[] };

const smallest = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b));
const largest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b));
const average = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const isConstant = (values: readonly number[]): boolean => smallest(values) === largest(values);

/** Rounding may take the mean of equal values off them, which the division would blow up. */
const meanOf = (values: readonly number[]): number =>
  Math.max(smallest(values), Math.min(largest(values), average(values)));

function deviationOf(values: readonly number[]): number {
  if (isConstant(values)) return 0;
  const mean = meanOf(values);
  return Math.sqrt(average(values.map((value) => (value - mean) ** 2)));
}

const OF_COLUMN = { min: smallest, max: largest, mean: meanOf, standardDeviation: deviationOf };

/** @param columns of the training data, each with at least one value. */
export const statisticsOf = <Name extends ScalingName>(
  scaling: Name,
  columns: readonly number[][],
): StatisticsOf[Name] =>
  Object.fromEntries(
    STATISTICS[scaling].map((name) => [name, columns.map(OF_COLUMN[name])]),
  ) as unknown as StatisticsOf[Name];

type AllStatistics = RangeStatistics & MomentStatistics;

const pairs = (
  low: readonly number[],
  high: readonly number[],
  of: (low: number, high: number) => number,
): number[] => low.map((value, j) => of(value, high[j] ?? value));

const middle = (low: number, high: number): number => (high + low) / 2;
const half = (low: number, high: number): number => (high - low) / 2;

/** What a scaling takes away from each column. */
export function offsetOf<Name extends ScalingName>(scaling: Name, statistics: StatisticsOf[Name]): number[] {
  const { min, max, mean } = statistics as unknown as AllStatistics;
  if (scaling === 'minMax') return [...min];
  if (scaling === 'symmetric') return pairs(min, max, middle);
  // 2 (x - mean) / (max - min) - 1 is 0 half a range above the mean.
  if (scaling === 'symmetricWithMean')
    return pairs(min, max, half).map((value, j) => (mean[j] ?? Number.NaN) + value);
  return [...mean];
}

/** What a scaling divides each column by; 1 for a constant one. */
export function divisorOf<Name extends ScalingName>(scaling: Name, statistics: StatisticsOf[Name]): number[] {
  const { min, max, standardDeviation } = statistics as unknown as AllStatistics;
  const spans =
    scaling === 'standardize'
      ? standardDeviation
      : pairs(min, max, scaling === 'minMax' ? (low, high) => high - low : half);
  return spans.map((value) => (value > 0 ? value : 1));
}
