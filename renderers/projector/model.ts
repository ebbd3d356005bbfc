import {
  fromSample,
  type ProjectionMethod,
  type ProjectorColouring,
  type ProjectorLayout,
  type ProjectorPayload,
} from '../../protocol/index.js';

/** Why a payload cannot be drawn; `null` where its parts belong together. */
export function damage(payload: ProjectorPayload): string | null {
  const { points, rows, names, layouts, colourings, nearest } = payload;
  const uneven = (list: readonly unknown[] | undefined, length: number) =>
    list !== undefined && list.length !== length;
  if (uneven(rows, points)) return 'rows';
  if (uneven(names, points)) return 'names';
  const layout = layouts.findIndex(
    ({ dimensions, low, steps }) => low.length !== dimensions || steps.length !== dimensions * points,
  );
  if (layout >= 0) return `layouts.${layout}`;
  const colouring = colourings.findIndex((each) =>
    each.kind === 'value'
      ? each.values.length !== points
      : each.of.length !== points || each.of.some((place) => place > each.classes.length),
  );
  if (colouring >= 0) return `colourings.${colouring}`;
  if (!nearest) return null;
  const odd = (['cosine', 'euclidean'] as const).find((measure) => {
    const { of, distances } = nearest[measure];
    return (
      uneven(of, nearest.count * points) ||
      uneven(distances, of.length) ||
      of.some((point) => point >= points)
    );
  });
  return odd ? `nearest.${odd}` : null;
}

export const METHODS: readonly ProjectionMethod[] = ['pca', 'tsne', 'umap'];
export type Measure = 'cosine' | 'euclidean';

/** The methods that there is a layout of. */
export const methodsOf = ({ layouts }: ProjectorPayload): ProjectionMethod[] =>
  METHODS.filter((method) => layouts.some((layout) => layout.method === method));

/** The epochs of a method's layouts, in their order; none where there is one state alone. */
export const epochsOf = ({ layouts }: ProjectorPayload, method: ProjectionMethod): number[] =>
  layouts.flatMap((layout) => (layout.method === method && layout.epoch !== undefined ? [layout.epoch] : []));

/**
 * The layout that is shown for a method in so many dimensions: its own; of PCA the one of three, whose first two components
 * are the layout of two.
 *
 * @param epoch Its place among the epochs; the last where it is left out.
 */
export function layoutFor(
  { layouts }: ProjectorPayload,
  method: ProjectionMethod,
  dimensions: 2 | 3,
  epoch?: number,
): ProjectorLayout | undefined {
  const own = layouts.filter((layout) => layout.method === method);
  const fitting = own.filter((layout) => layout.dimensions === dimensions);
  const among =
    fitting.length > 0 ? fitting : own.filter((layout) => method === 'pca' || layout.dimensions > dimensions);
  const found = among.length > 0 ? among : own;
  return found[epoch ?? found.length - 1] ?? found.at(-1);
}

/** Of layouts that are looked at one after another: the middle along each axis, and half of the longest. */
function frameOf(
  layouts: readonly ProjectorLayout[],
  points: number,
  axes: number,
): { middles: number[]; half: number } {
  let longest = 0;
  const middles = Array.from({ length: axes }, (_, axis) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const { steps } of layouts)
      for (let i = axis * points; i < (axis + 1) * points; i += 1) {
        low = Math.min(low, steps[i] as number);
        high = Math.max(high, steps[i] as number);
      }
    longest = Math.max(longest, high - low);
    return (low + high) / 2;
  });
  return { middles, half: longest / 2 };
}

/**
 * Places of the points of a layout within −1 to 1 along each axis: x, y, z of each. In two dimensions z is 0. Layouts of several
 * epochs have one measure.
 */
