const INTERRUPT = 0;
const FITS = 1;
const ABANDON_FIT = 2;
const STOP_RUN = 3;
const TOLD = 4;
const ANSWERS = 5;

/** Counts as a `fit`: the first press of Stop asks it to end with what it has, the second breaks the cell off. */
export function stoppable(flags: SharedFlags): { readonly stopped: boolean; end(): void } {
  let [over, seen] = [false, false];
  flags.fitStarted();
  return {
    get stopped() {
      seen ||= !over && flags.interrupted;
      return seen;
    },
    end() {
      if (!over) flags.fitEnded();
      over = true;
    },
  };
}

/** A few words of memory that both threads see, so that a request reaches code that never gives way to the event loop. */
export class SharedFlags {
  private readonly words: Int32Array;

  constructor(readonly buffer = new SharedArrayBuffer(24)) {
    this.words = new Int32Array(buffer);
  }

  /** The running cell was asked to end. */
  get interrupted(): boolean {
    return Atomics.load(this.words, INTERRUPT) !== 0;
  }

  /** The student would rather lose the running `fit` than wait for its batch. */
  get fitAbandoned(): boolean {
    return Atomics.load(this.words, ABANDON_FIT) !== 0;
  }

  /** How many `fit` calls are at work. */
  get fits(): number {
    return Atomics.load(this.words, FITS);
  }

  interrupt(abandonFit: boolean): void {
    Atomics.store(this.words, INTERRUPT, 1);
    if (abandonFit) Atomics.store(this.words, ABANDON_FIT, 1);
  }

  fitStarted(): void {
    Atomics.add(this.words, FITS, 1);
  }

  fitEnded(): void {
    Atomics.sub(this.words, FITS, 1);
  }

  /** The serial number of the run that was last asked to stop. */
  get stoppedRun(): number {
    return Atomics.load(this.words, STOP_RUN);
  }

  stopRun(serial: number): void {
    Atomics.store(this.words, STOP_RUN, serial);
  }

  /** The worker has sent on all that it was given. */
  told(): void {
    Atomics.add(this.words, TOLD, 1);
    Atomics.notify(this.words, TOLD);
  }

  /** Asks the worker for that and stands still until it is done, or this time has passed. */
  waitUntilTold(ask: () => void, ms: number): void {
    const before = Atomics.load(this.words, TOLD);
    ask();
    Atomics.wait(this.words, TOLD, before, ms);
  }

  /** How many answers to questions there were. */
  get answers(): number {
    return Atomics.load(this.words, ANSWERS);
  }

  answered(): void {
    Atomics.add(this.words, ANSWERS, 1);
    Atomics.notify(this.words, ANSWERS);
  }

  /** Stands still until there are more than these. */
  waitForAnswer(seen: number): void {
    Atomics.wait(this.words, ANSWERS, seen);
  }

  /** A new cell starts with no request; a `fit` that an earlier cell left running goes on counting. */
  clear(): void {
    Atomics.store(this.words, INTERRUPT, 0);
    Atomics.store(this.words, ABANDON_FIT, 0);
  }
}
