import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';

export interface HumbleLimits {
  /** The process that started this one. */
  parent: number;
  /** Resident bytes above which this process ends itself. */
  bytes: number;
  /** Milliseconds after which it ends itself. */
  ms: number;
}

// In a thread of its own: loading an engine, or a step of a large model, may hold the main thread for seconds.
const WATCH = `
const { workerData: { parent, bytes, ms } } = require('node:worker_threads');
const inherited = process.platform === 'win32' ? undefined : parent;
const isOrphan = () => {
  if (inherited !== undefined && process.ppid !== inherited) return true;
  try { process.kill(parent, 0); return false; } catch { return true; }
};
const end = () => process.kill(process.pid, 'SIGKILL');
setTimeout(end, ms);
setInterval(() => { if (isOrphan() || process.memoryUsage.rss() > bytes) end(); }, 100);
`;

/**
 * Makes this process one that nobody notices: it computes only when no other process wants to, is the first to go where memory
 * runs out, and ends itself when its parent has ended, however that happened, or when it reaches one of the limits.
 */
export function beHumble(limits: HumbleLimits): void {
  try {
    setPriority(constants.priority.PRIORITY_LOW);
    if (process.platform === 'linux') writeFileSync('/proc/self/oom_score_adj', '1000');
  } catch {
    // Forbidden in this place: the limits still hold.
  }
  new Worker(WATCH, { eval: true, workerData: limits }).unref();
}
