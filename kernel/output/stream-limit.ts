import { STREAM_HEAD, STREAM_TAIL } from '../../protocol/index.js';

/**
 * Lets the head of what one cell prints through and keeps its tail for the end, so that a runaway loop fills neither the
 * notebook nor the memory.
 */
export class StreamLimit {
  private printed = 0;
  /** What of it was not written over. */
  private held = 0;
  /** Length of the last line so far. */
  private line = 0;
  private shown = 0;
  private over = false;
  private tail: string[] = [];
  private tailLength = 0;
  private skipped = false;

  constructor(
    private readonly head = STREAM_HEAD,
    private readonly tailLimit = STREAM_TAIL,
  ) {}

  /** The part of this text that is shown now. `cut` is true for the very text that crosses the limit. */
  push(text: string): { show: string; cut: boolean } {
    this.printed += text.length;
    const room = Math.max(0, this.head - this.held);
    if (!this.isCut && text.length <= room) {
      this.held += text.length - this.overwritten(text);
      this.shown += text.length;
      return { show: text, cut: false };
    }
    const show = this.isCut ? '' : text.slice(0, room);
    this.shown += show.length;
    this.keepTail(text.slice(show.length));
    const cut = !this.isCut;
    this.over = true;
    return { show, cut };
  }

  /** Characters that a return to the start of the line gives up. */
  private overwritten(text: string): number {
    let given = 0;
    for (const piece of text.split(/(\r(?!\n)|\n)/)) {
      if (piece === '\r') given += this.line + 1;
      this.line = piece === '\r' || piece === '\n' ? 0 : this.line + piece.length;
    }
    return given;
  }

  get isCut(): boolean {
    return this.over;
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
    if (!this.isCut) return undefined;
    const tail = this.tail.join('').slice(-this.tailLimit);
    return { printed: this.printed, exact: !this.skipped, shown: this.shown + tail.length, tail };
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
