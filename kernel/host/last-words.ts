import { appendFileSync } from 'node:fs';
import { constants } from 'node:os';
import type { ProcessEnd } from '../../protocol/index.js';
import type { SharedFlags } from './flags.js';

/** How long the end of the process waits for the worker to send on what it has. */
const LAST_WORDS_MS = 2000;
/** Exit code of a thread, and of the kernel, that has failed by a fault of ours and said so. */
export const OWN_FAILURE = 70;

/**
 * Before this process ends by any way that JavaScript sees, what the cells have put out gets to the client: the worker holds
 * text and pictures back for a moment, and it ends with the process.
 */
export class LastWords {
  private worker = true;

  constructor(
    private readonly flags: SharedFlags,
    private readonly log: string,
    private readonly ask: (how: ProcessEnd) => void,
  ) {
    process.on('exit', (code) => this.say({ code, signal: null }));
    const { abort, kill } = process;
    const { reallyExit } = process as unknown as { reallyExit: (code: number) => never };
    const own = new Set([process.pid, -process.pid, 0]);
    Object.assign(process, {
      abort: () => {
        this.say({ code: null, signal: 'SIGABRT' });
        abort.call(process);
      },
      kill: (pid: number, signal?: string | number) => {
        if (own.has(pid) && signal !== 0) this.say({ code: null, signal: nameOf(signal) });
        return kill.call(process, pid, signal);
      },
      // After the listeners of `exit`, which may have put out more.
      reallyExit: (code: number) => {
        this.say({ code, signal: null });
        reallyExit.call(process, code);
      },
    });
  }

  /**
   * The worker is gone, and with it every way to the client but the log.
   *
   * @param reason Undefined where the worker has written it there itself.
   */
  endWithoutWorker(reason?: string): never {
    this.worker = false;
    if (reason !== undefined) appendFileSync(this.log, `${ownThreadFailed(reason)}\n`);
    process.exit(OWN_FAILURE);
  }

  private say(how: ProcessEnd): void {
    if (this.worker) this.flags.waitUntilTold(() => this.ask(how), LAST_WORDS_MS);
  }
}

function nameOf(signal: string | number = 'SIGTERM'): string {
  if (typeof signal === 'string') return signal;
  return Object.entries(constants.signals).find(([, number]) => number === signal)?.[0] ?? String(signal);
}

/** What the client looks for in the log. */
export const ownThreadFailed = (reason: string): string => `The kernel's own thread failed: ${reason}`;
