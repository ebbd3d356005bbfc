import type { Locale, MimeBundle } from '../../protocol/index.js';
import type { RunEnding } from '../run-ending.js';
import { shownAsRunning } from '../shown-runs.js';
import { drawSettled } from './settle-runs.js';
import { storedEnding } from './stored-ending.js';

interface Saved {
  /** The notebook's folder. */
  folder: string;
  /** The kernel host's script: beside it lies what draws. */
  host: string;
  locale: Locale;
}

/** A saved output that shows runs at work which have ended since, as it is true now; null where there is nothing to change. */
export async function settleSaved(
  data: MimeBundle,
  { folder, host, locale }: Saved,
): Promise<MimeBundle | null> {
  const endings = new Map<string, RunEnding>();
  for (const { id } of shownAsRunning(data)) {
    const ending = storedEnding(folder, id, locale);
    if (ending !== 'running') endings.set(id, ending);
  }
  return endings.size === 0 ? null : drawSettled(host, data, endings, locale, folder);
}
