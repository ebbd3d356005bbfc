import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { maskedCrc32c } from './crc.js';

const HEADER = 12;
const FOOTER = 4;
const CHUNK = 1 << 20;
/** A longer record is no summary: it is passed over without being held. */
const MOST_RECORD = 128 * CHUNK;
/** Places of a file that are named; of more only the number is told. */
const MOST_NAMED = 100;

/** A stretch of a file that cannot be read. */
export interface Damage {
  /** Where it begins, from 0. */
  byte: number;
  /** How long it is. */
  bytes: number;
  /** The length's checksum is wrong, that of the data is, the data are no event, or they are too large to be one. */
  what: 'length' | 'checksum' | 'content' | 'large';
}

/**
 * Reads a TFRecord file as it grows, in bounded memory: length (8 bytes), its checksum, payload, its checksum. What is damaged
 * is passed over: a record whose data are wrong to its end, and from a wrong length on to the next place that is the head of a
 * record. Never throws for what a file holds.
 */
export class RecordReader {
  /** Up to which byte the file has been gone through. */
  offset = 0;
  readonly damages: Damage[] = [];
  damaged = 0;
  /** Bytes behind the last whole record: still being written, or cut off. */
  cut = 0;
  private buffer = new Uint8Array(0);
  /** The damage within which the head of a record is looked for. */
  private lost: Damage | undefined;

  constructor(readonly path: string) {}

  /**
   * Hands over the records of about the next `most` bytes.
   *
   * @param take gets payloads that are valid only until it returns; what it throws makes them damaged content.
   * @returns whether there may be more to read at once.
   * @throws Error from the file system.
   */
  read(take: (payload: Uint8Array) => void, most = CHUNK): boolean {
    const file = openSync(this.path, 'r');
    try {
      const { size } = fstatSync(file);
      const wanted = Math.min(Math.max(most, this.needed), Math.max(0, size - this.offset));
      if (this.buffer.length < wanted) this.buffer = new Uint8Array(wanted);
      const length = wanted > 0 ? readSync(file, this.buffer, 0, wanted, this.offset) : 0;
      const before = this.offset;
      this.needed = 0;
      this.go(this.buffer.subarray(0, length), size, take);
      this.cut = Math.max(0, size - this.offset);
      const more = this.offset > before || this.needed > 0;
      if (!more || this.offset >= size) this.buffer = new Uint8Array(0);
      return more && this.offset < size;
    } finally {
      closeSync(file);
    }
  }

  /** Bytes of the record that did not fit into a chunk. */
  private needed = 0;

  private go(bytes: Uint8Array, size: number, take: (payload: Uint8Array) => void): void {
    const from = this.offset;
    let at = 0;
    for (;;) {
      const { lost } = this;
      if (lost) {
        const found = this.search(bytes, at);
        lost.bytes += found - at;
        at = found;
        this.offset = from + at;
        if (this.lost) return;
      }
      this.offset = from + at;
      if (at + HEADER > bytes.length) return;
      if (!isHead(bytes, at)) {
        this.lost = { byte: this.offset, bytes: 1, what: 'length' };
        this.tell(this.lost);
        at += 1;
        continue;
      }
      const length = lengthAt(bytes, at);
      const whole = HEADER + length + FOOTER;
      if (this.offset + whole > size) return;
      if (length > MOST_RECORD) {
        this.tell({ byte: this.offset, bytes: whole, what: 'large' });
        this.offset += whole;
        return;
      }
      if (at + whole > bytes.length) {
        this.needed = whole;
        return;
      }
      this.takeOne(
        bytes.subarray(at + HEADER, at + HEADER + length),
        wordAt(bytes, at + whole - FOOTER),
        take,
      );
      at += whole;
    }
  }

  private takeOne(payload: Uint8Array, checksum: number, take: (payload: Uint8Array) => void): void {
    const bytes = HEADER + payload.length + FOOTER;
    if (maskedCrc32c(payload) !== checksum) {
      this.tell({ byte: this.offset, bytes, what: 'checksum' });
      return;
    }
    try {
      take(payload);
    } catch {
      this.tell({ byte: this.offset, bytes, what: 'content' });
    }
  }

  /** Where the next head of a record is; behind what was looked through where there is none, and `lost` stays. */
  private search(bytes: Uint8Array, from: number): number {
    for (let at = from; at + HEADER <= bytes.length; at++) {
      if (wordAt(bytes, at + 4) !== 0 || !isHead(bytes, at)) continue;
      this.lost = undefined;
      return at;
    }
    return Math.max(from, bytes.length - HEADER + 1);
  }

  private tell(damage: Damage): void {
    this.damaged += 1;
    if (this.damages.length < MOST_NAMED) this.damages.push(damage);
  }
}

/** Four bytes, the lowest first. */
const wordAt = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)) >>>
  0;

const isHead = (bytes: Uint8Array, at: number): boolean =>
  wordAt(bytes, at + 8) === maskedCrc32c(bytes.subarray(at, at + 8));

const lengthAt = (bytes: Uint8Array, at: number): number =>
  wordAt(bytes, at) + 2 ** 32 * wordAt(bytes, at + 4);
