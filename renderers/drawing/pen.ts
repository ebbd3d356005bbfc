/** How lines and areas look. Opacity is 1 where it is not given. */
export interface Ink {
  stroke?: string;
  width?: number;
  /** Lengths of dash and gap. */
  dash?: readonly [number, number];
  fill?: string;
  opacity?: number;
}

export interface Words {
  fill: string;
  size: number;
  weight?: number;
  anchor?: 'start' | 'middle' | 'end';
}

/** Draws the same picture as SVG for a still or onto a canvas for a live view. All places are pixels. */
export interface Pen {
  /** Lines that belong together: x, y of start and end, one after the other. */
  segments(places: readonly number[], ink: Ink): void;
  /** Discs of one size: x, y of their middles. */
  discs(places: readonly number[], radius: number, ink: Ink): void;
  /** Rectangles: x, y, width, height. */
  rects(places: readonly number[], ink: Ink): void;
  /** A line through corners, rounded at each, or an area within them: x, y. */
  curve(places: readonly number[], ink: Ink): void;
  area(places: readonly number[], ink: Ink): void;
  text(x: number, y: number, words: string, look: Words): void;
}
