import { type GroupPayload, MAX_JSON_BYTES, type SavedLayers } from '../../../protocol/index.js';
import { savedBytes } from '../../../renderers/drawing/saved-bytes.js';
import type { RunFacts } from './run-facts.js';
import type { RunLayersRecord } from './run-layers.js';

/** Fewer bytes than these tell nothing of a run's layers. */
const LEAST = 8 * 1024;
/** The part of the room that layers may take where the lines of the runs need more. */
const SHARE = 0.5;

/** A run of a group. */
export interface GroupedRun {
  facts: RunFacts;
  layers: RunLayersRecord;
}

/**
 * The group with what the layers of its runs did: the same room for each, or, where there are too many, for the best one
 * and the newest. A run whose layers were recorded and have no place has an empty record.
 *
 * @param ended Whether all runs have; until then the records are empty, as each new run would change them all.
 */
export function withLayers(payload: GroupPayload, runs: readonly GroupedRun[], ended: boolean): GroupPayload {
  const recorded = runs.filter(({ layers }) => layers.recorded);
  const room = Math.max(SHARE * MAX_JSON_BYTES, MAX_JSON_BYTES - savedBytes(payload));
  // Halves, so that a run more changes the share seldom, and what was made for it is kept.
  let share = MAX_JSON_BYTES / 2;
  while (share * recorded.length > room && share > LEAST) share /= 2;
  const best = bestRun(payload);
  const first = recorded
    .toReversed()
    .sort((a, b) => Number(b.facts.id === best) - Number(a.facts.id === best));
  const saved = new Map<string, SavedLayers>(recorded.map(({ facts }) => [facts.id, {}]));
  const places = ended ? Math.floor(room / share) : 0;
  for (const { facts, layers } of first.slice(0, places))
    saved.set(facts.id, layers.saved(facts, share) ?? {});
  return {
    ...payload,
    runs: payload.runs.map((run) => {
      const of = saved.get(run.id);
      return of ? { ...run, layers: of } : run;
    }),
  };
}

/** The run with the lowest best value, of those that tell the metric of the first. */
function bestRun({ runs }: GroupPayload): string | undefined {
  const metric = runs[0]?.best?.metric;
  let found: { id: string; value: number } | undefined;
  for (const { id, best } of runs) {
    if (best?.metric !== metric || typeof best?.value !== 'number') continue;
    if (!found || best.value < found.value) found = { id, value: best.value };
  }
  return found?.id;
}
