import type ts from 'typescript6';
import { constantField, fieldOf, lacks, type ObjectValue, type Value } from '../program/index.js';

/** A name in the options of `compile`, with where it is written. */
export interface Named {
  name: string;
  node: ts.Expression;
}

export const flat = (name: string): string => name.replaceAll('_', '').toLowerCase();

/** What tfjs and Keras call the same, by a name without underscores and capitals. */
const SAME: readonly string[][] = [
  ['meansquarederror', 'mse'],
  ['meanabsoluteerror', 'mae'],
  ['meanabsolutepercentageerror', 'mape'],
  ['meansquaredlogarithmicerror', 'msle'],
  ['rootmeansquarederror', 'rmse'],
  ['binarycrossentropy', 'bce'],
  ['kullbackleiblerdivergence', 'kldivergence', 'kld'],
  ['cosineproximity', 'cosinesimilarity', 'cosine'],
  ['logcosh'],
  ['huber', 'huberloss'],
  ['accuracy', 'acc'],
  ['crossentropy', 'ce'],
];

/** One name for all that mean the same. */
export function canonical(name: string): string {
  const plain = flat(name);
  return SAME.find((names) => names.includes(plain))?.[0] ?? plain;
}

/** The loss, where it is a name. */
export function lossOf(options: ObjectValue): Named | undefined {
  const name = constantField(options, 'loss');
  const node = fieldOf(options, 'loss')?.node;
  return typeof name === 'string' && node ? { name, node } : undefined;
}

/** The metrics, where all are names; undefined where one is not known. */
export function metricsOf(options: ObjectValue): Named[] | undefined {
  if (options.fields.has('weightedMetrics')) return undefined;
  if (lacks(options, 'metrics')) return [];
  const field = fieldOf(options, 'metrics');
  if (!field) return undefined;
  if (field.value.kind !== 'list') return namesOf([field.value], [field.node]);
  return field.value.open ? undefined : namesOf(field.value.items, field.value.nodes, field.node);
}

function namesOf(
  values: readonly Value[],
  nodes: readonly (ts.Expression | undefined)[],
  whole?: ts.Expression,
): Named[] | undefined {
  const named = values.flatMap((value, i) => {
    const node = nodes[i] ?? whole;
    return value.kind === 'constant' && typeof value.value === 'string' && node
      ? [{ name: value.value, node }]
      : [];
  });
  return named.length === values.length ? named : undefined;
}

export const isCrossentropy = (loss: string): boolean => canonical(loss).endsWith('crossentropy');
export const isCategorical = (loss: string): boolean => flat(loss).endsWith('categoricalcrossentropy');
export const isSparse = (loss: string): boolean => flat(loss) === 'sparsecategoricalcrossentropy';
export const isBinary = (loss: string): boolean => canonical(loss) === 'binarycrossentropy';
/** Of numbers that are predicted. */
export const isOfNumbers = (loss: string): boolean =>
  /^(mean(squared|absolute)\w*|huber|logcosh)$/.test(canonical(loss));
