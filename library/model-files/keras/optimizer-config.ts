import { type Config, isConfig, kerasObject } from './json.js';

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

/** The optimizers that are there under Keras' names, with its options. */
const CLASSES = ['SGD', 'Adam', 'AdamW', 'Adamax', 'Nadam', 'RMSprop', 'Adagrad', 'Adadelta', 'Lion', 'Ftrl'];

/** A schedule of Keras that is there too. */
const SCHEDULES = [
  'ExponentialDecay',
  'InverseTimeDecay',
  'PiecewiseConstantDecay',
  'PolynomialDecay',
  'CosineDecay',
  'CosineDecayRestarts',
];

/** Options that cannot be had; any value but these changes the training. */
const OFF: Config = { loss_scale_factor: [null], decay: [0] };

/** What is no option of a training. */
const IDLE = new Set(['name', 'jit_compile', 'is_legacy_optimizer', ...Object.keys(OFF)]);

/** `weightDecay` → `weight_decay`, `beta1` → `beta_1`, `l1Strength` → `l1_strength`. */
const snake = (name: string): string =>
  name.replace(/(?<=^beta)(?=\d)/, '_').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camel = (name: string): string =>
  name.replace(/^beta_/, 'beta').replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const renamed = (config: Config, rename: (name: string) => string): Config =>
  Object.fromEntries(Object.entries(config).map(([name, value]) => [rename(name), value]));

/** What Keras calls the optimizer; undefined for a class of the student's own. */
export function optimizerConfigToKeras(className: string, config: Config): Config | undefined {
  if ('weightDecay' in config) return { class_name: className, config: optionsToKeras(config) };
  const pair = PAIRS.find(({ tfjs }) => tfjs === className);
  if (!pair) return undefined;
  const options = pair.options.flatMap(([tfjs, keras]) => (tfjs in config ? [[keras, config[tfjs]]] : []));
  return { class_name: pair.keras, config: Object.fromEntries(options) };
}

function optionsToKeras({ learningRate, weightDecay, ...options }: Config): Config {
  const schedule = isConfig(learningRate)
    ? (learningRate as { className: string; config: Config })
    : undefined;
  return {
    learning_rate: schedule
      ? {
          module: 'keras.optimizers.schedules',
          class_name: schedule.className,
          config: renamed(schedule.config, snake),
          registered_name: null,
        }
      : learningRate,
    ...(weightDecay !== null && { weight_decay: weightDecay }),
    ...renamed(options, snake),
  };
}

/** The optimizer's name here and its options, or in words what there is not. */
export function optimizerConfigFromKeras(value: unknown): Config | { lacks: string } {
  const object = typeof value === 'string' ? { class_name: value, config: {} } : kerasObject(value);
  if (!object) return { lacks: JSON.stringify(value) };
  const given = object.class_name;
  const className = CLASSES.find((one) => one.toLowerCase() === given.toLowerCase());
  if (!className) return { lacks: given };
  const config = object.config;
  for (const [key, allowed] of Object.entries(OFF))
    if (config[key] !== undefined && !(allowed as unknown[]).includes(config[key]))
      return { lacks: `${className} with ${key} ${JSON.stringify(config[key])}` };
  const rate = kerasObject(config.learning_rate);
  if (rate && !SCHEDULES.includes(rate.class_name))
    return { lacks: `${className} with learning_rate ${rate.class_name}` };
  const options = Object.entries(config).filter(([key]) => !IDLE.has(key) && key !== 'learning_rate');
  const { name: _name, ...schedule } = rate?.config ?? {};
  return {
    class_name: className,
    config: {
      // Tells it from TensorFlow.js' own optimizer of that name.
      weightDecay: className === 'AdamW' ? 0.004 : null,
      ...renamed(Object.fromEntries(options), camel),
      ...(config.learning_rate !== undefined && {
        learningRate: rate
          ? { className: rate.class_name, config: renamed(schedule, camel) }
          : config.learning_rate,
      }),
    },
  };
}
