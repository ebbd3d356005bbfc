import { type Size, seen } from './camera.js';
import type { Painter } from './painter.js';

/** More points than these are drawn as squares, which costs a fraction. */
const MOST_ROUND = 3000;

/** Draws points one by one, the farthest first: where a page has no WebGL. */
export class CanvasPainter implements Painter {
  private places: Float32Array = new Float32Array(0);
  private colors: Uint8Array = new Uint8Array(0);
  private size: Size = { width: 1, height: 1 };
  private scale = 1;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly context: CanvasRenderingContext2D,
  ) {}

  setPlaces(places: Float32Array): void {
    this.places = Float32Array.from(places);
  }

  setColors(colors: Uint8Array): void {
    this.colors = colors;
  }

  draw(matrix: Float32Array, size: number): void {
    const { context, colors, scale } = this;
    const shown = seen(this.places, matrix, this.size);
    const order = Uint32Array.from({ length: shown.length / 3 }, (_, point) => point);
    order.sort((a, b) => (shown[b * 3 + 2] as number) - (shown[a * 3 + 2] as number));
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, this.size.width, this.size.height);
    for (const point of order) {
      const [x, y, w] = [
        shown[point * 3] as number,
        shown[point * 3 + 1] as number,
        shown[point * 3 + 2] as number,
      ];
      const [red, green, blue] = colors.subarray(point * 4, point * 4 + 3);
      const across = size / w;
      context.fillStyle = `rgb(${red},${green},${blue})`;
      if (order.length > MOST_ROUND) context.fillRect(x - across / 2, y - across / 2, across, across);
      else {
        context.beginPath();
        context.arc(x, y, across / 2, 0, 2 * Math.PI);
        context.fill();
      }
    }
  }

  resize(size: Size, scale: number): void {
    this.size = size;
    this.scale = scale;
    this.canvas.width = Math.round(size.width * scale);
    this.canvas.height = Math.round(size.height * scale);
  }

  end(): void {}
}
