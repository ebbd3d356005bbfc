/** Something at a place along a lane, in pixels. */
interface Placed {
  x: number;
}

/** Pixels that one mark needs to be told from the next. */
const MARK_ROOM = 8.5;

/** Whether some of the things at these places, in order, stand too close to be drawn one by one. */
export function crowded(things: readonly Placed[]): boolean {
  let last = Number.NEGATIVE_INFINITY;
  for (const { x } of things) {
    if (x > last && x - last < MARK_ROOM) return true;
    last = Math.max(last, x);
  }
  return false;
}

/** Puts what falls into the same stretch of so many pixels together, in order. */
export function fold<T extends Placed>(things: readonly T[], stretch: number): { at: number; all: T[] }[] {
  const bins = new Map<number, T[]>();
  for (const thing of things) {
    const at = Math.floor(thing.x / stretch);
    const bin = bins.get(at);
    if (bin) bin.push(thing);
    else bins.set(at, [thing]);
  }
  return [...bins].map(([at, all]) => ({ at, all })).sort((a, b) => a.at - b.at);
}
