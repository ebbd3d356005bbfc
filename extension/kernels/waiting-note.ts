import type { KernelClient } from '../../kernel/client/index.js';
import { noteOf } from './placed-session.js';

/** Has a kernel remember what waits for its turn, for the window that comes after this one. */
export class WaitingNote {
  private last = '';

  /** Another kernel knows nothing of it. */
  reset(): void {
    this.last = '';
  }

  tell(client: KernelClient, waiting: Parameters<typeof noteOf>[0]): void {
    const note = noteOf(waiting);
    const text = JSON.stringify(note);
    if (text === this.last) return;
    this.last = text;
    // One that dies needs no note.
    client.remember(note).catch(() => {});
  }
}
