import type { Locale, ProcessEnd } from '../../protocol/index.js';
import { type EndOfKernel, endedByOther, exitCause, exitReason } from './exit-reason.js';
import type { HeardFacts } from './heard-facts.js';
import type { LostRun } from './running-outputs.js';

/** How a kernel ended. `expected` after `shutdown` or `kill`; else `reason` is a sentence for the student. */
export interface KernelExit extends ProcessEnd {
  expected: boolean;
  reason: string;
  /** Runs that went on until then. Their outputs have been brought up to date by events. */
  lost: LostRun[];
}

/** What a client has done to a kernel that has ended. */
interface Done {
  /** It had the kernel; else it has watched, or waited. */
  owns: boolean;
  killed: boolean;
  /** The kernel has heard of `shutdown`. */
  heeded: boolean;
  deaf: boolean;
}

interface ExitAccount {
  end: EndOfKernel;
  expected: boolean;
  /** Of the runs that went on. */
  cause: string;
  reason: string;
}

/**
 * Says what ended a kernel.
 *
 * @param end as the system tells it.
 * @param log what the process itself printed last.
 */
export function exitAccount(
  { code, signal }: ProcessEnd,
  facts: HeardFacts,
  { owns, killed, heeded, deaf }: Done,
  log: string,
  locale: Locale,
): ExitAccount {
  const end = { code, signal, log, lastRss: facts.rss, deaf, foreseen: facts.ending !== undefined };
  /** It had begun to end before it heard of `shutdown`. */
  const byItself = facts.ending !== undefined && !facts.ending.asked;
  if (!owns && facts.shutDown && !byItself)
    return { end, expected: true, cause: endedByOther(locale), reason: endedByOther(locale) };
  const expected = killed || (heeded && code === 0 && !byItself);
  return { end, expected, cause: exitCause(end, locale), reason: exitReason(end, locale) };
}

/** How a process ended: only of a child of its own does a client hear it from the system. */
export const knownEnd = ({ code, signal }: ProcessEnd, { ending }: HeardFacts): ProcessEnd =>
  code === null && signal === null && ending?.how ? ending.how : { code, signal };
