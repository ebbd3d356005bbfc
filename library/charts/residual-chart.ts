import { checkOptions, domains } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import { metrics, type Numbers } from '../metrics/index.js';
import { numberPairs } from '../metrics/number-pairs.js';
import type { ChartSpec } from './chart-spec.js';

export interface ResidualOptions {
  title?: string;
  /** Of the values, for the axes: `1000 dollars`. */
  unit?: string;
}

const allowed = { title: domains.text, unit: domains.text };
const SIDE = 260;

/** @see show.residuals */
export function residualChart(
  trueValues: Numbers,
  predicted: Numbers,
  options: ResidualOptions = {},
): ChartSpec {
  checkOptions('show.residuals', options, allowed);
  const { truth, guess } = numberPairs(trueValues, predicted);
  const outputs = truth[0]?.length ?? 0;
  if (outputs !== 1)
    throw new RangeError(
      say(
        `show.residuals draws one output, but the values have ${outputs} columns. Take one column of each.`,
        `show.residuals는 출력 하나를 그리는데 값의 열이 ${outputs}개입니다. 열을 하나씩 고르세요.`,
      ),
    );
  const values = truth.map(([actual = Number.NaN], i) => {
    const [estimate = Number.NaN] = guess[i] ?? [];
    return { true: actual, predicted: estimate, residual: estimate - actual };
  });
  const all = values.flatMap(({ true: actual, predicted: estimate }) => [actual, estimate]);
  const edges = [all.reduce((a, b) => Math.min(a, b)), all.reduce((a, b) => Math.max(a, b))];
  const unit = options.unit ? ` (${options.unit})` : '';
  const axis = (field: string, title: string, domain?: number[]) => ({
    field,
    title: title + unit,
    type: 'quantitative',
    scale: domain ? { domain, nice: true, zero: false } : { zero: false },
  });
  const names = {
    true: say('true', '정답'),
    predicted: say('predicted', '예측'),
    residual: say('predicted − true', '예측 − 정답'),
  };
  const mark = { type: 'point', filled: true, opacity: 0.55, size: 28 };
  const tooltip = Object.entries(names).map(([field, title]) => ({
    field,
    title,
    type: 'quantitative',
    format: '.4~g',
  }));
  const line = { type: 'line', color: 'gray', strokeDash: [6, 4], strokeWidth: 2 };
  const score = (name: string, value: number) => `${name} ${value.toPrecision(3)}`;
  const varied = truth.some(([value]) => value !== truth[0]?.[0]);
  return {
    title: {
      text: options.title ?? say('Predicted against true values', '예측값과 정답'),
      subtitle: [
        score('MAE', metrics.mae(truth, guess)),
        score('RMSE', metrics.rmse(truth, guess)),
        ...(varied ? [score('R²', metrics.r2(truth, guess))] : []),
      ].join(', '),
    },
    hconcat: [
      {
        width: SIDE,
        height: SIDE,
        layer: [
          {
            data: { values: edges.map((edge) => ({ true: edge, predicted: edge })) },
            mark: line,
            encoding: { x: axis('true', names.true, edges), y: axis('predicted', names.predicted, edges) },
          },
          {
            data: { values },
            mark,
            encoding: {
              x: axis('true', names.true, edges),
              y: axis('predicted', names.predicted, edges),
              tooltip,
            },
          },
        ],
      },
      {
        width: 'container',
        height: SIDE,
        layer: [
          {
            data: { values: [{ zero: 0 }] },
            mark: { ...line, type: 'rule' },
            encoding: { y: { datum: 0, type: 'quantitative' } },
          },
          {
            data: { values },
            mark,
            encoding: { x: axis('predicted', names.predicted), y: axis('residual', names.residual), tooltip },
          },
        ],
      },
    ],
  };
}
