/** Says after which batches to save where that is done every n batches; the count goes on over epochs, as in Keras. */
export class BatchCounter {
  private waiting = 0;
  private last: number;

  /** @param first the batch seen last, before the first: Keras' ModelCheckpoint has none, BackupAndRestore 0. */
  constructor(
    private readonly every: number,
    first: number | undefined,
  ) {
    this.last = first ?? Number.POSITIVE_INFINITY;
  }

  /** The batch, counted from 0, seen last. */
  get lastBatch(): number {
    return this.last;
  }

  /** A new epoch begins for a counter that starts it at batch 0. */
  startEpoch(): void {
    this.last = 0;
  }

  /** Whether to save after this batch. */
  isDue(batch: number): boolean {
    this.waiting += batch <= this.last ? batch + 1 : batch - this.last;
    this.last = batch;
    if (this.waiting < this.every) return false;
    this.waiting = 0;
    return true;
  }
}
