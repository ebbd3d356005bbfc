import { type DropoutRecord, type MaskPart, Sampling } from '../../recorder/layers/index.js';
import { DistinctRows } from './distinct-rows.js';

/** Bytes of masks stored of one step of one layer; of a large batch the first samples. */
const MOST_MASK_BYTES = 4096;
/** Bytes that the masks and counts of all recorded steps may take. */
const ROOM = 6 * 1024 * 1024;
/** How many bits a byte has that are set. */
const SET_BITS = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

/** What one dropout layer does in a run. */
class DropoutTrack {
  units = 0;
  private stride = 0;
  private counts = new Uint32Array(0);
  private draws = 0;
  private readonly distinct = new DistinctRows();
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

  /** @param bits `rows` masks of `units` values. A layer that is used several times in a step has more rows. */
  add(bits: Uint8Array, rows: number, units: number): void {
    if (this.units === 0) this.resize(units);
    // Sequences whose length changes from batch to batch have no units to count.
    if (units !== this.units) return;
    const { counts, stride } = this;
    let at = 0;
    let kept = 0;
    for (let sample = 0; sample < rows; sample++) {
      let high = 0x811c9dc5;
      let low = 0x9e3779b9;
      for (let first = 0; first < units; first += 8) {
        const packed = bits[at++] as number;
        kept += SET_BITS[packed] as number;
        for (let rest = packed, unit = first; rest !== 0; rest >>>= 1, unit++)
          counts[unit] = (counts[unit] as number) + (rest & 1);
        high = Math.imul(high ^ packed, 0x01000193);
        low = Math.imul(low ^ packed ^ (high >>> 15), 0x85ebca6b);
        low ^= low >>> 13;
      }
      this.distinct.add(high, low);
    }
    const stored = Math.min(rows, Math.floor(this.masks.length / stride) - this.samples);
    this.masks.set(bits.subarray(0, stored * stride), this.samples * stride);
    this.samples += stored;
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
    this.masks = new Uint8Array(Math.max(this.stride, MOST_MASK_BYTES));
  }
}

/** Counts the masks of every step, and makes records of some. */
export class DropoutCounts {
  private readonly tracks: DropoutTrack[];
  private readonly sampling = new Sampling();
  private roomKnown = false;
  private pending: { step: number; epoch: number } | undefined;

  constructor(layers: number) {
    this.tracks = Array.from({ length: layers }, () => new DropoutTrack());
  }

  /** A step has begun. */
  begin(): void {
    for (const track of this.tracks) track.begin();
  }

  add({ index, rows, units }: MaskPart, bits: Uint8Array): void {
    this.tracks[index]?.add(bits, rows, units);
  }

  /** The step has ended. The answer is what of it is kept. */
  end(step: number, epoch: number): DropoutRecord[] {
    const { tracks, sampling } = this;
    if (!tracks.some(({ called }) => called)) return [];
    if (!this.roomKnown) {
      this.roomKnown = true;
      sampling.limit(Math.min(4096, ROOM / tracks.reduce((sum, { bytes }) => sum + bytes, 0)));
    }
    const extremes = tracks.filter((track) => track.called && track.extreme()).length > 0;
    const due = sampling.due(step);
    if (due) sampling.add(step);
    this.pending = due || extremes ? undefined : { step, epoch };
    return due || extremes ? this.records(step, epoch) : [];
  }

  /** The last step of the run, where it has not been kept. */
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
