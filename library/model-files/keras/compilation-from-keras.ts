import { KERAS_ACCURACY } from '../../../engine/training/index.js';
import { type Config, isConfig, kerasObject } from './json.js';

const isObject = (value: unknown): boolean => kerasObject(value) !== undefined;

/** For each value of a list or of an object by outputs, or for the one that stands for all. */
function each(value: unknown, one: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(one);
  if (isConfig(value) && !isObject(value))
    return Object.fromEntries(Object.entries(value).map(([output, given]) => [output, one(given)]));
  return one(value);
}

/** A function as Keras 3 stores it: by its name. */
const functionName = (value: unknown): string | undefined =>
  isConfig(value) && value.class_name === 'function' ? String(value.config) : undefined;

/** tf-keras stores the function that an object stands for. */
const functionOf = ({ fn }: Config): string | undefined => (typeof fn === 'string' ? fn : undefined);

/** Losses as `compile` takes them. */
export const lossesFromKeras = (value: unknown): unknown => each(value, lossFromKeras);

function lossFromKeras(value: unknown): unknown {
  const name = functionName(value);
  if (name !== undefined) return name;
  const object = kerasObject(value);
  if (!object) return value;
  const { name: _name, dtype: _dtype, fn: _fn, reduction, ...options } = object.config;
  // "auto" is what tf-keras calls the mean over the batch.
  const reduced = reduction === undefined || reduction === 'auto' ? {} : { reduction };
  const wraps = /^(LossFunctionWrapper|function)$/.test(object.class_name);
  const className = wraps ? (functionOf(object.config) ?? object.class_name) : object.class_name;
  return { class_name: className, config: { ...options, ...reduced } };
}

/** Metrics as `compile` takes them. Keras' list of several outputs holds what each has; here one would stand for all. */
export function metricsFromKeras(value: unknown, outputs: readonly string[]): unknown {
  if (value === null || value === undefined) return undefined;
  const list = (metrics: unknown): unknown[] =>
    [metrics ?? []]
      .flat(2)
      .filter((metric) => metric !== null)
      .map((metric) => metricFromKeras(metric, outputs));
  if (isConfig(value) && !isObject(value))
    return Object.fromEntries(Object.entries(value).map(([output, metrics]) => [output, list(metrics)]));
  if (outputs.length === 1 || !Array.isArray(value)) return list(value);
  return Object.fromEntries(outputs.map((output, i) => [output, list(value[i])]));
}

const isAccuracy = (name: unknown): boolean => /(^|_)acc(uracy)?$/.test(String(name));

function metricFromKeras(value: unknown, outputs: readonly string[]): unknown {
  const given = functionName(value) ?? value;
  if (typeof given === 'string')
    return /^acc(uracy)?$/.test(given) ? { class_name: KERAS_ACCURACY, config: {} } : given;
  const object = kerasObject(given);
  if (!object) return given;
  const { fn: _fn, dtype: _dtype, name, ...options } = object.config;
  const fn = functionOf(object.config);
  const className =
    object.class_name === 'MeanMetricWrapper' ? (fn ?? 'MeanMetricWrapper') : object.class_name;
  if (/^acc(uracy)?$/.test(className)) return { class_name: KERAS_ACCURACY, config: {} };
  // tf-keras stores which accuracy "accuracy" has come out to be.
  if (fn && /accuracy$/.test(fn) && isAccuracy(name) && !String(name).endsWith(fn))
    return { class_name: className, config: { ...options, name: 'acc' } };
  return {
    class_name: className,
    config: { ...options, ...(name !== undefined && { name: own(name, outputs) }) },
  };
}

/** tf-keras puts the output in front, which is done here too. */
function own(name: unknown, outputs: readonly string[]): unknown {
  const output = outputs.length > 1 && outputs.find((one) => String(name).startsWith(`${one}_`));
  return output ? String(name).slice(output.length + 1) : name;
}
