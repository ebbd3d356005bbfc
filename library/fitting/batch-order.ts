import { type KernelEngine, KernelTap } from './kernel-tap.js';
import { replaceMethod } from './replace-method.js';

/** Epochs of which the order is kept, and how many rows of each. */
const MOST_EPOCHS = 3;
const MOST_ROWS = 10_000;
/** Gatherings between two steps: of inputs that are targets too, of other trainings on the same data. */
const MOST_SEEN = 32;

/** Which rows the batches of a `fit` held, in the order in which it took them. */
export interface BatchOrder {
  /** Rows that were trained on; those that were set aside for validation are the ones after them. */
  samples: number;
  batchSize: number;
  shuffle: boolean;
  /** Batches that were trained on in all. */
  steps: number;
  /** The first epochs: the number of the epoch, counted from 1, and the row numbers of its first batches, counted from 0. */
  epochs: { epoch: number; batches: Int32Array[] }[];
}

/** A training whose rows have no numbers: those of `fitDataset`. */
const DATASET = 'dataset';

export type KnownBatches = BatchOrder | typeof DATASET;

interface DataTensor {
  readonly dataId: object;
  readonly shape: readonly number[];
  dataSync(): ArrayLike<number>;
}

type Step = (batch: readonly DataTensor[]) => unknown;

/** The loop of `fit`, private in tfjs-layers. */
interface Loop {
  fitLoop(step: Step, data: readonly DataTensor[], ...rest: unknown[]): Promise<unknown>;
}

/** Places among what follows the data. */
const [BATCH_SIZE, SHUFFLE, INITIAL_EPOCH] = [1, 7, 9];

/** A gathering out of the data: the row numbers, and what came of it. */
interface Gathering {
  rows: Int32Array;
  batch: object;
}

/** Waits for the order of one `fit`. */
export interface WatchedBatches {
  /** What was seen so far; undefined before the loop begins, and where it could not be read. */
  order(): KnownBatches | undefined;
  /** Batches were taken without an operation of TensorFlow.js: these rows, so many a batch. */
  took(rows: Int32Array, size: number): void;
  end(): void;
}

/**
 * Reads which rows each batch of the next `fit` of this model holds: tfjs shuffles a list of row numbers and gathers each
 * batch by a piece of it, and that piece is read, off the operation that the training runs anyway. Nothing is computed or
 * drawn for it, and after the first epochs nobody listens.
 */
export function watchBatches(
  kind: 'fit' | 'fitDataset',
  model: object,
  tf: { engine(): KernelEngine },
): WatchedBatches {
  if (kind === 'fitDataset') return { order: () => DATASET, took() {}, end() {} };
  let order: BatchOrder | undefined;
  let stop = (): void => {};
  let reader: BatchReader | undefined;
  const loop = model as Loop;
  const original = loop.fitLoop;
  if (typeof original !== 'function') return { order: () => undefined, took() {}, end() {} };
  const restore = replaceMethod(loop, 'fitLoop', (step, data, ...rest) => {
    const samples = data[0]?.shape[0];
    if (samples === undefined) return original.call(loop, step, data, ...rest);
    const made = newOrder(samples, rest);
    const own = new BatchReader(made, data[0] as DataTensor, Number(rest[INITIAL_EPOCH] ?? 0));
    order = made;
    reader = own;
    try {
      stop = KernelTap.of(tf.engine()).listen((kernel, inputs, output) => {
        if (kernel === 'GatherV2') own.gathered(inputs, output);
      });
    } catch {
      // A record that fails leaves the training alone: `next` finds that there is nothing to read.
    }
    const watched: Step = (batch) => {
      if (!own.next(batch)) stop();
      return step(batch);
    };
    return original.call(loop, watched, data, ...rest);
  });
  return {
    order: () => order,
    took(rows, size) {
      if (reader && !reader.took(rows, size)) stop();
    },
    end() {
      stop();
      restore();
    },
  };
}

