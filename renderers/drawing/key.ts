import type { Palette } from './palette.js';
import { svgText, textWidth } from './svg.js';

/** A sign of a drawing and what it means. */
export interface KeyEntry {
  sign: 'line' | 'band' | 'ramp' | 'dot' | 'triangle' | 'bar' | 'empty-bar';
  color: string;
  /** Of a ramp, the faintest first. */
  colors?: readonly string[];
  words: string;
  width?: number;
  dash?: string;
}

/** What a sign takes, in pixels. */
export const SIGN = { width: 20, height: 10 };
const SIZE = 10.5;
const LINE = 15;
const GAP = 14;

/** A sign from its upper left corner on. */
export function signSvg({ sign, color, colors = [color], width = 2, dash }: KeyEntry, x = 0, y = 0): string {
  const stroke = (weight: number) =>
    `fill="none" stroke="${color}" stroke-width="${weight}"${dash ? ` stroke-dasharray="${dash}"` : ''}`;
  switch (sign) {
    case 'line':
      return `<path d="M${x},${y + 5}h20" ${stroke(width)}/>`;
    case 'band':
      return `<path d="M${x},${y}h20v10h-20z" fill="${color}" fill-opacity="0.25"/>`;
    case 'ramp': {
      const each = SIGN.width / colors.length;
      return colors
        .map((own, index) => `<path d="M${x + index * each},${y}h${each}v10h${-each}z" fill="${own}"/>`)
        .join('');
    }
    case 'dot':
      return `<circle cx="${x + 10}" cy="${y + 5}" r="3.5" fill="${color}"/>`;
    case 'triangle':
      return `<path d="M${x + 5},${y + 9.5}h10l-5,-9z" fill="${color}"/>`;
    case 'bar':
      return `<path d="M${x + 2},${y + 1}h16v8h-16z" fill="${color}"/>`;
    case 'empty-bar':
      return `<path d="M${x + 2.75},${y + 1.75}h14.5v6.5h-14.5z" ${stroke(1.5)}/>`;
  }
}

/** The key of a still, in as many lines as it takes. */
export function keySvg(
  entries: readonly KeyEntry[],
  { x: left, y: top, width, palette }: { x: number; y: number; width: number; palette: Palette },
): { body: string; height: number } {
  let [x, y, body] = [left, top, ''];
  for (const entry of entries) {
    const own = SIGN.width + 5 + textWidth(entry.words, SIZE);
    if (x > left && x + own > left + width) {
      x = left;
      y += LINE;
    }
    body += signSvg(entry, x, y - 9);
    body += svgText(x + SIGN.width + 5, y, entry.words, `font-size="${SIZE}" fill="${palette.muted}"`);
    x += own + GAP;
  }
  return { body, height: y - top + LINE };
}
