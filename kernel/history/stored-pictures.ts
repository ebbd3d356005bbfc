import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type CallbackEvent,
  type ComparePayload,
  fromSample,
  MAX_JSON_BYTES,
  type RunOrigin,
  type RunPayload,
  type SavedFile,
} from '../../protocol/index.js';
import { fitCompare } from '../../renderers/compare/fit.js';
import { compareRuns } from '../../renderers/compare/from-runs.js';
import { fitPayload } from '../../renderers/training/thin.js';
import { thinLayers } from '../../renderers/training/thin-layers.js';
import { readStoredLayers } from '../worker/layers/stored-layers.js';
import { readLabels } from './labels.js';
import { RunLogReader } from './log-reader.js';
import { LOG } from './run-list.js';
import { statusOf } from './summary.js';

/** Bytes of curves, and of what the layers did: a page may get more than a notebook may save. */
const MOST = 8 * MAX_JSON_BYTES;

/** @throws Error where nothing can be read of it. */
function readRun(path: string): { reader: RunLogReader; payload: RunPayload } {
  const reader = new RunLogReader(join(path, LOG));
  reader.read();
  const payload = reader.payload();
  if (!payload) throw new Error(`${join(path, LOG)} cannot be read.`);
  const { name = payload.name } = readLabels(path);
  return { reader, payload: { ...payload, ...statusOf(payload, reader), name } as RunPayload };
}

/** The curves and callbacks of the run of a folder. @throws Error where nothing can be read of it. */
export const readStoredRun = (path: string): RunPayload => readRun(path).payload;

/** The run of a folder, thinned to what a page can draw, with what its layers did as far as it can be read. */
export function storedPicture(path: string): RunPayload {
  const { payload } = readRun(path);
  const curves = fitPayload(payload, MOST);
  const layers = layersOf(path);
  return layers ? { ...curves, layers } : curves;
}

function layersOf(path: string): RunPayload['layers'] {
  try {
    const stored = readStoredLayers(dirname(path), basename(path));
    if (!stored) return undefined;
    const layers = thinLayers(stored.payload, MOST);
    return Object.keys(layers).length > 0 ? layers : undefined;
  } catch {
    // The curves are there all the same.
    return undefined;
  }
}

/** Runs side by side, in the order given. @throws Error naming the first that cannot be read. */
export function storedComparison(paths: readonly string[]): ComparePayload {
  const runs = paths.map((path) => readRun(path).payload);
  const whole = compareRuns(runs);
  return fitCompare(whole, MOST) ?? whole;
}

export function originOf(path: string): RunOrigin {
  const { start } = readRun(path).reader;
  const { id = basename(path), cell = '', notebook, source } = start ?? {};
  return { id, cell, ...(notebook && { notebook }), ...(source !== undefined && { source }) };
}

/** The files that the callbacks of a run have saved, the latest first, each once. */
export function savedFiles(path: string): SavedFile[] {
  const { payload } = readRun(path);
  // `…/NOTEBOOKS/.epochbook/runs/ID`: callbacks write beside the notebook.
  const folder = dirname(dirname(dirname(path)));
  const files = new Map<string, SavedFile>();
  for (const event of payload.callbacks?.events ?? []) {
    const saved = savedBy(event, folder);
    if (saved) files.set(saved.absolute, saved);
  }
  return [...files.values()].reverse();
}

function savedBy({ kind, epoch, value, facts }: CallbackEvent, folder: string): SavedFile | undefined {
  const { path, what } = facts;
  if (kind !== 'saved' || typeof path !== 'string' || path === '') return undefined;
  if (what !== 'model' && what !== 'weights' && what !== 'backup') return undefined;
  const absolute = resolve(folder, path.startsWith('file:///') ? fileURLToPath(path) : bare(path));
  const measured = fromSample(value);
  return {
    file: path,
    absolute,
    epoch,
    what,
    ...(measured !== null && { value: measured }),
    exists: existsSync(absolute),
  };
}

const bare = (path: string): string => path.replace(/^file:\/\//, '');
