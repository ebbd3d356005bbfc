import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { numberOf, type SlotGroup, slot, type UpdateRule } from './update-rule.js';

/** Adagrad, RMSprop and Adadelta of Keras 3: each weight has a rate of its own, by the size of its past gradients. */
export function adaptiveRules(tf: TfNamespace): readonly UpdateRule[] {
  /** rate·g ⁄ √(size + ε) */
  const scaled = (gradient: Tensor, rate: number, size: Tensor, epsilon: number): Tensor =>
    tf.div(tf.mul(gradient, rate), tf.sqrt(tf.add(size, epsilon)));
  /** ρ·old + (1 − ρ)·now */
  const average = (old: Tensor, now: Tensor, rho: number): Tensor =>
    tf.add(tf.mul(old, rho), tf.mul(now, 1 - rho));

  const adagrad: UpdateRule = {
    className: 'Adagrad',
    defaults: { initialAccumulatorValue: 0.1, epsilon: 1e-7 },
    learningRate: 0.001,
    rateByName: 0.01,
    slots: (options) => [{ accumulator: numberOf(options, 'initialAccumulatorValue') }],
    step: ({ gradient, value, slots, rate, options }) => {
      const accumulator = tf.add(slot(slots, 'accumulator'), tf.square(gradient));
      const epsilon = numberOf(options, 'epsilon');
      return { value: tf.sub(value, scaled(gradient, rate, accumulator, epsilon)), slots: { accumulator } };
    },
  };

  const rmsprop: UpdateRule = {
    className: 'RMSprop',
    defaults: { rho: 0.9, momentum: 0, epsilon: 1e-7, centered: false },
    learningRate: 0.001,
    slots: ({ momentum, centered }): SlotGroup[] => [
      { velocity: 0 },
      ...(momentum ? [{ momentum: 0 }] : []),
      ...(centered ? [{ averageGradient: 0 }] : []),
    ],
    step: ({ gradient, value, slots, rate, options }) => {
      const [rho, epsilon] = [numberOf(options, 'rho'), numberOf(options, 'epsilon')];
      const velocity = average(slot(slots, 'velocity'), tf.square(gradient), rho);
      const next: Record<string, Tensor> = { velocity };
      let size = velocity;
      if (options.centered) {
        next.averageGradient = average(slot(slots, 'averageGradient'), gradient, rho);
        size = tf.sub(velocity, tf.square(next.averageGradient));
      }
      let change = scaled(gradient, rate, size, epsilon);
      if (options.momentum) {
        change = tf.add(tf.mul(slot(slots, 'momentum'), numberOf(options, 'momentum')), change);
        next.momentum = change;
      }
      return { value: tf.sub(value, change), slots: next };
    },
  };

  const adadelta: UpdateRule = {
    className: 'Adadelta',
    defaults: { rho: 0.95, epsilon: 1e-7 },
    learningRate: 0.001,
    rateByName: 1,
    slots: () => [{ accumulatedGrad: 0, accumulatedDeltaVar: 0 }],
    step: ({ gradient, value, slots, rate, options }) => {
      const [rho, epsilon] = [numberOf(options, 'rho'), numberOf(options, 'epsilon')];
      const root = (x: Tensor): Tensor => tf.sqrt(tf.add(x, epsilon));
      const moved = slot(slots, 'accumulatedDeltaVar');
      const accumulatedGrad = average(slot(slots, 'accumulatedGrad'), tf.square(gradient), rho);
      const change = tf.mul(tf.div(root(moved), root(accumulatedGrad)), gradient);
      const accumulatedDeltaVar = average(moved, tf.square(change), rho);
      return {
        value: tf.sub(value, tf.mul(change, rate)),
        slots: { accumulatedGrad, accumulatedDeltaVar },
      };
    },
  };

  return [adagrad, rmsprop, adadelta];
}
