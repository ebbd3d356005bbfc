import { blend } from '../drawing/blend.js';
import { type Frame, frameX, frameY } from '../drawing/frame.js';
import type { Palette } from '../drawing/palette.js';
import { round } from '../drawing/svg.js';

const LEVELS = 4;

/** The colours of a map, the faintest first: above zero, or below. */
export const heatColors = (above: boolean, palette: Palette): string[] =>
  Array.from({ length: LEVELS }, (_, index) =>
    blend(
      above ? palette.validation : palette.train,
      palette.background,
      0.15 + (0.85 * (index + 1)) / LEVELS,
    ),
  );

/** The least part of the greatest magnitude that has a colour. */
export const LEAST_LEVEL = 0.5 / LEVELS;

interface HeatOptions {
  frame: Frame;
  palette: Palette;
  /** The x of each row of values. */
  x: readonly number[];
  columns: number;
  /** Greatest magnitude that is told apart. */
  limit: number;
  /** Channels of a line of cells, which shows the one of greatest magnitude. */
  perLine: number;
  /** Value at the n-th x and a column. */
  at(index: number, column: number): number;
}

/**
 * A map over steps (across) and channels (down): the colour of a cell says on which side of zero it is, and how far. What is
 * not finite is a cell with an outline.
 */
export function heatSvg({ frame, palette, x, columns, limit, perLine, at }: HeatOptions): string {
  if (columns === 0 || x.length === 0) return '';
  const paths = new Map<string, string>();
  const gap = (frame.height * perLine) / columns > 4 ? 0.5 : 0;
  for (let from = 0; from < columns; from += perLine) {
    const to = Math.min(columns, from + perLine);
    const top = frameY(frame, from);
    const height = round(Math.max(0.5, frameY(frame, to) - top - gap));
    let run = { key: '', begin: 0 };
    const close = (end: number) => {
      if (!run.key) return;
      const path = `M${round(run.begin)},${round(top)}H${round(end)}v${height}H${round(run.begin)}z`;
      paths.set(run.key, (paths.get(run.key) ?? '') + path);
    };
    for (let index = 0; index <= x.length; index += 1) {
      const edge =
        index === 0
          ? frame.x
          : index === x.length
            ? frame.x + frame.width
            : (frameX(frame, x[index - 1] as number) + frameX(frame, x[index] as number)) / 2;
      let key = '';
      if (index < x.length) {
        let value = 0;
        for (let column = from; column < to; column += 1) {
          const each = at(index, column);
          if (!Number.isFinite(each)) {
            value = Number.NaN;
            break;
          }
          if (Math.abs(each) > Math.abs(value)) value = each;
        }
        const level = Math.min(LEVELS, Math.round((Math.abs(value) / limit) * LEVELS));
        key = Number.isNaN(value) ? 'bad' : level === 0 ? '' : `${value < 0 ? '-' : '+'}${level}`;
      }
      if (key === run.key) continue;
      close(edge);
      run = { key, begin: edge };
    }
  }
  return [...paths]
    .map(([key, path]) => {
      if (key === 'bad') return `<path d="${path}" fill="none" stroke="${palette.bad}"/>`;
      const color = heatColors(key.startsWith('+'), palette)[Number(key.slice(1)) - 1];
      return `<path d="${path}" fill="${color}"/>`;
    })
    .join('');
}
