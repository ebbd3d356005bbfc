import { checkOptions, domains } from '../../engine/options/index.js';
import { TEXT_MIME } from '../../protocol/index.js';
import { type DisplayHandle, isInNotebook, libraryContext } from '../context.js';
import type { Logs } from '../fitting/index.js';
import { Callback } from './callback.js';
import { type ProgressPoint, progressLine } from './progress-text.js';

/** The bar moves at most this often. */
const REFRESH_MS = 100;

/**
 * Prints the progress of each epoch as Keras does: a bar that moves in its place, then the epoch's values. `verbose: 2`
 * prints one line per epoch, 0 nothing. Epochbook draws every training anyway; this is for those who miss the text.
 */
export class ProgbarLogger extends Callback {
  protected override readonly laneName = 'ProgbarLogger';
  private readonly verbose: number;
  private line: DisplayHandle | undefined;
  private target: number | null = null;
  private done = 0;
  private began = 0;
  private shownAt = 0;

  constructor(options: { verbose?: number } = {}) {
    checkOptions('ProgbarLogger', options, { verbose: domains.verbosity });
    super();
    this.verbose = options.verbose ?? 1;
  }

  override onTrainBegin(): void {
    this.target = this.params.steps;
  }

  override onEpochBegin(epoch: number): void {
    this.done = 0;
    this.shownAt = 0;
    this.line = undefined;
    this.began = performance.now();
    const { epochs } = this.params;
    if (this.verbose > 0 && epochs > 1) console.log(`Epoch ${epoch + 1}/${epochs}`);
  }

  override onBatchEnd(batch: number, logs: Logs = {}): void {
    this.done = batch + 1;
    const now = performance.now();
    if (this.verbose !== 1 || now - this.shownAt < REFRESH_MS) return;
    this.shownAt = now;
    this.show(logs, false);
  }

  override onEpochEnd(_epoch: number, logs: Logs = {}): void {
    this.target ??= this.done;
    if (this.verbose > 0) this.show(logs, true);
  }

  private show(logs: Logs, ended: boolean): void {
    const seconds = (performance.now() - this.began) / 1000;
    const point: ProgressPoint = { done: this.done, of: this.target, seconds, ended };
    const text = progressLine(point, logs);
    if (this.verbose === 1 && isInNotebook()) this.showInPlace(text);
    else if (this.verbose === 1 && process.stdout.isTTY)
      process.stdout.write(`\r${text}${ended ? '\n' : ''}`);
    else if (ended) console.log(text);
  }

  private showInPlace(text: string): void {
    const bundle = { [TEXT_MIME]: text };
    if (this.line) this.line.update(bundle);
    else this.line = libraryContext().display(bundle);
  }
}
