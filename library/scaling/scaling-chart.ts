import { checkOptions, domains } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import { type Matrix, matrixRows, type TensorLike } from '../tensor-like.js';
import type { Scaler } from './scaler.js';

export interface ScalingOptions {
  /** Names of the columns, in order; `column 0`, `column 1` … where nothing is said. */
  columns?: readonly string[];
  title?: string;
}

/** How a column's values lie. */
interface Spread {
  column: string;
  min: number;
  lower: number;
  median: number;
  upper: number;
  max: number;
}

const allowed = { columns: domains.texts, title: domains.text };
const MOST_COLUMNS = 40;

/** The value below which this share of the sorted values lies, between neighbours in proportion. */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}

function spreads(rows: Matrix, names: readonly string[]): Spread[] {
  return names.map((column, j) => {
    const sorted = rows
      .map((row) => row[j] ?? Number.NaN)
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    const [min, lower, median, upper, max] = [0, 0.25, 0.5, 0.75, 1].map((share) => quantile(sorted, share));
    return { column, min, lower, median, upper, max } as Spread;
  });
}

/** One box for each column on an axis that all share. */
function boxes(values: readonly Spread[], title: string) {
  const y = {
    field: 'column',
    type: 'nominal',
    sort: null,
    title: null,
  };
  const x = (field: string) => ({ field, type: 'quantitative', title: null, scale: { zero: false } });
  return {
    title,
    width: 'container',
    height: { step: 20 },
    data: { values },
    encoding: { y },
    layer: [
      { mark: { type: 'rule' }, encoding: { x: x('min'), x2: { field: 'max' } } },
      { mark: { type: 'bar', height: 10 }, encoding: { x: x('lower'), x2: { field: 'upper' } } },
      { mark: { type: 'tick', color: 'white', thickness: 2, height: 10 }, encoding: { x: x('median') } },
    ],
  };
}

/**
 * A Vega-Lite chart of all columns before and after scaling, each time on one axis.
 *
 * @throws RangeError where the rows do not have the columns of the scaling, or as many names as columns.
 */
export function scalingChart(
  scaler: Scaler<unknown>,
  given: TensorLike | Matrix,
  options: ScalingOptions,
): Readonly<Record<string, unknown>> {
  checkOptions('show.scaling', options, allowed);
  const rows = matrixRows(given, 'rows');
  const width = scaler.divisor.length;
  const names = options.columns ?? scaler.divisor.map((_, j) => say(`column ${j}`, `${j}열`));
  if (names.length !== width)
    throw new RangeError(
      say(
        `show.scaling: there are ${names.length} names, but the scaling has ${width} columns.`,
        `show.scaling: 이름은 ${names.length}개인데 스케일링의 열은 ${width}개입니다.`,
      ),
    );
  const shown = names.slice(0, MOST_COLUMNS);
  const rest = width - shown.length;
  return {
    title: {
      text: options.title ?? say('Scaling', '스케일링'),
      subtitle:
        say(
          'line: from the least to the greatest value, bar: the middle half, mark: the median',
          '선: 최솟값에서 최댓값까지, 막대: 가운데 절반, 표시: 중앙값',
        ) + (rest > 0 ? say(`; ${rest} more columns`, `, 그 밖의 열 ${rest}개`) : ''),
      // Away from the title of the plot below.
      offset: 12,
    },
    hconcat: [
      boxes(spreads(rows, shown), say('before', '전')),
      boxes(spreads(scaler.apply(rows), shown), say('after', '후')),
    ],
  };
}
