import type ts from 'typescript6';
import { constantField, fieldOf, type LayerValue, lacks, type ModelState } from '../program/index.js';

/** The end of a model, as far as it is known. */
export interface Output {
  /** `linear` where none is written. */
  activation: string;
  /** The layer that has the activation. */
  layer: LayerValue;
  /** Where the activation is written, if it is. */
  node: ts.Expression | undefined;
  units: number | undefined;
  /** Where the units are written. */
  unitsNode: ts.Expression | undefined;
}

/** Layers that change no value at the time of a prediction, or only where it stands. */
const PASSING = new Set([
  'dropout',
  'gaussianDropout',
  'alphaDropout',
  'gaussianNoise',
  'flatten',
  'reshape',
  'permute',
]);

/** Of a model with one output; undefined where its last layers are not certain. */
export function outputOf({ layers, several }: ModelState): Output | undefined {
  if (several) return undefined;
  let i = layers.length - 1;
  while (i >= 0 && layers[i]?.certain && PASSING.has(layers[i]?.layer.type ?? '')) i--;
  const last = layers[i];
  if (!last?.certain) return undefined;
  const { layer } = last;
  if (layer.type === 'dense') return dense(layer);
  if (layer.type !== 'activation' && layer.type !== 'softmax') return undefined;
  const before = layers[i - 1];
  const units = before?.certain && before.layer.type === 'dense' ? dense(before.layer) : undefined;
  const activation = layer.type === 'softmax' ? 'softmax' : constantField(layer.options, 'activation');
  if (typeof activation !== 'string') return undefined;
  return {
    activation,
    layer,
    node: fieldOf(layer.options, 'activation')?.node,
    units: units?.units,
    unitsNode: units?.unitsNode,
  };
}

function dense(layer: LayerValue): Output | undefined {
  const { options } = layer;
  if (!options) return undefined;
  const written = constantField(options, 'activation');
  const activation = lacks(options, 'activation') ? 'linear' : written;
  if (typeof activation !== 'string') return undefined;
  const units = constantField(options, 'units');
  return {
    activation,
    layer,
    node: fieldOf(options, 'activation')?.node,
    units: typeof units === 'number' ? units : undefined,
    unitsNode: fieldOf(options, 'units')?.node,
  };
}
