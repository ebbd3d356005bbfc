import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { numberOf, type OwnOptions, type SlotGroup, slot, type UpdateRule } from './update-rule.js';

const MOMENTS = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

/** Adam of Keras 3 and its kin: the direction is a running mean of gradients, the length by their size. */
export function adamRules(tf: TfNamespace): readonly UpdateRule[] {
  /** β·old + (1 − β)·now */
  const average = (old: Tensor, now: Tensor, beta: number): Tensor =>
    tf.add(tf.mul(old, beta), tf.mul(now, 1 - beta));
  /** β to the power of the number of updates, in float32 as Keras has it: 1 − it is small at first. */
  const power = (beta: number, update: number): number => Math.fround(Math.fround(beta) ** update);
  const betas = (options: OwnOptions): [number, number, number] => [
    numberOf(options, 'beta1'),
    numberOf(options, 'beta2'),
    numberOf(options, 'epsilon'),
  ];

  const adam: UpdateRule = {
    className: 'Adam',
    defaults: { ...MOMENTS, amsgrad: false },
    learningRate: 0.001,
    slots: ({ amsgrad }): SlotGroup[] => [
      { momentum: 0, velocity: 0 },
      ...(amsgrad ? [{ velocityHat: 0 }] : []),
    ],
    step: ({ gradient, value, slots, rate, update, options }) => {
      const [beta1, beta2, epsilon] = betas(options);
      const alpha = (rate * Math.sqrt(1 - power(beta2, update))) / (1 - power(beta1, update));
      const momentum = average(slot(slots, 'momentum'), gradient, beta1);
      const velocity = average(slot(slots, 'velocity'), tf.square(gradient), beta2);
      const velocityHat = options.amsgrad ? tf.maximum(slot(slots, 'velocityHat'), velocity) : undefined;
      const size = tf.add(tf.sqrt(velocityHat ?? velocity), epsilon);
      return {
        value: tf.sub(value, tf.div(tf.mul(momentum, alpha), size)),
        slots: { momentum, velocity, ...(velocityHat && { velocityHat }) },
      };
    },
  };

  const adamax: UpdateRule = {
    className: 'Adamax',
    defaults: MOMENTS,
    learningRate: 0.001,
    rateByName: 0.002,
    slots: () => [{ momentum: 0, norm: 0 }],
    step: ({ gradient, value, slots, rate, update, options }) => {
      const [beta1, beta2, epsilon] = betas(options);
      const momentum = average(slot(slots, 'momentum'), gradient, beta1);
      const norm = tf.maximum(tf.mul(slot(slots, 'norm'), beta2), tf.abs(gradient));
      const change = tf.div(tf.mul(momentum, rate / (1 - power(beta1, update))), tf.add(norm, epsilon));
      return { value: tf.sub(value, change), slots: { momentum, norm } };
    },
  };

  /** Dozat's schedule of the momentum. */
  const momentumAt = (beta1: number, update: number): number => beta1 * (1 - 0.5 * 0.96 ** update);
  const nadam: UpdateRule = {
    className: 'Nadam',
    defaults: MOMENTS,
    learningRate: 0.001,
    slots: () => [{ momentum: 0, velocity: 0 }],
    nextShared: (product, update, options) => product * momentumAt(numberOf(options, 'beta1'), update),
    step: ({ gradient, value, slots, rate, update, options, shared }) => {
      const [beta1, beta2, epsilon] = betas(options);
      const [now, next] = [momentumAt(beta1, update), momentumAt(beta1, update + 1)];
      const momentum = average(slot(slots, 'momentum'), gradient, beta1);
      const velocity = average(slot(slots, 'velocity'), tf.square(gradient), beta2);
      const ahead = tf.add(
        tf.mul(momentum, next / (1 - shared * next)),
        tf.mul(gradient, (1 - now) / (1 - shared)),
      );
      const size = tf.add(tf.sqrt(tf.div(velocity, 1 - beta2 ** update)), epsilon);
      return {
        value: tf.sub(value, tf.div(tf.mul(ahead, rate), size)),
        slots: { momentum, velocity },
      };
    },
  };

  return [adam, { ...adam, className: 'AdamW', weightDecay: 0.004 }, adamax, nadam];
}
