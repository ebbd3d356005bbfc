import type { ModelParts } from '../tfjs-parts.js';
import { lossesFromKeras, metricsFromKeras } from './compilation-from-keras.js';
import { lossesToKeras, metricsToKeras } from './compilation-to-keras.js';
import type { Config } from './json.js';
import { Lacking } from './lacking.js';
import { optimizerConfigFromKeras, optimizerConfigToKeras } from './optimizer-config.js';

/** How a model was compiled, in Keras' words; `optimizer` is `{class_name, config}`, or a name. */
export interface KerasTraining {
  loss: unknown;
  metrics: unknown;
  weighted_metrics: unknown;
  loss_weights: unknown;
  optimizer: Config | string;
}

/** What `compile` takes here. */
export interface Compilation {
  optimizer: Config;
  loss: unknown;
  metrics: unknown;
  weightedMetrics: unknown;
  lossWeights?: unknown;
}

/**
 * The compilation of a model for Keras; undefined where the model is not compiled.
 *
 * @throws Lacking for a loss, metric or optimizer of the student's own.
 */
export function trainingToKeras(model: ModelParts): KerasTraining | undefined {
  const { optimizer, loss, metrics, weightedMetrics, lossWeights } = model;
  if (!optimizer || loss === undefined || loss === null) return undefined;
  const config = optimizerConfigToKeras(optimizer.getClassName(), optimizer.getConfig() ?? {});
  if (!config) throw new Lacking(`optimizer ${optimizer.getClassName()}`);
  return {
    loss: lossesToKeras(model, loss),
    metrics: metricsToKeras(model, metrics),
    weighted_metrics: weightedMetrics ? metricsToKeras(model, weightedMetrics) : null,
    loss_weights: lossWeights ?? null,
    optimizer: config,
  };
}

/**
 * What `compile` is given for a compilation of Keras. It knows Keras' names and `{class_name, config}`.
 *
 * @param outputs Names of the model's outputs.
 * @throws Lacking for an optimizer that is not here.
 */
export function trainingFromKeras(training: Partial<KerasTraining>, outputs: readonly string[]): Compilation {
  const { loss_weights: lossWeights } = training;
  return {
    optimizer: optimizerFromKeras(training.optimizer),
    loss: lossesFromKeras(training.loss),
    metrics: metricsFromKeras(training.metrics, outputs),
    weightedMetrics: metricsFromKeras(training.weighted_metrics, outputs),
    ...(lossWeights !== null && lossWeights !== undefined && { lossWeights }),
  };
}

function optimizerFromKeras(value: unknown): Config {
  const optimizer = optimizerConfigFromKeras(value);
  if ('lacks' in optimizer) throw new Lacking(`optimizer ${String(optimizer.lacks)}`);
  return optimizer;
}
