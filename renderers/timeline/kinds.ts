import type { CallbackEventKind } from '../../protocol/index.js';

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
