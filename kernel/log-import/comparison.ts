import type { ComparePayload } from '../../protocol/index.js';
import { compareRuns } from '../../renderers/compare/from-runs.js';
import { thinRows } from '../../renderers/training/thin.js';
import type { ImportedRun } from './imported-run.js';
import type { ScalarRows } from './scalar-table.js';
import { type Coming, payloadOf } from './stored-log.js';

/** Rows and numbers that all runs of one picture have together: more would be thinned again where it is drawn. */
const MOST_CELLS = 24_000;
const MOST_ROWS = 1000;
const FEWEST_ROWS = 24;

/** Runs that one picture shows. */
const MOST_RUNS = 200;

/** The runs side by side, with as many points as can be seen; null where there are none. */
export function comparisonOf(
  runs: readonly ImportedRun[],
  from: string,
  coming: Coming,
): ComparePayload | null {
  const shown = runs.slice(0, MOST_RUNS);
  if (shown.length === 0) return null;
  const columns = shown.reduce((sum, { rows }) => sum + 2 + rows.columns.size, 0);
  const most = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, Math.floor(MOST_CELLS / columns)));
  const payloads = shown.map((run) => {
    const rows = thinned(run.rows, most);
    return { kept: rows.step.length, payload: payloadOf({ ...run, rows, updates: undefined }, from, coming) };
  });
  const kept = Math.max(...payloads.map((each) => each.kept));
  const of = Math.max(...shown.map(({ rows }) => rows.step.length));
  return {
    ...compareRuns(payloads.map(({ payload }) => payload)),
    ...(kept < of && { thinned: { epochs: { kept, of } } }),
  };
}

function thinned(rows: ScalarRows, most: number): ScalarRows {
  const kept = thinRows(rows.step, [...rows.columns.values()], most);
  if (kept.length === rows.step.length) return rows;
  const pick = <T>(column: readonly T[]): T[] => kept.map((row) => column[row] as T);
  return {
    step: pick(rows.step),
    wallTime: pick(rows.wallTime),
    columns: new Map([...rows.columns].map(([tag, values]) => [tag, pick(values)])),
  };
}
