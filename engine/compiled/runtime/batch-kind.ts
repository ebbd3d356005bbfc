import type { Tensor } from '@tensorflow/tfjs-core';

/** Of how many kinds of batches programs are kept; a model that sees more has no size of batches. */
export const MOST_KINDS = 32;

/**
 * By what the programs of a model are told apart: types and shapes of a batch.
 *
 * @param rows Of a batch that is gathered out of this data.
 */
export const kindOfBatch = (data: readonly (Tensor | null)[], rows?: number): string =>
  data
    .map((tensor) => {
      if (!tensor) return '-';
      const shape = rows === undefined ? tensor.shape : [rows, ...tensor.shape.slice(1)];
      return `${tensor.dtype}[${shape}]`;
    })
    .join();
