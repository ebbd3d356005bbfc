import { constantOf, mean, optionOf, type Rules } from './rule.js';

const sgd: Rules[string] = {
  step: (weight, { rate = 0 }) => {
    const { a, gradient, value, options } = weight;
    const change = a.mul(gradient, rate);
    if (!options.momentum) return a.sub(value, change);
    const share = constantOf(weight, 'momentum');
    const momentum = a.sub(a.mul(weight.slot('momentum'), share), change);
    weight.keep('momentum', momentum);
    return a.add(value, options.nesterov ? a.sub(a.mul(momentum, share), change) : momentum);
  },
};

const lion: Rules[string] = {
  step: (weight, { rate = 0 }) => {
    const { a, gradient, value } = weight;
    const momentum = weight.slot('momentum');
    const direction = a.sign(mean(weight, momentum, gradient, 'beta1'));
    weight.keep('momentum', mean(weight, momentum, gradient, 'beta2'));
    return a.sub(value, a.mul(direction, rate));
  },
};

const ftrl: Rules[string] = {
  numbers: (options) => ({
    twiceL2: ({ rate }) =>
      2 * (optionOf(options, 'l2RegularizationStrength') + optionOf(options, 'beta') / (2 * rate)),
  }),
  step: (weight, { rate = 0, twiceL2 = 0 }) => {
    const { a, gradient, value, options } = weight;
    const power = (x: number): number => a.pow(x, -optionOf(options, 'learningRatePower'));
    const l1 = optionOf(options, 'l1RegularizationStrength');
    const shrinkage = { constant: 2 * optionOf(options, 'l2ShrinkageRegularizationStrength') };
    const drawn = a.add(gradient, a.mul(value, shrinkage));
    const old = weight.slot('accumulator');
    const accumulator = a.add(old, a.mul(gradient, gradient));
    const grown = a.div(a.sub(power(accumulator), power(old)), rate);
    const linear = a.add(weight.slot('linear'), a.sub(drawn, a.mul(grown, value)));
    const quadratic = a.add(a.div(power(accumulator), rate), twiceL2);
    const clipped = a.min(a.max(linear, { constant: -l1 }), { constant: l1 });
    weight.keep('accumulator', accumulator);
    weight.keep('linear', linear);
    return a.div(a.sub(clipped, linear), quadratic);
  },
};

/** SGD, Lion and Ftrl. */
export const plainRules: Rules = { SGD: sgd, Lion: lion, Ftrl: ftrl };
