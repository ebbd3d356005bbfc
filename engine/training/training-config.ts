import { say } from '../../words/index.js';
import { wrapMethod } from '../patches/wrap-method.js';
import type { TfNamespace } from '../tf-namespace.js';
import type { CompileArguments } from './compile.js';
import { KerasMetric } from './keras-metric.js';
import { classConfig, KerasLoss, readyLoss } from './loss.js';
import type { Options } from './loss-functions.js';
import { camel, LOSS_KINDS, snake, tfjsLossName } from './loss-names.js';
import { KERAS_ACCURACY, readyMetric } from './ready-metric.js';
import type { TrainedModel } from './training-state.js';

/** How a model is compiled, as JSON, in the words of Keras. */
interface TrainingConfig {
  loss?: unknown;
  metrics?: unknown;
  weighted_metrics?: unknown;
  loss_weights?: unknown;
  optimizer_config?: unknown;
}

interface Configured extends TrainedModel {
  compile(args: CompileArguments & { optimizer: unknown }): void;
}

/** Names that tfjs-layers stores in snake_case and reads back in its own spelling. */
const STOCK = new Set([
  ...LOSS_KINDS.filter(({ name }) => !/^(huber|dice|tversky)$|focal/.test(name)).map(tfjsLossName),
  'binaryAccuracy',
  'categoricalAccuracy',
]);

const fromStored = (value: unknown): unknown =>
  typeof value === 'string' && STOCK.has(camel(value)) ? camel(value) : value;
const toStored = (name: string): string => (STOCK.has(name) ? snake(name) : name);

/** Whether a value is a list or names outputs, and so holds others. */
const holds = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  !(value instanceof KerasLoss) &&
  !(value instanceof KerasMetric) &&
  !classConfig(value);

function each(value: unknown, one: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((part) => each(part, one));
  if (!holds(value)) return value === undefined || value === null ? value : one(value);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, each(part, one)]));
}

const keysInSnakeCase = (options: Options): Options =>
  Object.fromEntries(Object.entries(options).map(([key, value]) => [snake(key), value]));

/** A loss or metric as JSON. @throws Error for a function of the student's, which has none. */
function stored(value: unknown): unknown {
  if (typeof value === 'string') return toStored(value);
  if (typeof value === 'function') return toStored(value.name);
  if (value instanceof KerasLoss)
    return {
      class_name: value.getClassName(),
      config: keysInSnakeCase({ ...value.options, reduction: value.reduction }),
    };
  if (value instanceof KerasMetric)
    return {
      class_name: value.getClassName(),
      config: keysInSnakeCase({ name: value.name, ...value.options }),
    };
  const config = classConfig(value);
  return config && { class_name: config.className, config: keysInSnakeCase(config.config) };
}

function storedLoss(value: unknown): unknown {
  if (typeof value !== 'function') return stored(value);
  throw new Error(
    say(
      `The loss ${value.name || 'of the model'} is a function, which a file cannot hold: save the model with includeOptimizer: false, and compile it again after loading.`,
      `손실 ${value.name || ''}이(가) 함수라서 파일에 저장할 수 없습니다. includeOptimizer: false로 저장하고 읽은 뒤 다시 컴파일하세요.`,
    ),
  );
}

/** Losses, metrics and their options go into the files of a model and come back out of them. */
export function patchTrainingConfig(tf: TfNamespace): void {
  const { prototype } = tf.LayersModel;
  wrapMethod<TrainedModel, [], unknown>(
    prototype,
    'getLossIdentifiers',
    'losses with options',
    () =>
      function () {
        return each(this.loss, storedLoss);
      },
  );
  wrapMethod<TrainedModel, [], unknown>(
    prototype,
    'getMetricIdentifiers',
    'metrics with options',
    () =>
      function () {
        return each(typeof this.metrics === 'string' ? [this.metrics] : (this.metrics ?? []), stored);
      },
  );
  wrapMethod<TrainedModel, [], TrainingConfig>(
    prototype,
    'getTrainingConfig',
    'weights of losses',
    (original) =>
      function () {
        const { lossWeights, weightedMetrics } = this;
        return {
          ...original.call(this),
          ...(lossWeights ? { loss_weights: lossWeights } : {}),
          ...(weightedMetrics ? { weighted_metrics: each(weightedMetrics, stored) } : {}),
        };
      },
  );
  wrapMethod<Configured, [config: TrainingConfig], void>(
    prototype,
    'loadTrainingConfig',
    'names of Keras',
    (original) =>
      function (config) {
        const { loss, metrics, weighted_metrics: weighted, loss_weights: lossWeights, ...rest } = config;
        const losses = each(loss, fromStored);
        const { compile } = this;
        const model = this instanceof tf.Sequential ? insideOf(this as never) : this;
        this.compile = ({ optimizer }) => {
          Reflect.deleteProperty(this, 'compile');
          compile.call(this, {
            optimizer,
            loss: losses,
            metrics: knownMetrics(tf, model, losses, metrics),
            ...(weighted ? { weightedMetrics: knownMetrics(tf, model, losses, weighted) } : {}),
            ...(lossWeights ? { lossWeights: lossWeights as number[] } : {}),
          });
        };
        try {
          original.call(this, { ...rest, loss: 'poisson', metrics: [] });
        } finally {
          Reflect.deleteProperty(this, 'compile');
        }
      },
  );
}

/** The model that a `Sequential` trains through, which it makes when it needs it. */
function insideOf(model: { build(): void; model: TrainedModel }): TrainedModel {
  model.build();
  return model.model;
}

/** Metrics of a file, without those that cannot be computed here, which are told. */
function knownMetrics(tf: TfNamespace, model: TrainedModel, losses: unknown, metrics: unknown): unknown {
  const names = model.outputNames;
  const lossOf = (output: number): unknown =>
    Array.isArray(losses)
      ? losses[output]
      : holds(losses)
        ? (losses as Record<string, unknown>)[names[output] as string]
        : losses;
  const one = (given: unknown, outputs: readonly number[]): unknown[] => {
    const metric =
      classConfig(given)?.className === KERAS_ACCURACY && outputs.every(isOneUnit)
        ? 'accuracy'
        : fromStored(given);
    try {
      for (const output of outputs) {
        const shape = model.outputs[output]?.shape ?? [];
        const loss = lossOf(output);
        readyMetric(metric, {
          shape,
          loss: loss === null || loss === undefined ? undefined : readyLoss(tf, loss, { shape }),
        });
      }
      return [metric];
    } catch (error) {
      console.warn(
        say(
          `The model is compiled without one of its metrics. ${(error as Error).message}`,
          `지표 하나를 빼고 모델을 컴파일했습니다. ${(error as Error).message}`,
        ),
      );
      return [];
    }
  };
  const isOneUnit = (output: number): boolean => model.outputs[output]?.shape.at(-1) === 1;
  const list = (value: unknown, outputs: readonly number[]): unknown[] =>
    [value ?? []].flat().flatMap((metric) => one(metric, outputs));
  const all = names.map((_name, output) => output);
  if (metrics === undefined || metrics === null) return [];
  if (
    Array.isArray(metrics) &&
    names.length > 1 &&
    metrics.length === names.length &&
    metrics.some(Array.isArray)
  )
    return metrics.map((part, output) => list(part, [output]));
  if (!holds(metrics) || Array.isArray(metrics)) return list(metrics, all);
  return Object.fromEntries(
    Object.entries(metrics).map(([name, value]) => [name, list(value, [names.indexOf(name)])]),
  );
}
