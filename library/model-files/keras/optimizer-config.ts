import { type Config, configOf, type KerasObject, kerasObject } from './json.js';

// Option names of tfjs' optimizers and of Keras'.

const RATE: [string, string] = ['learningRate', 'learning_rate'];
const BETAS: [string, string][] = [
  ['beta1', 'beta_1'],
  ['beta2', 'beta_2'],
];
const EPSILON: [string, string] = ['epsilon', 'epsilon'];

interface Pair {
  tfjs: string;
  keras: string;
  options: [tfjs: string, keras: string][];
}

const PAIRS: Pair[] = [
  { tfjs: 'SGD', keras: 'SGD', options: [RATE] },
  { tfjs: 'Momentum', keras: 'SGD', options: [RATE, ['momentum', 'momentum'], ['useNesterov', 'nesterov']] },
  { tfjs: 'Adam', keras: 'Adam', options: [RATE, ...BETAS, EPSILON] },
  { tfjs: 'Adamax', keras: 'Adamax', options: [RATE, ...BETAS, EPSILON] },
  {
    tfjs: 'RMSProp',
    keras: 'RMSprop',
    options: [RATE, ['decay', 'rho'], ['momentum', 'momentum'], EPSILON, ['centered', 'centered']],
  },
  {
    tfjs: 'Adagrad',
    keras: 'Adagrad',
    options: [RATE, ['initialAccumulatorValue', 'initial_accumulator_value']],
  },
  { tfjs: 'Adadelta', keras: 'Adadelta', options: [RATE, ['rho', 'rho'], EPSILON] },
];

const MOMENTS = { learning_rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 };

/** What Keras makes of a name alone, which tf-keras leaves as it is in an archive: `compile('adam')`. */
const BY_NAME: Record<string, Config> = {
  SGD: { learning_rate: 0.01 },
  Adam: MOMENTS,
  Adamax: MOMENTS,
  RMSprop: { learning_rate: 0.001, rho: 0.9, momentum: 0, epsilon: 1e-7, centered: false },
  Adagrad: { learning_rate: 0.001, initial_accumulator_value: 0.1 },
  Adadelta: { learning_rate: 0.001, rho: 0.95, epsilon: 1e-7 },
};

function byName(name: string): KerasObject | undefined {
  const found = Object.entries(BY_NAME).find(([keras]) => keras.toLowerCase() === name.toLowerCase());
  return found && { class_name: found[0], config: found[1] };
}

/** Options of Keras' optimizers that tfjs has not; any value but these changes the training. */
const OFF: Config = {
  weight_decay: [null, 0],
  clipnorm: [null],
  global_clipnorm: [null],
  clipvalue: [null],
  use_ema: [false],
  gradient_accumulation_steps: [null],
  loss_scale_factor: [null],
  amsgrad: [false],
  decay: [0],
};

/** What Keras calls the optimizer; undefined for a class of the student's own. */
export function optimizerConfigToKeras(className: string, config: Config): Config | undefined {
  const pair = PAIRS.find(({ tfjs }) => tfjs === className);
  if (!pair) return undefined;
  const options = pair.options.flatMap(([tfjs, keras]) => (tfjs in config ? [[keras, config[tfjs]]] : []));
  return { class_name: pair.keras, config: Object.fromEntries(options) };
}

/** What tfjs calls the optimizer, or in words what it has not. */
export function optimizerConfigFromKeras(value: unknown): Config | { lacks: string } {
  const object = typeof value === 'string' ? byName(value) : kerasObject(value);
  if (!object) return { lacks: JSON.stringify(value) };
  const { class_name, config } = object;
  const momentum = Number(config.momentum ?? 0) > 0;
  const pair = PAIRS.find(
    ({ tfjs, keras }) => keras === class_name && (keras !== 'SGD' || (tfjs === 'Momentum') === momentum),
  );
  if (!pair) return { lacks: class_name };
  if (typeof config.learning_rate !== 'number')
    return { lacks: `${class_name} with learning_rate ${kerasObject(config.learning_rate)?.class_name}` };
  for (const [key, allowed] of Object.entries(OFF))
    if (config[key] !== undefined && !(allowed as unknown[]).includes(config[key]))
      return { lacks: `${class_name} with ${key} ${JSON.stringify(config[key])}` };
  const options = pair.options.flatMap(([tfjs, keras]) => (keras in config ? [[tfjs, config[keras]]] : []));
  return {
    class_name: pair.tfjs,
    config: { ...defaults(pair.tfjs), ...configOf(Object.fromEntries(options)) },
  };
}

/** tfjs' constructors want every value. */
const defaults = (className: string): Config =>
  className === 'Adamax' ? { decay: 0 } : className === 'Momentum' ? { useNesterov: false } : {};
