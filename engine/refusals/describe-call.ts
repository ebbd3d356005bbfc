import type { Tensor } from '@tensorflow/tfjs-core';
import { say } from '../../words/index.js';

/** An operation with its arguments, as a sentence about it names it: `tf.transpose(tensor [2, 3], [0, 0])`. */
export function describeCall(operation: string, given: readonly unknown[]): string {
  const last = given.findLastIndex((argument) => argument !== undefined);
  return `${operation}(${given
    .slice(0, last + 1)
    .map(describe)
    .join(', ')})`;
}

/** As code writes a value; a tensor by its shape, and by its type where that is not float32. */
function describe(value: unknown): string {
  if (isTensor(value)) {
    const shape = `[${value.shape.join(', ')}]`;
    return value.dtype === 'float32'
      ? say(`tensor ${shape}`, `텐서 ${shape}`)
      : say(`${value.dtype} tensor ${shape}`, `${value.dtype} 텐서 ${shape}`);
  }
  if (typeof value === 'string') return `'${shortened(value)}'`;
  if (typeof value === 'function') return value.name || say('a function', '함수');
  if (Array.isArray(value))
    return `[${value.slice(0, MOST).map(describe).join(', ')}${value.length > MOST ? ', …' : ''}]`;
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${(value as Float32Array).length})`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    return `{ ${fields.map(([name, field]) => `${name}: ${describe(field)}`).join(', ')} }`;
  }
  return String(value);
}

/** So many elements of a list are told. */
const MOST = 8;

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

const isTensor = (value: unknown): value is Tensor =>
  typeof value === 'object' && value !== null && 'dataId' in value && 'shape' in value;
