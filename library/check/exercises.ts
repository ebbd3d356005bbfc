import type { CheckHint, CheckPayload } from '../../protocol/index.js';
import { nextHint } from '../../renderers/check/model.js';

/** An exercise as it was last checked in this program. */
interface Known {
  payload: CheckPayload;
  /** Puts the picture in its place anew. */
  redraw(payload: CheckPayload): void;
}

const known = new Map<string, Known>();
/** The hints that were asked for, which a later check keeps: their places in the list. */
const shown = new Map<string, Set<number>>();

export const shownHints = (id: string): ReadonlySet<number> => shown.get(id) ?? new Set();

export function rememberCheck(id: string, check: Known): void {
  known.set(id, check);
}

export const knownChecks = (): string[] => [...known.keys()];

/** Shows the next hint of an exercise; undefined where there is none left. */
export function showNextHint(id: string): CheckHint | undefined {
  const check = known.get(id);
  const place = check && nextHint(check.payload);
  return typeof place === 'number' ? showHintAt(id, place) : undefined;
}

/** Shows the hint at this place; undefined where there is none that is not shown yet. */
export function showHintAt(id: string, place: number): CheckHint | undefined {
  const check = known.get(id);
  const hint = check?.payload.hints[place];
  if (!check || !hint || hint.shown) return undefined;
  shown.set(id, new Set([...shownHints(id), place]));
  const hints = check.payload.hints.with(place, { ...hint, shown: true });
  check.payload = { ...check.payload, hints };
  check.redraw(check.payload);
  return hint;
}
