import type { CallbackEvent, CallbackLane, Locale } from '../../protocol/index.js';
import { formatCount, formatRate } from '../drawing/format.js';
import { shorten } from '../drawing/svg.js';
import { criterionName, isMet } from './criteria.js';
import { numberFact } from './facts.js';
import { isolate } from './isolate.js';
import { signs, weights } from './kinds.js';
import { countKinds, type LaneModel, lastOf } from './lane-model.js';
import type { PlacedEvent } from './placed-event.js';
import { timelineStrings } from './strings.js';
import { cutWords, wordWidth } from './words.js';

/** Settings in the order in which a reader wants them; others follow as they are given. */
const first = [
  'patience',
  'factor',
  'minDelta',
  'cooldown',
  'minLr',
  'baseline',
  'startFromEpoch',
  'restoreBestWeights',
  'filepath',
  'filename',
  'saveBestOnly',
  'saveWeightsOnly',
  'saveFreq',
  'logDir',
  'backupDir',
];
/** Settings that the label already says otherwise, or that nobody looks for. */
const left = new Set(['monitor', 'mode', 'verbose', 'separator', 'name']);

/** The last part of a path. */
const baseName = (path: string): string =>
  path
    .replace(/[/\\]+$/, '')
    .split(/[/\\]/)
    .at(-1) || path;

function settingText(name: string, value: CallbackLane['settings'][string], short: boolean): string | null {
  if (value === null || value === false || (value === 0 && name !== 'patience')) return null;
  if (value === true) return isolate(name);
  if (typeof value === 'number') return `${isolate(name)} ${formatRate(value, 'en')}`;
  if (value === '') return null;
  const words = isolate(short ? shorten(baseName(value), 32) : value);
  return /path|file|dir/i.test(name) ? words : `${isolate(name)} ${words}`;
}

/** The parts of a lane's label: its class, what it watches, its settings. */
function labelParts(lane: CallbackLane, short: boolean): { name: string; rest: string[] } {
  const names = Object.keys(lane.settings).filter((name) => !left.has(name));
  const place = (name: string) => (first.includes(name) ? first.indexOf(name) : first.length);
  names.sort((a, b) => place(a) - place(b));
  const rest = names.flatMap((name) => settingText(name, lane.settings[name] ?? null, short) ?? []);
  if (lane.monitor !== undefined) rest.unshift(isolate(short ? shorten(lane.monitor, 28) : lane.monitor));
  return { name: isolate(short ? shorten(lane.name, 32) : lane.name), rest };
}

/** "EarlyStopping · val_loss · patience 3", with all that is set. */
export function laneLabel(lane: CallbackLane): string {
  const { name, rest } = labelParts(lane, false);
  return [name, ...rest].join(' · ');
}

/** The same, as much as fits into so many pixels; `rest` begins with its separator. */
export function fittingLabel(
  lane: CallbackLane,
  size: number,
  width: number,
): { name: string; rest: string } {
  const { name, rest } = labelParts(lane, true);
  let room = width - wordWidth(name, size) * 1.1;
  let words = '';
  for (const part of rest) {
    const more = ` · ${part}`;
    room -= wordWidth(more, size);
    if (room < size * 2) {
      words += ' · …';
      break;
    }
    words += more;
  }
  const most = Math.max(4, Math.floor(width / size / 0.62));
  return { name: shorten(name, most), rest: words };
}

/**
 * The name on a line, and on `most` more what is set, each of so many pixels; how many settings have no room stands behind the
 * last: "val_loss · patience 3 +2".
 */
export function gutterLabel(
  lane: CallbackLane,
  size: { name: number; rest: number },
  { width, most }: { width: number; most: number },
): { name: string; rest: string[] } {
  const { name, rest } = labelParts(lane, true);
  const lines: string[] = [];
  let shown = 0;
  for (const part of rest) {
    const last = lines.at(-1);
    const longer = last === undefined ? part : `${last} · ${part}`;
    const left = rest.length - shown - 1;
    // On the last line there is room for what is told of the others.
    const room = (count: number) => (count === most && left > 0 ? wordWidth(` +${left}`, size.rest) : 0);
    if (last !== undefined && wordWidth(longer, size.rest) <= width - room(lines.length))
      lines[lines.length - 1] = longer;
    else if (lines.length < most) lines.push(cutWords(part, size.rest, width - room(lines.length + 1)));
    else break;
    shown += 1;
  }
  if (shown < rest.length && lines.length > 0) lines[lines.length - 1] += ` +${rest.length - shown}`;
  return { name: cutWords(name, size.name * 1.08, width), rest: lines };
}

/** How many criteria their newest values meet. */
function metText(events: readonly PlacedEvent[], locale: Locale): string {
  const newest = new Map<string, CallbackEvent>();
  for (const { event } of events) if (event.kind === 'measured') newest.set(criterionName(event), event);
  const met = [...newest.values()].filter(isMet).length;
  return timelineStrings[locale].metState(formatCount(met, locale), formatCount(newest.size, locale));
}

/** What a lane has come to, for its end: what counts most, and how often what happened, what weighs more first. */
export function laneSummary(
  { events, rate }: LaneModel,
  running: boolean,
  locale: Locale,
): { state: string; counts: [kind: CallbackEvent['kind'], count: number][] } {
  const t = timelineStrings[locale];
  const last = lastOf(events);
  const counts = countKinds(events);
  const epoch = ({ epoch: at }: CallbackEvent) => formatCount(at, locale);
  const at = (event: CallbackEvent) =>
    event.epoch >= 1 ? t.lastState(t.kinds[event.kind], epoch(event)) : t.kinds[event.kind];
  const newest = events.at(-1)?.event;
  const state = (): string => {
    const stopped = last.get('stopped');
    if (stopped) return t.stoppedAt(epoch(stopped));
    const failed = last.get('failed') ?? last.get('missing');
    if (failed) return at(failed);
    if (rate) return t.rateState(formatRate(rate.last, locale));
    const saved = last.get('saved');
    if (saved) return t.savedState(epoch(saved));
    const restored = last.get('restored');
    if (restored) return at(restored);
    if (newest?.kind === 'waited') {
      const wait = numberFact(newest.facts, 'wait');
      const patience = numberFact(newest.facts, 'patience');
      if (wait !== null && patience !== null)
        return t.waitState(formatCount(wait, locale), formatCount(patience, locale));
    }
    const improved = last.get('improved');
    if (improved) return t.bestState(epoch(improved));
    if (newest?.kind === 'measured') return metText(events, locale);
    if (newest) return at(newest);
    return running ? t.nothingYet : t.nothing;
  };
  // What the state tells already, or a lane has but once, is not counted, but where its sign counts others too.
  const counted = ([kind, count]: [CallbackEvent['kind'], number]) =>
    weights[kind] !== 'turning' || count > 1 || events.length === 1;
  const shown = new Set([...counts].filter(counted).map(([kind]) => signs[kind]));
  const told = [...counts].filter(([kind]) => shown.has(signs[kind]));
  const order = Object.keys(t.kinds);
  const light = (kind: CallbackEvent['kind']) => Number(weights[kind] === 'light');
  told.sort(([a], [b]) => light(a) - light(b) || order.indexOf(a) - order.indexOf(b));
  return { state: state(), counts: told };
}
