import { CanvasPen } from '../../drawing/canvas-pen.js';
import { element } from '../../drawing/page.js';
import type { Palette } from '../../drawing/palette.js';

/** A canvas of a size in pixels of the page, sharp on any screen. */
export class Surface {
  readonly root = element('canvas', { 'aria-hidden': 'true' });
  private width = 0;
  private height = 0;

  /** True where the size changed: what was drawn is gone. */
  resize(width: number, height: number): boolean {
    const density = Math.min(2, devicePixelRatio || 1);
    const [wide, tall] = [Math.round(width * density), Math.round(height * density)];
    if (this.root.width === wide && this.root.height === tall && this.width === width) return false;
    this.width = width;
    this.height = height;
    this.root.width = wide;
    this.root.height = tall;
    this.root.style.width = `${width}px`;
    this.root.style.height = `${height}px`;
    return true;
  }

  /** Draws anew on an empty canvas. */
  paint(palette: Palette, draw: (pen: CanvasPen) => void): void {
    const context = this.root.getContext('2d');
    if (!context) return;
    const { width, height } = this;
    context.setTransform(this.root.width / (width || 1), 0, 0, this.root.height / (height || 1), 0, 0);
    context.clearRect(0, 0, width, height);
    draw(new CanvasPen(context, palette.font));
  }
}
