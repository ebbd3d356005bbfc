import type { Size } from './camera.js';

/** What draws the points: on WebGL, or on a plain canvas. */
export interface Painter {
  /** x, y, z of each point. */
  setPlaces(places: Float32Array): void;
  /** Red, green, blue and alpha of each, 0 to 255. */
  setColors(colors: Uint8Array): void;
  /** Draws all points. */
  draw(matrix: Float32Array, size: number): void;
  /** @param scale Pixels of the screen to one of the page. */
  resize(size: Size, scale: number): void;
  end(): void;
}
