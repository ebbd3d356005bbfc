import inspector from 'node:inspector';
import type { InterruptResult } from '../../protocol/index.js';
import type { SharedFlags } from '../host/flags.js';
import type { ToMain } from '../host/messages.js';

/** How long a cell has to reach an `await` before running code is broken off. */
const GRACE_MS = 500;

/** Stops the running cell, from gentle to firm; ending the process is left to the client. */
export class InterruptLadder {
  private session: inspector.Session | undefined;
  private timer: NodeJS.Timeout | undefined;
  private asked = 0;

  constructor(
    private readonly flags: SharedFlags,
    private readonly post: (message: ToMain) => void,
    private readonly isBusy: () => boolean,
  ) {}

  /** A new cell starts at the foot of the ladder. */
  reset(): void {
    this.asked = 0;
    clearTimeout(this.timer);
  }

  interrupt(): InterruptResult {
    if (!this.isBusy()) return { stage: 'nothing' };
    this.asked += 1;
    if (this.asked === 1 && this.flags.fits > 0) {
      this.flags.interrupt(false);
      this.post({ type: 'interrupt', evenInFit: false });
      return { stage: 'fit' };
    }
    this.flags.interrupt(true);
    this.post({ type: 'interrupt', evenInFit: true });
    if (this.asked > 1) {
      this.breakOff();
      return { stage: 'break' };
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.breakOff(), GRACE_MS);
    return { stage: 'await' };
  }

  /** Ends whatever JavaScript the main thread is in; its variables stay. */
  private breakOff(): void {
    if (!this.isBusy()) return;
    if (!this.session) {
      this.session = new inspector.Session();
      this.session.connectToMainThread();
    }
    this.session.post('Runtime.terminateExecution', () => {});
    this.post({ type: 'broken' });
  }

  /** Node waits for a connected debugger at its end. */
  dispose(): void {
    clearTimeout(this.timer);
    this.session?.disconnect();
    this.session = undefined;
  }
}
