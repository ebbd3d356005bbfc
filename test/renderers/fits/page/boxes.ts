/** An upright rectangle in pixels of the page. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export type Place = readonly [x: number, y: number];

/** Four corners in turn: a text may stand upright or aslant. */
export type Quad = readonly [Place, Place, Place, Place];

export const quadOf = ({ left, top, right, bottom }: Box): Quad => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
];

export function boxOf(quad: Quad): Box {
  const x = quad.map(([each]) => each);
  const y = quad.map(([, each]) => each);
  return { left: Math.min(...x), top: Math.min(...y), right: Math.max(...x), bottom: Math.max(...y) };
}

export const within = (inner: Box, outer: Box): Box => ({
  left: Math.max(inner.left, outer.left),
  top: Math.max(inner.top, outer.top),
  right: Math.min(inner.right, outer.right),
  bottom: Math.min(inner.bottom, outer.bottom),
});

export const isEmpty = ({ left, top, right, bottom }: Box): boolean =>
  right - left < 0.5 || bottom - top < 0.5;

/** How far two quads reach into each other in the direction in which they do so least; below 0 they lie apart. */
export function depth(a: Quad, b: Quad): number {
  let least = Number.POSITIVE_INFINITY;
  for (const quad of [a, b])
    for (const at of [0, 1] as const) {
      const [from, to] = [quad[at], quad[at + 1] as Place];
      const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
      if (length === 0) return 0;
      const axis = [(to[0] - from[0]) / length, (to[1] - from[1]) / length] as const;
      const along = (each: Quad) => each.map(([x, y]) => x * axis[0] + y * axis[1]);
      const [mine, other] = [along(a), along(b)];
      least = Math.min(
        least,
        Math.min(Math.max(...mine), Math.max(...other)) - Math.max(Math.min(...mine), Math.min(...other)),
      );
    }
  return least;
}
