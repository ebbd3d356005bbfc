import type { LaneModel, Mark } from '../lane-model.js';

/** A mark by its lane and its key; `x` is remembered, so that up and down keep to the same epoch. */
export interface Place {
  lane: number;
  key: string;
  x?: number;
}

function nearest(marks: readonly Mark[], x: number): Mark | undefined {
  let found: Mark | undefined;
  for (const mark of marks) if (!found || Math.abs(mark.x - x) < Math.abs(found.x - x)) found = mark;
  return found;
}

/**
 * Where a key leads from a mark: along its lane, to the lane's ends, or to the nearest in place of the lane above or below
 * that has any. `nearest` is for a mark that is gone. `null`: nowhere.
 */
export function nextMark(lanes: readonly LaneModel[], from: Place | null, key: string): Place | null {
  const placed = (lane: LaneModel, mark: Mark | undefined, x = mark?.x): Place | null =>
    mark ? { lane: lane.index, key: mark.key, x } : null;
  const here = from === null ? undefined : lanes[from.lane];
  if (!from || !here) {
    const first = lanes.find(({ marks }) => marks.length > 0);
    return first ? placed(first, first.marks[0]) : null;
  }
  const at = here.marks.findIndex((mark) => mark.key === from.key);
  const x = from.x ?? here.marks[at]?.x ?? 0;
  switch (key) {
    case 'ArrowRight':
      return placed(here, here.marks[Math.min(here.marks.length - 1, at + 1)]);
    case 'ArrowLeft':
      return placed(here, here.marks[Math.max(0, at - 1)]);
    case 'Home':
      return placed(here, here.marks[0]);
    case 'End':
      return placed(here, here.marks.at(-1));
    case 'ArrowUp':
    case 'ArrowDown': {
      const step = key === 'ArrowUp' ? -1 : 1;
      for (let lane = from.lane + step; lanes[lane]; lane += step) {
        const other = lanes[lane] as LaneModel;
        if (other.marks.length > 0) return placed(other, nearest(other.marks, x), x);
      }
      return from;
    }
    case 'nearest':
      return placed(here, nearest(here.marks, x)) ?? nextMark(lanes, null, key);
    default:
      return null;
  }
}
