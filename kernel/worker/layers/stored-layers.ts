import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunLayersPayload, RunStatus } from '../../../protocol/index.js';
import type { RunEnd, RunStart } from '../../recorder/run-events.js';
import { readLayerLines } from './layer-lines.js';
import { LayerStore } from './layer-store.js';

/** What a stored run of an earlier kernel did. */
export interface StoredLayers {
  store: LayerStore;
  payload: RunLayersPayload;
}

/** @param runs The folder of all runs. @throws Error where the files cannot be read. */
export function readStoredLayers(runs: string, id: string): StoredLayers | null {
  if (!/^[\w-]+$/.test(id)) return null;
  const files = ['run.jsonl', 'layers.jsonl'].map((name) => join(runs, id, name)) as [string, string];
  if (!files.every((file) => existsSync(file))) return null;
  const [first = '', ...rest] = readFileSync(files[0], 'utf8').split('\n');
  const { name, plan } = JSON.parse(first) as RunStart;
  let store: LayerStore | undefined;
  for (const { plan: layers, records } of readLayerLines(readFileSync(files[1], 'utf8'))) {
    if (layers) store = new LayerStore(layers);
    for (const record of records) store?.add(record);
  }
  if (!store) return null;
  return { store, payload: store.payload({ id, name, status: endOf(rest), plan }) };
}

/** A run whose kernel died has no last line. */
function endOf(lines: readonly string[]): RunStatus {
  const last = lines.findLast((line) => line !== '') ?? '';
  if (!last.startsWith('{"type":"end"')) return 'lost';
  try {
    return (JSON.parse(last) as RunEnd).status;
  } catch {
    return 'lost';
  }
}
