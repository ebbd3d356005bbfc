import { type Box, boxOf, type Place, type Quad } from './boxes.js';
import { clipOf, nextTurn, placedPoint } from './canvas-texts.js';
import { type Line, standsOut, WIDEST } from './line.js';

/** Pieces of one stroke, in pixels of the canvas. */
interface Stroke {
  pieces: [Place, Place][];
  width: number;
  color: string;
  opacity: number;
  turn: number;
}

interface Path {
  pieces: [Place, Place][];
  at: Place | null;
  start: Place | null;
}

const strokes = new WeakMap<HTMLCanvasElement, Stroke[]>();
const paths = new WeakMap<CanvasRenderingContext2D, Path>();
/** Of a curve. */
const PARTS = 8;

const pathOf = (context: CanvasRenderingContext2D): Path => {
  let found = paths.get(context);
  if (!found) {
    found = { pieces: [], at: null, start: null };
    paths.set(context, found);
  }
  return found;
};

/** What of a piece lies within a clip. */
function clipped([from, to]: [Place, Place], clip: Box | null): [[Place, Place]] | [] {
  if (!clip) return [[from, to]];
  let [first, last] = [0, 1];
  const along = [to[0] - from[0], to[1] - from[1]] as const;
  for (const [axis, low, high] of [
    [0, clip.left, clip.right],
    [1, clip.top, clip.bottom],
  ] as const) {
    if (along[axis] === 0) {
      if (from[axis] < low || from[axis] > high) return [];
      continue;
    }
    const ends = [(low - from[axis]) / along[axis], (high - from[axis]) / along[axis]];
    first = Math.max(first, Math.min(...ends));
    last = Math.min(last, Math.max(...ends));
  }
  if (first >= last) return [];
  const at = (share: number): Place => [from[0] + along[0] * share, from[1] + along[1] * share];
  return [[at(first), at(last)]];
}

