import { type Frame, frameX, frameY, type Values } from '../drawing/frame.js';
import { halo, type Palette } from '../drawing/palette.js';
import { svgText } from '../drawing/svg.js';
import { letter } from './model.js';

/**
 * A series without its epochs that have no value, so that a line of rare validations holds together. From `limit` on, values
 * lead to the edge and break the line there: along the edge they would read as values of the scale's end.
 */
export function heldLine(
  epoch: readonly number[],
  values: readonly (number | null)[],
  limit = Number.POSITIVE_INFINITY,
): { x: number[]; y: number[] } {
  const rows = epoch.flatMap((_, row) => (values[row] === null || values[row] === undefined ? [] : [row]));
  const y = rows.map((row) => values[row] as number);
  const within = (value: number | undefined): boolean => value !== undefined && Math.abs(value) < limit;
  return {
    x: rows.map((row) => epoch[row] as number),
    y: y.map((value, at) => (within(value) || within(y[at - 1]) || within(y[at + 1]) ? value : Number.NaN)),
  };
}

/** Where the line of a run ends, in pixels. */
export interface LineEnd {
  index: number;
  x: number;
  y: number;
}

/** The end of what is drawn of a line, `aside` pixels away from it; nothing where nothing is drawn. */
export function lineEnd(frame: Frame, index: number, { x, y }: Values, aside = 0): LineEnd | null {
  const row = y.findLastIndex((value) => value !== null && Number.isFinite(value));
  if (row < 0) return null;
  return { index, x: frameX(frame, x[row] as number) + aside, y: frameY(frame, y[row] as number) };
}

const LETTER_GAP = 10.5;
/** Ends nearer to each other than this have their letters in one column. */
const LETTER_WIDTH = 14;

/** Ends in columns from left to right. */
function columnsOf(ends: readonly LineEnd[]): LineEnd[][] {
  const columns: LineEnd[][] = [];
  for (const end of [...ends].sort((a, b) => a.x - b.x)) {
    const column = columns.at(-1);
    if (column && end.x - (column.at(-1) as LineEnd).x < LETTER_WIDTH) column.push(end);
    else columns.push([end]);
  }
  return columns;
}

/** Heights of letters, moved apart where lines end close together, the lowest at most at `bottom`. */
function apart(ys: readonly number[], bottom: number): number[] {
  const placed = [...ys];
  for (let at = 1; at < placed.length; at += 1)
    placed[at] = Math.max(placed[at] as number, (placed[at - 1] as number) + LETTER_GAP);
  let limit = bottom;
  for (let at = placed.length - 1; at >= 0; at -= 1) {
    placed[at] = Math.min(placed[at] as number, limit);
    limit = (placed[at] as number) - LETTER_GAP;
  }
  return placed;
}

/** The letters of runs at the ends of their lines. */
export function letters(
  frame: Frame,
  ends: readonly LineEnd[],
  colorOf: (index: number) => string,
  palette: Palette,
): string {
  return columnsOf(ends)
    .map((column) => {
      const sorted = [...column].sort((a, b) => a.y - b.y);
      const ys = apart(
        sorted.map(({ y }) => y + 3.5),
        frame.y + frame.height + 4,
      );
      const x = Math.max(...column.map((end) => end.x)) + 5;
      return sorted
        .map(({ index }, at) =>
          svgText(
            x,
            ys[at] as number,
            letter(index),
            `font-size="10.5" font-weight="600" fill="${colorOf(index)}" ${halo(palette)}`,
          ),
        )
        .join('');
    })
    .join('');
}

/** The letter of one of many runs at its line's end, beside that of the best where the two would meet. */
export function endLetter({ index, x, y }: LineEnd, best: LineEnd | null, color: string): string {
  const meets =
    best !== null &&
    best.index !== index &&
    Math.abs(best.y - y) < LETTER_GAP &&
    Math.abs(best.x - x) < LETTER_WIDTH;
  return svgText(
    x + (meets ? 16 : 4),
    y + 3.5,
    letter(index),
    `font-size="10.5" font-weight="700" fill="${color}"`,
  );
}
