import type { CallbackEvent, Locale, TimelinePayload } from '../../protocol/index.js';
import { formatCount, formatValue } from '../drawing/format.js';
import { shorten } from '../drawing/svg.js';
import { epochAxis } from './axis.js';
import { isolate } from './isolate.js';
import { weights } from './kinds.js';
import { laneLabel } from './labels.js';
import { countKinds } from './lane-model.js';
import { monitorPanels } from './monitor.js';
import { countParts, eventSentence, severalSentence } from './sentence.js';
import { stateText } from './state-text.js';
import { timelineStrings } from './strings.js';

/** Sentences of all lanes together; beyond them events are told together. */
const MOST_SENTENCES = 160;
const LONGEST = 400;

/** Runs of light events as one sentence each, weighty ones on their own; of very many, the first and the last. */
function told(
  events: readonly CallbackEvent[],
  lane: TimelinePayload['callbacks']['lanes'][number],
  most: number,
  locale: Locale,
): string[] {
  const line = (event: CallbackEvent) => shorten(eventSentence(event, lane, locale), LONGEST);
  if (events.length <= most) return events.map(line);
  const lines: string[] = [];
  let open: CallbackEvent[] = [];
  const close = () => {
    if (open.length === 1) lines.push(line(open[0] as CallbackEvent));
    else if (open.length > 1) lines.push(severalSentence(open, lane, locale));
    open = [];
  };
  for (const event of events) {
    if (weights[event.kind] === 'light') open.push(event);
    else {
      close();
      lines.push(line(event));
    }
  }
  close();
  if (lines.length <= most) return lines;
  const head = Math.ceil(most / 2);
  const tail = Math.max(1, most - head);
  const more = timelineStrings[locale].moreEvents(formatCount(lines.length - head - tail, locale));
  return [...lines.slice(0, head), more, ...lines.slice(-tail)];
}

/** Each callback with its settings and what it did, as lines. */
export function laneLines(payload: TimelinePayload, locale: Locale, most = MOST_SENTENCES): string[] {
  const t = timelineStrings[locale];
  const { lanes, events } = payload.callbacks;
  const byLane: CallbackEvent[][] = lanes.map(() => []);
  for (const event of events) byLane[event.lane]?.push(event);
  const share = Math.max(4, Math.floor(most / Math.max(1, lanes.length)));
  const lines = lanes.flatMap((lane, index) => {
    const own = byLane[index] as CallbackEvent[];
    const counts = countParts(countKinds(own.map((event) => ({ event }))), locale).join(', ');
    const none = payload.status === 'running' ? t.nothingYet : t.nothing;
    return [
      t.lane(shorten(laneLabel(lane), LONGEST), counts || none),
      ...told(own, lane, share, locale).map((sentence) => `  ${sentence}`),
    ];
  });
  if (payload.thinned)
    lines.push(t.thinned(formatCount(payload.thinned.kept, locale), formatCount(payload.thinned.of, locale)));
  return lines;
}

/** The account: the monitored values, then what each callback did and why. */
export function timelineText(payload: TimelinePayload, locale: Locale, most?: number): string {
  const t = timelineStrings[locale];
  const done = formatCount(payload.epochs.at(-1) ?? 0, locale);
  const of = formatCount(payload.plannedEpochs, locale);
  const { ofEpoch } = epochAxis(payload, 2);
  return [
    `${t.title(payload.name)}; ${stateText(payload, locale)}; ${t.epochs(done, of)}`,
    ...monitorPanels(payload, ofEpoch, 2).map(({ name, best }) =>
      best
        ? t.bestSoFar(isolate(name), formatValue(best.value, locale), formatCount(best.epoch, locale))
        : t.noBest(isolate(name)),
    ),
    ...(payload.callbacks.lanes.length ? laneLines(payload, locale, most) : [t.noCallbacks]),
  ].join('\n');
}
