import type { KernelClient } from '../../kernel/client/index.js';

/**
 * The kernel of a notebook while another window has it: this one waits for it, or watches it.
 */
export class OtherWindow {
  /** Waits. */
  private waiting: KernelClient | undefined;
  private watched: KernelClient | undefined;

  /** @param ended The kernel for which this window has waited is gone. */
  constructor(private readonly ended: () => void) {}

  /** Through which the kernel can be had. */
  get client(): KernelClient | undefined {
    return this.waiting ?? this.watched;
  }

  get watches(): boolean {
    return this.watched !== undefined;
  }

  wait(client: KernelClient): void {
    this.waiting?.detach();
    this.waiting = client;
    client.onExit(() => {
      if (this.waiting !== client) return;
      this.waiting = undefined;
      this.ended();
    });
  }

  watch(client: KernelClient): void {
    this.waiting = undefined;
    this.watched = client;
  }

  /** This window has the kernel now, or has nothing to do with it any more. */
  over(): void {
    this.waiting = undefined;
    this.watched = undefined;
  }

  /** The same, and the other window keeps it. */
  leave(): void {
    const { client } = this;
    this.over();
    client?.detach();
  }
}
