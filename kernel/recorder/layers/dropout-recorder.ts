import type { WatchedTensor } from '../../../library/fitting/index.js';
import { DistinctRows } from './distinct-rows.js';
import type { DropoutRecord } from './layer-events.js';
import type { Sampling } from './sampling.js';

/** Bytes of masks stored of one step of one layer; of a large batch the first samples. */
const MOST_MASK_BYTES = 4096;
/** Bytes that the masks and counts of all recorded steps may take. */
const ROOM = 6 * 1024 * 1024;

/** What one dropout layer does in a run. */
class DropoutTrack {
  units = 0;
  private stride = 0;
  private counts = new Uint32Array(0);
  private draws = 0;
  private readonly distinct = new DistinctRows();
  private row = new Uint8Array(0);
  private masks = new Uint8Array(0);
  private batch = 0;
  private samples = 0;
  private keptBits = 0;
  private least = Number.POSITIVE_INFINITY;
  private most = Number.NEGATIVE_INFINITY;

  get bytes(): number {
    return this.samples * this.stride + this.units * 4 + 64;
  }

  get called(): boolean {
    return this.batch > 0;
  }

  begin(): void {
    this.batch = 0;
    this.samples = 0;
    this.keptBits = 0;
  }

  /** @param values 1 for kept, `rows` masks of `units` values. A layer that is used several times in a step has more rows. */
  add(values: ArrayLike<number>, rows: number, units: number): void {
    if (this.units === 0) this.resize(units);
    // Sequences whose length changes from batch to batch have no units to count.
    if (units !== this.units) return;
    const { counts, row, stride } = this;
    let at = 0;
    let kept = 0;
    for (let sample = 0; sample < rows; sample++) {
      let high = 0x811c9dc5;
      let low = 0x9e3779b9;
      for (let byte = 0; byte < stride; byte++) {
        const first = byte * 8;
        const bits = Math.min(8, units - first);
        let packed = 0;
        for (let bit = 0; bit < bits; bit++) {
          const one = (values[at++] as number) | 0;
          packed |= one << bit;
          kept += one;
          counts[first + bit] = (counts[first + bit] as number) + one;
        }
        row[byte] = packed;
        high = Math.imul(high ^ packed, 0x01000193);
        low = Math.imul(low ^ packed ^ (high >>> 15), 0x85ebca6b);
        low ^= low >>> 13;
      }
      this.distinct.add(high, low);
      this.store(row);
    }
    this.batch += rows;
    this.draws += rows;
    this.keptBits += kept;
  }

  /** Whether the share kept is the least or the greatest so far. */
  extreme(): boolean {
    const share = this.keptBits / (this.batch * this.units);
    const is = share < this.least || share > this.most;
    this.least = Math.min(this.least, share);
    this.most = Math.max(this.most, share);
    return is;
  }

  record(index: number, step: number, epoch: number, every: number): DropoutRecord {
    const { units, batch, samples } = this;
    return {
      kind: 'dropout',
      index,
      step,
      epoch,
      every,
      units,
      batch,
      samples,
      masks: this.masks.slice(0, samples * this.stride),
      kept: this.keptBits / (batch * units),
      counts: this.counts.slice(),
      draws: this.draws,
      distinct: this.distinct.count,
      atLeast: this.distinct.full,
    };
  }

  private resize(units: number): void {
    this.units = units;
    this.stride = Math.ceil(units / 8);
    this.counts = new Uint32Array(units);
    this.row = new Uint8Array(this.stride);
    this.masks = new Uint8Array(Math.max(this.stride, MOST_MASK_BYTES));
  }

  private store(row: Uint8Array): void {
    const at = this.samples * this.stride;
    if (at + this.stride > this.masks.length) return;
    this.masks.set(row, at);
    this.samples += 1;
  }
}

/** Reads the masks that dropout layers really use, in every step, and hands over those of some. */
export class DropoutRecorder {
  private readonly tracks: DropoutTrack[];
  private roomKnown = false;
  private pending: { step: number; epoch: number } | undefined;

  constructor(
    layers: number,
    private readonly sampling: Sampling,
  ) {
    this.tracks = Array.from({ length: layers }, () => new DropoutTrack());
  }

  begin(): void {
    for (const track of this.tracks) track.begin();
  }

  /** @param mask 1 or true where a value was kept; its first axis is that of the samples. */
  add(index: number, mask: WatchedTensor): void {
    const rows = mask.shape[0] ?? 1;
    if (rows > 0) this.tracks[index]?.add(mask.dataSync(), rows, mask.size / rows);
  }

  end(step: number, epoch: number): DropoutRecord[] {
    if (!this.tracks.some(({ called }) => called)) return [];
    if (!this.roomKnown) {
      this.roomKnown = true;
      this.sampling.limit(Math.min(4096, ROOM / this.tracks.reduce((sum, { bytes }) => sum + bytes, 0)));
    }
    const extremes = this.tracks.filter((track) => track.called && track.extreme()).length > 0;
    const due = this.sampling.due(step);
    if (due) this.sampling.add(step);
    this.pending = due || extremes ? undefined : { step, epoch };
    return due || extremes ? this.records(step, epoch) : [];
  }

  /** The last step of the run, where it has not been handed over. */
  last(): DropoutRecord[] {
    const { pending } = this;
    this.pending = undefined;
    return pending ? this.records(pending.step, pending.epoch) : [];
  }

  private records(step: number, epoch: number): DropoutRecord[] {
    return this.tracks.flatMap((track, index) =>
      track.called ? [track.record(index, step, epoch, this.sampling.every)] : [],
    );
  }
}
