import { checkOptions, domains, oneOf } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import { checkSameLength, classesOf, type Labels } from '../class-labels.js';
import { type Numbers, numberPairs } from './number-pairs.js';

export interface MultiLabelOptions {
  /** An answer above it is "yes"; 0.5 where nothing is said, as in Keras. */
  threshold?: number;
  /** `each`: every answer of every sample counts for itself. `all`: a sample is right if all its answers are. */
  match?: 'each' | 'all';
}

/** @see metrics.topK */
export function topK(trueLabels: Labels, probabilities: Numbers, k: number): number {
  const { guess } = numberPairs(probabilities, probabilities);
  const classes = guess[0]?.length ?? 0;
  if (!Number.isInteger(k) || k < 1 || k > classes)
    throw new RangeError(
      say(
        `metrics.topK: k is ${k}, but the predictions have ${classes} classes: a whole number from 1 to ${classes} is needed.`,
        `metrics.topK: k가 ${k}인데 예측의 클래스는 ${classes}개입니다. 1에서 ${classes}까지의 정수여야 합니다.`,
      ),
    );
  const truth = classesOf(trueLabels, 'trueLabels');
  checkSameLength(truth, guess);
  const right = truth.filter((label, i) => {
    const row = guess[i] ?? [];
    const own = typeof label === 'number' ? row[label] : undefined;
    if (own === undefined)
      throw new RangeError(
        say(
          `metrics.topK: trueLabels holds ${String(label)} at position ${i}, but the predictions have the classes 0 to ${classes - 1}.`,
          `metrics.topK: trueLabels의 ${i}번째 값이 ${String(label)}인데 예측의 클래스는 0부터 ${classes - 1}까지입니다.`,
        ),
      );
    return row.filter((probability) => probability > own).length < k;
  });
  return right.length / truth.length;
}

/** @see metrics.multiLabelAccuracy */
export function multiLabelAccuracy(
  trueAnswers: Numbers,
  probabilities: Numbers,
  options: MultiLabelOptions = {},
): number {
  checkOptions('metrics.multiLabelAccuracy', options, {
    threshold: domains.share,
    match: oneOf('each', 'all'),
  });
  const { threshold = 0.5, match = 'each' } = options;
  const { truth, guess } = numberPairs(trueAnswers, probabilities);
  const answers = truth.map((row, i) =>
    row.map((answer, j) => {
      if (answer !== 0 && answer !== 1)
        throw new RangeError(
          say(
            `metrics.multiLabelAccuracy: trueValues holds ${answer} in row ${i}, but an answer is 0 or 1.`,
            `metrics.multiLabelAccuracy: trueValues의 ${i}행에 ${answer}이(가) 있습니다. 답은 0이나 1입니다.`,
          ),
        );
      return (guess[i]?.[j] ?? Number.NaN) > threshold === (answer === 1);
    }),
  );
  const counted = match === 'each' ? answers.flat() : answers.map((row) => row.every(Boolean));
  return counted.filter(Boolean).length / counted.length;
}
