import {
  type EngineHint,
  type EngineInfo,
  type ExecuteParams,
  type ExecuteResult,
  type InputAnswer,
  type InterruptResult,
  type Json,
  type Keeping,
  type KernelInfo,
  type KernelRequests,
  type KernelSession,
  type NumberedEvent,
  PROTOCOL_VERSION,
  type ProcessEnd,
  RpcConnection,
  RpcError,
  type VariableMethod,
  type VariableRequests,
} from '../../protocol/index.js';
import { sayIn } from '../../words/index.js';
import type { FoundRecord } from '../kernel-record.js';
import type { RunEnding } from '../run-ending.js';
import { type EndOfKernel, exitCause, exitReason } from './exit-reason.js';
import { findKernel } from './find-kernel.js';
import {
  endedWhileStarting,
  KernelStartError,
  type LaunchedKernel,
  type LaunchOptions,
  launchKernel,
  noAnswer,
  START_MS,
} from './launch.js';
import { type LostRun, RunningOutputs } from './running-outputs.js';
import { endingsOf, settleRuns, toldAtOnce } from './settle-runs.js';

/** How a kernel ended. `expected` after `shutdown` or `kill`; else `reason` is a sentence for the student. */
export interface KernelExit {
  code: number | null;
  signal: string | null;
  expected: boolean;
  reason: string;
  /** Runs that went on until then. Their outputs have been brought up to date by events. */
  lost: LostRun[];
}

type ClientOptions = Pick<LaunchOptions, 'host' | 'folder' | 'locale'>;

interface ResumeOptions extends Pick<ClientOptions, 'host' | 'locale'> {
  /** For how long the kernel waits when this client has gone. Default: as before. */
  keep?: Keeping;
  /** The client that has it is to lose it. */
  takeOver?: boolean;
}

interface Resumed {
  client: KernelClient;
  session: KernelSession;
}

