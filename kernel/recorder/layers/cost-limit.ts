/** The part of a run's time that histograms may take, and the milliseconds that they may take in any case. */
const SHARE = 0.02;
const FREE_MS = 100;

/** Keeps what is read once an epoch to a small part of the run's time, however short its epochs are. */
export class CostLimit {
  private readonly started = performance.now();
  private spent = 0;

  spend(work: () => void): void {
    const before = performance.now();
    work();
    this.spent += performance.now() - before;
  }

  isAffordable(): boolean {
    return this.spent < FREE_MS + SHARE * (performance.now() - this.started);
  }
}
