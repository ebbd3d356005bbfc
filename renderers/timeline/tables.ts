import type { TimelinePayload } from '../../protocol/index.js';
import { type DataTable, valueAt } from '../drawing/data-table.js';

/** What the callbacks did, one event a row, and what they watched, one epoch a row. */
export function timelineTables(payload: TimelinePayload): DataTable[] {
  const { callbacks, epochs, monitored, learningRate, thinned } = payload;
  const facts = [...new Set(callbacks.events.flatMap((event) => Object.keys(event.facts)))];
  const names = Object.keys(monitored);
  return [
    {
      name: 'events',
      words: { en: 'events', ko: '사건' },
      columns: ['epoch', 'step', 'callback', 'monitor', 'kind', 'value', ...facts, 'label', 'text'],
      rows: () =>
        callbacks.events.map((event) => {
          const lane = callbacks.lanes[event.lane];
          return [
            event.epoch,
            event.step,
            lane?.name ?? null,
            lane?.monitor ?? null,
            event.kind,
            event.value ?? null,
            ...facts.map((name) => (Object.hasOwn(event.facts, name) ? (event.facts[name] ?? null) : null)),
            event.label ?? null,
            event.text ?? null,
          ];
        }),
      ...(thinned && { thinned }),
    },
    {
      name: 'epochs',
      words: { en: 'epochs', ko: '에포크' },
      columns: ['epoch', ...names, 'learning_rate'],
      rows: () =>
        epochs.map((epoch, row) => [
          epoch,
          ...names.map((name) => valueAt(monitored[name], row)),
          valueAt(learningRate, row),
        ]),
    },
  ];
}
