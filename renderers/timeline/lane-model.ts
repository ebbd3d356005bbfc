import type { CallbackEvent, CallbackLane } from '../../protocol/index.js';
import { type CriteriaScale, type Criterion, criteriaOf, isMet } from './criteria.js';
import { numberFact } from './facts.js';
import { crowded, fold } from './fold.js';
import { upper, type Weight, weights } from './kinds.js';
import { rowMiddles, stairHeight } from './lane-box.js';
import type { PlacedEvent } from './placed-event.js';
import type { RateLine } from './rate.js';
import { type StripCell, stripCells, usedOf } from './strip.js';

/** What can be pointed at: one event, or several that stand too close to be told apart. */
export interface Mark {
  /** The same for as long as it shows the same. */
  key: string;
  x: number;
  /** From the top of the row. */
  y: number;
  events: PlacedEvent[];
  /** 0 to 1: the part of the patience that is used, the most of several; `null` where nothing waits. */
  used: number | null;
  /** Of a criterion: whether it is met. */
  met: boolean;
  /** Of the criteria of one epoch: where the value of each lies in the row. */
  dots: { y: number; met: boolean }[];
  /** Of a stretch of a strip: how wide it is. */
  width: number;
  /** Of a stretch of a strip: its columns. */
  cells: StripCell[];
  /** Whether the next of its kind stands so near that there is no room for the whole sign. */
  close: boolean;
}

/** From where the run stood to the epoch whose weights were put back. */
export interface Arrow {
  from: number;
  to: number;
  y: number;
}

export interface LaneModel {
  index: number;
  lane: CallbackLane;
  /** Pixels of its row. */
  row: number;
  /** In the order of their places. */
  marks: Mark[];
  arrows: Arrow[];
  rate: RateLine | null;
  criteria: (CriteriaScale & { lines: Criterion[] }) | null;
  /** Whether the row has an upper and a lower half. */
  split: boolean;
  /** All events of the lane, in order. */
  events: PlacedEvent[];
}

/** What is told by the line that it stands on has no place in a strip. */
const inStrip = ({ kind }: CallbackEvent): boolean => kind !== 'measured' && kind !== 'scheduled';

/** Pixels of a column of a strip, at least. */
const LEAST_COLUMN = 1.5;

interface LaneInput {
  index: number;
  lane: CallbackLane;
  events: PlacedEvent[];
  rate: RateLine | null;
  width: number;
  /** Pixels of its row. */
  row: number;
  /** Pixels that several are put together over. */
  stretch: number;
  /** 1, or more where columns are to be broader. */
  coarse: number;
  /** More weighty events than this are put together where they crowd. */
  mostWeighty: number;
  pixel(epoch: number): number;
}

/** What to draw of one callback. */
export function laneModel(input: LaneInput): LaneModel {
  const { events, lane, index, width, row, stretch, mostWeighty } = input;
  const pitch = Math.abs(input.pixel(2) - input.pixel(1));
  const byPlace = [...events].sort((a, b) => a.x - b.x || a.at - b.at);
  const numberOf = (weight: Weight) => events.filter(({ event }) => weights[event.kind] === weight).length;
  const many = numberOf('weighty') > mostWeighty;
  const huge = numberOf('turning') > mostWeighty;
  const foldable = ({ event: { kind } }: PlacedEvent) =>
    weights[kind] === 'light' || (many && weights[kind] === 'weighty') || huge;
  const light = byPlace.filter(foldable);
  const folded = crowded(light);
  const heavy = byPlace.filter((each) => !foldable(each));
  const measured = criteriaOf(events, row);
  const kinds = new Set(events.map(({ event }) => event.kind));
  const lower = [...kinds].some((kind) => !upper.has(kind));
  const split =
    measured === null &&
    (typeof lane.settings.patience === 'number' ||
      (lower && [...kinds].some((kind) => upper.has(kind) && kind !== 'skipped')) ||
      (folded && heavy.length > 0));
  const yOf = (event: CallbackEvent, several: boolean) =>
    !split ? row / 2 : several || upper.has(event.kind) ? rowMiddles.upper : rowMiddles.lower;
  const levels = new Map(measured?.points.map(({ at, y }) => [at, y]));

  const single = (each: PlacedEvent): Mark => ({
    key: `${each.at}`,
    x: markPlace(each, input),
    y: levels.get(each.at) ?? onStairs(each, input.rate, split) ?? yOf(each.event, false),
    events: [each],
    used: usedOf(each.event),
    met: isMet(each.event),
    dots: [],
    width: 0,
    cells: [],
    close: false,
  });
  // Their lines run so close to each other that no pointer could tell them apart: an epoch tells of all.
  const column = (all: PlacedEvent[]): Mark => {
    const dots = all.map(({ at, event }) => ({ y: levels.get(at) ?? row / 2, met: isMet(event) }));
    return { ...single(all[0] as PlacedEvent), y: row / 2, events: all, dots };
  };
  // Patience that is used up where nothing more can be done: one sign for both.
  const both = (all: PlacedEvent[]): Mark | null =>
    all[0]?.event.kind === 'waited' ? { ...single(all[0]), events: all } : null;
  const several = (at: number, all: PlacedEvent[]): Mark => {
    const used = all.flatMap(({ event }) => usedOf(event) ?? []);
    const [left, right] = [at * stretch, Math.max(Math.min(width, (at + 1) * stretch), at * stretch + 4)];
    const whole = {
      middle: (left + right) / 2,
      width: right - left,
      pitch,
      least: LEAST_COLUMN * input.coarse,
    };
    const alongLine = all.every(({ event }) => !inStrip(event));
    return {
      key: `${at}+${all[0]?.at}`,
      x: whole.middle,
      y: yOf((all[0] as PlacedEvent).event, true),
      events: all,
      used: used.length ? Math.max(...used) : null,
      met: false,
      dots: [],
      width: whole.width,
      cells: alongLine ? [] : stripCells(all, whole, usedOf),
      close: false,
    };
  };
  const marks = [
    ...(folded
      ? fold(light, stretch).map(({ at, all }) =>
          all.length > 1 || inStrip((all[0] as PlacedEvent).event)
            ? several(at, all)
            : inside(single(all[0] as PlacedEvent), at * stretch, stretch),
        )
      : byEpoch(light, pitch < 2 * BESIDE).map((all) =>
          all.length === 1 ? single(all[0] as PlacedEvent) : (both(all) ?? column(all)),
        )),
    ...heavy.map(single),
  ];
  spread(marks, width);
  marks.sort((a, b) => a.x - b.x || (a.events[0]?.at ?? 0) - (b.events[0]?.at ?? 0));
  narrow(marks);
  return {
    index,
    lane,
    row,
    marks,
    arrows: events.flatMap((each) => {
      const to = restoredTo(each.event);
      if (to === null) return [];
      return [{ from: each.x, to: input.pixel(to), y: yOf(each.event, false) }];
    }),
    rate: input.rate,
    criteria: measured && { lines: measured.lines, threshold: measured.threshold, ticks: measured.ticks },
    split,
    events,
  };
}

