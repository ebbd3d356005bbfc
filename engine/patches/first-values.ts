import type { Tensor } from '@tensorflow/tfjs-core';
import { say } from '../../words/index.js';
import { numberWords } from '../text/number-words.js';
import type { TfNamespace } from '../tf-namespace.js';

/** Values that are read to show the first of them: reading copies all. */
const MOST_READ = 4_000_000;

interface Reading {
  state: {
    tensorInfo: {
      get(
        dataId: object,
      ): { backend: { readSync(dataId: object): ArrayLike<number | Uint8Array> } } | undefined;
    };
  };
}

export interface FirstValues {
  /** As they are shown. */
  words: string[];
  plain: (number | string | boolean)[];
  /** There are no more. */
  all: boolean;
}

/**
 * The first values of a tensor, read without the engine's notice.
 *
 * @returns a few words where they cannot be shown.
 */
export function firstValues(tf: TfNamespace, tensor: Tensor, count: number): FirstValues | string {
  const { dtype, size } = tensor;
  if (tensor.isDisposed) return say('disposed: its values are gone', 'dispose되어 값이 없음');
  if (size > MOST_READ)
    return say(`${size} values, too many to be read here`, `값이 ${size}개라 여기서는 읽지 않음`);
  if (dtype === 'complex64') return say('complex numbers', '복소수');
  try {
    const values = read(tf, tensor);
    const plain = Array.from({ length: Math.min(size, count) }, (_, at) =>
      plainValue(values[at] ?? Number.NaN, dtype),
    );
    return { words: wordsFor(plain, dtype), plain, all: size <= count };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return say(`its values cannot be read: ${reason}`, `값을 읽을 수 없음: ${reason}`);
  }
}

function read(tf: TfNamespace, tensor: Tensor): ArrayLike<number | Uint8Array> {
  const { dataId } = tensor as unknown as { dataId: object };
  const info = (tf.engine() as unknown as Reading).state.tensorInfo.get(dataId);
  if (!info) throw new Error('it has no data');
  return info.backend.readSync(dataId);
}

function plainValue(value: number | Uint8Array, dtype: string): number | string | boolean {
  if (typeof value !== 'number') return new TextDecoder().decode(value);
  return dtype === 'bool' ? value !== 0 : value;
}

function wordsFor(values: FirstValues['plain'], dtype: string): string[] {
  if (dtype === 'float32') return numberWords(values as number[], true).map((word) => word.trim());
  return values.map((value) => (typeof value === 'string' ? JSON.stringify(value) : String(value)));
}
