import { MAX_JSON_BYTES, type RunLayersPayload, type SavedLayers } from '../../../protocol/index.js';
import { packLayers, thinLayers } from '../../../renderers/training/thin-layers.js';
import { type RecordedLayers, type RunLayers, withOwnArrays } from '../../recorder/layers/index.js';
import { LayerLog } from './layer-log.js';
import { LayerStore } from './layer-store.js';
import type { RunFacts } from './run-facts.js';

/** Saved bytes of what one answer tells. */
const MOST_TOLD = 4 * MAX_JSON_BYTES;
/** While a run goes on its saved output is brought up to date at most this often, or seldom enough to cost little. */
const FRESH_MS = 2000;
const COST_SHARE = 0.05;

/** What the layers of a run did. */
export interface ToldLayers {
  /** What was to be recorded; null where the recording was off. */
  wanted: RecordedLayers | null;
  layers: RunLayersPayload;
}

/** What the layers of one run did: in memory, in the run's folder, and in its output. */
export class RunLayersRecord {
  private store: LayerStore | undefined;
  private readonly log: LayerLog | undefined;
  private last: { layers: SavedLayers; most: number; ended: boolean; at: number; tookMs: number } | undefined;

  /** @param folder Of the run; undefined where runs cannot be stored. */
  constructor(
    folder: string | undefined,
    private readonly on: { notStored(error: Error): void; problem(reason: string): void },
  ) {
    if (folder !== undefined) this.log = new LayerLog(folder, on.notStored);
  }

  /** Whether the run has layers whose doings are recorded. */
  get recorded(): boolean {
    return this.store?.records ?? false;
  }

  add(event: RunLayers): void {
    if (event.plan) this.store = new LayerStore(event.plan);
    for (const record of event.records) this.store?.add(withOwnArrays(record));
    if (event.plan || event.records.length > 0) this.log?.add(event);
    if (event.problem !== undefined) this.on.problem(event.problem);
  }

  end(): void {
    this.log?.end();
  }

  /** What can be told at once; all of it where it is `whole`. */
  tell(run: RunFacts, whole = false): ToldLayers {
    if (!this.store) return { wanted: null, layers: {} };
    const layers = this.store.payload(run);
    return { wanted: this.store.wanted, layers: whole ? layers : thinLayers(layers, MOST_TOLD) };
  }

  /** For the output, in `most` bytes; while the run goes on not always the newest. */
  saved(run: RunFacts, most: number): SavedLayers | undefined {
    if (!this.store) return undefined;
    const now = performance.now();
    const ended = run.status !== 'running';
    const { last } = this;
    if (last && ended && last.ended && last.most === most) return last.layers;
    if (last && !ended && now - last.at < Math.max(FRESH_MS, last.tookMs / COST_SHARE)) return last.layers;
    const whole = this.store.payload(run);
    // To measure a long record costs more than to thin it a little first.
    const layers = packLayers(ended ? whole : thinLayers(whole, MAX_JSON_BYTES), most);
    if (Object.keys(layers).length === 0) return undefined;
    const at = performance.now();
    this.last = { layers, most, ended, at, tookMs: at - now };
    return layers;
  }
}
