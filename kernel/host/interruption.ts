import { say } from '../../words/index.js';
import type { ThrownPlaces } from '../cell/stack/index.js';
import type { SharedFlags } from './flags.js';

/** What an interrupted cell's awaits reject with. */
export class Interrupted extends Error {
  override name = 'Interrupted';

  constructor() {
    super(say('Interrupted. Variables are kept.', '중단했습니다. 변수는 그대로 남아 있습니다.'));
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return false;
  try {
    return typeof (value as { then?: unknown }).then === 'function';
  } catch {
    return false;
  }
}

/** Lets every `await` of a cell be left from outside. */
export class Interruption {
  private readonly waiting = new Set<(error: Error) => void>();

  /** @param places where what was awaited failed: an error from deep within a promise knows no line of the cell. */
  constructor(
    private readonly flags: SharedFlags,
    private readonly places: ThrownPlaces,
  ) {}

  /** A `fit` that was asked to stop gives back its history first; the next `await` ends the cell. */
  private get due(): boolean {
    return this.flags.interrupted && (this.flags.fits === 0 || this.flags.fitAbandoned);
  }

  /** Stands between `await` and its value. @throws Interrupted */
  wait(value: unknown): unknown {
    if (this.due) throw new Interrupted();
    if (!isThenable(value)) return value;
    const here = new Error();
    return new Promise((resolve, rejectAwait) => {
      const reject = (error: unknown): void => {
        this.waiting.delete(reject);
        this.places.add(error, here);
        rejectAwait(error);
      };
      this.waiting.add(reject);
      value.then((result) => {
        this.waiting.delete(reject);
        resolve(result);
      }, reject);
    });
  }

  /**
   * Stands between `await` and the last value of a cell, in a box, so that a value whose `then` throws is shown like any
   * other. @throws Interrupted
   */
  hold(value: unknown): unknown {
    const waited = this.wait(value);
    return isThenable(waited) ? waited.then((settled) => ({ value: settled })) : { value: waited };
  }

  /**
   * Rejects what is awaited now and still is after this time, in which code may have gone on by itself.
   *
   * @returns whether anything is awaited now.
   */
  fail(error: Error, afterMs: number): boolean {
    const now = [...this.waiting];
    setTimeout(() => {
      for (const reject of now) if (this.waiting.has(reject)) reject(error);
    }, afterMs);
    return now.length > 0;
  }

  /** Rejects what is awaited now, unless a `fit` is still to hand over its history. */
  reject(): void {
    if (!this.due) return;
    for (const reject of this.waiting) reject(new Interrupted());
    this.waiting.clear();
  }
}
