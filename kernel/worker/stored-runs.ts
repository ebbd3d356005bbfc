import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunPayload, RunSummary } from '../../protocol/index.js';
import { RunList, readStoredRun, runsIn, SummaryCache } from '../history/index.js';

/** The runs that are stored beside a notebook, by whichever kernel. Each is read again only when its files have changed. */
export class StoredRuns {
  private readonly known = new Map<string, RunSummary>();
  private readonly list = new RunList(new SummaryCache(), ({ runs, gone }) => {
    for (const run of runs) this.known.set(run.path, run);
    for (const path of gone) this.known.delete(path);
  });

  /** @returns the latest first. */
  async summaries(folders: Iterable<string>): Promise<RunSummary[]> {
    await this.list.scan([...folders].map(runsIn));
    return [...this.known.values()].sort((a, b) => b.startedAt - a.startedAt);
  }
}

/** The curves and callbacks of a stored run; undefined where there is none with this id, or it cannot be read. */
export function storedCurves(folders: Iterable<string>, id: string): RunPayload | undefined {
  if (!/^[\w-]+$/.test(id)) return undefined;
  const path = [...folders].map((folder) => join(runsIn(folder), id)).find((each) => existsSync(each));
  try {
    return path === undefined ? undefined : readStoredRun(path);
  } catch {
    return undefined;
  }
}
