import { type RunCursor, runCursor } from '../../drawing/run-cursor.js';
import { indexNear } from '../model.js';
import type { DropoutRecord } from '../record.js';

/** Which recorded step is shown: the one that the cursor of the run points at, else the view's own. */
export class StepChoice {
  record: DropoutRecord | undefined;
  private cursor: RunCursor | undefined;
  private leaveCursor: () => void = () => {};
  /** Step that the view itself chose; the cursor may show another for a while. */
  private own = 0;

  /** @param changed told when another step is to be shown. */
  constructor(private readonly changed: () => void) {}

  get pinned(): boolean {
    return this.cursor?.state.pinned ?? false;
  }

  get length(): number {
    return this.record?.steps.length ?? 0;
  }

  /** A newer record of the run, or of another: who stood at its end stays at the end, all others at their step. */
  take(record: DropoutRecord): void {
    const before = this.record;
    const followed = !before || this.own >= before.steps.length - 1;
    const step = before?.steps[this.own] ?? 0;
    if (before?.payload.run !== record.payload.run) {
      this.forget();
      this.cursor = runCursor(record.payload.run);
      this.leaveCursor = this.cursor.subscribe(this.changed);
    }
    this.record = record;
    this.own = followed
      ? Math.max(0, record.steps.length - 1)
      : indexNear(record, { epoch: before.epochs[this.own] ?? 0, step });
  }

  forget(): void {
    this.rest();
    this.leaveCursor();
    this.leaveCursor = () => {};
    this.cursor = undefined;
    this.record = undefined;
  }

  /** Index of the step that is shown. */
  shown(record: DropoutRecord): number {
    const position = this.cursor?.state.position;
    return position ? indexNear(record, position) : this.own;
  }

  go(index: number): void {
    const { record, cursor } = this;
    if (!record || record.steps.length === 0) return;
    this.own = Math.max(0, Math.min(record.steps.length - 1, index));
    const position = positionOf(record, this.own);
    if (cursor?.state.pinned) cursor.pin(position);
    else cursor?.hover(position);
    this.changed();
  }

  /** Shows the step that lies so many steps further; false at the end. */
  advance(by: number): boolean {
    const { record } = this;
    if (!record) return false;
    this.go(this.shown(record) + by);
    return this.own < record.steps.length - 1;
  }

  /** A record that was shown to its end begins anew. */
  rewind(): void {
    const { record } = this;
    if (record && this.shown(record) >= record.steps.length - 1) this.go(0);
  }

  pin(): void {
    const { record } = this;
    if (!record || record.steps.length === 0) return;
    this.own = this.shown(record);
    this.cursor?.pin(positionOf(record, this.own));
  }

  togglePin(): void {
    if (this.pinned) this.release();
    else this.pin();
  }

  release(): void {
    this.cursor?.release();
  }

  /** The other pictures go back to their own steps. */
  rest(): void {
    this.cursor?.hover(null);
  }
}

const positionOf = ({ epochs, steps }: DropoutRecord, index: number) => ({
  epoch: epochs[index] as number,
  step: steps[index] as number,
});