const newOrder = (samples: number, rest: readonly unknown[]): BatchOrder => ({
  samples,
  batchSize: Number(rest[BATCH_SIZE] ?? 32),
  shuffle: Boolean(rest[SHUFFLE] ?? true),
  steps: 0,
  epochs: [],
});

class BatchReader {
  private readonly seen: Gathering[] = [];
  private reads = true;
  /** Whether there will be more to read. */
  private more = true;
  private rowsOfEpoch = 0;

  constructor(
    private readonly order: BatchOrder,
    private readonly data: DataTensor,
    private readonly initialEpoch: number,
  ) {}

  /** The row numbers live no longer than the gathering; that of another training on the same data is sorted out in `next`. */
  gathered(inputs: Record<string, unknown>, output: unknown): void {
    const { x, indices } = inputs as { x?: DataTensor; indices?: DataTensor };
    const batch = (output as DataTensor | undefined)?.dataId;
    if (!this.reads || x?.dataId !== this.data.dataId || !indices || !batch) return;
    try {
      this.seen.push({ rows: Int32Array.from(indices.dataSync()).subarray(0, MOST_ROWS), batch });
    } catch {
      this.reads = false;
      this.order.epochs.length = 0;
    }
    if (this.seen.length > MOST_SEEN) this.seen.shift();
  }

  /** Before a step on this batch. The answer is whether there will be more to read. */
  next(batch: readonly DataTensor[]): boolean {
    const gathering = this.seen.find((seen) => seen.batch === batch[0]?.dataId);
    this.seen.length = 0;
    this.step(gathering?.rows);
    return this.more;
  }

  /** The same for the batches that these rows make. */
  took(rows: Int32Array, size: number): boolean {
    for (let at = 0; at < rows.length; at += size) {
      if (this.more) this.step(rows.subarray(at, at + size));
      else this.order.steps += 1;
    }
    return this.more;
  }

  /** What is not certain is not kept. */
  private step(rows: Int32Array | undefined): void {
    const { order, initialEpoch } = this;
    const perEpoch = Math.ceil(order.samples / order.batchSize);
    const place = order.steps % perEpoch;
    const epoch = Math.floor(order.steps / perEpoch);
    order.steps += 1;
    if (this.reads && epoch < MOST_EPOCHS) {
      if (place === 0) {
        order.epochs.push({ epoch: initialEpoch + epoch + 1, batches: [] });
        this.rowsOfEpoch = 0;
      }
      this.keep(rows);
    }
    this.more =
      this.reads && (epoch < MOST_EPOCHS - 1 || (epoch === MOST_EPOCHS - 1 && place < perEpoch - 1));
  }

  private keep(rows: Int32Array | undefined): void {
    const room = MOST_ROWS - this.rowsOfEpoch;
    if (room === 0) return;
    if (!rows) {
      this.reads = false;
      this.order.epochs.length = 0;
      return;
    }
    const kept = rows.slice(0, room);
    this.rowsOfEpoch += kept.length;
    this.order.epochs.at(-1)?.batches.push(kept);
  }
}

const ORDERS = Symbol.for('epochbook.batch-orders');

interface Orders {
  of: WeakMap<object, KnownBatches>;
  latest: KnownBatches | undefined;
}

/** One per process: the kernel and the library that cells import each hold this file. */
function orders(): Orders {
  const shared = globalThis as { [ORDERS]?: Orders };
  shared[ORDERS] ??= { of: new WeakMap(), latest: undefined };
  return shared[ORDERS];
}

/** Keeps the order of a `fit` for as long as its history lives; that of the latest one always. */
export function rememberBatches(history: unknown, known: KnownBatches | undefined): void {
  const all = orders();
  all.latest = known;
  if (known && typeof history === 'object' && history !== null) all.of.set(history, known);
}

/** What is known of the `fit` that gave back this history, or of the latest (null). */
export const batchOrderOf = (history: object | null): KnownBatches | undefined =>
  history === null ? orders().latest : orders().of.get(history);
