import {
  type EngineInfo,
  type Keeping,
  type KernelInfo,
  type KernelRequests,
  type KernelSession,
  type NumberedEvent,
  PROTOCOL_VERSION,
  RpcConnection,
} from '../../protocol/index.js';
import { type FoundRecord, hasEnded } from '../kernel-record.js';
import type { KernelExit } from './exit-account.js';
import { findKernel } from './find-kernel.js';
import { HeardFacts } from './heard-facts.js';
import { KernelCalls } from './kernel-calls.js';
import { KernelEnd } from './kernel-end.js';
import {
  endedWhileStarting,
  KernelStartError,
  type LaunchedKernel,
  type LaunchOptions,
  launchKernel,
  noAnswer,
  START_MS,
} from './launch.js';
import { LiveRuns } from './live-runs.js';

type ClientOptions = Pick<LaunchOptions, 'host' | 'folder' | 'locale'>;

interface ResumeOptions extends Pick<ClientOptions, 'host' | 'locale'> {
  /** For how long the kernel waits when this client has gone. Default: as before. */
  keep?: Keeping;
  /** The client that has it is to lose it. */
  takeOver?: boolean;
  /** Milliseconds within which the kernel has to answer. Default 10,000. */
  patience?: number;
}

interface Resumed {
  client: KernelClient;
  /** Absent where another client has the kernel: this one waits for it, and may `watch` or `own`. */
  session?: KernelSession;
}

const SHUTDOWN_MS = 1500;
/** Within which a kernel that is there answers: its worker never waits for a cell. */
const RESUME_MS = 10_000;
/**
 * A running kernel as its clients (the extension, the command line, tests) see it. Requests reject with `RpcError` when the
 * kernel goes away; `onExit` then says why.
 */
export class KernelClient extends KernelCalls {
  protected readonly connection: RpcConnection<KernelRequests, NumberedEvent>;
  private readonly listeners = new Set<(event: NumberedEvent) => void>();
  private readonly exitListeners = new Set<(exit: KernelExit) => void>();
  private readonly end: KernelEnd;
  private readonly ended: Promise<KernelExit>;
  private readonly facts = new HeardFacts();
  private readonly runs = new LiveRuns();
  /** In which runs may be stored. */
  private readonly folders: Set<string>;
  /** What follows a session waits for whoever takes that. */
  private unheard: NumberedEvent[] | undefined;
  /** The kernel is left to itself, or to another client. */
  private left = false;
  /** This client has the kernel. One that only watches, or waits, ends nothing and settles no run on disk. */
  private owns = true;

  private constructor(
    private readonly launched: LaunchedKernel,
    private readonly options: ClientOptions,
  ) {
    super();
    const { socket } = launched;
    this.folders = new Set([options.folder]);
    socket.setNoDelay(true);
    this.connection = new RpcConnection<KernelRequests, NumberedEvent>(
      { send: (bytes) => socket.write(bytes), close: () => socket.destroy() },
      {},
      (event) => this.hear(event),
    );
    socket.on('data', (bytes) => this.connection.receive(bytes));
    socket.on('error', () => socket.destroy());
    this.end = new KernelEnd(
      launched,
      this.facts,
      this.runs,
      {
        isLeft: () => this.left,
        owns: () => this.owns,
        folders: () => [...this.folders],
        listen: () => this.listen(),
        lost: () => this.hear({ type: 'takenOver', seq: this.facts.seq }),
        put: (cell, op) => this.hear({ type: 'output', cell, op, seq: this.facts.seq + 1 }),
      },
      { host: options.host, locale: options.locale ?? 'en' },
    );
    this.ended = this.end.come().then((exit) => this.over(exit));
  }

