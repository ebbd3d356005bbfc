import { isPlain, ownData } from './own-data.js';
import { Budget, reach } from './reach.js';
import { tensorOf } from './tensor-like.js';

/** Some 10 ms of work, which a busy machine makes to a second. */
const LOOK = { objects: 20_000, ms: 1000 };

/** A model with layers: as its stored properties tell. */
export function isModel(value: object): boolean {
  return (
    Array.isArray(ownData(value, 'layers')) &&
    Array.isArray(ownData(value, 'inputs')) &&
    Array.isArray(ownData(value, 'outputs')) &&
    ownData(value, 'nodesByDepth') !== undefined
  );
}

/**
 * How many numbers the layers of a model hold, those of its own and of nested models counted once; those that an optimizer
 * keeps beside them are not counted. Undefined where it is too much to look through.
 */
export function parametersOf(model: object): number | undefined {
  const layers = ownData(model, 'layers');
  const budget = new Budget(LOOK);
  let count = 0;
  const whole = reach(layers, new Set(), budget, (value) => {
    // What connects layers leads to other models.
    if (tensorOf(value) || connects(value)) return false;
    const held = ownData(value, 'val');
    const tensor = isPlain(held) ? tensorOf(held) : undefined;
    if (tensor && typeof ownData(value, 'originalName') === 'string') count += tensor.size;
    return !tensor;
  });
  return whole ? count : undefined;
}

const connects = (value: object): boolean =>
  ownData(value, 'inboundLayers') !== undefined || ownData(value, 'sourceLayer') !== undefined;
