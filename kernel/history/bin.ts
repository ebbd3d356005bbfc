import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { BinnedRun } from '../../protocol/index.js';

/** Tells, in a run of the bin, when it came there and what it was called. */
const DELETED = 'deleted.json';
const RUNS = 'runs';
const BIN = 'bin';

/** The bin beside the folder of a run. */
const binOf = (runs: string): string => join(dirname(runs), BIN);

/**
 * Moves a run into the bin beside the runs: a name on the same disk, so that nothing is copied or half there.
 *
 * @param path The run's folder, `…/.epochbook/runs/ID`.
 * @throws where it cannot be moved.
 */
export function putIntoBin(path: string, name: string): BinnedRun {
  const bin = binOf(dirname(path));
  mkdirSync(bin, { recursive: true });
  const place = freePlace(bin, basename(path));
  const deletedAt = Date.now();
  const mark = join(path, DELETED);
  writeFileSync(mark, JSON.stringify({ version: 1, name, deletedAt }));
  try {
    renameSync(path, place);
  } catch (error) {
    rmSync(mark, { force: true });
    throw error;
  }
  return { path: place, name, deletedAt };
}

/**
 * Moves a run of the bin back.
 *
 * @returns its folder; another than before where that name has been taken meanwhile.
 * @throws where it is not in the bin any more, or cannot be moved.
 */
export function takeFromBin(path: string): string {
  const runs = join(dirname(dirname(path)), RUNS);
  mkdirSync(runs, { recursive: true });
  const place = freePlace(runs, basename(path));
  renameSync(path, place);
  rmSync(join(place, DELETED), { force: true });
  return place;
}

/** The runs in the bin beside a folder of runs, the latest first. */
export function binnedRuns(runs: string): BinnedRun[] {
  const bin = binOf(runs);
  if (!existsSync(bin)) return [];
  return readdirSync(bin, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => binnedRun(join(bin, name)))
    .sort((a, b) => b.deletedAt - a.deletedAt);
}

function binnedRun(path: string): BinnedRun {
  const plain = { path, name: basename(path), deletedAt: lstatSync(path).mtimeMs };
  try {
    const { name, deletedAt } = JSON.parse(readFileSync(join(path, DELETED), 'utf8')) as Partial<BinnedRun>;
    return typeof name === 'string' && typeof deletedAt === 'number' ? { path, name, deletedAt } : plain;
  } catch {
    return plain;
  }
}

/** Deletes runs of a bin for good. What does not lie in a bin is left alone. */
export function emptyBin(paths: readonly string[]): void {
  for (const path of paths) {
    const isBinned = basename(dirname(path)) === BIN && basename(dirname(dirname(path))) === '.epochbook';
    if (isBinned) rmSync(path, { recursive: true, force: true });
  }
}

function freePlace(folder: string, name: string): string {
  for (let number = 1; ; number += 1) {
    const place = join(folder, number === 1 ? name : `${name}-${number}`);
    if (!existsSync(place)) return place;
  }
}
