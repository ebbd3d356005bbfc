import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isAlive } from '../engine/processes/index.js';
import type { KernelSession } from '../protocol/index.js';

/** What a kernel that outlives its clients leaves on disk, for the next one to find it by. */
export interface KernelRecord {
  /** Of the process: see `engine/processes`. */
  mark: string;
  pid: number;
  socket: string;
  token: string;
  /** Its folder, with the socket and what the process prints. */
  room: string;
  /** The notebook's address. */
  notebook: string;
  /** The notebook's folder. */
  folder: string;
  left?: LeftBehind;
}

/** What a kernel leaves that has ended with nobody attached. */
export interface LeftBehind {
  reason: string;
  /** Milliseconds since 1970. */
  endedAt: number;
  session: KernelSession;
}

/** A record, and the file that holds it. */
export interface FoundRecord {
  path: string;
  record: KernelRecord;
}

/** Within which a file is written, in milliseconds. */
const PART_MS = 60_000;
/** A record of a kernel that has ended is kept so long for whoever opens the notebook again, in milliseconds. */
const KEPT_MS = 30 * 24 * 3600 * 1000;
/** The folders that are removed with a record have such names. */
const ROOM = /^epochbook-[\w-]+$/;

export const recordIsAlive = ({ mark, left }: KernelRecord): boolean => !left && isAlive(mark);

/** Whether the kernel of a record that was found has ended since. One that cannot be reached may live. */
export function hasEnded({ path, record }: FoundRecord): boolean {
  const now = readRecord(path);
  return now?.left !== undefined || !isAlive(record.mark);
}

/** Holds the way into the kernel: only this user can read it, and nobody reads half of it. */
export function writeRecord(path: string, record: KernelRecord): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const part = `${path}.part`;
  writeFileSync(part, JSON.stringify(record), { mode: 0o600 });
  renameSync(part, path);
}

/** The kernels of a folder of records: those that live, and those that have left something. What is else there is removed. */
export function readRecords(registry: string): FoundRecord[] {
  const found: FoundRecord[] = [];
  for (const name of namesIn(registry)) {
    const path = join(registry, name);
    if (!name.endsWith('.json')) {
      removeOld(path);
      continue;
    }
    const record = readRecord(path);
    if (record && (recordIsAlive(record) || isRecent(record))) found.push({ path, record });
    else removeRecord(path, record);
  }
  return found;
}

/** What a kernel was writing as it died. */
function removeOld(path: string): void {
  try {
    if (Date.now() - statSync(path).mtimeMs > PART_MS) rmSync(path, { force: true });
  } catch {
    // Its kernel has just put it in place.
  }
}

export function readRecord(path: string): KernelRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(path, 'utf8')) as KernelRecord;
    return typeof record?.mark === 'string' && typeof record.notebook === 'string' ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Removes a record and the folder of its kernel, which is gone. */
export function removeRecord(path: string, record = readRecord(path)): void {
  rmSync(path, { force: true });
  const room = record?.room;
  if (typeof room === 'string' && ROOM.test(basename(room)) && dirname(room) === tmpdir())
    rmSync(room, { recursive: true, force: true });
}

function isRecent({ left }: KernelRecord): boolean {
  return left !== undefined && Date.now() - left.endedAt < KEPT_MS;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
