import { textWidth } from '../drawing/svg.js';
import { type LabelLines, labelLines } from './label-lines.js';
import { legendHeight } from './legend.js';

/** Of the names of the classes. */
export const LABEL_SIZE = 11.5;
export const LABEL_LINE = 13;
/** Of the macro average under the scores. */
export const MACRO_ROW = 26;
/** What the classes are scored by: precision, recall, F1 and their samples. */
export const SCORES = 4;
/** Of the words "macro average". */
const MACRO_NAME = 78;
/** Of the scores of a class where they stand under the matrix: of few, with bars. */
const LIST_ROW = { few: 28, many: 22, mostOfFew: 12 };

/** Beside the matrix: the words "true class"; between matrix and scores; the least and most of a column of scores. */
const CAPTION = 20;
const GAP = 22;
const SCORE = { least: 52, most: 96 };
/** How high the cells of a matrix are together, at most; and a cell. */
const TALLEST = 500;
const CELL = { least: 18, besideScores: 21, highest: 92 };
/** So low that a name has one line; where there are fewer classes, it has two. */
const LOWEST = { oneLine: 24, twoLines: 29, mostOfTwo: 14 };
/** A cell is at most so much wider than it is high. */
const WIDE = 1.8;
/** Names over columns: turned, they are cut at so many pixels. */
const LONGEST_HEAD = 150;
const TILT = 40;

/** Where all of a confusion matrix stands, in pixels. */
export interface ConfusionLayout {
  matrix: { x: number; y: number; width: number; height: number };
  cell: { width: number; height: number };
  /** Names left of the rows. */
  names: LabelLines[];
  /** Names over the columns; turned by so many degrees, on one line, where they are too wide. */
  heads: { names: LabelLines[]; turn: number };
  scores: {
    /** Under the matrix, with the names of the classes at `x`; else beside its rows. */
    below: boolean;
    x: number;
    y: number;
    row: number;
    /** The right edge of each column. */
    columns: number[];
    width: number;
  };
  legend: { x: number; y: number };
  width: number;
  height: number;
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
const longest = (names: readonly string[]): number =>
  Math.max(24, ...names.map((name) => textWidth(name, LABEL_SIZE) * 1.06));

/**
 * The matrix as large as `width` allows, with the scores beside its rows where the cells stay wide enough for their numbers.
 * @param side left and right of everything; @param top above everything; @param samples the longest number of samples.
 */
export function confusionLayout(
  labels: readonly string[],
  { width, side, top, samples }: { width: number; side: number; top: number; samples: string },
): ConfusionLayout {
  const n = Math.max(1, labels.length);
  const nameRoom = Math.min(longest(labels), clamp(width * 0.2, 64, 190));
  const x = side + CAPTION + nameRoom + 8;
  const room = width - x - side;
  const extra = Math.max(0, textWidth(samples, LABEL_SIZE) * 1.1 + 12 - SCORE.least);
  const beside = room - GAP - SCORES * SCORE.least - extra;
  const below = beside / n < CELL.besideScores;
  const lowest = n > LOWEST.mostOfTwo ? LOWEST.oneLine : LOWEST.twoLines;
  const highest = clamp(TALLEST / n, lowest, CELL.highest);
  const cellWidth = Math.max(CELL.least, Math.min((below ? room : beside) / n, highest * WIDE));
  const cell = { width: cellWidth, height: Math.min(highest, Math.max(lowest, cellWidth)) };

  const level = labels.map((label) => labelLines(label, LABEL_SIZE, cellWidth - 4, 2));
  const turn = level.every(({ broken }) => !broken) ? 0 : below ? 90 : TILT;
  const heads = turn === 0 ? level : labels.map((label) => labelLines(label, LABEL_SIZE, LONGEST_HEAD, 1));
  const deepest = Math.max(1, ...heads.map(({ lines }) => lines.length)) * LABEL_LINE;
  const headLength = longest(heads.map(({ lines: [line = ''] }) => line));
  const headHeight = turn === 0 ? deepest : headLength * Math.sin((turn / 180) * Math.PI) + 8;

  const y = top + 18 + headHeight + 6;
  const matrix = { x, y, width: n * cell.width, height: n * cell.height };
  const end = matrix.y + matrix.height;
  // Beside it, the scores take what the matrix leaves; below, they are as wide as it is with its names.
  const scoreX = below ? side + CAPTION : matrix.x + matrix.width + GAP;
  const column = below
    ? clamp((width - side - scoreX - Math.max(nameRoom, MACRO_NAME) - 8 - extra) / SCORES, 44, SCORE.most)
    : clamp((width - side - scoreX - extra) / SCORES, SCORE.least, SCORE.most);
  const first = below ? scoreX + Math.max(nameRoom, MACRO_NAME) + 8 : scoreX;
  const columns = Array.from(
    { length: SCORES },
    (_, index) => first + (index + 1) * column + (index === SCORES - 1 ? extra : 0),
  );
  const scores = {
    below,
    x: scoreX,
    y: below ? end + legendHeight(n) + 34 : matrix.y,
    row: below ? (n <= LIST_ROW.mostOfFew ? LIST_ROW.few : LIST_ROW.many) : cell.height,
    columns,
    width: column,
  };
  const scoresEnd = scores.y + labels.length * scores.row + MACRO_ROW;
  const right = Math.max(matrix.x + matrix.width, columns.at(-1) ?? 0) + side;
  const legend = { x: matrix.x, y: below ? end + 14 : scoresEnd + 12 };
  return {
    matrix,
    cell,
    names: labels.map((label) =>
      labelLines(label, LABEL_SIZE, nameRoom, cell.height >= 2 * LABEL_LINE + 3 ? 2 : 1),
    ),
    heads: { names: heads, turn },
    scores,
    legend,
    width: right,
    height: below ? scoresEnd + 8 : legend.y + legendHeight(n),
  };
}
