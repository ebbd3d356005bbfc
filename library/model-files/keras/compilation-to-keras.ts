import {
  KERAS_ACCURACY,
  KerasLoss,
  KerasMetric,
  lossKind,
  METRIC_KIND,
  type MetricKind,
  metricByOutput,
  metricKind,
  snake,
} from '../../../engine/training/index.js';
import type { ModelParts } from '../tfjs-parts.js';
import { type Config, configOf, isConfig } from './json.js';
import { Lacking } from './lacking.js';

/** An object as Keras 3 writes it, with options in its spelling. */
export const serialized = (module: string, className: string, config: object): Config => ({
  module,
  class_name: className,
  config: Object.fromEntries(Object.entries(config).map(([key, value]) => [snake(key), value])),
  registered_name: null,
});

/** `{className, config}`, in either spelling. */
function described(value: unknown): { className: string; config: Config } | undefined {
  if (!isConfig(value)) return undefined;
  const className = value.className ?? value.class_name;
  return typeof className === 'string' ? { className, config: configOf(value.config) } : undefined;
}

const nameOf = (value: unknown): string =>
  typeof value === 'function'
    ? value.name || 'function'
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);

/** @throws Lacking for a loss of the student's own. */
export function lossesToKeras(model: ModelParts, given: unknown): unknown {
  if (Array.isArray(given)) return given.map((loss, i) => loss && lossToKeras(loss, isSingle(model, i)));
  if (isConfig(given) && !(given instanceof KerasLoss) && !described(given))
    return Object.fromEntries(
      Object.entries(given).map(([output, loss]) => [
        output,
        loss && lossToKeras(loss, isSingle(model, model.outputNames.indexOf(output))),
      ]),
    );
  return lossToKeras(given, isSingle(model, 0));
}

/** Whether an output has one value for each sample. */
const isSingle = ({ outputs }: ModelParts, i: number): boolean => outputs[i]?.shape.at(-1) === 1;

/** "crossentropy" alone goes by the output. */
const isShort = (name: string): boolean => /^(ce|crossentropy)$/.test(name);

function lossToKeras(given: unknown, single: boolean): unknown {
  const config = given instanceof KerasLoss ? undefined : described(given);
  const kind = lossKind(config?.className ?? nameOf(given));
  if (given instanceof KerasLoss || (config && kind)) {
    const loss = given instanceof KerasLoss ? given : new KerasLoss(kind as never, config?.config);
    return serialized('keras.losses', loss.getClassName(), loss.getConfig());
  }
  if (kind) return kind.name;
  if (isShort(nameOf(given))) return single ? 'binary_crossentropy' : 'categorical_crossentropy';
  throw new Lacking(`loss ${nameOf(given)}`);
}

/** Of each output its list; one list for a model with a single output. @throws Lacking for a metric of the student's own. */
export function metricsToKeras(model: ModelParts, given: unknown): unknown {
  const { outputNames, loss } = model;
  const lossOf = (i: number): unknown =>
    Array.isArray(loss) ? loss[i] : isConfig(loss) ? (loss[outputNames[i] ?? ''] ?? loss) : loss;
  const of = (metrics: unknown, i: number): unknown[] =>
    [metrics ?? []].flat().map((metric) => metricToKeras(metric, lossOf(i), model.outputs[i]?.shape ?? []));
  if (isConfig(given) && !(given instanceof KerasMetric) && !described(given)) {
    const lists = outputNames.map((name, i) => of(given[name], i));
    return lists.length === 1 ? lists[0] : lists;
  }
  const listed = Array.isArray(given) && given.length === outputNames.length && given.some(Array.isArray);
  const lists = outputNames.map((_, i) => of(listed && outputNames.length > 1 ? given[i] : given, i));
  return lists.length === 1 ? lists[0] : lists;
}

function metricToKeras(given: unknown, loss: unknown, shape: readonly (number | null)[]): unknown {
  if (given instanceof KerasMetric)
    return serialized('keras.metrics', given.getClassName(), given.getConfig());
  const config = described(given);
  if (config?.className === KERAS_ACCURACY) return 'accuracy';
  if (config) {
    const kind = metricKind(config.className);
    if (!kind) throw new Lacking(`metric ${config.className}`);
    return metricToKeras(new KerasMetric(kind, config.config), loss, shape);
  }
  const name = nameOf(given);
  const lossName = lossKind(nameOf(loss))?.name;
  const chosen = metricByOutput(name, { shape, loss: lossName });
  if (chosen) return metricToKeras(chosen, loss, shape);
  // tfjs' accuracy counts every label of a multi-label network, as Keras' binary accuracy does; Keras' own accuracy would
  // compare the largest only.
  if (/^acc(uracy)?$/i.test(name))
    return lossName === 'binary_crossentropy' && shape.at(-1) !== 1 ? 'binary_accuracy' : 'accuracy';
  if (isShort(name)) return lossName ?? 'categorical_crossentropy';
  // As a function of Keras, under the name that it is given here.
  if (typeof given === 'string' && /^(mse|mae|mape|msle)$/i.test(name)) return name.toLowerCase();
  const kind = (given as { [METRIC_KIND]?: MetricKind })[METRIC_KIND] ?? metricKind(name);
  if (kind && lossKind(kind.name)) return kind.name;
  if (kind) return serialized('keras.metrics', kind.className, { name });
  throw new Lacking(`metric ${name}`);
}
