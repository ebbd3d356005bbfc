import { blend } from '../drawing/blend.js';
import { type Frame, frameX, frameY } from '../drawing/frame.js';
import type { Palette } from '../drawing/palette.js';
import { round } from '../drawing/svg.js';

const LEVELS = 4;

interface HeatOptions {
  frame: Frame;
  palette: Palette;
  /** The x of each row of values. */
  x: readonly number[];
  columns: number;
  /** Greatest magnitude that is told apart. */
  limit: number;
  /** Most lines of cells; channels that share one give way to the one of greatest magnitude. */
  lines: number;
  /** Value at the n-th x and a column. */
  at(index: number, column: number): number;
}

/**
 * A map over steps (across) and channels (down). A whole cell is above zero, a half one in another colour below; what is
 * not finite is a cell with an outline.
 */
export function heatSvg({ frame, palette, x, columns, limit, lines, at }: HeatOptions): string {
  const count = Math.min(columns, lines);
  if (count === 0 || x.length === 0) return '';
  const paths = new Map<string, string>();
  const cellHeight = frame.height / count;
  for (let line = 0; line < count; line += 1) {
    const from = Math.floor((line * columns) / count);
    const to = Math.max(from + 1, Math.floor(((line + 1) * columns) / count));
    const top = frameY(frame, from);
    let run = { key: '', begin: 0 };
    const close = (end: number) => {
      if (!run.key) return;
      const half = run.key.startsWith('-');
      const y = round(half ? top + cellHeight / 2 : top);
      const height = round(Math.max(0.5, (half ? cellHeight / 2 : cellHeight) - (cellHeight > 4 ? 0.5 : 0)));
      const path = `M${round(run.begin)},${y}H${round(end)}v${height}H${round(run.begin)}z`;
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
      const color = key.startsWith('-') ? palette.train : palette.validation;
      return `<path d="${path}" fill="${blend(color, palette.background, 0.15 + (0.85 * Number(key.slice(1))) / LEVELS)}"/>`;
    })
    .join('');
}
