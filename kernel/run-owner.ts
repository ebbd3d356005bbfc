import { hostname, uptime } from 'node:os';

/** The first line of a run's log, as far as it tells whose the run is. */
export interface RunOwner {
  /** Milliseconds since 1970. */
  startedAt?: number;
  process?: { pid: number; host: string };
}

/** Whether the process is there that wrote the log, and not one that got its number after the machine was started again. */
export function isOwnerAlive({ startedAt = 0, process: owner }: RunOwner): boolean {
  if (!owner || owner.host !== hostname() || startedAt < Date.now() - 1000 * uptime()) return false;
  try {
    return process.kill(owner.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
