import type { TfNamespace } from '../../../../kernel/engine.js';
import type { PublicNames } from './outcome.js';

/** Every function of `tf`, those of the objects in it (`image.cropAndResize`), and the methods of tensors. */
export function publicNames(tf: TfNamespace): PublicNames {
  const functions: string[] = [];
  for (const [name, value] of Object.entries(tf)) {
    if (typeof value === 'function') functions.push(name);
    else if (typeof value === 'object' && value !== null)
      for (const [inner, member] of Object.entries(value))
        if (typeof member === 'function') functions.push(`${name}.${inner}`);
  }
  const methods = [
    ...methodsOf(tf.Tensor.prototype, 'Tensor'),
    ...methodsOf(tf.TensorBuffer.prototype, 'TensorBuffer'),
    ...methodsOf(tf.Variable.prototype, 'Variable'),
  ];
  return { functions, methods };
}

const methodsOf = (prototype: object, owner: string): string[] =>
  Object.entries(Object.getOwnPropertyDescriptors(prototype))
    .filter(([name, { value }]) => name !== 'constructor' && typeof value === 'function')
    .map(([name]) => `${owner}.${name}`);
