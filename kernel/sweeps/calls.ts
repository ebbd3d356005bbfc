import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallOutcome, LimitedCalls } from '../../library/index.js';
import { currentLocale, howEnded, say } from '../../words/index.js';
import { HOOKS } from '../cell/rewrite.js';
import type { LaunchOptions } from '../client/index.js';
import { CannotGo } from './cannot-go.js';
import { firstCell, readyOf } from './first-cell.js';
import { type CellScope, gather } from './gather.js';
import { ReadyKernel } from './ready-kernel.js';
import { writeValues } from './write-values.js';

type Called = (...args: never[]) => unknown;

interface CallsOptions {
  launch: LaunchOptions;
  scope: CellScope;
  /** Reads values that a process has written. */
  restore(path: string): Promise<Record<string, unknown>>;
}

/** Resident memory of a process, and V8's heap in it, in megabytes. */
const MEGABYTES = 1024;
/** What `exitReason` says of a full heap, in both languages. */
const OUT_OF_HEAP = /ran out of memory for JavaScript|JavaScript 메모리가 모자랍니다/;
/** A function that was too slow once gets less time for its next calls, so that no check takes minutes. */
const SECOND_MS = 1500;

/** Functions of the cells, each called in a kernel of its own, whatever they do to it. */
export class Calls {
  private readonly sessions = new Set<Session>();

  constructor(private readonly options: CallsOptions) {
    process.once('exit', () => this.abandon());
  }

  begin(): LimitedCalls {
    const session = new Session(this.options, () => this.sessions.delete(session));
    this.sessions.add(session);
    return session;
  }

  /** Ends all that are left, as after a cell that was broken off. */
  abandon(): void {
    for (const session of [...this.sessions]) session.end();
  }
}

class Session implements LimitedCalls {
  private readonly kernels = new Map<Called, CallKernel>();
  private readonly slow = new Set<Called>();
  private readonly stuck = new Set<Called>();
  private folder: string | undefined;
  private over = false;

  constructor(
    private readonly options: CallsOptions,
    private readonly ended: () => void,
  ) {}

  async call(called: Called, args: readonly unknown[], limitMs: number): Promise<CallOutcome | undefined> {
    if (this.stuck.has(called)) return undefined;
    if (this.over) throw interrupted();
    try {
      const kernel = await this.kernelOf(called);
      const ms = this.slow.has(called) ? Math.min(limitMs, SECOND_MS) : limitMs;
      const outcome = await kernel.call(args, ms);
      if (this.over) throw interrupted();
      if (outcome.kind !== 'value') this.kernels.delete(called);
      if (outcome.kind === 'slow') this.slow.add(called);
      return outcome;
    } catch (error) {
      if (!(error instanceof CannotGo)) throw error;
      this.stuck.add(called);
      return undefined;
    }
  }

  end(): void {
    this.over = true;
    for (const kernel of this.kernels.values()) kernel.end();
    this.kernels.clear();
    if (this.folder) rmSync(this.folder, { recursive: true, force: true });
    this.folder = undefined;
    this.ended();
  }

  private async kernelOf(called: Called): Promise<CallKernel> {
    const known = this.kernels.get(called);
    if (known && !known.isGone) return known;
    const { launch, scope, restore } = this.options;
    this.folder ??= mkdtempSync(join(tmpdir(), 'epochbook-calls-'));
    const folder = mkdtempSync(join(this.folder, 'call-'));
    const gathered = gather(called, scope);
    const code = firstCell(readyOf(gathered), await writeValues(gathered.values, folder), '__called');
    const kernel = await CallKernel.start({ ...launch, locale: currentLocale() }, code, folder, restore);
    this.kernels.set(called, kernel);
    return kernel;
  }
}

/** The cell that the calls were made for has been broken off. */
const interrupted = (): Error =>
  Object.assign(new Error(say('Interrupted.', '중단했습니다.')), { name: 'Interrupted' });

/** A kernel with one function of the cells. */
class CallKernel {
  private calls = 0;
  private outgrown = false;

  private constructor(
    private readonly kernel: ReadyKernel,
    private readonly folder: string,
    private readonly restore: CallsOptions['restore'],
  ) {
    kernel.client.onEvent((event) => {
      if (event.type !== 'memory' || event.rssBytes < MEGABYTES * 2 ** 20) return;
      this.outgrown = true;
      this.end();
    });
  }

  static async start(
    launch: LaunchOptions,
    code: string,
    folder: string,
    restore: CallsOptions['restore'],
  ): Promise<CallKernel> {
    const env = { ...launch.env, NODE_OPTIONS: `--max-old-space-size=${MEGABYTES}` };
    const kernel = await ReadyKernel.start({ ...launch, env }, 'call', code);
    return new CallKernel(kernel, folder, restore);
  }

  get isGone(): boolean {
    return this.kernel.exit !== undefined;
  }

  /** @throws CannotGo where a value cannot be handed over; Error as the function does. */
  async call(args: readonly unknown[], limitMs: number): Promise<CallOutcome> {
    this.calls += 1;
    const [given, answer] = ['given', 'answer'].map((name) => join(this.folder, `${name}-${this.calls}`)) as [
      string,
      string,
    ];
    for (const folder of [given, answer]) mkdirSync(folder, { recursive: true });
    const file = await writeValues(new Map([['__given', args]]), given);
    await this.kernel.execute(`let { __given } = await ${HOOKS}.restore(${JSON.stringify(file)});`);
    const late = Symbol();
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<typeof late>((resolve) => {
      timer = setTimeout(() => resolve(late), limitMs);
    });
    const run = this.kernel.execute(
      `await ${HOOKS}.answer(await __called(...__given), ${JSON.stringify(answer)});`,
    );
    run.catch(() => {});
    try {
      if ((await Promise.race([run, timeout])) === late) {
        this.end();
        return { kind: 'slow', ms: limitMs };
      }
      return { kind: 'value', value: (await this.restore(join(answer, 'values'))).answer };
    } catch (error) {
      return this.lostBy() ?? Promise.reject(error);
    } finally {
      clearTimeout(timer);
    }
  }

  end(): void {
    this.kernel.client.kill();
  }

  /** How the process was lost in the midst of a call; undefined where it lives. */
  private lostBy(): CallOutcome | undefined {
    const { exit } = this.kernel;
    if (this.outgrown) return { kind: 'memory', megabytes: MEGABYTES };
    if (!exit) return undefined;
    if (OUT_OF_HEAP.test(exit.reason)) return { kind: 'memory', megabytes: MEGABYTES };
    return { kind: 'ended', how: howEnded(exit) };
  }
}