/** What was measured in one epoch together, and, where epochs stand close, a wait with what it came to nothing by; all else on its own. */
function byEpoch(events: readonly PlacedEvent[], close: boolean): PlacedEvent[][] {
  const columns: PlacedEvent[][] = [];
  for (const each of events) {
    const before = columns.at(-1);
    const first = before?.[0]?.event.kind;
    const together =
      (each.event.kind === 'measured' && first === 'measured') ||
      (close && each.event.kind === 'held' && first === 'waited');
    if (together && before?.[0]?.event.epoch === each.event.epoch) before.push(each);
    else columns.push([each]);
  }
  return columns;
}

/** A set rate is marked on the line of the rate. */
function onStairs({ x, event }: PlacedEvent, rate: RateLine | null, split: boolean): number | null {
  if (event.kind !== 'scheduled') return null;
  const stair = rate?.stairs.find(({ from, to }) => from < x + 0.01 && x - 0.01 <= to);
  return stair ? stairHeight(stair.level, split) : null;
}

/** The epoch that the weights came from. */
function restoredTo({ kind, facts }: CallbackEvent): number | null {
  const best = kind === 'restored' ? numberFact(facts, 'bestEpoch') : null;
  return best !== null && Number.isFinite(best) ? best : null;
}

/** Restored weights are marked where they came from, with an arrow from where the run stood. */
function markPlace({ x, event }: PlacedEvent, { pixel }: LaneInput): number {
  const to = restoredTo(event);
  return to === null ? x : pixel(to);
}

const HALF_MARK = 5;

/** Keeps a lone mark within its own stretch, so that it does not cover its neighbours. */
function inside(mark: Mark, left: number, stretch: number): Mark {
  const x = Math.min(left + stretch - HALF_MARK - 1, Math.max(left + HALF_MARK + 1, mark.x));
  return { ...mark, x };
}

/** From sign to sign, so that neither covers the other. */
const BESIDE = 9;

/** Moves marks that would stand on one another a little apart. */
function spread(marks: Mark[], width: number): void {
  const taken = new Map<string, number>();
  for (const mark of marks) {
    if (mark.width > 0 || mark.events[0]?.event.kind === 'measured') continue;
    const place = `${Math.round(mark.x)} ${mark.y}`;
    const before = taken.get(place) ?? 0;
    taken.set(place, before + 1);
    if (before > 0) mark.x += Math.min(before, 6) * (mark.x > width / 2 ? -BESIDE : BESIDE);
  }
}

const ROOM = 7;

/** Weighty marks of a kind are ticks, all of them, where some crowd. */
function narrow(marks: Mark[]): void {
  const byKind = new Map<CallbackEvent['kind'], Mark[]>();
  for (const mark of marks) {
    const kind = mark.events[0]?.event.kind;
    if (kind === undefined || mark.width > 0 || weights[kind] !== 'weighty' || kind === 'reduced') continue;
    const all = byKind.get(kind);
    if (all) all.push(mark);
    else byKind.set(kind, [mark]);
  }
  for (const all of byKind.values()) {
    const close = all.some(({ x }, index) => (all[index + 1]?.x ?? Number.POSITIVE_INFINITY) - x < ROOM);
    for (const mark of all) mark.close = close;
  }
}

/** What a lane has come to: the last event of each kind. */
export function lastOf(events: readonly PlacedEvent[]): Map<CallbackEvent['kind'], CallbackEvent> {
  return new Map(events.map(({ event }) => [event.kind, event]));
}

/** How often each kind occurred. */
export function countKinds(events: readonly { event: CallbackEvent }[]): Map<CallbackEvent['kind'], number> {
  const counts = new Map<CallbackEvent['kind'], number>();
  for (const { event } of events) counts.set(event.kind, (counts.get(event.kind) ?? 0) + 1);
  return counts;
}
