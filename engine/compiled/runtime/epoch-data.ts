import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { tensorMemory } from '../../embedded/simd/simd-module.js';
import type { TfNamespace } from '../../tf-namespace.js';
import { kindOfBatch } from './batch-kind.js';
import type { Program } from './program.js';

/** The data of a training, and in which order its rows come in an epoch. */
export class EpochData {
  private readonly numbers: Tensor1D;
  private readonly kinds: readonly [full: string, last: string];
  private rows: Int32Array;

  constructor(
    private readonly tf: TfNamespace,
    private readonly backend: BackendWasm,
    private readonly data: readonly (Tensor | null)[],
    private readonly samples: number,
    readonly batchSize: number,
  ) {
    this.rows = Int32Array.from({ length: samples }, (_, row) => row);
    this.numbers = tf.keep(tf.tensor1d(this.rows, 'int32'));
    this.kinds = [kindOfBatch(data, this.rowsOf(0)), kindOfBatch(data, this.rowsOf(this.batches - 1))];
  }

  /** Batches of an epoch. */
  get batches(): number {
    return Math.ceil(this.samples / this.batchSize);
  }

  /** How many rows a batch has. */
  rowsOf(batch: number): number {
    return Math.min(this.batchSize, this.samples - batch * this.batchSize);
  }

  kindOf(batch: number): string {
    return this.kinds[batch === this.batches - 1 ? 1 : 0];
  }

  /** Draws the order of an epoch as the loop of TensorFlow.js does. */
  shuffle(): void {
    this.tf.util.shuffle(this.rows);
    const { memoryOffset } = this.backend.dataIdMap.get(this.numbers.dataId) as { memoryOffset: number };
    new Int32Array(tensorMemory().buffer, memoryOffset >>> 0, this.samples).set(this.rows);
  }

  /** The numbers of the rows of some batches. */
  numbersOf(batch: number, count: number): Int32Array {
    return this.rows.subarray(batch * this.batchSize, (batch + count) * this.batchSize);
  }

  /** Whether all of it lies in the memory of the backend, from where it can be gathered. */
  get isAtHand(): boolean {
    return this.data.every(
      (tensor) => !tensor || (!tensor.isDisposed && this.backend.dataIdMap.has(tensor.dataId)),
    );
  }

  /** Puts a batch where a program takes it. */
  gather(program: Program, batch: number): void {
    const { memoryOffset } = this.backend.dataIdMap.get(this.numbers.dataId) as { memoryOffset: number };
    const first = (memoryOffset >>> 0) + 4 * batch * this.batchSize;
    program.gather(this.data, first, this.rowsOf(batch), this.backend);
  }

  /** A batch as tensors, as the loop of TensorFlow.js gathers it. */
  tensorsOf(batch: number): (Tensor | null)[] {
    const { tf } = this;
    const numbers = tf.slice(this.numbers, batch * this.batchSize, this.rowsOf(batch));
    return this.data.map((tensor) => tensor && tf.gather(tensor, numbers));
  }

  dispose(): void {
    this.numbers.dispose();
  }
}
