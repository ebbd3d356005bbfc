import type { CallbackRecord, GroupPayload, Locale, RunPayload } from '../../protocol/index.js';
import { formatCount, formatMoment } from '../drawing/format.js';
import { trainingStrings } from './strings.js';

type LostRun = Pick<RunPayload, 'status' | 'reason' | 'endedAt'>;

/** Of a lost run: when, what remains of it, and what to do. `null` where the run is not lost. */
export function lostText(run: LostRun & Pick<RunPayload, 'callbacks'>, locale: Locale): string | null {
  if (run.status !== 'lost') return null;
  const t = trainingStrings[locale];
  const saved = lastSaved(run.callbacks);
  return [
    run.endedAt === undefined ? null : t.lostAt(formatMoment(run.endedAt, locale)),
    saved ? t.lostButSaved(saved.by, saved.path, formatCount(saved.epoch, locale)) : t.lostWeights,
    t.lostAdvice,
  ]
    .filter((part) => part !== null)
    .join(' ');
}

/** Why runs of a group were lost, and what to do; `null` where none was. */
export function groupLostText({ runs }: GroupPayload, locale: Locale): string | null {
  const lost = runs.filter(({ status }) => status === 'lost');
  const [first] = lost;
  if (!first) return null;
  const t = trainingStrings[locale];
  const names = lost.map(({ name }) => name).join(', ');
  return [t.lostRuns(names), first.reason, lostText(first, locale)].filter((part) => part).join(' ');
}

function lastSaved(
  callbacks: CallbackRecord | undefined,
): { by: string; path: string; epoch: number } | undefined {
  const event = callbacks?.events.findLast(({ kind, facts }) => kind === 'saved' && facts.path !== undefined);
  const by = event && callbacks?.lanes[event.lane]?.name;
  return by ? { by, path: String(event.facts.path), epoch: event.epoch } : undefined;
}
