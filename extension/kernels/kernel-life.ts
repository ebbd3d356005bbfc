import * as vscode from 'vscode';
import type { KernelClient, KernelExit } from '../../kernel/client/index.js';
import type { KernelEvent } from '../../protocol/kernel.js';
import type { KernelStatus } from './kernel-status.js';

/** What the notebook of a kernel has to do with its life. */
interface LifeHost {
  /** Settles when it is known whether the notebook has a kernel already. */
  before(): Promise<void> | undefined;
  /** None was found: a fresh one is started. */
  starting(): void;
  launch(): Promise<KernelClient>;
  /** What is known of the kernel is of no use any more. */
  letGo(): void;
  heard(client: KernelClient, event: KernelEvent): void;
  exited(client: KernelClient, exit: KernelExit): void;
}

/** The kernel of one notebook, from its start, by the first run, to its end, and what is shown of it. */
export class KernelLife {
  private readonly changed = new vscode.EventEmitter<void>();
  private starting: Promise<KernelClient> | undefined;
  /** Grows when the kernel is given up, so that a start that comes too late is noticed. */
  private generation = 0;
  private known: KernelStatus = { state: 'off' };
  private now: KernelClient | undefined;

  readonly onDidChange = this.changed.event;

  constructor(private readonly host: LifeHost) {}

  get client(): KernelClient | undefined {
    return this.now;
  }

  get status(): KernelStatus {
    return this.known;
  }

  /** There is a kernel, or will be one in a moment. */
  get isBegun(): boolean {
    return this.now !== undefined || this.starting !== undefined;
  }

  update(change: Partial<KernelStatus>): void {
    this.known = { ...this.known, ...change };
    this.changed.fire();
  }

  /** The kernel, started where there is none. Rejects with what kept it from starting. */
  ready(): Promise<KernelClient> {
    this.starting ??= this.start();
    return this.starting;
  }

  /** Goes on with a kernel that runs; what comes of it is heard from `adopt` on. */
  expect(client: KernelClient): void {
    this.starting = Promise.resolve(client);
  }

  adopt(client: KernelClient, status: Pick<KernelStatus, 'state' | 'watching'>): void {
    this.now = client;
    client.onEvent((event) => this.host.heard(client, event));
    client.onExit((exit) => this.host.exited(client, exit));
    this.update({ watching: false, ...status, engine: client.engine });
  }

  /** Lets go of the kernel, dead or dying: the next run starts another. */
  letGo(status: KernelStatus): void {
    this.generation++;
    this.now = undefined;
    this.starting = undefined;
    this.host.letGo();
    this.known = status;
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async start(): Promise<KernelClient> {
    const generation = this.generation;
    await this.host.before();
    if (this.now) return this.now;
    this.host.starting();
    this.known = { state: 'starting' };
    this.changed.fire();
    try {
      const client = await this.host.launch();
      if (generation !== this.generation) {
        void client.shutdown();
        throw new Error(vscode.l10n.t('The kernel was ended while it started.'));
      }
      this.adopt(client, { state: 'idle' });
      return client;
    } catch (error) {
      if (generation === this.generation) this.letGo({ state: 'lost' });
      throw error;
    }
  }
}
