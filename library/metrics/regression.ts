import { say } from '../../words/index.js';
import { mean } from '../column-statistics.js';
import { type Numbers, numberPairs } from './number-pairs.js';

/** The mean over all values of a measure of their errors. */
function meanOf(trueValues: Numbers, predicted: Numbers, measure: (error: number) => number): number {
  const { truth, guess } = numberPairs(trueValues, predicted);
  return mean(
    truth.flatMap((row, i) => row.map((value, j) => measure((guess[i]?.[j] ?? Number.NaN) - value))),
  );
}

export const meanSquaredError = (trueValues: Numbers, predicted: Numbers): number =>
  meanOf(trueValues, predicted, (error) => error ** 2);

export const meanAbsoluteError = (trueValues: Numbers, predicted: Numbers): number =>
  meanOf(trueValues, predicted, Math.abs);

/** 1 - Σ(ŷ - y)² / Σ(y - ȳ)², of several outputs the mean. */
export function rSquared(trueValues: Numbers, predicted: Numbers): number {
  const { truth, guess } = numberPairs(trueValues, predicted);
  const outputs = Array.from({ length: truth[0]?.length ?? 0 }, (_, j) => j);
  return mean(
    outputs.map((j) => {
      const values = truth.map((row) => row[j] ?? Number.NaN);
      const centre = mean(values);
      const spread = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
      if (values.every((value) => value === values[0]))
        throw new RangeError(
          say(
            'All true values are equal, so there is no variance that a model could explain: R² is not defined.',
            '정답이 모두 같은 값이어서 모델이 설명할 분산이 없습니다. R²은 정의되지 않습니다.',
          ),
        );
      const left = values.reduce((sum, value, i) => sum + ((guess[i]?.[j] ?? Number.NaN) - value) ** 2, 0);
      return 1 - left / spread;
    }),
  );
}
