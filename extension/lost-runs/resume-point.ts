import type { CallbackEvent } from '../../protocol/callback-events.js';
import type { RunPayload } from '../../protocol/training.js';

/** Where a training that was broken off can go on. */
export interface ResumePoint {
  /** As the callback wrote it. */
  path: string;
  /** Epochs that are done by then. */
  epoch: number;
  /** The cell's own `BackupAndRestore` goes on from there. */
  byItself: boolean;
  /** When the run was last heard of, in milliseconds since 1970: a file that is newer may be further than that. */
  heardOf: number;
}

/** The last file that a run has saved before it was lost; a backup counts before a checkpoint of the same epoch. */
export function resumePoint(
  run: Pick<RunPayload, 'status' | 'callbacks' | 'plan' | 'startedAt' | 'progress'>,
): ResumePoint | undefined {
  if (run.status !== 'lost') return undefined;
  const heardOf = Date.parse(run.startedAt) + run.progress.elapsedMs;
  let last: Omit<ResumePoint, 'heardOf'> | undefined;
  for (const event of run.callbacks?.events ?? []) {
    const point = pointOf(event);
    if (point && (!last || point.epoch > last.epoch || (point.epoch === last.epoch && point.byItself)))
      last = point;
  }
  return last && last.epoch < run.plan.epochs ? { ...last, heardOf } : undefined;
}

function pointOf({ kind, epoch, facts }: CallbackEvent): Omit<ResumePoint, 'heardOf'> | undefined {
  const { path, what, next } = facts;
  if (kind !== 'saved' || typeof path !== 'string') return undefined;
  if (what === 'backup')
    return typeof next === 'number' ? { path, epoch: next - 1, byItself: true } : undefined;
  return what === 'model' || what === 'weights' ? { path, epoch, byItself: false } : undefined;
}