/** Remembers which lines stand on each canvas and where: from now on all drawing is followed. Arcs are marks, not lines. */
export function followStrokes(): void {
  const { prototype } = CanvasRenderingContext2D;
  const {
    moveTo,
    lineTo,
    bezierCurveTo,
    quadraticCurveTo,
    arc,
    closePath,
    beginPath,
    rect,
    stroke,
    clearRect,
  } = prototype;
  const go = (context: CanvasRenderingContext2D, x: number, y: number, drawn: boolean) => {
    const path = pathOf(context);
    const to = placedPoint(context, x, y);
    if (drawn && path.at) path.pieces.push([path.at, to]);
    if (!drawn || !path.start) path.start = to;
    path.at = to;
  };
  prototype.beginPath = function () {
    paths.delete(this);
    return beginPath.call(this);
  };
  prototype.moveTo = function (x, y) {
    go(this, x, y, false);
    return moveTo.call(this, x, y);
  };
  prototype.lineTo = function (x, y) {
    go(this, x, y, true);
    return lineTo.call(this, x, y);
  };
  prototype.arc = function (x, y, radius, start, end, back) {
    go(this, x + radius * Math.cos(end), y + radius * Math.sin(end), false);
    return arc.call(this, x, y, radius, start, end, back);
  };
  prototype.closePath = function () {
    const path = pathOf(this);
    if (path.at && path.start) path.pieces.push([path.at, path.start]);
    path.at = path.start;
    return closePath.call(this);
  };
  const curve = (context: CanvasRenderingContext2D, at: (share: number, from: Place) => Place) => {
    const path = pathOf(context);
    const from = path.at;
    if (!from) return;
    for (let part = 1; part <= PARTS; part += 1) {
      const to = at(part / PARTS, from);
      path.pieces.push([path.at as Place, to]);
      path.at = to;
    }
  };
  prototype.bezierCurveTo = function (ax, ay, bx, by, x, y) {
    const [a, b, end] = [placedPoint(this, ax, ay), placedPoint(this, bx, by), placedPoint(this, x, y)];
    curve(this, (t, from) => {
      const u = 1 - t;
      const of = (axis: 0 | 1) =>
        u ** 3 * from[axis] + 3 * u * u * t * a[axis] + 3 * u * t * t * b[axis] + t ** 3 * end[axis];
      return [of(0), of(1)];
    });
    return bezierCurveTo.call(this, ax, ay, bx, by, x, y);
  };
  prototype.quadraticCurveTo = function (ax, ay, x, y) {
    const [a, end] = [placedPoint(this, ax, ay), placedPoint(this, x, y)];
    curve(this, (t, from) => {
      const u = 1 - t;
      const of = (axis: 0 | 1) => u * u * from[axis] + 2 * u * t * a[axis] + t * t * end[axis];
      return [of(0), of(1)];
    });
    return quadraticCurveTo.call(this, ax, ay, x, y);
  };
  prototype.rect = function (x, y, width, height) {
    const corners: [number, number][] = [
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
      [x, y],
    ];
    go(this, x, y, false);
    for (const [toX, toY] of corners) go(this, toX, toY, true);
    return rect.call(this, x, y, width, height);
  };
  prototype.stroke = function (this: CanvasRenderingContext2D, ...rest: unknown[]) {
    const { a, b } = this.getTransform();
    const width = this.lineWidth * Math.hypot(a, b);
    const clip = clipOf(this);
    const pieces = pathOf(this).pieces.flatMap((piece) => clipped(piece, clip));
    if (rest.length === 0 && pieces.length > 0 && typeof this.strokeStyle === 'string') {
      const known = strokes.get(this.canvas) ?? [];
      known.push({ pieces, width, color: this.strokeStyle, opacity: this.globalAlpha, turn: nextTurn() });
      strokes.set(this.canvas, known);
    }
    Reflect.apply(stroke, this, rest);
  };
  prototype.clearRect = function (x, y, width, height) {
    const corners = [placedPoint(this, x, y), placedPoint(this, x + width, y + height)] as const;
    const clip = clipOf(this);
    const [left, right] = [corners[0][0], corners[1][0]];
    const [top, bottom] = [corners[0][1], corners[1][1]];
    const gone = ([[ax, ay], [bx, by]]: [Place, Place]) => {
      const [midX, midY] = [(ax + bx) / 2, (ay + by) / 2];
      const inside = midX >= left && midX <= right && midY >= top && midY <= bottom;
      return (
        inside &&
        (!clip || (midX >= clip.left && midX <= clip.right && midY >= clip.top && midY <= clip.bottom))
      );
    };
    const kept = (strokes.get(this.canvas) ?? []).flatMap((each) => {
      const pieces = each.pieces.filter((piece) => !gone(piece));
      return pieces.length > 0 ? [{ ...each, pieces }] : [];
    });
    strokes.set(this.canvas, kept);
    return clearRect.call(this, x, y, width, height);
  };
  for (const side of ['width', 'height'] as const) {
    const kept = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, side) as PropertyDescriptor;
    Object.defineProperty(HTMLCanvasElement.prototype, side, {
      ...kept,
      set(value: number) {
        strokes.delete(this);
        kept.set?.call(this, value);
      },
    });
  }
}

/** How far a place lies from a piece of a line. */
function away([x, y]: Place, [[ax, ay], [bx, by]]: [Place, Place]): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - share * dx, y - ay - share * dy);
}

/** The lines on a canvas, in pixels of the page. */
export function strokesOnCanvas(canvas: HTMLCanvasElement, page: string): Line[] {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const [scaleX, scaleY] = [width / (canvas.width || 1), height / (canvas.height || 1)];
  const place = ([x, y]: Place): Place => [left + x * scaleX, top + y * scaleY];
  return (strokes.get(canvas) ?? []).flatMap((stroke) => {
    const wide = stroke.width * scaleX;
    if (wide > WIDEST || !standsOut(stroke.color, stroke.opacity, page)) return [];
    return stroke.pieces.map(([from, to]): Line => {
      const piece: [Place, Place] = [place(from), place(to)];
      const corners: Quad = [piece[0], piece[1], piece[1], piece[0]];
      return {
        holder: canvas,
        turn: stroke.turn,
        box: boxOf(corners),
        meets: (each) => away(each, piece) <= Math.max(0.5, wide / 2),
      };
    });
  });
}
