import { textWidth } from '../../renderers/drawing/svg.js';

/** Of a plot whose axes both go from 0 to 1. */
export interface Place {
  x: number;
  y: number;
}

export interface NamedCurve {
  name: string;
  /** With all its corners. */
  line: readonly Place[];
  dot: Place | undefined;
}

/** A name beside a place of the plot, which keeps its size in plots of any. */
export interface PlacedName extends Place {
  name: string;
  /** Pixels from the place to the left end of the name, and down to its middle. */
  left: number;
  down: number;
}

export interface Box {
  left: number;
  right: number;
  /** From the foot of the plot upwards, in pixels as the others. */
  bottom: number;
  top: number;
}

/** Of the smallest plot: names that have room there have it in all others, as they keep their size. */
const SIDE = 310;
/** Of names beside their curves, and in a corner. */
const MOST_BESIDE = 4;
const MOST_LISTED = 8;
export const FONT = 11;
const HEIGHT = 16;
/** The piece of line before a name, with what is around it. */
const KEY = 24;
/** Between a name and the place that it stands at. */
const AWAY = 6;
/** A dot's radius and some more. */
const DOT = 7;
/** So much nearer to its own curve than to any other. */
const CLEARLY = 8;
/** Of a list of names, from both edges of its corner and from curves. */
const CORNER = 8;
/** Those tried, the best first: curves that are better than guessing leave them. */
const CORNERS: readonly Place[] = [
  { x: 1, y: 0 },
  { x: 0, y: 0 },
  { x: 0, y: 1 },
  { x: 1, y: 1 },
];
/** Places along a curve that are tried. */
const TRIED = 80;

const inPixels = ({ x, y }: Place): Place => ({ x: x * SIDE, y: y * SIDE });

function boxOf({ x, y }: Place, width: number, below: boolean): Box {
  const [left, top] = below ? [x + AWAY, y - AWAY] : [x - AWAY - width, y + AWAY + HEIGHT];
  return { left, right: left + width, top, bottom: top - HEIGHT };
}

/** How far a piece of a line comes to a box, by places on it; 0 where it goes through. */
export function distance(from: Place, to: Place, box: Box): number {
  const count = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 3));
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i <= count; i += 1) {
    const [x, y] = [from.x + ((to.x - from.x) * i) / count, from.y + ((to.y - from.y) * i) / count];
    const away = Math.hypot(
      Math.max(box.left - x, 0, x - box.right),
      Math.max(box.bottom - y, 0, y - box.top),
    );
    least = Math.min(least, away);
  }
  return least;
}

const lineDistance = (line: readonly Place[], box: Box): number =>
  line.slice(1).reduce((least, to, i) => Math.min(least, distance(line[i] as Place, to, box)), Infinity);

export const meet = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;

