import type { PackedSteps, StepLayout } from './layer-events.js';

/** Bytes that are there from the beginning. */
const FIRST_ROOM = 64 * 1024;

/** Collects rows of steps until they are handed over, in a buffer that grows as needed and is used again. */
export class StepRows {
  private bytes = new Uint8Array(FIRST_ROOM);
  private used = 0;
  private layouts: StepLayout[] = [];
  private stretches: number[] = [];

  /**
   * Adds rows of an epoch that lie one behind the other.
   *
   * @param first The number of the step that a row with the number 0 is of.
   */
  add(layout: StepLayout, first: number, epoch: number, rows: number, bytes: Uint8Array): void {
    const place = this.layouts.indexOf(layout);
    const number = place >= 0 ? place : this.layouts.push(layout) - 1;
    this.stretches.push(number, first, epoch, rows, this.used);
    const end = this.used + bytes.length;
    if (end > this.bytes.length) {
      const larger = new Uint8Array(2 * end);
      larger.set(this.bytes.subarray(0, this.used));
      this.bytes = larger;
    }
    this.bytes.set(bytes, this.used);
    this.used = end;
  }

  /** All since the last call; undefined where there is nothing. */
  take(): PackedSteps | undefined {
    const { layouts, stretches, used } = this;
    if (stretches.length === 0) return undefined;
    this.layouts = [];
    this.stretches = [];
    this.used = 0;
    return { layouts, stretches: Int32Array.from(stretches), bytes: this.bytes.slice(0, used) };
  }
}

/** A row of these parts whose number is 0. */
export function rowOf(parts: readonly Uint8Array[]): Uint8Array {
  const row = new Uint8Array(parts.reduce((sum, part) => sum + padded(part.length), 4));
  let at = 4;
  for (const part of parts) {
    row.set(part, at);
    at += padded(part.length);
  }
  return row;
}

/** How many bytes a part of a row takes. */
export const padded = (bytes: number): number => Math.ceil(bytes / 4) * 4;
