import { fromSample, type TimelinePayload } from '../../protocol/index.js';
import { savedBytes } from '../drawing/saved-bytes.js';
import { thinEvents } from './thin-events.js';

/** Evenly spread, with the first and the last. */
function spread<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all];
  return Array.from(
    { length: count },
    (_, index) => all[Math.round((index / Math.max(1, count - 1)) * (all.length - 1))] as T,
  );
}

/** The rest is for the indents of a record within a payload. */
const ROOM = 0.93;

/** As many of the events as fit into `maxBytes`. */
function fitEvents(record: TimelinePayload['callbacks'], maxBytes: number): TimelinePayload['callbacks'] {
  let { events } = record;
  for (let bytes = savedBytes(record); bytes > maxBytes && events.length > 0; ) {
    const share = Math.min(0.9, (0.97 * maxBytes) / bytes);
    events = thinEvents(events, Math.floor(events.length * share));
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
    const callbacks = fitEvents(payload.callbacks, Math.max(0, (maxBytes - bare) * ROOM));
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
