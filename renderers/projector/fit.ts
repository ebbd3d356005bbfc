import type { ProjectorPayload } from '../../protocol/index.js';
import { savedPackedBytes } from '../drawing/packing/saved-packed-bytes.js';

/** The same with fewer of the nearest neighbours. */
function withNearest(payload: ProjectorPayload, count: number): ProjectorPayload {
  const { nearest, ...others } = payload;
  if (!nearest || nearest.count <= count) return payload;
  if (count === 0) return others;
  const cut = (list: readonly number[]) => list.filter((_, at) => at % nearest.count < count);
  const both = (['cosine', 'euclidean'] as const).map((measure) => {
    const { of, distances, ...scale } = nearest[measure];
    return { of: cut(of), distances: cut(distances), ...scale };
  });
  return { ...others, nearest: { count, cosine: both[0] as never, euclidean: both[1] as never } };
}

/** The same with coordinates in steps that are four times as long: a thousand along the longest axis. */
const coarser = (payload: ProjectorPayload): ProjectorPayload => ({
  ...payload,
  layouts: payload.layouts.map((layout) => ({
    ...layout,
    step: layout.step * 4,
    steps: layout.steps.map((each) => Math.round(each / 4)),
  })),
});

/** So many of the points, evenly taken. The nearest of a point may be missing then, so that none are listed. */
export function thinned(payload: ProjectorPayload, points: number): ProjectorPayload {
  const { rows, names, nearest: _, ...others } = payload;
  const taken = Array.from({ length: points }, (_, at) => Math.floor((at * payload.points) / points));
  const pick = <T>(list: readonly T[], from = 0): T[] => taken.map((point) => list[from + point] as T);
  return {
    ...others,
    points,
    rows: rows ? pick(rows) : taken,
    ...(names && { names: pick(names) }),
    layouts: payload.layouts.map((layout) => ({
      ...layout,
      steps: Array.from({ length: layout.dimensions }, (_, axis) =>
        pick(layout.steps, axis * payload.points),
      ).flat(),
    })),
    colourings: payload.colourings.map((each) =>
      each.kind === 'class' ? { ...each, of: pick(each.of) } : { ...each, values: pick(each.values) },
    ),
  };
}

/** Neighbours give way first, then what coordinates have beyond a pixel, then points. */
export function fitProjector(payload: ProjectorPayload, maxBytes: number): ProjectorPayload | null {
  let tried = payload;
  const fits = (candidate: ProjectorPayload): boolean => {
    tried = candidate;
    return savedPackedBytes(candidate, maxBytes) <= maxBytes;
  };
  for (const count of [payload.nearest?.count ?? 0, 5, 3, 0]) {
    const candidate = withNearest(payload, count);
    if (fits(candidate)) return candidate;
    // With a few points more than these not even two neighbours have room.
    if (count === 0 || payload.points > 20_000) break;
  }
  tried = coarser(withNearest(payload, 0));
  let bytes = savedPackedBytes(tried);
  while (bytes > maxBytes) {
    const fewer = Math.floor(tried.points * Math.min(0.95, (maxBytes / bytes) * 0.97));
    if (fewer < 1) return null;
    tried = thinned(tried, fewer);
    bytes = savedPackedBytes(tried);
  }
  return tried;
}
