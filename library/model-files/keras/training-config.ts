import type { ModelParts } from '../tfjs-parts.js';
import { type Config, configOf, isConfig, kerasObject } from './json.js';
import { lossFromKeras, lossToKeras, metricFromKeras, metricToKeras } from './loss-names.js';
import { optimizerConfigFromKeras, optimizerConfigToKeras } from './optimizer-config.js';

/** How a model was compiled, in Keras' words; `optimizer` is `{class_name, config}`. */
export interface KerasTraining {
  loss: unknown;
  metrics: unknown;
  optimizer: Config;
}

/** A part of a compilation that the other library has not, in words. */
export interface Lacking {
  lacks: string;
}

export const isLacking = (value: object): value is Lacking => 'lacks' in value;

const nameOf = (value: unknown): string =>
  typeof value === 'function' ? value.name || 'function' : String(value);

class NotExpressible extends Error {}

/** The compilation of a model for Keras; undefined where the model is not compiled. */
export function trainingToKeras(model: ModelParts): KerasTraining | Lacking | undefined {
  const { optimizer, loss, metrics, outputNames } = model;
  if (!optimizer || loss === undefined || loss === null) return undefined;
  const config = optimizerConfigToKeras(optimizer.getClassName(), optimizer.getConfig() ?? {});
  if (!config) return { lacks: `optimizer ${optimizer.getClassName()}` };
  try {
    return {
      loss: mapNames(loss, oneLoss),
      metrics: metricsToKeras(metrics, loss, outputNames),
      optimizer: config,
    };
  } catch (error) {
    if (error instanceof NotExpressible) return { lacks: error.message };
    throw error;
  }
}

function oneLoss(value: unknown): string {
  const name = lossToKeras(nameOf(value));
  if (!name) throw new NotExpressible(`loss ${nameOf(value)}`);
  return name;
}

function mapNames(value: unknown, one: (name: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(one);
  if (isConfig(value))
    return Object.fromEntries(Object.entries(value).map(([key, name]) => [key, one(name)]));
  return one(value);
}

function metricsToKeras(metrics: unknown, loss: unknown, outputs: string[]): unknown {
  const lossOf = (output: string): string =>
    nameOf(isConfig(loss) ? loss[output] : Array.isArray(loss) ? loss[outputs.indexOf(output)] : loss);
  const list = (value: unknown, output: string): string[] =>
    [value ?? []].flat().map((metric) => oneMetric(metric, lossOf(output)));
  if (isConfig(metrics))
    return Object.fromEntries(Object.entries(metrics).map(([key, value]) => [key, list(value, key)]));
  // One list stands for every output in tfjs.
  const each = outputs.map((output) => list(metrics, output));
  return each.length === 1 ? each[0] : each;
}

/**
 * tfjs' accuracy counts every label of a multi-label network, as Keras' binary accuracy does; Keras' own accuracy would
 * compare the largest only.
 */
function oneMetric(metric: unknown, loss: string): string {
  const given = nameOf(metric);
  const name =
    /^(acc|accuracy)$/.test(given) && loss === 'binaryCrossentropy'
      ? 'binary_accuracy'
      : metricToKeras(given);
  if (name) return name;
  if (/^(ce|crossentropy)$/.test(given)) return lossToKeras(loss) ?? 'categorical_crossentropy';
  throw new NotExpressible(`metric ${given}`);
}

/** tfjs' form of a compilation, and what of it tfjs has not. */
export function trainingFromKeras(
  training: KerasTraining & { loss_weights?: unknown },
  outputs: readonly string[],
): { config: Config; left: string[] } | Lacking {
  const optimizer = optimizerConfigFromKeras(training.optimizer);
  if (isLacking(optimizer)) return { lacks: `optimizer ${optimizer.lacks}` };
  if (training.loss_weights !== null && training.loss_weights !== undefined) return { lacks: 'loss_weights' };
  const left: string[] = [];
  try {
    const loss = isKerasObject(training.loss)
      ? oneKerasLoss(training.loss)
      : mapNames(training.loss, oneKerasLoss);
    const metrics = metricsFromKeras(training.metrics, outputs, left);
    return { config: { optimizer_config: optimizer, loss, metrics }, left };
  } catch (error) {
    if (error instanceof NotExpressible) return { lacks: error.message };
    throw error;
  }
}

const isKerasObject = (value: unknown): boolean => kerasObject(value) !== undefined;

/** Options of Keras' loss objects at which they are the plain functions of tfjs. */
const PLAIN: Config = { from_logits: false, label_smoothing: 0, axis: -1, ignore_class: null };

function oneKerasLoss(value: unknown): string {
  const object = kerasObject(value);
  const given = object
    ? typeof object.config.fn === 'string'
      ? object.config.fn
      : object.class_name
    : String(value);
  const name = lossFromKeras(given);
  if (!name) throw new NotExpressible(`loss ${given}`);
  const config = configOf(object?.config);
  for (const [key, plain] of Object.entries(PLAIN))
    if (config[key] !== undefined && config[key] !== plain)
      throw new NotExpressible(`loss ${given} with ${key} ${JSON.stringify(config[key])}`);
  if (config.reduction === 'sum' || config.reduction === 'none')
    throw new NotExpressible(`loss ${given} with reduction ${config.reduction}`);
  return name;
}

function metricsFromKeras(value: unknown, outputs: readonly string[], left: string[]): unknown {
  const list = (metrics: unknown): string[] =>
    [metrics ?? []].flat().flatMap((metric) => oneKerasMetric(metric, left));
  if (isConfig(value) && !isKerasObject(value))
    return Object.fromEntries(Object.entries(value).map(([output, metrics]) => [output, list(metrics)]));
  const perOutput = Array.isArray(value) && value.length === outputs.length && value.every(Array.isArray);
  if (!perOutput || outputs.length === 1)
    return [...new Set(list(Array.isArray(value) ? value.flat() : value))];
  return Object.fromEntries(outputs.map((output, i) => [output, list((value as unknown[])[i])]));
}

function oneKerasMetric(metric: unknown, left: string[]): string[] {
  if (metric === null) return [];
  const given = metricName(metric);
  const name = metricFromKeras(given);
  if (!name) left.push(`metric ${given}`);
  return name ? [name] : [];
}

function metricName(metric: unknown): string {
  const object = kerasObject(metric);
  if (!object) return String(metric);
  const { name, fn } = object.config;
  // tf-keras stores which accuracy "accuracy" has come out to be.
  if (
    /accuracy$/.test(String(fn)) &&
    /(^|_)acc(uracy)?$/.test(String(name)) &&
    !String(name).endsWith(String(fn))
  )
    return 'accuracy';
  return typeof fn === 'string' ? fn : object.class_name;
}
