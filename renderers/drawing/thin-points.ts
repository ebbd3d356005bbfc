import type { Point } from './svg.js';

/**
 * At most about `most` points of a line: the first, the last, and of each stretch the lowest and the highest, which is all
 * that a line so narrow can show.
 */
export function thinPoints(points: readonly Point[], most: number): Point[] {
  if (points.length <= most) return [...points];
  const keep = new Set([0, points.length - 1]);
  const stretch = Math.ceil(points.length / Math.max(1, most / 2));
  for (let start = 0; start < points.length; start += stretch) {
    let low = start;
    let high = start;
    for (let row = start; row < Math.min(points.length, start + stretch); row += 1) {
      const y = points[row]?.y;
      if (y === null || y === undefined) continue;
      if (y < (points[low]?.y ?? Number.POSITIVE_INFINITY)) low = row;
      if (y > (points[high]?.y ?? Number.NEGATIVE_INFINITY)) high = row;
    }
    keep.add(low).add(high);
  }
  return [...keep].sort((a, b) => a - b).map((row) => points[row] as Point);
}
