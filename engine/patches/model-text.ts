import type { TfNamespace } from '../tf-namespace.js';
import { inspectAs, isAlone, named } from './inspect-as.js';

interface LayerLike {
  name: string;
  getClassName(): string;
  getConfig(): Record<string, unknown>;
  countParams(): number;
  outputShape: (number | null)[] | (number | null)[][];
}

interface ModelLike extends LayerLike {
  layers: LayerLike[];
  weights: { shape: (number | null)[] }[];
  trainableWeights: { shape: (number | null)[] }[];
  optimizer?: { getClassName(): string };
  loss?: unknown;
}

interface SymbolicLike {
  name: string;
  shape: (number | null)[];
  dtype: string;
}

interface HistoryLike {
  epoch: number[];
  history: Record<string, unknown>;
}

interface DatasetLike {
  size: number | null;
}

const MOST_LAYERS = 100;

/** Of something that may not be known yet: an unbuilt layer has no shape and no parameters. */
function known<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function shapeText(shape: LayerLike['outputShape'] | undefined): string {
  if (!Array.isArray(shape)) return '';
  return Array.isArray(shape[0])
    ? shape.map((each) => shapeText(each as (number | null)[])).join(' ')
    : `[${(shape as (number | null)[]).map((length) => length ?? 'null').join(', ')}]`;
}

const countOf = (weights: readonly { shape: (number | null)[] }[]): number =>
  weights.reduce(
    (sum, { shape }) => sum + shape.reduce<number>((size, length) => size * (length ?? 1), 1),
    0,
  );

const lossText = (loss: unknown): string =>
  typeof loss === 'function' ? loss.name || 'own loss' : typeof loss === 'string' ? loss : 'several losses';

/** One line of a model's head, then one for each layer. */
function modelText(model: ModelLike, alone: boolean): string {
  const layers = known(() => model.layers) ?? [];
  const total = known(() => countOf(model.weights));
  const trainable = known(() => countOf(model.trainableWeights));
  const head = [
    `${model.getClassName()} "${model.name}": ${layers.length} ${layers.length === 1 ? 'layer' : 'layers'}`,
    ...(total === undefined ? [] : [`${total} parameters (${trainable ?? total} trainable)`]),
    ...(model.optimizer ? [`compiled with ${model.optimizer.getClassName()}, ${lossText(model.loss)}`] : []),
  ].join(', ');
  if (!alone) return head;
  const rows = layers
    .slice(0, MOST_LAYERS)
    .map((layer) => [
      layer.name,
      layer.getClassName(),
      shapeText(known(() => layer.outputShape)),
      String(known(() => layer.countParams()) ?? 'not built'),
    ]);
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map(
    (row) => `  ${row.map((word, column) => word.padEnd(widths[column] ?? 0)).join('  ')}`,
  );
  return [head, ...lines, ...(layers.length > rows.length ? ['  …'] : [])].join('\n');
}

/** What of a layer's configuration says something: neither its name nor what is not set. */
function settings(layer: LayerLike): Record<string, unknown> {
  const config = known(() => layer.getConfig()) ?? {};
  return Object.fromEntries(
    Object.entries(config).filter(([key, value]) => key !== 'name' && value !== null && value !== undefined),
  );
}

/**
 * Printed or as the result of a cell, models, layers, optimizers, data sets and histories show insides over hundreds of lines
 * in stock TensorFlow.js. With the patch each says in a few words what it is.
 */
export function patchModelText(tf: TfNamespace): void {
  inspectAs<LayerLike>(tf.layers.Layer.prototype, (layer, depth, options, inspect) =>
    named(`${layer.getClassName()} "${layer.name}"`, settings(layer), { depth, options, inspect }),
  );
  inspectAs<ModelLike>(tf.LayersModel.prototype, (model, depth, options) =>
    modelText(model, isAlone(depth, options)),
  );
  inspectAs<SymbolicLike>(
    tf.SymbolicTensor.prototype,
    ({ name, dtype, shape }) => `SymbolicTensor "${name}" ${dtype} ${shapeText(shape)}`,
  );
  inspectAs<{ getClassName(): string; getConfig(): object }>(
    tf.Optimizer.prototype,
    (optimizer, depth, options, inspect) =>
      named(`${optimizer.getClassName()} optimizer`, known(() => optimizer.getConfig()) ?? {}, {
        depth,
        options,
        inspect,
      }),
  );
  inspectAs<HistoryLike>(tf.History.prototype, ({ epoch = [], history = {} }, depth, options, inspect) =>
    named('History', { epoch, history }, { depth, options, inspect }),
  );
  inspectAs<DatasetLike>(tf.data.Dataset.prototype, ({ size }) =>
    size === null || size === undefined
      ? 'Dataset (of unknown size)'
      : `Dataset (${size === 1 ? '1 element' : size === Number.POSITIVE_INFINITY ? 'without an end' : `${size} elements`})`,
  );
}
