import type { CallbackEventKind, CallbackLane } from '../../protocol/index.js';
import { own } from '../drawing/own.js';

/**
 * How an event is drawn: `light` ones are put together where they crowd, `weighty` ones only where there are very many,
 * `turning` ones never.
 */
export type Weight = 'light' | 'weighty' | 'turning';

export const weights: Record<CallbackEventKind, Weight> = {
  improved: 'light',
  waited: 'light',
  skipped: 'light',
  cooled: 'light',
  held: 'light',
  measured: 'light',
  scheduled: 'light',
  saved: 'weighty',
  reduced: 'weighty',
  missing: 'weighty',
  noted: 'weighty',
  failed: 'turning',
  stopped: 'turning',
  restored: 'turning',
  resumed: 'turning',
};

/**
 * What stands for an event. Kinds that teach the same share a sign, so that there are few to learn; the row it stands in and
 * its sentence tell them apart.
 */
export type Sign = 'better' | 'wait' | 'save' | 'idle' | 'cut' | 'value' | 'stop' | 'back' | 'trouble';

export const signs: Record<CallbackEventKind, Sign> = {
  improved: 'better',
  waited: 'wait',
  saved: 'save',
  // Nothing was done, and nothing had to be.
  skipped: 'idle',
  cooled: 'idle',
  held: 'idle',
  reduced: 'cut',
  // Something was set, measured or told.
  scheduled: 'value',
  measured: 'value',
  noted: 'value',
  stopped: 'stop',
  // Weights of before came back.
  restored: 'back',
  resumed: 'back',
  missing: 'trouble',
  failed: 'trouble',
};

/** Kinds that stand in the upper half of a row that holds more than one sort. */
export const upper: ReadonlySet<CallbackEventKind> = new Set([
  'improved',
  'waited',
  'cooled',
  'skipped',
  'held',
]);

/** What the callbacks that we know tell of; of all others only notes are expected. */
const kindsOf: Record<string, readonly CallbackEventKind[]> = {
  EarlyStopping: ['improved', 'waited', 'stopped', 'restored'],
  ModelCheckpoint: ['saved', 'skipped'],
  ReduceLROnPlateau: ['improved', 'waited', 'reduced', 'held', 'cooled'],
  LearningRateScheduler: ['scheduled'],
  StoppingCriteria: ['measured', 'stopped'],
  TerminateOnNaN: ['stopped'],
  BackupAndRestore: ['saved', 'resumed'],
  TensorBoard: ['saved'],
  CSVLogger: ['saved'],
};

/** The kinds of events that a callback may come to tell of, as far as its settings say. */
export function possibleKinds({ name, settings }: CallbackLane): CallbackEventKind[] {
  const kinds = own(kindsOf, name) ?? ['noted'];
  return kinds.filter(
    (kind) =>
      (kind !== 'restored' || settings.restoreBestWeights === true) &&
      (kind !== 'skipped' || settings.saveBestOnly === true) &&
      (kind !== 'cooled' || Number(settings.cooldown ?? 0) > 0),
  );
}
