import type { Ink, Pen, Words } from './pen.js';

/** Draws onto a canvas whose transform is set to pixels of the page. */
export class CanvasPen implements Pen {
  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly font: string,
  ) {}

  segments(places: readonly number[], ink: Ink): void {
    if (places.length === 0) return;
    const { context } = this;
    context.beginPath();
    for (let at = 0; at < places.length; at += 4) {
      context.moveTo(places[at] as number, places[at + 1] as number);
      context.lineTo(places[at + 2] as number, places[at + 3] as number);
    }
    this.apply(ink);
  }

  discs(places: readonly number[], radius: number, ink: Ink): void {
    if (places.length === 0) return;
    const { context } = this;
    context.beginPath();
    for (let at = 0; at < places.length; at += 2) {
      const [x, y] = [places[at] as number, places[at + 1] as number];
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    }
    this.apply(ink);
  }

  rects(places: readonly number[], ink: Ink): void {
    if (places.length === 0) return;
    const { context } = this;
    if (ink.fill && !ink.stroke) {
      // Thousands of cells: filling each is much cheaper than one path of all.
      context.globalAlpha = ink.opacity ?? 1;
      context.fillStyle = ink.fill;
      for (let at = 0; at < places.length; at += 4)
        context.fillRect(
          places[at] as number,
          places[at + 1] as number,
          places[at + 2] as number,
          places[at + 3] as number,
        );
      context.globalAlpha = 1;
      return;
    }
    context.beginPath();
    for (let at = 0; at < places.length; at += 4)
      context.rect(
        places[at] as number,
        places[at + 1] as number,
        places[at + 2] as number,
        places[at + 3] as number,
      );
    this.apply(ink);
  }

  curve(places: readonly number[], ink: Ink): void {
    if (places.length === 0) return;
    const { context } = this;
    context.beginPath();
    context.moveTo(places[0] as number, places[1] as number);
    for (let at = 2; at < places.length; at += 2) {
      const [x, y] = [places[at] as number, places[at + 1] as number];
      const middle = ((places[at - 2] as number) + x) / 2;
      context.bezierCurveTo(middle, places[at - 1] as number, middle, y, x, y);
    }
    this.apply(ink);
  }

  area(places: readonly number[], ink: Ink): void {
    if (places.length === 0) return;
    const { context } = this;
    context.beginPath();
    for (let at = 0; at < places.length; at += 2)
      context.lineTo(places[at] as number, places[at + 1] as number);
    context.closePath();
    this.apply(ink);
  }

  text(x: number, y: number, words: string, { fill, size, weight = 400, anchor = 'start' }: Words): void {
    const { context } = this;
    context.font = `${weight} ${size}px ${this.font}`;
    context.textAlign = anchor === 'middle' ? 'center' : anchor;
    context.fillStyle = fill;
    context.fillText(words, x, y);
  }

  private apply({ stroke, width = 1, dash, fill, opacity = 1 }: Ink): void {
    const { context } = this;
    context.globalAlpha = opacity;
    if (fill) {
      context.fillStyle = fill;
      context.fill();
    }
    if (stroke) {
      context.strokeStyle = stroke;
      context.lineWidth = width;
      context.setLineDash(dash ? [...dash] : []);
      context.stroke();
    }
    context.globalAlpha = 1;
  }
}
