import { lastKnown } from '../drawing/last-known.js';
import { position } from '../drawing/scale.js';
import { textWidth } from '../drawing/svg.js';
import type { AccountRow, EpochAccount } from './epoch-account.js';
import type { Panel, Point, Series, TrainingCurves } from './model.js';
import { type ChartLayout, GAP } from './spec.js';

/** A value of an epoch beside the chart: in one line, or, where that is too long, its name over it. */
export interface MarginValue {
  /** Of the line whose colour it has; nothing of what has no line. */
  series: Series | null;
  lines: string[];
  /** Of its middle, in pixels from the top of the chart. */
  y: number;
}

/** Where the epoch lies on a line. */
export interface Dot {
  series: Series;
  /** In pixels from the top of the chart. */
  y: number;
}

export const LINE = 14;
const SIZE = 11;
/** Digits and small letters are narrower than what `textWidth` keeps free for any letter. */
const USUAL = 0.94;
/** Of the middle of the axis' title, from the lower end of the plots. */
const TITLE = 30;

export const marginWidth = (words: string): number => textWidth(words, SIZE) * USUAL;

/** How high a line is drawn at a place, between its points; nothing where it is broken. */
function drawnAt(points: readonly Point[], x: number): number | null {
  const after = points.findIndex((point) => point.x >= x);
  const [left, right] = [points[after - 1], points[after]];
  if (!right || right.beyond) return null;
  if (right.x === x || !left) return right.x === x ? right.y : null;
  if (left.y === null || right.y === null || left.beyond) return null;
  return left.y + ((x - left.x) / (right.x - left.x)) * (right.y - left.y);
}

interface Item extends MarginValue {
  height: number;
}

/** Moves what would overlap apart, in its order, between `top` and `bottom`. */
function spread(items: Item[], top: number, bottom: number): void {
  let above = top;
  for (const item of items) {
    item.y = Math.max(item.y, above + item.height / 2);
    above = item.y + item.height / 2;
  }
  let below = bottom;
  for (const item of items.toReversed()) {
    item.y = Math.min(item.y, below - item.height / 2);
    below = item.y - item.height / 2;
  }
}

interface Place {
  /** Of the epoch, on the axis. */
  x: number;
  /** For words, in pixels. */
  room: number;
}

/**
 * All that is known of an epoch, as it stands beside the chart: each value at the height of its line, what has no line
 * below those of its panel.
 */
export function marginValues(
  account: EpochAccount,
  curves: TrainingCurves,
  layout: ChartLayout,
  { x, room }: Place,
): { values: MarginValue[]; dots: Dot[] } {
  const item = (series: Series | null, name: string, value: string, y: number): Item => {
    const whole = name ? `${name} ${value}` : value;
    const lines = name && marginWidth(whole) > room ? [name, value] : [whole];
    return { series, lines, y, height: lines.length * LINE };
  };
  const values: Item[] = [];
  const dots: Dot[] = [];
  const addPanel = (panel: Panel, rows: readonly AccountRow[], top: number, height: number) => {
    const bottom = top + height;
    const shown = rows.flatMap(({ series, name, value }) => {
      if (series === null) return [item(null, name, value, bottom)];
      const curve = panel.curves.find((each) => each.series === series);
      // A line that is hidden has no value either.
      if (!curve) return [];
      const y = drawnAt(curve.points, x);
      const at = y ?? lastKnown(curve.points.filter((point) => point.x < x).map((point) => point.y));
      const place = at === null ? top : top + position(at, panel.domain, height, panel.log);
      if (y !== null) dots.push({ series, y: place });
      return [item(series, layout.narrow ? '' : name, value, place)];
    });
    values.push(...shown.toSorted((a, b) => a.y - b.y));
  };
  const { margins, lossHeight, metricHeight, rateHeight } = layout;
  const rows = (panel: 'loss' | 'metric') => account.groups.find((each) => each.panel === panel)?.rows ?? [];
  const below = margins.top + lossHeight;
  addPanel(curves.loss, rows('loss'), margins.top, lossHeight);
  if (curves.metric) addPanel(curves.metric, rows('metric'), below + GAP, metricHeight);
  const bottom = below + (metricHeight ? GAP + metricHeight : 0);
  const end = bottom + (rateHeight ? GAP + rateHeight : 0);
  for (const { kind, name, value } of account.facts) {
    if (kind === 'metric') values.push(item(null, name, value, bottom));
    if (kind === 'rate') values.push(item(null, rateHeight ? '' : name, value, end - rateHeight / 2));
  }
  // The last number of the axis reaches below the margin.
  spread(values, margins.top - LINE / 2, end + LINE / 2);
  const time = account.facts.filter(({ kind }) => kind === 'time');
  values.push(...time.map(({ name, value }) => item(null, name, value, end + TITLE)));
  return { values: values.map(({ series, lines, y }) => ({ series, lines, y })), dots };
}
