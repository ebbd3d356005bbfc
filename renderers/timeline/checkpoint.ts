import type { CallbackEvent, CallbackLane } from '../../protocol/index.js';
import { textFact } from './facts.js';

/** A file that a callback wrote. */
export interface Checkpoint {
  path: string;
  weightsOnly: boolean;
}

/** The model or weights that an event saved; `null` for all other events, and for logs and backups. */
export function checkpointOf(event: CallbackEvent, lane: CallbackLane | undefined): Checkpoint | null {
  const path = event.kind === 'saved' ? textFact(event.facts, 'path') : null;
  if (path === null) return null;
  const what = textFact(event.facts, 'what');
  if (what !== null)
    return what === 'model' || what === 'weights' ? { path, weightsOnly: what === 'weights' } : null;
  return { path, weightsOnly: lane?.settings.saveWeightsOnly === true || /\.weights\.h5$/i.test(path) };
}
