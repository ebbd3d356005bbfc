import type { TfNamespace } from '../tf-namespace.js';

/** Objects of the namespace that hold operations. */
export const GROUPS = [
  'image',
  'linalg',
  'signal',
  'losses',
  'sparse',
  'spectral',
  'fused',
  'string',
  'math',
  'browser',
] as const;

/** Operations that tfjs-core does not call so: makers of tensors, and what gives a promise. */
const OTHERS = new Set(
  `buffer cosineWindow fill linspace lowerBound meshgrid ones print range scalar sumOutType tensor tensor1d tensor2d
   tensor3d tensor4d tensor5d tensor6d upcastType upperBound variable zeros booleanMaskAsync inTopKAsync setdiff1dAsync
   whereAsync nonMaxSuppressionAsync nonMaxSuppressionPaddedAsync nonMaxSuppressionWithScoreAsync confusionMatrix
   toPixels`
    .trim()
    .split(/\s+/),
);

const SCOPE = '__op';

/** Whether a function of the namespace, or of a group in it, computes on tensors or makes them. */
export const isOperation = (
  name: string,
  value: unknown,
  group = false,
): value is (...all: unknown[]) => unknown =>
  typeof value === 'function' && (group || value.name.endsWith(SCOPE) || OTHERS.has(name));

/** The public names of operations by the names of their scopes in the engine: `fusedMatMul__op` is `tf.fused.matMul`. */
export function operationNames(tf: TfNamespace): Map<string, string> {
  const names = new Map<string, string>();
  const add = (owner: object, prefix: string): void => {
    for (const [name, value] of Object.entries(owner))
      if (isOperation(name, value) && !names.has(value.name)) names.set(value.name, `${prefix}.${name}`);
  };
  add(tf, 'tf');
  for (const group of GROUPS) add(tf[group], `tf.${group}`);
  return names;
}
