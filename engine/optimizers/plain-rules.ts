import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { numberOf, slot, type UpdateRule } from './update-rule.js';

/** SGD, Lion and Ftrl of Keras 3. */
export function plainRules(tf: TfNamespace): readonly UpdateRule[] {
  const sgd: UpdateRule = {
    className: 'SGD',
    defaults: { momentum: 0, nesterov: false },
    learningRate: 0.01,
    slots: ({ momentum }) => (momentum ? [{ momentum: 0 }] : []),
    step: ({ gradient, value, slots, rate, options }) => {
      const change = tf.mul(gradient, rate);
      if (!options.momentum) return { value: tf.sub(value, change), slots };
      const share = numberOf(options, 'momentum');
      const momentum = tf.sub(tf.mul(slot(slots, 'momentum'), share), change);
      const moved = options.nesterov ? tf.sub(tf.mul(momentum, share), change) : momentum;
      return { value: tf.add(value, moved), slots: { momentum } };
    },
  };

  const lion: UpdateRule = {
    className: 'Lion',
    defaults: { beta1: 0.9, beta2: 0.99 },
    learningRate: 0.001,
    slots: () => [{ momentum: 0 }],
    step: ({ gradient, value, slots, rate, options }) => {
      const mixed = (beta: number): Tensor =>
        tf.add(tf.mul(slot(slots, 'momentum'), beta), tf.mul(gradient, 1 - beta));
      const direction = tf.sign(mixed(numberOf(options, 'beta1')));
      return {
        value: tf.sub(value, tf.mul(direction, rate)),
        slots: { momentum: mixed(numberOf(options, 'beta2')) },
      };
    },
  };

  const ftrl: UpdateRule = {
    className: 'Ftrl',
    defaults: {
      learningRatePower: -0.5,
      initialAccumulatorValue: 0.1,
      l1RegularizationStrength: 0,
      l2RegularizationStrength: 0,
      l2ShrinkageRegularizationStrength: 0,
      beta: 0,
    },
    learningRate: 0.001,
    slots: (options) => [{ accumulator: numberOf(options, 'initialAccumulatorValue'), linear: 0 }],
    step: ({ gradient, value, slots, rate, options }) => {
      const of = (name: string): number => numberOf(options, name);
      const power = (x: Tensor): Tensor => tf.pow(x, -of('learningRatePower'));
      const l2 = of('l2RegularizationStrength') + of('beta') / (2 * rate);
      const l1 = of('l1RegularizationStrength');
      const drawn = tf.add(gradient, tf.mul(value, 2 * of('l2ShrinkageRegularizationStrength')));
      const old = slot(slots, 'accumulator');
      const accumulator = tf.add(old, tf.square(gradient));
      const grown = tf.div(tf.sub(power(accumulator), power(old)), rate);
      const linear = tf.add(slot(slots, 'linear'), tf.sub(drawn, tf.mul(grown, value)));
      const quadratic = tf.add(tf.div(power(accumulator), rate), 2 * l2);
      const clipped = tf.clipByValue(linear, -l1, l1);
      return { value: tf.div(tf.sub(clipped, linear), quadratic), slots: { accumulator, linear } };
    },
  };

  return [sgd, lion, ftrl];
}
