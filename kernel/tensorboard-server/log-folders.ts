import { type Dirent, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A folder to open TensorBoard on. */
export interface LogFolder {
  path: string;
  /** Folders below it that hold event files. */
  runs: number;
  /** When the newest of its event files was written to, in milliseconds since 1970. */
  changedAt: number;
}

const DEEPEST = 6;
const MOST_FOLDERS = 5000;
const SKIPPED = new Set(['node_modules', '__pycache__']);
/** Keras' callback, and ours, put the halves of one training into these. */
const HALVES = new Set(['train', 'validation']);

/**
 * The log folders in and below a folder, the newest first. Where several lie side by side, the folder around them is one
 * too, behind those: it shows them together.
 */
export function findLogFolders(folder: string): LogFolder[] {
  const logs = new Map<string, LogFolder>();
  for (const { path, changedAt } of findRuns(folder)) {
    add(logs, HALVES.has(basename(path)) && path !== folder ? dirname(path) : path, 1, changedAt);
  }
  const newest = (a: LogFolder, b: LogFolder): number => b.changedAt - a.changedAt;
  const around = new Map<string, LogFolder[]>();
  for (const log of logs.values()) {
    const parent = dirname(log.path);
    if (log.path !== folder) around.set(parent, [...(around.get(parent) ?? []), log]);
  }
  const together = new Map<string, LogFolder>();
  for (const [path, inner] of around) {
    if (inner.length < 2 || logs.has(path)) continue;
    for (const { runs, changedAt } of inner) add(together, path, runs, changedAt);
  }
  return [...[...logs.values()].sort(newest), ...[...together.values()].sort(newest)];
}

function add(folders: Map<string, LogFolder>, path: string, runs: number, changedAt: number): void {
  const known = folders.get(path);
  folders.set(path, {
    path,
    runs: (known?.runs ?? 0) + runs,
    changedAt: Math.max(known?.changedAt ?? 0, changedAt),
  });
}

/** Folders that hold event files. Breadth first, so that a large tree does not hide what lies near. */
function* findRuns(root: string): Generator<{ path: string; changedAt: number }> {
  const queue = [{ path: root, depth: 0 }];
  for (let seen = 0; seen < queue.length && seen < MOST_FOLDERS; seen++) {
    const { path, depth } = queue[seen] as { path: string; depth: number };
    const entries = list(path);
    const events = entries.filter((entry) => entry.isFile() && entry.name.includes('tfevents'));
    if (events.length > 0) {
      yield { path, changedAt: Math.max(...events.map(({ name }) => changeOf(join(path, name)))) };
    }
    if (depth === DEEPEST) continue;
    for (const entry of entries) {
      if (!entry.isDirectory() || entry.name.startsWith('.') || SKIPPED.has(entry.name)) continue;
      queue.push({ path: join(path, entry.name), depth: depth + 1 });
    }
  }
}

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // Not ours to read.
    return [];
  }
}

function changeOf(file: string): number {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}
