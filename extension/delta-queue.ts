import type { ToRenderer } from '../protocol/renderer.js';
import type { RunDelta } from '../protocol/training.js';

/** Of more that wait than these, the whole state goes in their place. */
export const MOST_WAITING = 400;

/**
 * The increments of one run on their way to one view. What comes while the page has not taken those before waits and goes
 * together: a page that a busy machine gives little time shows less often what is new, not ever longer what was.
 */
export class DeltaQueue {
  private waiting: RunDelta[] = [];
  private sending = false;

  /**
   * @param post settles when the page has taken the message.
   * @param postState the same for the whole state, as it then is.
   */
  constructor(
    private readonly post: (message: ToRenderer) => Thenable<unknown>,
    private readonly postState: () => Promise<unknown>,
  ) {}

  add(delta: RunDelta): void {
    this.waiting.push(delta);
    if (!this.sending) void this.send();
  }

  private async send(): Promise<void> {
    this.sending = true;
    try {
      while (this.waiting.length > 0) {
        const deltas = this.waiting;
        this.waiting = [];
        const [first] = deltas as [RunDelta];
        if (deltas.length > MOST_WAITING) await this.postState();
        else
          await this.post(deltas.length > 1 ? { type: 'deltas', deltas } : { type: 'delta', delta: first });
      }
    } catch {
      // The editor is gone, and its views with it; one that comes back asks for the whole state.
    } finally {
      this.sending = false;
    }
  }
}