const SHUTDOWN_MS = 1500;
/** Within which a kernel that is there answers: its worker never waits for a cell. */
const RESUME_MS = 10_000;
/** How long a process that has closed its socket may live on. */
const DEAF_MS = 3000;
/** How long a dead kernel's last words may take to arrive. */
const READ_MS = 2000;

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
  private readonly running = new RunningOutputs();
  /** In which runs may be stored. */
  private readonly folders: Set<string>;
  /** How runs end that still go on, once `shutdown` or `kill` was called. */
  private ending: RunEnding | undefined;
  private asked = false;
  private heeded = false;
  private killed = false;
  private deaf = false;
  private foreseen = false;
  /** It had begun to end before it heard of `shutdown`. */
  private byItself = false;
  private lastRss: number | undefined;
  private read: readonly [number, number] = [0, 0];
  private lastSeq = 0;
  private death: EndOfKernel | undefined;
  /** How JavaScript has seen the end come. */
  private how: ProcessEnd | undefined;
  /** What follows a session waits for whoever takes that. */
  private unheard: NumberedEvent[] | undefined;
  /** The kernel is left to itself, or to another client. */
  private left = false;

  private constructor(
    private readonly launched: LaunchedKernel,
    private readonly options: ClientOptions,
  ) {
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
    this.ended = this.watchEnd();
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
      const death = client.death;
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
   * @returns `gone` where it has ended, or does not answer; `taken` where another client has it and is not to lose it.
   */
  static async resume(found: FoundRecord, options: ResumeOptions): Promise<Resumed | 'gone' | 'taken'> {
    const { keep, takeOver = false } = options;
    const launched = await findKernel(found, RESUME_MS);
    if (!launched) return 'gone';
    const client = new KernelClient(launched, { ...options, folder: found.record.folder });
    client.unheard = [];
    const timer = setTimeout(() => launched.socket.destroy(), RESUME_MS);
    try {
      const { session, taken } = await client.greet({
        ...(keep && { keep }),
        resume: takeOver ? 'takeOver' : 'ask',
      });
      if (taken || !session) {
        client.detach();
        return 'taken';
      }
      client.take(session);
      return { client, session };
    } catch {
      client.detach();
      return 'gone';
    } finally {
      clearTimeout(timer);
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
    const { unheard } = this;
    this.unheard = undefined;
    for (const event of unheard ?? []) this.hear(event);
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

  /** How the cell ends that an earlier client has started. */
  outcome(cell: string): Promise<ExecuteResult> {
    const run = this.connection.request('outcome', { cell });
    this.queue = run.catch(() => {});
    return run;
  }

  /** Keeps something for the client that comes after this one. */
  async remember(note: Json): Promise<void> {
    await this.connection.request('remember', { note });
  }

  /** The outputs of these cells were cleared. */
  async forget(cells: string[]): Promise<void> {
    await this.connection.request('forget', { cells });
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

  /** One step of the ladder: ask `fit` to stop, else reject awaits, else break a busy loop. */
  interrupt(): Promise<InterruptResult> {
    return this.connection.request('interrupt', {});
  }

  /** Answers what a cell has asked by a `question` event; not accepted where it needs no answer any more. */
  answer(question: number, answer: InputAnswer): Promise<{ accepted: boolean }> {
    return this.connection.request('answer', { question, answer });
  }

  /**
   * Lets a debugger at the cells.
   *
   * @returns where it reaches them, and the folder in which it takes the cells to be.
   */
  openDebugger(): Promise<KernelRequests['openDebugger']['result']> {
    return this.connection.request('openDebugger', {});
  }

  /** The debugger is not needed any more. */
  async closeDebugger(): Promise<void> {
    await this.connection.request('closeDebugger', {});
  }

  stopRun(run: string): Promise<{ accepted: boolean }> {
    return this.connection.request('stopRun', { run });
  }

  /** The student has asked for the hint at this place of a check. */
  async showHint(check: string, place: number): Promise<void> {
    await this.connection.request('showHint', { check, place });
  }

  /** What the layers of a run do, as of now; null where there is no such run. */
  layers(run: string): Promise<KernelRequests['layers']['result']> {
    return this.connection.request('layers', { run });
  }

  /** Looks into the variables. Rejects where the kernel says why it cannot. */
  inspect<K extends VariableMethod>(
    method: K,
    params: VariableRequests[K]['params'],
  ): Promise<VariableRequests[K]['result']> {
    return this.connection.request(method, params as never) as Promise<VariableRequests[K]['result']>;
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

  runState(run: string): Promise<KernelRequests['runState']['result']> {
    return this.connection.request('runState', { run });
  }

  /** Times at once the model that waits for a quiet moment; null where no other engine is faster. May take a minute. */
  engineHint(): Promise<EngineHint | null> {
    return this.connection.request('engineHint', {});
  }

  /**
   * Asks the kernel to end and waits; kills it after 1.5 s. What it gives back is not `expected` where the kernel had died
   * before, or dies of another cause while it ends.
   *
   * @param why Said of runs that still go on. Default: that the kernel was ended.
   */
  async shutdown(why?: string): Promise<KernelExit> {
    this.endRuns(why);
    this.asked = true;
    this.connection.request('shutdown', {}).then(
      () => {
        this.heeded = true;
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
    this.killed ||= this.launched.process.kill();
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
    this.knownInfo = info;
    this.knownEngine = info.engine;
    return info;
  }

  /** What was put out before counts at its end. */
  private take({ cells, read }: KernelSession): void {
    this.read = read;
    for (const { cell, outputs } of cells) for (const op of outputs) this.running.hear(cell, op);
  }

  private hear(event: NumberedEvent): void {
    if (this.unheard) {
      this.unheard.push(event);
      return;
    }
    this.lastSeq = event.seq;
    if (event.type === 'takenOver') {
      this.left = true;
      this.connection.closed('Another client has taken over the kernel.');
    }
    if (event.type === 'engine') this.knownEngine = event.engine;
    if (event.type === 'ending') {
      this.foreseen = true;
      this.byItself = !event.asked;
      this.how = event.how;
    }
    if (event.type === 'streams') this.read = event.read;
    if (event.type === 'memory') this.lastRss = event.rssBytes;
    if (event.type === 'output') this.running.hear(event.cell, event.op);
    if (event.type === 'delta') this.running.hearDelta(event.delta);
    this.tell(event);
  }

  private tell(event: NumberedEvent): void {
    const told = this.ending ? this.withEnding(event, this.ending) : event;
    if (told) for (const listener of this.listeners) listener(told);
  }

  /** A run of a kernel that is about to be ended is lost at once, however long its process takes. */
  private endRuns(why: string | undefined): void {
    if (this.ending) return;
    const { locale = 'en' } = this.options;
    const reason =
      why ??
      sayIn(
        locale,
        'The kernel was ended while this run went on.',
        '이 실행이 끝나기 전에 커널을 종료했습니다.',
      );
    this.ending = { status: 'lost', reason, endedAt: new Date().toISOString() };
    for (const { cell, id, data } of this.running.all())
      this.tell({ type: 'output', cell, op: { kind: 'update', id, data }, seq: this.lastSeq });
  }

  private withEnding(event: NumberedEvent, ending: RunEnding): NumberedEvent | undefined {
    if (event.type === 'delta') return event.delta.status === 'running' ? undefined : event;
    if (event.type !== 'output' || !('data' in event.op)) return event;
    const data = toldAtOnce(event.op.data, endingsOf(this.running, ending));
    return { ...event, op: { ...event.op, data } };
  }

  private async watchEnd(): Promise<KernelExit> {
    const { process: child, socket } = this.launched;
    const closed = new Promise<void>((resolve) => {
      socket.once('close', () => resolve());
    });
    const ended = child.ended(closed);
    void closed.then(() => {
      if (this.left) return;
      const timer = setTimeout(() => {
        this.deaf = !this.asked && child.kill();
      }, DEAF_MS);
      void ended.then(() => clearTimeout(timer));
    });
    const { code, signal } = await ended;
    // The end is often known before what the process had sent is read.
    await within(READ_MS, closed);
    socket.destroy();
    return this.settle(code, signal);
  }

  /** Tells everyone, the runs first: an output that says "running" is wrong now. */
  private async settle(code: number | null, signal: string | null): Promise<KernelExit> {
    const { launched, lastRss, deaf, foreseen, options, running, how } = this;
    const { locale = 'en', host } = options;
    if (this.left) return { code, signal, expected: true, reason: '', lost: [] };
    // Only of a child of its own does a process hear it from the system.
    if (code === null && signal === null && how) ({ code, signal } = how);
    const expected = this.killed || (this.heeded && code === 0 && !this.byItself);
    const end = { code, signal, log: launched.log(this.read), lastRss, deaf, foreseen };
    this.death = end;
    launched.cleanUp();
    const ending: RunEnding =
      expected && this.ending
        ? this.ending
        : { status: 'lost', reason: exitCause(end, locale), endedAt: new Date().toISOString() };
    this.ending = undefined;
    const lost = running.runs();
    const reason = [exitReason(end, locale)];
    try {
      await settleRuns(running, { folders: [...this.folders], host, locale, ending }, (cell, op) =>
        this.hear({ type: 'output', cell, op, seq: this.lastSeq + 1 }),
      );
    } catch (error) {
      reason.push((error as Error).message);
    }
    const exit = { code, signal, expected, reason: reason.join('\n'), lost };
    for (const listener of this.exitListeners) listener(exit);
    this.connection.closed(exit.reason);
    return exit;
  }
}

/** Waits for the promise, but not longer than this. */
async function within(ms: number, promise: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([promise, patience]);
  clearTimeout(timer);
}
