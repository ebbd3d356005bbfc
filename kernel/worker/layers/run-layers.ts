import { MAX_JSON_BYTES, type RunLayersPayload, type SavedLayers } from '../../../protocol/index.js';
import { packLayers, thinLayers } from '../../../renderers/training/thin-layers.js';
import {
  type HandedRecord,
  histogramsOf,
  type LayerPlan,
  type LayerRecord,
  type RecordedLayers,
  type RunLayers,
  spreadOf,
  withOwnArrays,
} from '../../recorder/layers/index.js';
import { LayerLog } from './layer-log.js';
import { LayerStore } from './layer-store.js';
import type { RunFacts } from './run-facts.js';
import { StepRecords } from './step-records.js';

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
  private plan: LayerPlan | undefined;
  private store: LayerStore | undefined;
  private steps: StepRecords | undefined;
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
    const { plan, steps, problem } = event;
    if (plan) {
      this.plan = plan;
      this.store = new LayerStore(plan);
      this.steps = new StepRecords(plan);
    }
    const counted = (steps && this.steps?.add(steps)) ?? [];
    const records = [...counted, ...event.records.map((record) => this.summarized(record))];
    this.keep(records);
    if (plan || records.length > 0) this.log?.add({ ...(plan && { plan }), records });
    if (problem === undefined) return;
    this.steps = undefined;
    this.on.problem(problem);
  }

  /** The run has ended. */
  end(): void {
    const records = this.steps?.last() ?? [];
    this.steps = undefined;
    this.keep(records);
    if (records.length > 0) this.log?.add({ records });
    this.log?.end();
  }

  private summarized(record: HandedRecord): LayerRecord {
    if (record.kind === 'values') return spreadOf(record, this.plan?.distributions ?? []);
    if (record.kind !== 'inputs') return withOwnArrays(record);
    const { index, epoch, before, after } = record;
    return { kind: 'normalized', index, epoch, ...histogramsOf(before, after) };
  }

  private keep(records: readonly LayerRecord[]): void {
    for (const record of records) this.store?.add(record);
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
