import { inheritedData, isPlain, ownData } from './own-data.js';

/** A tensor, as its own stored properties tell it: of this engine, or of another TensorFlow.js of the workspace. */
export interface FoundTensor {
  object: object;
  shape: number[];
  dtype: string;
  /** How many values. */
  size: number;
  /** In the memory of the engine. */
  bytes: number;
  disposed: boolean;
  /** Its values may be others later: a `tf.Variable`. */
  variable: boolean;
}

const BYTES: Record<string, number> = { bool: 1, complex64: 8 };

const isSize = (size: unknown): size is number => typeof size === 'number' && size >= 0;

/** What a value tells of itself as a tensor; undefined where it is none. Runs no code of the student's. */
export function tensorOf(value: unknown): FoundTensor | undefined {
  if (!isPlain(value)) return undefined;
  const shape = ownData(value, 'shape');
  const dtype = ownData(value, 'dtype');
  if (!Array.isArray(shape) || typeof dtype !== 'string' || !ownData(value, 'dataId')) return undefined;
  if (typeof inheritedData(value, 'dataSync') !== 'function') return undefined;
  const sizes = Array.from({ length: shape.length }, (_, axis) => ownData(shape, axis));
  if (!sizes.every(isSize)) return undefined;
  const size = sizes.reduce((product, length) => product * length, 1);
  return {
    object: value,
    shape: sizes,
    dtype,
    size,
    bytes: size * (BYTES[dtype] ?? 4),
    disposed: ownData(value, 'isDisposedInternal') === true,
    variable: typeof inheritedData(value, 'assign') === 'function',
  };
}
