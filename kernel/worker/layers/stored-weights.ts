import { type Network, packMatrix, quantize } from '../../../protocol/index.js';
import type { WeightsRecord } from '../../recorder/layers/index.js';

/** Weights of so many epochs are kept: the first, the last, and some between. */
const MOST_EPOCHS = 6;
/** A matrix of more weights is kept as its strongest ones, as many as these. */
const MOST_WEIGHTS = 8192;
const MOST_EDGES = 600;

type Saved = { epoch: number } & Pick<Network, 'weights'> & { strongest: NonNullable<Network['strongest']> };

/** The weights between layers at some epochs of a run, small enough to be drawn. */
export class StoredWeights {
  private epochs: Saved[] = [];

  add({ epoch, matrices }: WeightsRecord): void {
    const saved: Saved = { epoch, weights: [], strongest: [] };
    for (const { from, to, rows, columns, values } of matrices) {
      if (rows * columns <= MOST_WEIGHTS)
        saved.weights.push({ from, to, epoch, values: quantize(rows, columns, values) });
      else saved.strongest.push({ from, to, epoch, rows, columns, edges: strongest(columns, values) });
    }
    this.epochs = [...this.epochs.filter((each) => each.epoch < epoch), saved];
    if (this.epochs.length > MOST_EPOCHS) this.epochs.splice(this.leastMissed(), 1);
  }

  get network(): Pick<Network, 'weights' | 'strongest'> {
    const large = this.epochs.flatMap((each) => each.strongest);
    return {
      weights: this.epochs.flatMap((each) => each.weights),
      ...(large.length > 0 && { strongest: large }),
    };
  }

  /** The one between two others that lie nearest to each other. */
  private leastMissed(): number {
    let found = 1;
    let least = Number.POSITIVE_INFINITY;
    for (let at = 1; at < this.epochs.length - 1; at++) {
      const gap = (this.epochs[at + 1] as Saved).epoch - (this.epochs[at - 1] as Saved).epoch;
      if (gap >= least) continue;
      least = gap;
      found = at;
    }
    return found;
  }
}

/** Rows of (row, column, weight). */
function strongest(columns: number, values: Float32Array): ReturnType<typeof packMatrix> {
  const sizes = values.map((value) => (Number.isFinite(value) ? Math.abs(value) : 0)).sort();
  const bound = sizes[Math.max(0, sizes.length - MOST_EDGES)] ?? 0;
  const edges: number[] = [];
  for (let i = 0; i < values.length && edges.length < MOST_EDGES * 3; i++) {
    const value = values[i] as number;
    if (Math.abs(value) >= bound && value !== 0) edges.push(Math.floor(i / columns), i % columns, value);
  }
  return packMatrix(edges.length / 3, 3, Float32Array.from(edges));
}
