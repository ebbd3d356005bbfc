import { type Config, configOf, kerasObject } from './json.js';

// Activations, initializers, regularizers and constraints, as strings or objects, in both libraries' spelling. Names are
// in snake_case on both sides: tfjs-layers writes and reads its own topology so.

/** tfjs → Keras. `gelu` is the exact one in both. */
const ACTIVATIONS: Record<string, string> = Object.fromEntries(
  [
    'elu',
    'hard_sigmoid',
    'linear',
    'relu',
    'relu6',
    'selu',
    'sigmoid',
    'softmax',
    'softplus',
    'softsign',
    'tanh',
    'log_softmax',
    'swish',
    'mish',
    'gelu',
    'leaky_relu',
    'celu',
    'exponential',
    'hard_silu',
    'hard_tanh',
    'hard_shrink',
    'soft_shrink',
    'tanh_shrink',
    'log_sigmoid',
    'squareplus',
    'sparse_sigmoid',
    'sparse_plus',
  ].map((name) => [name, name]),
);

const FROM_KERAS: Record<string, string> = { ...ACTIVATIONS, silu: 'swish', hard_swish: 'hard_silu' };

/** Keras' name; undefined for an activation that Keras has not. */
export const activationToKeras = (value: unknown): string | undefined =>
  value === null || value === undefined ? 'linear' : ACTIVATIONS[String(value)];

/** The name in tfjs; undefined for an activation that tfjs has not. */
export function activationFromKeras(value: unknown): string | undefined {
  if (value === null || value === undefined) return 'linear';
  if (typeof value === 'string') return FROM_KERAS[value];
  const object = kerasObject(value);
  const name = object?.config.name ?? (value as Config).config ?? object?.class_name;
  return typeof name === 'string' ? FROM_KERAS[name.toLowerCase()] : undefined;
}

const INITIALIZERS: Record<string, readonly string[]> = {
  Zeros: [],
  Ones: [],
  Constant: ['value'],
  RandomUniform: ['minval', 'maxval'],
  RandomNormal: ['mean', 'stddev'],
  TruncatedNormal: ['mean', 'stddev'],
  VarianceScaling: ['scale', 'mode', 'distribution'],
  GlorotUniform: [],
  GlorotNormal: [],
  HeUniform: [],
  HeNormal: [],
  LeCunUniform: [],
  LeCunNormal: [],
  Orthogonal: ['gain'],
  Identity: ['gain'],
};
const SPELLING: Record<string, string> = { LecunUniform: 'LeCunUniform', LecunNormal: 'LeCunNormal' };
const KERAS_SPELLING: Record<string, string> = { LeCunUniform: 'LecunUniform', LeCunNormal: 'LecunNormal' };

const pick = (config: Config, keys: readonly string[]): Config =>
  Object.fromEntries(keys.filter((key) => config[key] != null).map((key) => [key, config[key]]));

/** The weights follow in the file, so an initializer of the student's own gives way to zeros. */
const ZEROS = { class_name: 'Zeros', config: {} };

export function initializerToKeras(value: unknown): Config {
  const object = kerasObject(value);
  const keys = object && INITIALIZERS[object.class_name];
  if (!object || !keys) return { ...ZEROS };
  const config = pick(object.config, [...keys, 'seed']);
  if (config.distribution === 'normal') config.distribution = 'truncated_normal';
  return { class_name: KERAS_SPELLING[object.class_name] ?? object.class_name, config };
}

export function initializerFromKeras(value: unknown): Config {
  const object = kerasObject(value);
  const name = object && (SPELLING[object.class_name] ?? object.class_name);
  const keys = name ? INITIALIZERS[name] : undefined;
  if (!object || !name || !keys) return { ...ZEROS };
  const config = pick(object.config, keys);
  if (/normal$/.test(String(config.distribution))) config.distribution = 'normal';
  if (typeof object.config.seed === 'number') config.seed = object.config.seed;
  return { class_name: name, config };
}

/** The penalty l1·Σ|w| + l2·Σw²; null for none, undefined for one of another kind. */
export function regularizer(value: unknown): Config | null | undefined {
  if (value === null || value === undefined) return null;
  const object = kerasObject(value);
  const { class_name: name, config } = object ?? { class_name: '', config: {} };
  // As in both libraries, L1 and L2 alone stand for 0.01 where nothing is said.
  const l1 = Number(config.l1 ?? (name === 'L1' ? 0.01 : 0));
  const l2 = Number(config.l2 ?? (name === 'L2' ? 0.01 : 0));
  return ['L1', 'L2', 'L1L2'].includes(name) ? { class_name: 'L1L2', config: { l1, l2 } } : undefined;
}

const CONSTRAINTS: Record<string, readonly string[]> = {
  MaxNorm: ['max_value', 'axis'],
  UnitNorm: ['axis'],
  NonNeg: [],
  MinMaxNorm: ['min_value', 'max_value', 'rate', 'axis'],
};

/** The same on both sides; null for none, undefined for one of another kind. */
export function constraint(value: unknown): Config | null | undefined {
  if (value === null || value === undefined) return null;
  const object = kerasObject(value);
  const keys = object && CONSTRAINTS[object.class_name];
  if (!object || !keys) return undefined;
  return { class_name: object.class_name, config: pick(configOf(object.config), keys) };
}
