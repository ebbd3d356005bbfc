import type { RunStatus } from '../protocol/index.js';

/** How a run that an output shows as running has ended. */
export interface RunEnding {
  status: RunStatus;
  reason?: string;
  /** When, in ISO 8601. */
  endedAt?: string;
}

/** What of a picture's payload tells of runs. */
export interface RunsPayload {
  version?: number;
  kind?: string;
  id?: string;
  run?: string;
  status?: string;
  view?: string;
  runs?: RunsPayload[];
  layers?: Record<string, unknown>;
}

/**
 * A payload with the ends of its runs.
 *
 * @param tells Whether it says how a run has ended, or its status alone.
 */
export function withEndings(
  payload: RunsPayload,
  endings: ReadonlyMap<string, RunEnding>,
  tells: boolean,
): RunsPayload {
  const { id, run, status, runs } = payload;
  const ending = status === 'running' ? endings.get(id ?? run ?? '') : undefined;
  return {
    ...payload,
    ...(ending && (tells ? ending : { status: ending.status })),
    ...(Array.isArray(runs) && { runs: runs.map((each) => withEndings(each, endings, tells)) }),
  };
}
