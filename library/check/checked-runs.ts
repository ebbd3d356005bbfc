import type { RunLayersPayload, RunPayload } from '../../protocol/index.js';
import { libraryContext } from '../context.js';
import type { RecordedLayers } from '../recorded-layers.js';

interface ToldLayers {
  wanted: RecordedLayers | null;
  layers: RunLayersPayload;
}

/** What one check reads of the notebook's trainings: each is asked for once. */
export class CheckedRuns {
  private readonly runs = new Map<unknown, Promise<RunPayload | null>>();
  private readonly layersOf = new Map<string, Promise<ToldLayers | null>>();
  private readonly lists = new Map<number, Promise<RunPayload[]>>();
  /** Names of those that were looked at, in order. */
  readonly seen = new Set<string>();

  /** @param reference An id, a history that `fit` gave back, or null for the latest. */
  async run(reference: unknown): Promise<RunPayload | null> {
    const found = await once(
      this.runs,
      reference,
      async () => (await libraryContext().run?.(reference)) ?? null,
    );
    if (found) this.seen.add(found.name);
    return found;
  }

  /** The latest so many, the oldest first. */
  async latest(count: number): Promise<RunPayload[]> {
    const found = await once(this.lists, count, async () => (await libraryContext().runs?.(count)) ?? []);
    for (const { name } of found) this.seen.add(name);
    return found;
  }

  async layers({ id }: RunPayload): Promise<ToldLayers | null> {
    return once(this.layersOf, id, async () => (await libraryContext().layers?.(id)) ?? null);
  }
}

function once<Key, Value>(
  known: Map<Key, Promise<Value>>,
  key: Key,
  make: () => Promise<Value>,
): Promise<Value> {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}
