import {
  type EngineHint,
  type EngineInfo,
  type ExecuteParams,
  type ExecuteResult,
  type InterruptResult,
  type KernelInfo,
  type KernelRequests,
  type NumberedEvent,
  PROTOCOL_VERSION,
  RpcConnection,
  RpcError,
} from '../../protocol/index.js';
import { exitReason } from './exit-reason.js';
import { KernelStartError, type LaunchedKernel, type LaunchOptions, launchKernel } from './launch.js';

/** How a kernel ended. `expected` after `shutdown` or `kill`; else `reason` is a sentence for the student. */
export interface KernelExit {
  code: number | null;
  signal: string | null;
  expected: boolean;
  reason: string;
}

const SHUTDOWN_MS = 2000;

/**
 * A running kernel as its clients (the extension, the command line, tests) see it. Requests reject with `RpcError` when the
 * kernel goes away; `onExit` then says why.
 */
export class KernelClient {
  private readonly connection: RpcConnection<KernelRequests, NumberedEvent>;
  private readonly listeners = new Set<(event: NumberedEvent) => void>();
  private readonly exitListeners = new Set<(exit: KernelExit) => void>();
  private readonly ended: Promise<KernelExit>;
  private queue: Promise<unknown> = Promise.resolve();
  private knownInfo: KernelInfo | undefined;
  private knownEngine: EngineInfo = { name: 'none', backend: null, label: '' };
  private expected = false;
  private lastRss: number | undefined;

  private constructor(
    private readonly launched: LaunchedKernel,
    private readonly options: LaunchOptions,
  ) {
    const { socket } = launched;
    socket.setNoDelay(true);
    this.connection = new RpcConnection<KernelRequests, NumberedEvent>(
      { send: (bytes) => socket.write(bytes), close: () => socket.destroy() },
      {},
      (event) => this.hear(event),
    );
    socket.on('data', (bytes) => this.connection.receive(bytes));
    socket.on('error', () => socket.destroy());
    this.ended = this.watchEnd();
  }

  /** Starts a kernel host and waits until it answers. @throws KernelStartError with the cause and its last output. */
  static async launch(options: LaunchOptions): Promise<KernelClient> {
    const launched = await launchKernel(options);
    const client = new KernelClient(launched, options);
    try {
      const params = { token: launched.token, protocol: PROTOCOL_VERSION, locale: options.locale ?? 'en' };
      client.knownInfo = await client.connection.request('hello', params);
      client.knownEngine = client.knownInfo.engine;
      return client;
    } catch (error) {
      client.kill();
      throw new KernelStartError(
        `The kernel does not answer: ${(error as Error).message}\n${launched.log()}`,
      );
    }
  }

  get info(): KernelInfo {
    if (!this.knownInfo) throw new RpcError('The kernel has not said hello yet.');
    return this.knownInfo;
  }

  get engine(): EngineInfo {
    return this.knownEngine;
  }

  /** Events in order. Returns a function that ends the subscription. */
  onEvent(listener: (event: NumberedEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  onExit(listener: (exit: KernelExit) => void): () => void {
    this.exitListeners.add(listener);
    return () => this.exitListeners.delete(listener);
  }

  /** Runs one cell; outputs arrive as events before the promise settles. One at a time: a second waits for the first. */
  execute(params: ExecuteParams): Promise<ExecuteResult> {
    const run = this.queue.then(() => this.connection.request('execute', params));
    this.queue = run.catch(() => {});
    return run;
  }

  /** One step of the ladder: ask `fit` to stop, else reject awaits, else break a busy loop. */
  interrupt(): Promise<InterruptResult> {
    return this.connection.request('interrupt', {});
  }

  stopRun(run: string): Promise<{ accepted: boolean }> {
    return this.connection.request('stopRun', { run });
  }

  /** What the layers of a run do, as of now; null where there is no such run. */
  layers(run: string): Promise<KernelRequests['layers']['result']> {
    return this.connection.request('layers', { run });
  }

  runState(run: string): Promise<KernelRequests['runState']['result']> {
    return this.connection.request('runState', { run });
  }

  /** Times at once the model that waits for a quiet moment; null where no other engine is faster. May take a minute. */
  engineHint(): Promise<EngineHint | null> {
    return this.connection.request('engineHint', {});
  }

  /** Asks the kernel to end and waits; kills it after 2 s. */
  async shutdown(): Promise<void> {
    this.expected = true;
    this.connection.request('shutdown', {}).catch(() => {});
    const timer = setTimeout(() => this.kill(), SHUTDOWN_MS);
    await this.ended;
    clearTimeout(timer);
  }

  /** Ends the process at once. */
  kill(): void {
    this.expected = true;
    this.launched.process.kill('SIGKILL');
  }

  private hear(event: NumberedEvent): void {
    if (event.type === 'engine') this.knownEngine = event.engine;
    if (event.type === 'memory') this.lastRss = event.rssBytes;
    for (const listener of this.listeners) listener(event);
  }

  private watchEnd(): Promise<KernelExit> {
    const { process: child, socket } = this.launched;
    return new Promise((resolve) => {
      const end = (code: number | null, signal: string | null): void => {
        const reason = exitReason(
          { code, signal, log: this.launched.log(), lastRss: this.lastRss },
          this.options.locale,
        );
        const exit = { code, signal, expected: this.expected, reason };
        socket.destroy();
        this.launched.cleanUp();
        for (const listener of this.exitListeners) listener(exit);
        this.connection.closed(reason);
        resolve(exit);
      };
      if (child.exitCode !== null || child.signalCode !== null) end(child.exitCode, child.signalCode);
      else child.once('exit', end);
    });
  }
}
