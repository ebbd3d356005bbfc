import { type GroupPayload, MAX_JSON_BYTES, type RunPayload } from '../../protocol/index.js';
import { roomForLayers } from '../../renderers/training/thin.js';
import { groupPayload } from './group-payload.js';
import { withLayers } from './layers/group-layers.js';
import type { RunFacts } from './layers/run-facts.js';
import type { RunLayersRecord } from './layers/run-layers.js';
import type { RunRecord } from './run-record.js';

/** The part of an output that layers may take of a run that goes on, and of one of several that are drawn small. */
const SMALL_SHARE = 0.162;

interface RecordedRun {
  record: RunRecord;
  layers: RunLayersRecord;
}

export const factsOf = (record: RunRecord): RunFacts => ({
  id: record.id,
  name: record.start.name,
  status: record.currentStatus,
  plan: record.start.plan,
});

/** The whole run, with as much of what its layers did as its output has room for. */
export function savedRun({ record, layers }: RecordedRun): RunPayload {
  const payload = record.payload();
  const small = record.view === 'compact' || record.running;
  const most = small ? SMALL_SHARE * MAX_JSON_BYTES : roomForLayers(payload, MAX_JSON_BYTES);
  const of = layers.saved(factsOf(record), most);
  return of ? { ...payload, layers: of } : payload;
}

/** Many runs of one cell; with what their layers did once all have ended. */
export function savedGroup(id: string, runs: readonly RecordedRun[], ended: boolean): GroupPayload {
  const payload = groupPayload(
    id,
    runs.map(({ record }) => record.payload()),
  );
  const grouped = runs.map(({ record, layers }) => ({ facts: factsOf(record), layers }));
  return withLayers(payload, grouped, ended);
}
