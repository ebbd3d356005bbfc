import type { CallbackEvent, CallbackLane } from '../../protocol/index.js';
import { textFact } from './facts.js';

/** A file that a callback wrote. */
export interface Checkpoint {
  path: string;
  weightsOnly: boolean;
}

/** The file that an event saved; `null` for all other events. */
export function checkpointOf(event: CallbackEvent, lane: CallbackLane | undefined): Checkpoint | null {
  const path = event.kind === 'saved' ? textFact(event.facts, 'path') : null;
  if (path === null) return null;
  const told = event.facts.weightsOnly ?? lane?.settings.saveWeightsOnly;
  return { path, weightsOnly: typeof told === 'boolean' ? told : /\.weights\.h5$/i.test(path) };
}
