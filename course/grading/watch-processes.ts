import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Excess = 'memory' | 'processes' | 'disk';

interface WatchOptions {
  /** The process whose descendants are looked at, with it. */
  pid: number;
  memory: number;
  processes: number;
  /** Bytes that the files of these folders may have together. */
  disk: number;
  folders: readonly string[];
  exceeded(what: Excess): void;
}

const EVERY_MS = 150;
/** Looking through files takes longer than looking at processes. */
const FILES_EVERY = 4;
const MOST_FILES = 20_000;

/** Looks at a submission's processes until it is stopped. Where there is no `/proc`, only at its files. */
export class ProcessWatch {
  private readonly timer: NodeJS.Timeout;
  private ticks = 0;
  private seen = new Set<number>();
  /** The most memory that was seen, in bytes. */
  peak = 0;

  constructor(private readonly options: WatchOptions) {
    this.timer = setInterval(() => this.look(), EVERY_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Ends what has outlived its kernel: without a namespace of its own, whatever it has started. */
  killRest(): void {
    this.descendants();
    for (const pid of this.seen)
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended.
      }
  }

  private look(): void {
    const { memory, processes, disk, folders, exceeded } = this.options;
    const found = this.descendants();
    const used = found.reduce((sum, { bytes }) => sum + bytes, 0);
    this.peak = Math.max(this.peak, used);
    if (used > memory) exceeded('memory');
    else if (found.length > processes) exceeded('processes');
    if (this.ticks++ % FILES_EVERY === 0 && bytesIn(folders, disk) > disk) exceeded('disk');
  }

  private descendants(): { pid: number; bytes: number }[] {
    const all = runningProcesses();
    const found = new Set([this.options.pid]);
    // Without a namespace, one whose parent has ended belongs to nobody: it is remembered.
    for (const pid of this.seen) if (all.get(pid)) found.add(pid);
    for (let before = 0; before !== found.size; ) {
      before = found.size;
      for (const [pid, { parent }] of all) if (found.has(parent)) found.add(pid);
    }
    const there = [...found].flatMap((pid) => {
      const one = all.get(pid);
      return one ? [{ pid, bytes: one.bytes }] : [];
    });
    this.seen = new Set(there.map(({ pid }) => pid));
    return there;
  }
}

const PAGE = 4096;

function runningProcesses(): Map<number, { parent: number; bytes: number }> {
  const all = new Map<number, { parent: number; bytes: number }>();
  if (process.platform !== 'linux') return all;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      // The name of a program, in parentheses, may hold anything.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      all.set(Number(name), { parent: Number(fields[1]), bytes: Number(fields[21]) * PAGE });
    } catch {
      // It has ended meanwhile.
    }
  }
  return all;
}

function bytesIn(folders: readonly string[], enough: number): number {
  let sum = 0;
  let files = 0;
  const open = [...folders];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    let names: string[];
    try {
      names = readdirSync(folder);
    } catch {
      continue;
    }
    for (const name of names) {
      if (++files > MOST_FILES) return Number.POSITIVE_INFINITY;
      const path = join(folder, name);
      try {
        const stats = lstatSync(path, { throwIfNoEntry: false });
        if (stats?.isDirectory()) open.push(path);
        else sum += stats?.size ?? 0;
      } catch {
        // It cannot be looked at, and has no size.
      }
      if (sum > enough) return sum;
    }
  }
  return sum;
}
