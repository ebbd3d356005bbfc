import { STREAM_HEAD, STREAM_TAIL } from '../../protocol/index.js';

/**
 * Lets the head of what one cell prints through and keeps its tail for the end, so that a runaway loop fills neither the
 * notebook nor the memory.
 */
export class StreamLimit {
  private printed = 0;
  private tail: string[] = [];
  private tailLength = 0;
  private skipped = false;

  constructor(
    private readonly head = STREAM_HEAD,
    private readonly tailLimit = STREAM_TAIL,
  ) {}

  /** The part of this text that is shown now. `cut` is true for the very text that crosses the limit. */
  push(text: string): { show: string; cut: boolean } {
    const room = Math.max(0, this.head - this.printed);
    const before = this.printed;
    this.printed += text.length;
    if (text.length <= room) return { show: text, cut: false };
    this.keepTail(text.slice(room));
    return { show: text.slice(0, room), cut: before <= this.head };
  }

  get isCut(): boolean {
    return this.printed > this.head;
  }

  /** Counts text that is not there to be kept. */
  skip(length: number): void {
    this.printed += length;
    this.skipped = true;
    this.tail = [];
    this.tailLength = 0;
  }

  /** What is to be said and shown at the end of the cell; undefined where nothing was cut. */
  end(): { printed: number; exact: boolean; shown: number; tail: string } | undefined {
    if (this.printed <= this.head) return undefined;
    const tail = this.tail.join('').slice(-this.tailLimit);
    return { printed: this.printed, exact: !this.skipped, shown: this.head + tail.length, tail };
  }

  private keepTail(text: string): void {
    const kept = text.slice(-this.tailLimit);
    this.tail.push(kept);
    this.tailLength += kept.length;
    if (this.tailLength > 4 * this.tailLimit) {
      this.tail = [this.tail.join('').slice(-this.tailLimit)];
      this.tailLength = this.tail[0]?.length ?? 0;
    }
  }
}
