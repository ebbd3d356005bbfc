import { readdirSync, readFileSync } from 'node:fs';

/** A process that is still there. */
export interface Leftover {
  pid: number;
  command: string;
}

/** The processes whose environment holds `NAME=value`; only Linux can tell. */
export function processesWith(variable: string, value: string): Leftover[] {
  if (process.platform !== 'linux') return [];
  const wanted = `${variable}=${value}`;
  const found: Leftover[] = [];
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      if (!readFileSync(`/proc/${entry}/environ`, 'utf8').split('\0').includes(wanted)) continue;
      const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      if (command) found.push({ pid: Number(entry), command });
    } catch {
      // Gone, or not ours to look at.
    }
  }
  return found;
}

/** Ends these processes, only them. */
export function endProcesses(processes: Leftover[]): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Already gone.
    }
  }
}
