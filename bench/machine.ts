import { cpus, loadavg, release, totalmem, type } from 'node:os';

/** Where the numbers were measured. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryGiB: number;
  system: string;
  node: string;
  date: string;
}

export function machine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    date: new Date().toISOString(),
  };
}

/** How many programs wanted a core in the last minute, on average; 0 on Windows. */
export const load = (): number => loadavg()[0] ?? 0;
