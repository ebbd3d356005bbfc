import { constantOf, mean, type Rules } from './rule.js';

const adagrad: Rules[string] = {
  step: (weight, { rate = 0 }) => {
    const { a, gradient, value } = weight;
    const sum = a.add(weight.slot('accumulator'), a.mul(gradient, gradient));
    weight.keep('accumulator', sum);
    return a.sub(value, a.div(a.mul(gradient, rate), a.sqrt(a.add(sum, constantOf(weight, 'epsilon')))));
  },
};

const rmsprop: Rules[string] = {
  step: (weight, { rate = 0 }) => {
    const { a, gradient, value, options } = weight;
    const velocity = mean(weight, weight.slot('velocity'), a.mul(gradient, gradient), 'rho');
    weight.keep('velocity', velocity);
    let size = velocity;
    if (options.centered) {
      const center = mean(weight, weight.slot('averageGradient'), gradient, 'rho');
      weight.keep('averageGradient', center);
      size = a.sub(velocity, a.mul(center, center));
    }
    let change = a.div(a.mul(gradient, rate), a.sqrt(a.add(size, constantOf(weight, 'epsilon'))));
    if (options.momentum) {
      change = a.add(a.mul(weight.slot('momentum'), constantOf(weight, 'momentum')), change);
      weight.keep('momentum', change);
    }
    return a.sub(value, change);
  },
};

const adadelta: Rules[string] = {
  step: (weight, { rate = 0 }) => {
    const { a, gradient, value } = weight;
    const root = (x: number): number => a.sqrt(a.add(x, constantOf(weight, 'epsilon')));
    const moved = weight.slot('accumulatedDeltaVar');
    const size = mean(weight, weight.slot('accumulatedGrad'), a.mul(gradient, gradient), 'rho');
    const change = a.mul(a.div(root(moved), root(size)), gradient);
    weight.keep('accumulatedGrad', size);
    weight.keep('accumulatedDeltaVar', mean(weight, moved, a.mul(change, change), 'rho'));
    return a.sub(value, a.mul(change, rate));
  },
};

/** Each weight has a rate of its own, by the size of its past gradients. */
export const adaptiveRules: Rules = { Adagrad: adagrad, RMSprop: rmsprop, Adadelta: adadelta };
