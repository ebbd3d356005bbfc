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

/** Kinds that stand in the upper half of a row that holds more than one sort. */
export const upper: ReadonlySet<CallbackEventKind> = new Set(['improved', 'waited', 'cooled', 'skipped']);

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
