import { say } from '../../../words/index.js';
import { notWhole, numbersOf } from './check.js';

type Beforehand = (given: readonly unknown[]) => string | undefined;

/** Arguments at these places must be whole numbers of at least `least`, where they are given. */
const wholeAt =
  (names: Readonly<Record<number, string>>, least = 1): Beforehand =>
  (given) => {
    for (const [place, name] of Object.entries(names))
      for (const value of numbersOf(given[Number(place)]))
        if (!Number.isInteger(value) || value < least) return notWhole(name, value, least);
    return undefined;
  };

const wholeAxis: Beforehand = (given) => {
  for (const axis of numbersOf(given[2]))
    if (!Number.isInteger(axis))
      return say(`an axis is a whole number, and not ${axis}.`, `축은 정수여야 하는데 ${axis}입니다.`);
  return undefined;
};

const boxes = wholeAt({ 2: 'maxOutputSize' }, 0);
const length = wholeAt({ 0: 'windowLength' }, 0);
const transformed = wholeAt({ 1: 'fftLength' });

/** What an operation must not begin with, by its public name, where no kernel is given it as it is. */
export const beforehand: Readonly<Record<string, Beforehand>> = {
  'tf.variable': ([value]) =>
    Array.isArray(value) || typeof value === 'number'
      ? say(
          'a variable begins as a tensor: tf.variable(tf.tensor(values)).',
          '변수의 처음 값은 텐서여야 합니다: tf.variable(tf.tensor(값)).',
        )
      : undefined,
  // With a step of 0 it would never end.
  'tf.signal.frame': wholeAt({ 1: 'frameLength', 2: 'frameStep' }),
  'tf.signal.stft': wholeAt({ 1: 'frameLength', 2: 'frameStep', 3: 'fftLength' }),
  'tf.signal.hammingWindow': length,
  'tf.signal.hannWindow': length,
  'tf.cosineWindow': length,
  'tf.rfft': transformed,
  'tf.spectral.rfft': transformed,
  'tf.inTopKAsync': wholeAt({ 2: 'k' }),
  'tf.euclideanNorm': (given) => wholeAxis([0, 0, given[1]]),
  'tf.norm': wholeAxis,
  'tf.image.nonMaxSuppressionAsync': boxes,
  'tf.image.nonMaxSuppressionPaddedAsync': boxes,
  'tf.image.nonMaxSuppressionWithScoreAsync': boxes,
};
