import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';

/** Values at each end of an axis that is cut short. */
const EDGE = 3;
/** Tensors with more values are cut short before they are read, as reading copies them. */
const MOST_READ = 1_000_000;

/** What is read of a tensor to show it: its values, or those at the ends of its longer axes. */
export interface ShownValues {
  /** Of what is left. */
  shape: number[];
  /** For each axis, whether something is left out after its first values. */
  cut: boolean[];
  /** Row by row; real and imaginary parts in turn where the type is complex. */
  values: readonly (number | string)[];
}

/** Index of the first value that is left out of an axis. */
export const CUT_AT = EDGE;

export interface ShowableTensor {
  shape: number[];
  dtype: string;
  size: number;
  dataSync(): ArrayLike<number | string>;
}

/** @param most More values than this are cut short to the first and last three of an axis. */
export function shownValues(tf: TfNamespace, tensor: ShowableTensor, most: number): ShownValues {
  const { shape, size, dtype } = tensor;
  const cut = shape.map((length) => size > most && length > 2 * EDGE);
  if (size <= MOST_READ || dtype === 'string' || dtype === 'complex64' || !cut.includes(true))
    return pick(readSync(tf, tensor), shape, cut, dtype === 'complex64' ? 2 : 1);
  const values = tf.tidy(() => Array.from(readSync(tf, cutShort(tf, tensor as unknown as Tensor, cut))));
  return { shape: cutShape(shape, cut), cut, values };
}

const cutShape = (shape: readonly number[], cut: readonly boolean[]): number[] =>
  shape.map((length, axis) => (cut[axis] ? 2 * EDGE : length));

/** The ends of the axes as a small tensor. */
function cutShort(tf: TfNamespace, tensor: Tensor, cut: readonly boolean[]): Tensor {
  let left = tensor;
  cut.forEach((short, axis) => {
    if (!short) return;
    const part = (from: number) =>
      tf.slice(
        left,
        left.shape.map((_, each) => (each === axis ? from : 0)),
        left.shape.map((length, each) => (each === axis ? EDGE : length)),
      );
    left = tf.concat([part(0), part((left.shape[axis] as number) - EDGE)], axis);
  });
  return left;
}

/** Strings that are no UTF-8 are bytes: they are shown as such. */
function readSync(tf: TfNamespace, tensor: ShowableTensor): ArrayLike<number | string> {
  if (tensor.dtype !== 'string') return tensor.dataSync();
  const { dataId } = tensor as unknown as Tensor;
  if (dataId === undefined) return Array.from(tensor.dataSync(), (each) => JSON.stringify(each) ?? '');
  const bytes = tf.engine().readSync(dataId) as unknown as ArrayLike<Uint8Array>;
  return Array.from(bytes, (each) => {
    try {
      return JSON.stringify(new TextDecoder('utf-8', { fatal: true }).decode(each));
    } catch {
      const hex = Array.from(each.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
      return `<${each.length} bytes: ${hex}${each.length > 16 ? ' …' : ''}>`;
    }
  });
}

function pick(
  values: ArrayLike<number | string>,
  shape: readonly number[],
  cut: readonly boolean[],
  parts: number,
): ShownValues {
  const picked: (number | string)[] = [];
  const walk = (axis: number, offset: number, size: number): void => {
    if (axis === shape.length) {
      for (let part = 0; part < parts; part += 1) picked.push(values[offset * parts + part] ?? Number.NaN);
      return;
    }
    const length = shape[axis] as number;
    const stride = size / length;
    for (let at = 0; at < length; at += 1) {
      if (cut[axis] && at === EDGE) at = length - EDGE;
      walk(axis + 1, offset + at * stride, stride);
    }
  };
  const size = shape.reduce((product, length) => product * length, 1);
  if (size > 0) walk(0, 0, size);
  return { shape: cutShape(shape, cut), cut: [...cut], values: picked };
}
