import { serialized } from './compilation-to-keras.js';
import { type Config, configOf, isConfig, kerasObject } from './json.js';

// Option names of tfjs' own optimizers and of Keras'.

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

/** The optimizers that compute as Keras' do always list their weight decay; those of tfjs have none. */
export const isKerasOptimizer = (config: object): boolean => 'weightDecay' in config;

/** Keras 3 counts the digit in these as a word. */
const keyToKeras = (config: Config): Config =>
  Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.replace(/^beta(?=\d)/, 'beta_'), value]),
  );

/** What Keras calls the optimizer; undefined for a class of the student's own. */
export function optimizerConfigToKeras(className: string, config: Config): Config | undefined {
  if (isKerasOptimizer(config)) {
    const { learningRate, ...options } = config;
    const { config: written } = serialized('keras.optimizers', className, keyToKeras(options));
    return {
      class_name: className,
      config: { learning_rate: rateToKeras(learningRate), ...configOf(written) },
    };
  }
  const pair = PAIRS.find(({ tfjs }) => tfjs === className);
  if (!pair) return undefined;
  const options = pair.options.flatMap(([tfjs, keras]) => (tfjs in config ? [[keras, config[tfjs]]] : []));
  return { class_name: pair.keras, config: Object.fromEntries(options) };
}

/** A number, or a schedule. */
function rateToKeras(rate: unknown): unknown {
  if (!isConfig(rate)) return rate;
  return serialized('keras.optimizers.schedules', String(rate.className), configOf(rate.config));
}

/** Options of Keras that do not change what an optimizer computes. */
const WITHOUT_EFFECT = new Set(['is_legacy_optimizer', 'jit_compile', 'loss_scale_factor', 'name']);

/** What `compile` is given for an optimizer of Keras: `{class_name, config}`, or its name. */
export function optimizerConfigFromKeras(value: unknown): Config | string {
  const object = kerasObject(value);
  if (!object) return String(value);
  const options = Object.entries(object.config).filter(
    ([key, option]) => !WITHOUT_EFFECT.has(key) && !(key === 'decay' && !option),
  );
  const config: Config = { weight_decay: null, ...Object.fromEntries(options) };
  const rate = kerasObject(config.learning_rate);
  const { name: _name, ...schedule } = rate?.config ?? {};
  return {
    class_name: object.class_name,
    config: rate ? { ...config, learning_rate: { class_name: rate.class_name, config: schedule } } : config,
  };
}
