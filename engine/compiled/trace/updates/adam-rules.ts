import { constantOf, mean, optionOf, type Rules, type Weight } from './rule.js';

/** β to the power of the number of updates, in float32 as the optimizer itself has it. */
const power = (beta: number, update: number): number => Math.fround(Math.fround(beta) ** update);

/** Dozat's schedule of the momentum. */
const momentumAt = (beta1: number, update: number): number => beta1 * (1 - 0.5 * 0.96 ** update);

/** Running means of the gradient and of its square. */
function moments(weight: Weight): { momentum: number; velocity: number } {
  const { a, gradient } = weight;
  const momentum = mean(weight, weight.slot('momentum'), gradient, 'beta1');
  const velocity = mean(weight, weight.slot('velocity'), a.mul(gradient, gradient), 'beta2');
  weight.keep('momentum', momentum);
  weight.keep('velocity', velocity);
  return { momentum, velocity };
}

const adam: Rules[string] = {
  numbers: (options) => ({
    alpha: ({ rate, update }) =>
      (rate * Math.sqrt(1 - power(optionOf(options, 'beta2'), update))) /
      (1 - power(optionOf(options, 'beta1'), update)),
  }),
  step: (weight, { alpha = 0 }) => {
    const { a, value, options } = weight;
    const { momentum, velocity } = moments(weight);
    let size = velocity;
    if (options.amsgrad) {
      size = a.max(weight.slot('velocityHat'), velocity);
      weight.keep('velocityHat', size);
    }
    return a.sub(value, a.div(a.mul(momentum, alpha), a.add(a.sqrt(size), constantOf(weight, 'epsilon'))));
  },
};

const adamax: Rules[string] = {
  numbers: (options) => ({
    alpha: ({ rate, update }) => rate / (1 - power(optionOf(options, 'beta1'), update)),
  }),
  step: (weight, { alpha = 0 }) => {
    const { a, gradient, value } = weight;
    const momentum = mean(weight, weight.slot('momentum'), gradient, 'beta1');
    const norm = a.max(a.mul(weight.slot('norm'), constantOf(weight, 'beta2')), a.abs(gradient));
    weight.keep('momentum', momentum);
    weight.keep('norm', norm);
    return a.sub(value, a.div(a.mul(momentum, alpha), a.add(norm, constantOf(weight, 'epsilon'))));
  },
};

const nadam: Rules[string] = {
  numbers: (options) => {
    const momentum = (update: number): number => momentumAt(optionOf(options, 'beta1'), update);
    return {
      ahead: ({ update, shared }) => momentum(update + 1) / (1 - shared * momentum(update + 1)),
      now: ({ update, shared }) => (1 - momentum(update)) / (1 - shared),
      spread: ({ update }) => 1 - optionOf(options, 'beta2') ** update,
    };
  },
  step: (weight, { rate = 0, ahead = 0, now = 0, spread = 0 }) => {
    const { a, gradient, value } = weight;
    const { momentum, velocity } = moments(weight);
    const direction = a.add(a.mul(momentum, ahead), a.mul(gradient, now));
    const size = a.add(a.sqrt(a.div(velocity, spread)), constantOf(weight, 'epsilon'));
    return a.sub(value, a.div(a.mul(direction, rate), size));
  },
};

/** Adam and its kin. */
export const adamRules: Rules = { Adam: adam, AdamW: adam, Adamax: adamax, Nadam: nadam };
