import type { Ink, Pen, Words } from './pen.js';
import { svgText } from './svg.js';

/** A tenth of a pixel is enough for thousands of small marks, and short. */
const tenth = (value: number): number => Math.round(value * 10) / 10;

function attributes({ stroke, width = 1, dash, fill, opacity = 1 }: Ink): string {
  return (
    ` fill="${fill ?? 'none'}"` +
    (stroke ? ` stroke="${stroke}" stroke-width="${tenth(width)}"` : '') +
    (dash && stroke ? ` stroke-dasharray="${dash.join(' ')}"` : '') +
    (opacity === 1 ? '' : ` opacity="${Math.round(opacity * 100) / 100}"`)
  );
}

/** Gathers marks of one kind into one path each, so that a net of many units stays small. */
export class SvgPen implements Pen {
  body = '';

  segments(places: readonly number[], ink: Ink): void {
    let d = '';
    for (let at = 0; at < places.length; at += 4) {
      const [x, y, endX, endY] = places.slice(at, at + 4).map(tenth) as [number, number, number, number];
      d += `M${x} ${y}L${endX} ${endY}`;
    }
    this.path(d, ink);
  }

  discs(places: readonly number[], radius: number, ink: Ink): void {
    const r = tenth(radius);
    let d = '';
    for (let at = 0; at < places.length; at += 2)
      d += `M${tenth((places[at] as number) - r)} ${tenth(places[at + 1] as number)}a${r} ${r} 0 1 0 ${tenth(2 * r)} 0a${r} ${r} 0 1 0-${tenth(2 * r)} 0`;
    this.path(d, ink);
  }

  rects(places: readonly number[], ink: Ink): void {
    let d = '';
    for (let at = 0; at < places.length; at += 4) {
      const [x, y, width, height] = places.slice(at, at + 4).map(tenth) as [number, number, number, number];
      d += `M${x} ${y}h${width}v${height}h-${width}z`;
    }
    this.path(d, ink);
  }

  curve(places: readonly number[], ink: Ink): void {
    let d = '';
    for (let at = 0; at < places.length; at += 2) {
      const [x, y] = [tenth(places[at] as number), tenth(places[at + 1] as number)];
      const middle = tenth(((places[at - 2] ?? 0) + x) / 2);
      d += at === 0 ? `M${x} ${y}` : `C${middle} ${tenth(places[at - 1] as number)} ${middle} ${y} ${x} ${y}`;
    }
    this.path(d, ink);
  }

  area(places: readonly number[], ink: Ink): void {
    let d = '';
    for (let at = 0; at < places.length; at += 2)
      d += `${at === 0 ? 'M' : 'L'}${tenth(places[at] as number)} ${tenth(places[at + 1] as number)}`;
    this.path(d && `${d}z`, ink);
  }

  text(x: number, y: number, words: string, { fill, size, weight, anchor }: Words): void {
    this.body += svgText(
      tenth(x),
      tenth(y),
      words,
      `font-size="${size}"${weight ? ` font-weight="${weight}"` : ''} fill="${fill}"${anchor && anchor !== 'start' ? ` text-anchor="${anchor}"` : ''}`,
    );
  }

  /** What follows is drawn moved to the right and down. */
  within(x: number, y: number, draw: () => void): void {
    this.body += `<g transform="translate(${tenth(x)} ${tenth(y)})">`;
    draw();
    this.body += '</g>';
  }

  private path(d: string, ink: Ink): void {
    if (d) this.body += `<path d="${d}"${attributes(ink)}/>`;
  }
}
