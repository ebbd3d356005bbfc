import type { CallbackEvent, CallbackLane } from '../../protocol/index.js';
import { type Criterion, criteriaOf, isMet } from './criteria.js';
import { numberFact } from './facts.js';
import { crowded, fold } from './fold.js';
import { upper, type Weight, weights } from './kinds.js';
import { rowMiddles, stairHeight } from './lane-box.js';
import type { PlacedEvent } from './placed-event.js';
import type { RateLine } from './rate.js';

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
  /** Of several: 0 to 1, how many improved. */
  improved: number;
  /** Of a criterion: whether it is met. */
  met: boolean;
  /** Of the criteria of one epoch: where the value of each lies in the row. */
  dots: { y: number; met: boolean }[];
  /** Of several: how wide they are together. */
  width: number;
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
  criteria: { lines: Criterion[]; threshold: number } | null;
  /** Whether the row has an upper and a lower half. */
  split: boolean;
  /** All events of the lane, in order. */
  events: PlacedEvent[];
}

/** The share of the patience that an event used; a patience of 0 is used up at once. */
function usedOf({ kind, facts }: CallbackEvent): number | null {
  const wait = numberFact(facts, 'wait');
  if (kind !== 'waited' || wait === null) return kind === 'waited' ? 1 : null;
  const patience = Math.max(1, numberFact(facts, 'patience') ?? 1);
  return Math.min(1, Math.max(0, wait / patience)) || 0;
}

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
  /** More weighty events than this are put together where they crowd. */
  mostWeighty: number;
  pixel(epoch: number): number;
}

/** What to draw of one callback. */
export function laneModel(input: LaneInput): LaneModel {
  const { events, lane, index, width, row, stretch, mostWeighty } = input;
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
    improved: 0,
    met: isMet(each.event),
    dots: [],
    width: 0,
    close: false,
  });
  // Their lines run so close to each other that no pointer could tell them apart: an epoch tells of all.
  const column = (all: PlacedEvent[]): Mark => {
    const dots = all.map(({ at, event }) => ({ y: levels.get(at) ?? row / 2, met: isMet(event) }));
    return { ...single(all[0] as PlacedEvent), y: row / 2, events: all, dots };
  };
  const several = (at: number, all: PlacedEvent[]): Mark => {
    const used = all.flatMap(({ event }) => usedOf(event) ?? []);
    const right = Math.min(width, (at + 1) * stretch);
    return {
      key: `${at}+${all[0]?.at}`,
      x: (at * stretch + Math.max(right, at * stretch + stretch / 2)) / 2,
      y: yOf((all[0] as PlacedEvent).event, true),
      events: all,
      used: used.length ? Math.max(...used) : null,
      improved: all.filter(({ event }) => event.kind === 'improved').length / all.length,
      met: false,
      dots: [],
      width: Math.max(stretch / 2, right - at * stretch) - 2,
      close: false,
    };
  };
  const marks = [
    ...(folded
      ? fold(light, stretch).map(({ at, all }) =>
          all.length > 1 ? several(at, all) : inside(single(all[0] as PlacedEvent), at * stretch, stretch),
        )
      : byEpoch(light).map((all) => (all.length > 1 ? column(all) : single(all[0] as PlacedEvent)))),
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
    criteria: measured && { lines: measured.lines, threshold: measured.threshold },
    split,
    events,
  };
}

/** What was measured in one epoch together, all else on its own. */
function byEpoch(events: readonly PlacedEvent[]): PlacedEvent[][] {
  const columns: PlacedEvent[][] = [];
  for (const each of events) {
    const before = columns.at(-1);
    const together = each.event.kind === 'measured' && before?.[0]?.event.kind === 'measured';
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

/** Weighty marks that crowd are ticks, up to the last of each crowd. */
function narrow(marks: Mark[]): void {
  const next = new Map<string, number>();
  for (let index = marks.length - 1; index >= 0; index -= 1) {
    const mark = marks[index] as Mark;
    const kind = mark.events[0]?.event.kind;
    if (kind === undefined || mark.width > 0 || weights[kind] !== 'weighty') continue;
    mark.close = (next.get(kind) ?? Number.POSITIVE_INFINITY) - mark.x < ROOM;
    next.set(kind, mark.x);
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
