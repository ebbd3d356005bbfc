import type { LayersModel } from '@tensorflow/tfjs-layers';
import { shortestFloat } from '../../protocol/index.js';
import { say } from '../../words/index.js';

interface RateHolder {
  learningRate?: unknown;
  setLearningRate?(rate: number): void;
}

const noRate = (callback: string, what: string): Error =>
  new Error(
    say(
      `${callback}: ${what}. It works with the optimizers of tf.train.`,
      `${callback}: ${what}. tf.train의 옵티마이저와 함께 쓸 수 있습니다.`,
    ),
  );

/** The rate of the next update. @throws Error where the optimizer keeps none. */
export function readLearningRate(callback: string, model: LayersModel): number {
  const rate = (model.optimizer as unknown as RateHolder | undefined)?.learningRate;
  if (typeof rate === 'number') return rate;
  throw noRate(
    callback,
    say('the optimizer of the model has no learning rate', '모델의 옵티마이저에 학습률이 없습니다'),
  );
}

/**
 * Sets the rate of the updates from now on, as the float32 that Keras and the engines hold. SGD and momentum keep a copy
 * of it, which only their own method changes; the others read the field.
 */
export function writeLearningRate(model: LayersModel, rate: number): void {
  const optimizer = model.optimizer as unknown as RateHolder;
  const held = shortestFloat(rate);
  if (typeof optimizer.setLearningRate === 'function') optimizer.setLearningRate(held);
  else optimizer.learningRate = held;
}

/** A rate as one reads it: a float32 that was multiplied is seldom a round number. */
export const shownRate = (rate: number): number => Number(rate.toPrecision(6));
