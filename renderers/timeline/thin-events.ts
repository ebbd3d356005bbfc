import {
  type CallbackEvent,
  type CallbackEventKind,
  fromSample,
  type RunPayload,
} from '../../protocol/index.js';
import { savedBytes } from '../drawing/saved-bytes.js';

/** What ends or turns a training: never left out while there is any room. */
const TURNS: readonly CallbackEventKind[] = ['stopped', 'restored', 'resumed', 'failed'];
/** What only says that nothing had to be done, or how near that was: left out first. */
const LIGHT: readonly CallbackEventKind[] = [
  'improved',
  'waited',
  'skipped',
  'cooled',
  'held',
  'missing',
  'measured',
];

/**
 * At most `max` events, in order. Turns stay, and of each lane and kind the first, the last, the least and the greatest;
 * then acts (saved, reduced, scheduled …), then the others, evenly spread where not all of them fit.
 */
export function thinEvents(events: readonly CallbackEvent[], max: number): CallbackEvent[] {
  if (events.length <= max) return [...events];
  const landmarks = findLandmarks(events);
  const ranks: number[][] = [[], [], [], []];
  for (const [at, event] of events.entries()) {
    const rank = TURNS.includes(event.kind) ? 0 : landmarks.has(at) ? 1 : LIGHT.includes(event.kind) ? 3 : 2;
    ranks[rank]?.push(at);
  }
  const kept: number[] = [];
  for (const rank of ranks) kept.push(...evenly(rank, max - kept.length));
  return kept.sort((a, b) => a - b).map((at) => events[at] as CallbackEvent);
}

/** Places of the first and last event of each lane and kind, and of those with the least and the greatest value. */
function findLandmarks(events: readonly CallbackEvent[]): Set<number> {
  const groups = new Map<string, { first: number; last: number; least?: number; most?: number }>();
  const valueAt = (at: number | undefined): number | null => fromSample(events[at ?? -1]?.value);
  for (const [at, { lane, kind, value }] of events.entries()) {
    const key = `${lane} ${kind}`;
    const group = groups.get(key) ?? { first: at, last: at };
    groups.set(key, group);
    group.last = at;
    const number = fromSample(value);
    if (number === null || Number.isNaN(number)) continue;
    const least = valueAt(group.least);
    const most = valueAt(group.most);
    if (least === null || number < least) group.least = at;
    if (most === null || number > most) group.most = at;
  }
  return new Set([...groups.values()].flatMap((group) => Object.values(group)));
}

function evenly(places: readonly number[], room: number): number[] {
  if (places.length <= room) return [...places];
  if (room <= 0) return [];
  if (room === 1) return places.slice(-1);
  const step = (places.length - 1) / (room - 1);
  return Array.from({ length: room }, (_, i) => places[Math.round(i * step)] as number);
}

/** The run with so few events that they take at most `maxBytes` of a saved notebook. */
export function thinRunEvents(payload: RunPayload, maxBytes: number): RunPayload {
  const { callbacks } = payload;
  if (!callbacks) return payload;
  const of = payload.thinned?.events?.of ?? callbacks.events.length;
  let { events } = callbacks;
  for (let bytes = savedBytes(events); bytes > maxBytes && events.length > 0; bytes = savedBytes(events)) {
    const room = Math.min(events.length - 1, Math.floor((0.97 * events.length * maxBytes) / bytes));
    events = thinEvents(events, room);
  }
  if (events.length === callbacks.events.length) return payload;
  const whole = <T>(rows: readonly T[]) => ({ kept: rows.length, of: rows.length });
  const { epochs, steps } = payload;
  const thinned = payload.thinned ?? { epochs: whole(epochs.epoch), steps: whole(steps.step) };
  return {
    ...payload,
    callbacks: { ...callbacks, events },
    thinned: { ...thinned, events: { kept: events.length, of } },
  };
}