  /** Starts a kernel host and waits until it answers. @throws KernelStartError with the cause and its last output. */
  static async launch(options: LaunchOptions): Promise<KernelClient> {
    const launched = await launchKernel(options);
    const client = new KernelClient(launched, options);
    const { locale = 'en', startTimeout = START_MS, keep } = options;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      client.kill();
    }, startTimeout);
    try {
      await client.greet(keep && { keep: { busyMs: keep.busyMs, idleMs: keep.idleMs } });
      return client;
    } catch (error) {
      const { death } = client.end;
      client.kill();
      if (late) throw new KernelStartError(noAnswer(startTimeout, locale));
      if (!death) throw new KernelStartError((error as Error).message);
      const printed = death.log && `\n${death.log}`;
      throw new KernelStartError(endedWhileStarting(death, locale) + printed);
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Comes back to a kernel that outlives its clients.
   *
   * @returns `gone` where it has ended; `silent` where it lives and does not answer, at least for now.
   */
  static async resume(found: FoundRecord, options: ResumeOptions): Promise<Resumed | 'gone' | 'silent'> {
    const { keep, takeOver = false, patience = RESUME_MS } = options;
    const launched = await findKernel(found, patience);
    if (!launched) return hasEnded(found) ? 'gone' : 'silent';
    const client = new KernelClient(launched, { ...options, folder: found.record.folder });
    client.unheard = [];
    // Left before its socket is closed: a kernel that is slow to answer is not one that is to be ended.
    const timer = setTimeout(() => client.detach(), patience);
    try {
      const { session, taken } = await client.greet({
        ...(keep && { keep }),
        resume: takeOver ? 'takeOver' : 'ask',
      });
      client.owns = !taken;
      if (!session) return { client };
      client.take(session);
      return { client, session };
    } catch {
      client.detach();
      return hasEnded(found) ? 'gone' : 'silent';
    } finally {
      clearTimeout(timer);
    }
  }

  /** Sees from now on what a kernel does that another client has. What follows the session waits for the next `onEvent`. */
  async watch(): Promise<KernelSession> {
    this.unheard ??= [];
    const { session, ...info } = await this.connection.request('watch', {});
    this.facts.info = info;
    this.take(session);
    return session;
  }

  /**
   * Takes a kernel for which this client has waited, or which it has watched.
   *
   * @returns `taken` where another client has it, and is not to lose it. What follows the session waits for the next `onEvent`,
   *   unless it was watched before.
   */
  async own({
    isWatched,
    ...how
  }: KernelRequests['own']['params'] & { isWatched: boolean }): Promise<KernelSession | 'taken'> {
    if (!isWatched) this.unheard ??= [];
    const { session, taken, ...info } = await this.connection.request('own', how);
    if (taken || !session) {
      this.listen();
      return 'taken';
    }
    this.owns = true;
    this.facts.info = info;
    if (!isWatched) this.take(session);
    return session;
  }

  get info(): KernelInfo {
    return this.facts.info;
  }

  get engine(): EngineInfo {
    return this.facts.engine;
  }

  /** Events in order. Returns a function that ends the subscription. */
  onEvent(listener: (event: NumberedEvent) => void): () => void {
    this.listeners.add(listener);
    this.listen();
    return () => this.listeners.delete(listener);
  }

  onExit(listener: (exit: KernelExit) => void): () => void {
    this.exitListeners.add(listener);
    return () => this.exitListeners.delete(listener);
  }

  /** This client has left the kernel, or has lost it to another one. */
  get isLeft(): boolean {
    return this.left;
  }

  /** Leaves the kernel to itself: it goes on, and waits for another client as long as it was told to. */
  detach(): void {
    this.left = true;
    this.launched.process.release();
    this.launched.socket.destroySoon();
    this.connection.closed('The kernel was left to itself.');
  }

  /** The notebook is elsewhere now: runs from here on are stored beside it. */
  async moved(folder: string, notebook: string | undefined, uri?: string): Promise<void> {
    this.folders.add(folder);
    await this.connection.request('moved', { folder, notebook: notebook ?? null, ...(uri && { uri }) });
  }

  /** Of the process that was started: of the kernel, or of the program that it was started through. */
  get pid(): number | undefined {
    return this.launched.process.pid;
  }

  /** Where the process works. */
  get folder(): string {
    return this.options.folder;
  }

  /**
   * Asks the kernel to end and waits; kills it after 1.5 s. What it gives back is not `expected` where the kernel had died
   * before, or dies of another cause while it ends.
   *
   * @param why Said of runs that still go on. Default: that the kernel was ended.
   */
  async shutdown(why?: string): Promise<KernelExit> {
    this.endRuns(why);
    this.end.asked = true;
    this.connection.request('shutdown', {}).then(
      () => {
        this.end.heeded = true;
      },
      () => {},
    );
    const timer = setTimeout(() => this.kill(), SHUTDOWN_MS);
    const exit = await this.ended;
    clearTimeout(timer);
    return exit;
  }

  /**
   * Ends the process at once.
   *
   * @param why Said of runs that still go on. Default: that the kernel was ended.
   */
  kill(why?: string): void {
    this.endRuns(why);
    this.end.kill();
  }

  private async greet(
    more: Partial<KernelRequests['hello']['params']> = {},
  ): Promise<KernelRequests['hello']['result']> {
    const { locale = 'en' } = this.options;
    const { token } = this.launched;
    const info = await this.connection.request('hello', {
      token,
      protocol: PROTOCOL_VERSION,
      locale,
      ...more,
    });
    this.facts.info = info;
    return info;
  }

  /** What was put out before counts at its end. */
  private take(session: KernelSession): void {
    this.facts.read = session.read;
    this.runs.take(session);
  }

  private hear(event: NumberedEvent): void {
    if (this.unheard) {
      this.unheard.push(event);
      return;
    }
    this.facts.hear(event);
    if (event.type === 'takenOver') {
      this.left = true;
      this.connection.closed('Another client has taken over the kernel.');
    }
    this.runs.hear(event);
    this.tell(event);
  }

  /** What has waited for somebody who takes the session is told. */
  private listen(): void {
    const { unheard } = this;
    this.unheard = undefined;
    for (const event of unheard ?? []) this.hear(event);
  }

  private tell(event: NumberedEvent): void {
    const told = this.runs.told(event);
    if (told) for (const listener of this.listeners) listener(told);
  }

  private endRuns(why: string | undefined): void {
    const { locale = 'en' } = this.options;
    for (const event of this.runs.end(why, locale, this.facts.seq)) this.tell(event);
  }

  /** Tells everyone. */
  private over(exit: KernelExit): KernelExit {
    if (this.left) return exit;
    for (const listener of this.exitListeners) listener(exit);
    this.connection.closed(exit.reason);
    return exit;
  }
}
