import { closeSync, ftruncateSync, mkdirSync, openSync, readdirSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { refuseDeviceName } from '../../engine/files/index.js';
import { type EventContent, encodeEvent } from './event.js';
import { frameRecord } from './frame-record.js';

/** A process that is killed loses at most what it has written in this time. */
const FLUSH_MS = 1000;
/** A writer that comes back after this time is flushed at once, for an event loop at work lets no timer through. */
const EAGER_MS = 100;
const FULL_BYTES = 1 << 16;

let opened = 0;

/**
 * A TensorBoard event file, only ever appended to. Each gets a name of its own that sorts behind all others of its folder,
 * since TensorBoard does not go back to an older file of a run.
 *
 * @throws Error from the file system, also while adding: the folder cannot be written to, or the disk is full.
 */
export class EventFile {
  readonly path: string;
  private readonly file: number;
  private pending: Uint8Array[] = [];
  private pendingBytes = 0;
  private flushedAt = performance.now();
  private timer: NodeJS.Timeout | undefined;
  private closed = false;
  /** Of whole records. */
  private length = 0;

  constructor(folder: string) {
    refuseDeviceName(folder);
    mkdirSync(folder, { recursive: true });
    this.path = join(folder, freshName(folder));
    this.file = openSync(this.path, 'ax');
    this.add({ fileVersion: 'brain.Event:2' });
    this.flush();
  }

  add(content: EventContent): void {
    const record = frameRecord(encodeEvent(Date.now() / 1000, content));
    this.pending.push(record);
    this.pendingBytes += record.length;
    if (this.pendingBytes >= FULL_BYTES) this.flush();
    else this.timer ??= setTimeout(() => this.flushQuietly(), FLUSH_MS).unref();
  }

  /** Hands over what was added, unless that has been done just now. */
  settle(): void {
    if (this.pendingBytes > 0 && performance.now() - this.flushedAt >= EAGER_MS) this.flush();
  }

  /** Hands all that was added to the operating system, whole records at a time. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.flushedAt = performance.now();
    if (this.pendingBytes === 0 || this.closed) return;
    const bytes = Buffer.concat(this.pending);
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.file, bytes, done);
    } catch (error) {
      // On a full disk a part may have been written, behind which nothing could be read.
      ftruncateSync(this.file, this.length);
      throw error;
    }
    this.length += bytes.length;
    this.pending = [];
    this.pendingBytes = 0;
  }

  close(): void {
    if (this.closed) return;
    try {
      this.flush();
    } finally {
      this.closed = true;
      closeSync(this.file);
    }
  }

  private flushQuietly(): void {
    try {
      this.flush();
    } catch {
      // In a timer nobody could catch it; the owner's next `settle`, `flush` or `close` meets the same error.
    }
  }
}

function freshName(folder: string): string {
  const taken = readdirSync(folder).filter((name) => name.includes('tfevents'));
  const machine = hostname().replace(/[^\w-]/g, '_') || 'localhost';
  const count = opened++;
  for (let seconds = Math.floor(Date.now() / 1000); ; seconds++) {
    const name = `events.out.tfevents.${seconds}.${machine}.${process.pid}.${count}.v2`;
    if (taken.every((other) => other < name)) return name;
  }
}