/** Places on a line, evenly along it. */
function along(line: readonly Place[]): Place[] {
  const lengths = line
    .slice(1)
    .map((to, i) => Math.hypot(to.x - (line[i]?.x ?? 0), to.y - (line[i]?.y ?? 0)));
  const whole = lengths.reduce((a, b) => a + b, 0);
  return Array.from({ length: TRIED }, (_, step) => {
    let left = (whole * (step + 0.5)) / TRIED;
    const at = lengths.findIndex((length) => {
      if (left <= length) return true;
      left -= length;
      return false;
    });
    const [from, to] = [line[at], line[at + 1]];
    const share = left / (lengths[at] ?? 1);
    return from && to
      ? { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
      : (line.at(-1) as Place);
  });
}

const widthOf = (name: string): number => Math.ceil(textWidth(name, FONT) * 1.08) + KEY;

/** What a name that has been placed takes of a plot so wide. */
export function boxOfName({ name, x, y, left, down }: PlacedName, side: number): Box {
  const [start, middle] = [x * side + left, y * side - down];
  return {
    left: start,
    right: start + widthOf(name),
    bottom: middle - HEIGHT / 2,
    top: middle + HEIGHT / 2,
  };
}

interface Drawn {
  lines: Place[][];
  guess: Place[];
  dots: Place[];
}

/** Whether a box is off the line of guessing and all dots, at the least. */
const isFree = (box: Box, { guess, dots }: Drawn): boolean =>
  lineDistance(guess, box) >= 4 && dots.every((dot) => distance(dot, dot, box) >= DOT);

/** Right of a place of its curve and below it, or left and above: nearer to it than to any other curve; null where one has none. */
function besideCurves(curves: readonly NamedCurve[], drawn: Drawn): PlacedName[] | null {
  if (curves.length > MOST_BESIDE) return null;
  const taken: Box[] = [];
  const found: PlacedName[] = [];
  for (const [index, { name }] of curves.entries()) {
    const width = widthOf(name);
    const line = drawn.lines[index] ?? [];
    const others = drawn.lines.filter((_, i) => i !== index);
    let best: { margin: number; place: Place; below: boolean; box: Box } | null = null;
    for (const place of along(line))
      for (const below of [true, false]) {
        const box = boxOf(place, width, below);
        if (box.left < 4 || box.right > SIDE - 4 || box.bottom < 4 || box.top > SIDE - 4) continue;
        if (taken.some((other) => meet(box, other)) || !isFree(box, drawn)) continue;
        const own = lineDistance(line, box);
        if (own < 3) continue;
        const away = [drawn.guess, ...others].map((other) => lineDistance(other, box));
        const margin = Math.min(60, ...away) - own;
        if (margin < CLEARLY || (best && margin <= best.margin)) continue;
        best = { margin, place, below, box };
      }
    if (!best) return null;
    taken.push(best.box);
    const [left, down] = best.below ? [AWAY, AWAY + HEIGHT / 2] : [-AWAY - width, -AWAY - HEIGHT / 2];
    found.push({ name, left, down, x: best.place.x / SIDE, y: best.place.y / SIDE });
  }
  return found;
}

/** One above the other in a corner that no curve comes to; null where there is none. */
function inCorner(curves: readonly NamedCurve[], drawn: Drawn): PlacedName[] | null {
  if (curves.length > MOST_LISTED) return null;
  const width = Math.max(...curves.map(({ name }) => widthOf(name)));
  const high = curves.length * HEIGHT;
  if (width > SIDE / 2 + KEY) return null;
  for (const { x, y } of CORNERS) {
    const [left, bottom] = [x ? SIDE - CORNER - width : CORNER, y ? SIDE - CORNER - high : CORNER];
    const box = { left, right: left + width, bottom, top: bottom + high };
    if (!isFree(box, drawn) || drawn.lines.some((line) => lineDistance(line, box) < CORNER)) continue;
    return curves.map(({ name }, i) => ({
      name,
      x,
      y,
      left: x ? -CORNER - width : CORNER,
      down: (y ? CORNER : -CORNER - high) + (i + 0.5) * HEIGHT,
    }));
  }
  return null;
}

/**
 * Where the names of curves can stand within the plot, clear of all that is drawn: beside them, else in a corner; null where they
 * cannot: these curves need a legend.
 */
export function placedNames(
  curves: readonly NamedCurve[],
  guessing: readonly [Place, Place],
): PlacedName[] | null {
  const drawn = {
    lines: curves.map(({ line }) => line.map(inPixels)),
    guess: guessing.map(inPixels),
    dots: curves.flatMap(({ dot }) => (dot ? [inPixels(dot)] : [])),
  };
  return besideCurves(curves, drawn) ?? inCorner(curves, drawn);
}

/** The layers that write names, each after a piece of its line. */
export function nameLayers(
  names: readonly PlacedName[],
  { x, y, color }: Readonly<Record<'x' | 'y' | 'color', unknown>>,
): Readonly<Record<string, unknown>>[] {
  return names.flatMap(({ name, left, down, x: atX, y: atY }) => {
    const data = { values: [{ x: atX, y: atY, model: name }] };
    const key = { xOffset: left + 9, yOffset: down };
    return [
      {
        data,
        mark: { type: 'point', shape: 'stroke', size: 200, strokeWidth: 2, opacity: 1, ...key },
        encoding: { x, y, color },
      },
      {
        data,
        mark: { type: 'text', align: 'left', baseline: 'middle', fontSize: FONT, dx: left + 20, dy: down },
        encoding: { x, y, text: { field: 'model' } },
      },
    ];
  });
}
