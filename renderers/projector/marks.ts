import { element, pagePalette } from '../drawing/page.js';
import { type Size, seen } from './camera.js';

/** Points that have a ring. */
export interface MarkedPoints {
  over: number | undefined;
  pinned: number | undefined;
  near: readonly number[];
}

/** Rings around points and the line of a selection, above the points. */
export class Marks {
  readonly canvas = element('canvas', { 'aria-hidden': 'true' });
  private readonly context = this.canvas.getContext('2d');
  private size: Size = { width: 0, height: 0 };
  private scale = 1;
  private marked: MarkedPoints = { over: undefined, pinned: undefined, near: [] };
  private line: readonly { x: number; y: number }[] = [];
  private blank = true;

  set(marked: MarkedPoints): void {
    this.marked = marked;
  }

  setLine(line: readonly { x: number; y: number }[]): void {
    this.line = line;
  }

  resize(size: Size, scale: number): void {
    this.size = size;
    this.scale = scale;
    this.canvas.width = Math.round(size.width * scale);
    this.canvas.height = Math.round(size.height * scale);
  }

  /** @param across Pixels of a point. */
  draw(places: Float32Array, matrix: Float32Array, across: number): void {
    const { context, marked, line, size } = this;
    if (!context) return;
    const { over, pinned, near } = marked;
    const isBlank = over === undefined && pinned === undefined && line.length === 0;
    if (isBlank && this.blank) return;
    this.blank = isBlank;
    context.setTransform(this.scale, 0, 0, this.scale, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    const palette = pagePalette();
    const ring = (point: number | undefined, radius: number, width: number): void => {
      if (point === undefined || point * 3 >= places.length) return;
      const [x = 0, y = 0] = seen(places.subarray(point * 3, point * 3 + 3), matrix, size);
      for (const [color, extra] of [
        [palette.background, 2],
        [palette.foreground, 0],
      ] as const) {
        context.beginPath();
        context.arc(x, y, radius, 0, 2 * Math.PI);
        context.strokeStyle = color;
        context.lineWidth = width + extra;
        context.stroke();
      }
    };
    for (const point of near) ring(point, across / 2 + 2, 1);
    ring(pinned, across / 2 + 4, 2);
    if (over !== pinned) ring(over, across / 2 + 3, 1.5);
    if (line.length === 0) return;
    context.beginPath();
    for (const { x, y } of line) context.lineTo(x, y);
    context.closePath();
    context.setLineDash([4, 3]);
    context.strokeStyle = palette.foreground;
    context.lineWidth = 1;
    context.stroke();
    context.setLineDash([]);
  }
}
