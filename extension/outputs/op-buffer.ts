import type { OutputOp } from '../../protocol/kernel.js';

/** Milliseconds that printed text waits for more text. */
export const STREAM_DELAY = 60;
/** Milliseconds between two updates of one display. */
export const UPDATE_GAP = 250;

/** One change to the outputs of the cell named `cell`. */
export interface CellOp {
  cell: string;
  op: OutputOp;
}

/**
 * Output changes on their way to the editor, in order and as few as possible: neighbouring text of one stream becomes one
 * piece, an update of a display that is still waiting changes that display, and of several updates only the last is kept,
 * at most one each `UPDATE_GAP` per display. The caller gives the time, in milliseconds.
 */
export class OpBuffer {
  private entries: CellOp[] = [];
  private due = Number.POSITIVE_INFINITY;
  private readonly updates = new Map<string, CellOp>();
  private readonly lastUpdate = new Map<string, number>();

  get empty(): boolean {
    return this.entries.length === 0 && this.updates.size === 0;
  }

  push(cell: string, op: OutputOp, now: number): void {
    switch (op.kind) {
      case 'stream':
        this.due = Math.min(this.due, now + STREAM_DELAY);
        if (!this.joinStream(cell, op.name, op.text)) this.entries.push({ cell, op: { ...op } });
        return;
      case 'update': {
        const waiting = this.waitingDisplay(op.id);
        if (waiting) waiting.data = op.data;
        else this.updates.set(op.id, { cell, op });
        return;
      }
      case 'remove':
        this.updates.delete(op.id);
        this.lastUpdate.delete(op.id);
        if (this.waitingDisplay(op.id)) {
          this.entries = this.entries.filter(
            ({ op: other }) => other.kind !== 'display' || other.id !== op.id,
          );
          return;
        }
        break;
      case 'display':
        this.updates.delete(op.id);
        this.lastUpdate.set(op.id, now);
        this.entries.push({ cell, op: { ...op } });
        this.due = now;
        return;
    }
    this.entries.push({ cell, op });
    this.due = now;
  }

  /** Takes out what is due. */
  take(now: number): CellOp[] {
    const ops = this.due <= now ? this.takeEntries() : [];
    for (const [id, update] of this.updates) {
      if (this.updateDue(id) > now) continue;
      this.updates.delete(id);
      this.lastUpdate.set(id, now);
      ops.push(update);
    }
    return ops;
  }

  /** Takes out everything, due or not. */
  takeAll(now: number): CellOp[] {
    const ops = this.takeEntries();
    for (const [id, update] of this.updates) {
      this.lastUpdate.set(id, now);
      ops.push(update);
    }
    this.updates.clear();
    return ops;
  }

  /** Milliseconds until something is due; undefined where nothing waits. */
  wait(now: number): number | undefined {
    let due = this.due;
    for (const id of this.updates.keys()) due = Math.min(due, this.updateDue(id));
    return due === Number.POSITIVE_INFINITY ? undefined : Math.max(0, due - now);
  }

  /** Drops what waits to be shown in this cell: it runs anew. */
  drop(cell: string): void {
    this.entries = this.entries.filter((entry) => entry.cell !== cell || entry.op.kind === 'remove');
    if (this.entries.length === 0) this.due = Number.POSITIVE_INFINITY;
  }

  clear(): void {
    this.takeEntries();
    this.updates.clear();
    this.lastUpdate.clear();
  }

  private takeEntries(): CellOp[] {
    const entries = this.entries;
    this.entries = [];
    this.due = Number.POSITIVE_INFINITY;
    return entries;
  }

  private updateDue(id: string): number {
    return (this.lastUpdate.get(id) ?? Number.NEGATIVE_INFINITY) + UPDATE_GAP;
  }

  private joinStream(cell: string, name: string, text: string): boolean {
    let last: OutputOp | undefined;
    for (let i = this.entries.length - 1; i >= 0 && !last; i--)
      if (this.entries[i]?.cell === cell) last = this.entries[i]?.op;
    if (last?.kind !== 'stream' || last.name !== name) return false;
    last.text += text;
    return true;
  }

  private waitingDisplay(id: string): (OutputOp & { kind: 'display' }) | undefined {
    for (const { op } of this.entries) if (op.kind === 'display' && op.id === id) return op;
    return undefined;
  }
}
