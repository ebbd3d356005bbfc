/**
 * Which steps are recorded: at first every one. Each time the room is full every second one is given up and the interval
 * doubles, here and where they are stored, so that they stay evenly spread over a run of any length.
 */
export class Sampling {
  private interval = 1;
  private recorded = 0;
  private room = Number.POSITIVE_INFINITY;

  /** Steps 1, 1 + every, 1 + 2·every … are recorded. */
  get every(): number {
    return this.interval;
  }

  /** @param most Steps that there is room for, at least 2. */
  limit(most: number): void {
    this.room = Math.max(2, Math.floor(most));
  }

  due(step: number): boolean {
    return (step - 1) % this.interval === 0;
  }

  add(step: number): void {
    if (!this.due(step)) return;
    this.recorded += 1;
    while (this.recorded > this.room) {
      this.interval *= 2;
      this.recorded = Math.ceil(this.recorded / 2);
    }
  }
}
