import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { TfNamespace } from '../../../kernel/engine.js';
import { seed } from '../../../library/seed.js';

/** A whole lesson's training, on its real data. */
export interface Lab {
  name: string;
  /** Samples of the validation, of which an accuracy counts each. */
  samples: number;
  /** How far engines may lie apart in an epoch, as a share of the value: see `close`. */
  tolerance: { training: number; validation: number };
  /** @returns the series of `fit`'s history. */
  run(tf: TfNamespace, data: LabData): Promise<Record<string, number[]>>;
}

/** Folders of data. */
export interface LabData {
  /** What the product ships. */
  product: string;
  /** What `scripts/provide-lab-data.mjs` has put into the cache folder. */
  provided: string;
}

/**
 * Values of float32 lie 6e-8 apart, sums of a batch differ by some of these, and each step goes on from the one before:
 * measured are 4e-7 after all epochs, whose many kinks of ReLU lie as far on the one engine as on the other.
 */
export const close = { training: 1e-5, validation: 1e-5 } as const;

interface Training {
  model: (tf: TfNamespace) => LayersModel;
  x: Tensor;
  y: Tensor;
  compile: Parameters<LayersModel['compile']>[0];
  batchSize: number;
  epochs: number;
}

/**
 * Builds and fits with `seed()` of the library before: initial weights without seeds of their own, the order of the samples
 * and the masks of dropout then draw the same on every engine.
 */
export async function train(tf: TfNamespace, training: Training): Promise<Record<string, number[]>> {
  const { x, y, compile, batchSize, epochs } = training;
  seed(7);
  try {
    const model = training.model(tf);
    model.compile(compile);
    const fit = { batchSize, epochs, verbose: 0, validationSplit: 0.2, shuffle: true } as const;
    const { history } = await model.fit(x, y, fit);
    model.dispose();
    return history as Record<string, number[]>;
  } finally {
    seed.release();
    tf.dispose([x, y]);
  }
}

/** Columns of mean 0 and deviation 1. */
export function standardized(rows: readonly (readonly number[])[]): number[][] {
  const columns = rows[0]?.map((_, i) => {
    const mean = rows.reduce((sum, row) => sum + (row[i] as number), 0) / rows.length;
    const variance = rows.reduce((sum, row) => sum + ((row[i] as number) - mean) ** 2, 0) / rows.length;
    return { mean, deviation: Math.sqrt(variance) || 1 };
  });
  return rows.map((row) =>
    row.map((value, i) => {
      const { mean = 0, deviation = 1 } = columns?.[i] ?? {};
      return (value - mean) / deviation;
    }),
  );
}
