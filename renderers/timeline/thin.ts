import type { CallbackEvent, CallbackRecord, TimelinePayload } from '../../protocol/index.js';
import { fromSample } from '../../protocol/index.js';
import { savedBytes } from '../drawing/saved-bytes.js';
import { numberFact } from './facts.js';
import { type Weight, weights } from './kinds.js';

/** Evenly spread, with the first and the last. */
function spread<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all];
  if (count <= 1) return all.slice(-count || all.length);
  return Array.from(
    { length: count },
    (_, index) => all[Math.round((index / (count - 1)) * (all.length - 1))] as T,
  );
}

/** What an event tells beside its like: the longest wait, the smallest measured value, any improvement. */
function worth({ kind, facts, value }: CallbackEvent): number {
  if (kind === 'improved') return Number.POSITIVE_INFINITY;
  if (kind === 'waited') return numberFact(facts, 'wait') ?? 0;
  const measured = fromSample(value);
  return kind === 'measured' && measured !== null && Number.isFinite(measured) ? -Math.abs(measured) : 0;
}

/** Of each stretch of equal length in epochs, and of each lane and kind, the event that tells most; at most so many. */
function telling(events: readonly CallbackEvent[], most: number): CallbackEvent[] {
  if (events.length <= most) return [...events];
  const sorts = new Set(events.map(({ lane, kind }) => `${lane} ${kind}`)).size;
  const stretches = Math.floor(most / sorts);
  if (stretches < 1) return spread(events, most);
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { epoch } of events) {
    first = Math.min(first, epoch);
    last = Math.max(last, epoch);
  }
  const span = last - first || 1;
  const best = new Map<string, CallbackEvent>();
  for (const event of events) {
    const stretch = Math.min(stretches - 1, Math.floor(((event.epoch - first) / span) * stretches));
    const place = `${event.lane} ${event.kind} ${stretch}`;
    const held = best.get(place);
    if (!held || worth(event) >= worth(held)) best.set(place, event);
  }
  return [...best.values()];
}

/** At most `most` events, in order: light ones give way first, then saves, cuts and notes, then the rest. */
export function thinEvents(events: readonly CallbackEvent[], most: number): CallbackEvent[] {
  if (events.length <= most) return [...events];
  const of = (weight: Weight) => events.filter(({ kind }) => weights[kind] === weight);
  const turning = spread(of('turning'), most);
  const weighty = spread(of('weighty'), most - turning.length);
  const light = telling(of('light'), most - turning.length - weighty.length);
  const kept = new Set([...turning, ...weighty, ...light]);
  return events.filter((event) => kept.has(event));
}

const LONGEST = 1000;

/** Long texts of an event cut; a path is kept whole, since a file is opened by it. */
function shortEvent(event: CallbackEvent): CallbackEvent {
  const cut = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
  return {
    ...event,
    ...(event.text !== undefined && { text: cut(event.text) }),
    ...(event.label !== undefined && { label: cut(event.label) }),
    facts: Object.fromEntries(
      Object.entries(event.facts).map(([name, fact]) => [
        name,
        typeof fact === 'string' && name !== 'path' ? cut(fact) : fact,
      ]),
    ),
  };
}

/** A record as many of whose events are kept as fit into `maxBytes` of saved notebook. */
export function fitRecord(record: CallbackRecord, maxBytes: number): CallbackRecord {
  let { events } = record;
  let bytes = savedBytes(record);
  if (bytes <= maxBytes) return record;
  events = events.map(shortEvent);
  bytes = savedBytes({ ...record, events });
  let count = events.length;
  while (bytes > maxBytes && count > 0) {
    count = Math.floor(count * Math.max(0.1, Math.min(0.9, (0.97 * maxBytes) / bytes)));
    events = thinEvents(events, count);
    bytes = savedBytes({ ...record, events });
  }
  return { ...record, events };
}

/** A timeline that fits into `maxBytes` of saved notebook; `null` where its callbacks alone are too large. */
export function fitTimeline(payload: TimelinePayload, maxBytes: number): TimelinePayload | null {
  if (savedBytes(payload) <= maxBytes) return payload;
  const of = payload.thinned?.of ?? payload.callbacks.events.length;
  for (let most = 4000; most >= 16; most = Math.floor(most / 2)) {
    const rows = keptRows(payload, most);
    const pick = <T>(column: readonly T[]) => rows.map((row) => column[row] as T);
    const columns = {
      ...payload,
      epochs: pick(payload.epochs),
      monitored: Object.fromEntries(
        Object.entries(payload.monitored).map(([name, column]) => [name, pick(column)]),
      ),
      learningRate: pick(payload.learningRate),
    };
    const bare = savedBytes({ ...columns, callbacks: { lanes: [], events: [] } });
    if (bare > maxBytes / 2 && most > 16) continue;
    const callbacks = fitRecord(payload.callbacks, Math.max(0, maxBytes - bare - 100));
    const kept = callbacks.events.length;
    const fitted = { ...columns, callbacks, ...(kept < of && { thinned: { kept, of } }) };
    if (savedBytes(fitted) <= maxBytes) return fitted;
  }
  return null;
}

/** Rows to keep: the first, the last, the extremes of each stretch, and where the learning rate changes. */
function keptRows({ epochs, monitored, learningRate }: TimelinePayload, most: number): number[] {
  if (epochs.length <= most) return epochs.map((_, row) => row);
  const keep = new Set([0, epochs.length - 1]);
  const changes = epochs.flatMap((_, row) =>
    row > 0 && learningRate[row] !== learningRate[row - 1] ? [row - 1, row] : [],
  );
  for (const row of spread(changes, Math.floor(most / 4))) keep.add(row);
  const columns = Object.values(monitored).map((column) => column.map(fromSample));
  const stretches = Math.max(1, Math.floor((most - keep.size) / Math.max(1, 2 * columns.length)));
  const size = Math.ceil(epochs.length / stretches);
  for (const column of columns.length ? columns : [epochs])
    for (let start = 0; start < epochs.length; start += size) {
      let low = start;
      let high = start;
      for (let row = start; row < Math.min(epochs.length, start + size); row += 1) {
        const value = column[row];
        if (value === null || value === undefined || Number.isNaN(value)) continue;
        if (!(value >= (column[low] ?? Number.POSITIVE_INFINITY))) low = row;
        if (!(value <= (column[high] ?? Number.NEGATIVE_INFINITY))) high = row;
      }
      keep.add(low).add(high);
    }
  return [...keep].sort((a, b) => a - b);
}
