/** 3 × 3, row by row. */
export type Rotation = readonly number[];

export interface Camera {
  rotation: Rotation;
  /** 1 shows the whole. */
  zoom: number;
  /** Of the middle, in pixels. */
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

const FLAT: Rotation = [1, 0, 0, 0, 1, 0, 0, 0, 1];
/** Share by which what is one unit nearer gets larger. */
const DEPTH = 0.22;
const ROOM = 0.9;
const MOST_ZOOM = 40;
const LEAST_ZOOM = 0.3;
/** A few points near each other are not drawn larger than this. */
const MOST_FITTED = 4;

/** Turned about the vertical, then about the horizontal, by these angles. */
export function turned(rotation: Rotation, yaw: number, pitch: number): Rotation {
  const [cy, sy, cp, sp] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)];
  return product([1, 0, 0, 0, cp, -sp, 0, sp, cp], product([cy, 0, sy, 0, 1, 0, -sy, 0, cy], rotation));
}

const product = (a: Rotation, b: Rotation): number[] =>
  Array.from({ length: 9 }, (_, at) => {
    const [row, column] = [Math.floor(at / 3), at % 3];
    return [0, 1, 2].reduce((sum, k) => sum + (a[row * 3 + k] as number) * (b[k * 3 + column] as number), 0);
  });

/** How all is first seen: from the front in two dimensions, a little from the side and above in three. */
export const firstSight = (dimensions: 2 | 3): Camera => ({
  rotation: dimensions === 3 ? turned(FLAT, -0.5, 0.35) : FLAT,
  zoom: 1,
  x: 0,
  y: 0,
});

/** The first look at these points: all of them, as large as there is room. */
export function fitted(places: Float32Array, size: Size, dimensions: 2 | 3): Camera {
  const camera = firstSight(dimensions);
  if (size.width === 0 || size.height === 0) return camera;
  const shown = seen(places, matrixOf(camera, size, dimensions), size);
  const [x, y] = [size.width / 2, size.height / 2];
  let [wide, high] = [1 / MOST_FITTED, 1 / MOST_FITTED];
  for (let i = 0; i < shown.length; i += 3) {
    wide = Math.max(wide, Math.abs((shown[i] as number) - x) / x);
    high = Math.max(high, Math.abs((shown[i + 1] as number) - y) / y);
  }
  return { ...camera, zoom: Math.max(LEAST_ZOOM, ROOM / Math.max(wide, high)) };
}

/** Zoomed about a point of the stage, in pixels from its upper left corner. */
export function zoomed(
  camera: Camera,
  by: number,
  { width, height }: Size,
  about = { x: width / 2, y: height / 2 },
): Camera {
  const zoom = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, camera.zoom * by));
  const share = zoom / camera.zoom;
  const [dx, dy] = [about.x - width / 2, about.y - height / 2];
  return { ...camera, zoom, x: dx - (dx - camera.x) * share, y: dy - (dy - camera.y) * share };
}

/**
 * The 4 × 4 matrix, column by column, that brings places into clip space; w grows with the distance from the eye.
 *
 * @param wide The larger extent of the drawing, as the layouts have it: in three dimensions a little room for turning.
 */
export function matrixOf(
  { rotation, zoom, x, y }: Camera,
  { width, height }: Size,
  dimensions: 2 | 3,
): Float32Array {
  const depth = dimensions === 3 ? DEPTH : 0;
  const radius = (ROOM * zoom * Math.min(width, height)) / (dimensions === 3 ? 1.25 : 1);
  const [sx, sy] = [radius / width, radius / height];
  const [px, py] = [(2 * x) / width, (-2 * y) / height];
  const m = new Float32Array(16);
  for (let column = 0; column < 3; column += 1) {
    const z = rotation[6 + column] as number;
    const w = -depth * z;
    m[column * 4] = sx * (rotation[column] as number) + px * w;
    m[column * 4 + 1] = sy * (rotation[3 + column] as number) + py * w;
    m[column * 4 + 2] = -0.3 * z;
    m[column * 4 + 3] = w;
  }
  m[12] = px;
  m[13] = py;
  m[15] = 1;
  return m;
}

/** Where each point is seen, in pixels, and its depth, the nearest first to −1: x, y, w of each. */
export function seen(places: Float32Array, m: Float32Array, { width, height }: Size): Float32Array {
  const shown = new Float32Array(places.length);
  const at = (index: number): number => m[index] as number;
  const [m0, m1, m3, m4, m5, m7, m8, m9, m11] = [
    at(0),
    at(1),
    at(3),
    at(4),
    at(5),
    at(7),
    at(8),
    at(9),
    at(11),
  ];
  const [m12, m13] = [at(12), at(13)];
  for (let i = 0; i < places.length; i += 3) {
    const [x, y, z] = [places[i] as number, places[i + 1] as number, places[i + 2] as number];
    const w = m3 * x + m7 * y + m11 * z + 1;
    shown[i] = ((m0 * x + m4 * y + m8 * z + m12) / w + 1) * 0.5 * width;
    shown[i + 1] = (1 - (m1 * x + m5 * y + m9 * z + m13) / w) * 0.5 * height;
    shown[i + 2] = w;
  }
  return shown;
}

/** The point under the pointer: of those within reach the one in front, else the nearest. */
export function pointAt(shown: Float32Array, x: number, y: number, reach: number): number | undefined {
  let [found, best] = [-1, Number.POSITIVE_INFINITY];
  for (let i = 0; i < shown.length; i += 3) {
    const [dx, dy] = [(shown[i] as number) - x, (shown[i + 1] as number) - y];
    const square = dx * dx + dy * dy;
    if (square > reach * reach) continue;
    const far = square + 4 * (shown[i + 2] as number);
    if (far < best) [found, best] = [i / 3, far];
  }
  return found < 0 ? undefined : found;
}

/** Which points lie within a line that closes itself (even and odd); 1 for each that does. */
export function within(shown: Float32Array, line: readonly { x: number; y: number }[]): Uint8Array {
  const members = new Uint8Array(shown.length / 3);
  for (let point = 0; point < members.length; point += 1) {
    const [x, y] = [shown[point * 3] as number, shown[point * 3 + 1] as number];
    let inside = false;
    line.forEach((a, at) => {
      const b = line[(at + 1) % line.length] as { x: number; y: number };
      if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
    });
    if (inside) members[point] = 1;
  }
  return members;
}

/** Pixels across of a point, by how many there are. */
export const pointSize = (points: number): number =>
  points <= 300 ? 9 : points <= 2000 ? 6.5 : points <= 10_000 ? 4.5 : 3;