export function placesOf(
  payload: ProjectorPayload,
  layout: ProjectorLayout,
  dimensions: 2 | 3,
): Float32Array {
  const { points, layouts } = payload;
  const { method, dimensions: own, epoch, steps } = layout;
  const places = new Float32Array(points * 3);
  const used = Math.min(own, dimensions);
  const among =
    epoch === undefined
      ? [layout]
      : layouts.filter((each) => each.method === method && each.dimensions === own);
  const { middles, half } = frameOf(among, points, used);
  if (half === 0) return places;
  for (let axis = 0; axis < used; axis += 1)
    for (let i = 0; i < points; i += 1)
      places[i * 3 + axis] = ((steps[axis * points + i] as number) - (middles[axis] as number)) / half;
  return places;
}

/** A coordinate as it was computed, to the precision that is kept. */
export const coordinate = (
  { low, step, steps }: ProjectorLayout,
  points: number,
  point: number,
  axis: number,
): number => (low[axis] as number) + (steps[axis * points + point] as number) * step;

/** The number of the row that a point stands for, counted from 0. */
export const rowOf = ({ rows }: ProjectorPayload, point: number): number => rows?.[point] ?? point;

/** The class of a point by a colouring, or its value; `null` where it has none. */
export function labelOf(colouring: ProjectorColouring, point: number): string | number | null {
  if (colouring.kind === 'value') return fromSample(colouring.values[point]);
  const place = colouring.of[point] ?? 0;
  return place === 0 ? null : (colouring.classes[place - 1] ?? null);
}

/** How many points each class has; behind the last, those without one. */
export function classCounts(
  { classes, of }: ProjectorColouring & { kind: 'class' },
  members?: Uint8Array,
): number[] {
  const counts = new Array<number>(classes.length + 1).fill(0);
  of.forEach((place, point) => {
    if (members && !members[point]) return;
    const at = place === 0 ? classes.length : place - 1;
    counts[at] = (counts[at] as number) + 1;
  });
  return counts;
}

/** The least and the largest finite value of a colouring; the same twice where there is none. */
export function valueRange({ values }: ProjectorColouring & { kind: 'value' }): {
  low: number;
  high: number;
} {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (typeof value !== 'number') continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? { low, high } : { low: 0, high: 0 };
}

export interface Near {
  point: number;
  distance: number;
}

/** The points nearest to one by the vectors themselves, the nearest first. */
export function nearestOf({ nearest }: ProjectorPayload, point: number, measure: Measure): Near[] {
  if (!nearest) return [];
  const { of, distances, least, ratio } = nearest[measure];
  return Array.from({ length: nearest.count }, (_, at) => {
    const place = point * nearest.count + at;
    const steps = distances[place] ?? 0;
    return { point: of[place] ?? 0, distance: steps === 0 ? 0 : least * Math.exp((steps - 1) * ratio) };
  });
}

/** The points nearest to one in the picture, where the vectors' own neighbours are not kept. */
export function nearestShown(places: Float32Array, point: number, count: number): Near[] {
  const best: Near[] = [];
  for (let other = 0; other < places.length / 3; other += 1) {
    if (other === point) continue;
    let square = 0;
    for (let axis = 0; axis < 3; axis += 1)
      square += ((places[point * 3 + axis] as number) - (places[other * 3 + axis] as number)) ** 2;
    if (best.length === count && square >= (best.at(-1)?.distance ?? 0)) continue;
    let at = best.length;
    while (at > 0 && square < (best[at - 1] as Near).distance) at -= 1;
    best.splice(at, 0, { point: other, distance: square });
    if (best.length > count) best.pop();
  }
  return best.map((each) => ({ ...each, distance: Math.sqrt(each.distance) }));
}

/** The share of the nearest neighbours that have the same class as their point, over all points with one; `null` unknown. */
export function agreement(
  payload: ProjectorPayload,
  colouring: ProjectorColouring,
  measure: Measure,
): number | null {
  const { nearest, points } = payload;
  if (!nearest || nearest.count === 0 || colouring.kind !== 'class') return null;
  let [same, all] = [0, 0];
  for (let point = 0; point < points; point += 1) {
    const own = colouring.of[point];
    if (!own) continue;
    for (let at = point * nearest.count; at < (point + 1) * nearest.count; at += 1) {
      all += 1;
      if (colouring.of[nearest[measure].of[at] ?? 0] === own) same += 1;
    }
  }
  return all > 0 ? same / all : null;
}
