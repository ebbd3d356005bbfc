import type { Locale, OutputOp, ProcessEnd } from '../../protocol/index.js';
import { exitAccount, type KernelExit, knownEnd } from './exit-account.js';
import type { EndOfKernel } from './exit-reason.js';
import type { HeardFacts } from './heard-facts.js';
import type { LaunchedKernel } from './launch.js';
import type { LiveRuns } from './live-runs.js';

/** How long a process that has closed its socket may live on. */
const DEAF_MS = 3000;
/** How long a dead kernel's last words may take to arrive. */
const READ_MS = 2000;

/** What the end of a kernel asks of its client. */
interface EndHost {
  /** The kernel is left to itself, or to another client. */
  isLeft(): boolean;
  /** This client has the kernel. One that only watches, or waits, ends nothing and settles no run on disk. */
  owns(): boolean;
  /** In which runs may be stored. */
  folders(): string[];
  /** What has waited for somebody who takes the session is told: nobody will any more. */
  listen(): void;
  /** The process has closed the socket and lives on. One that other clients hear well is not ended for that. */
  lost(): void;
  put(cell: string, op: OutputOp): void;
}

/** Waits for the end of a kernel, and settles what it leaves undone. */
export class KernelEnd {
  /** `shutdown` was called. */
  asked = false;
  /** The kernel has heard of it. */
  heeded = false;
  private killed = false;
  private deaf = false;
  /** What ended it, once it has. */
  death: EndOfKernel | undefined;

  constructor(
    private readonly launched: LaunchedKernel,
    private readonly facts: HeardFacts,
    private readonly runs: LiveRuns,
    private readonly host: EndHost,
    private readonly where: { host: string; locale: Locale },
  ) {}

  /** Ends the process at once. */
  kill(): void {
    this.killed ||= this.launched.process.kill();
  }

  /** Settles when the process has ended, and its runs are settled. */
  async come(): Promise<KernelExit> {
    const { process: child, socket } = this.launched;
    const closed = new Promise<void>((resolve) => {
      socket.once('close', () => resolve());
    });
    const ended = child.ended(closed);
    void closed.then(() => {
      if (this.host.isLeft()) return;
      const timer = setTimeout(() => this.giveUp(), DEAF_MS);
      void ended.then(() => clearTimeout(timer));
    });
    const end = await ended;
    // The end is often known before what the process had sent is read.
    await within(READ_MS, closed);
    socket.destroy();
    return this.settle(end);
  }

  private giveUp(): void {
    if (this.host.owns()) this.deaf = !this.asked && this.launched.process.kill();
    else this.host.lost();
  }

  /** The runs first: an output that says "running" is wrong now. */
  private async settle(told: ProcessEnd): Promise<KernelExit> {
    const { launched, facts, host, runs, killed, heeded, deaf } = this;
    host.listen();
    if (host.isLeft()) return { ...told, expected: true, reason: '', lost: [] };
    const how = knownEnd(told, facts);
    const done = { owns: host.owns(), killed, heeded, deaf };
    const { locale } = this.where;
    const { end, expected, cause, reason } = exitAccount(how, facts, done, launched.log(facts.read), locale);
    this.death = end;
    launched.cleanUp();
    const lost = runs.lost();
    const reasons = [reason];
    // Whoever has the kernel writes the ends of its runs.
    const folders = done.owns ? host.folders() : [];
    try {
      await runs.settle({ expected, cause, folders, ...this.where }, (cell, op) => host.put(cell, op));
    } catch (error) {
      reasons.push((error as Error).message);
    }
    return { ...how, expected, reason: reasons.join('\n'), lost };
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
