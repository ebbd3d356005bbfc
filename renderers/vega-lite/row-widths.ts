import { textWidth } from '../drawing/svg.js';
import type { VegaLiteSpec } from './model.js';
import { isNode } from './spec-node.js';

/** Beside one plot of several, for an axis of numbers and the space to the next one. */
const NUMBERS = 62;
/** The same of an axis of names, without the names. */
const NAMES = 36;
/** As long as a label of an axis gets. */
const LONGEST_NAME = 220;
/** A plot of a row is at least so wide; else the row becomes a column. */
export const LEAST_SHARE = 170;

export const isContainer = (view: unknown): boolean => isNode(view) && view.width === 'container';

/** Whether plots in a row leave their width to the page. */
export const sharesWidth = ({ hconcat }: VegaLiteSpec): boolean =>
  Array.isArray(hconcat) && hconcat.some(isContainer);

const layersOf = ({ layer }: VegaLiteSpec): VegaLiteSpec[] =>
  Array.isArray(layer) ? layer.filter(isNode) : [];
const yOf = ({ encoding }: VegaLiteSpec): unknown => (isNode(encoding) ? encoding.y : undefined);

/** The names up the axis of a plot; null where it has numbers. */
function namesOf(view: VegaLiteSpec): string[] | null {
  for (const part of [view, ...layersOf(view)]) {
    const y = yOf(part);
    if (!isNode(y) || typeof y.field !== 'string' || (y.type !== 'nominal' && y.type !== 'ordinal')) continue;
    const { field } = y;
    const data = part.data ?? view.data;
    const values = isNode(data) && Array.isArray(data.values) ? data.values : [];
    return values.map((row) => (isNode(row) ? String(row[field]) : ''));
  }
  return null;
}

/** Pixels that a plot of a row takes beside its width. */
export function besidePlot(view: unknown): number {
  const names = isNode(view) ? namesOf(view) : null;
  if (names === null) return NUMBERS;
  const longest = names.reduce((width, name) => Math.max(width, textWidth(name, 11)), 0);
  return NAMES + Math.min(LONGEST_NAME, Math.ceil(longest));
}

/** A row of plots in a page so wide: those of `"container"` share what the others and all axes leave of it. */
export function withShares(spec: VegaLiteSpec, width: number): VegaLiteSpec {
  const views = spec.hconcat as readonly unknown[];
  const taken = views.reduce<number>(
    (sum, view) => sum + besidePlot(view) + (isNode(view) && typeof view.width === 'number' ? view.width : 0),
    0,
  );
  const share = Math.floor((width - taken) / views.filter(isContainer).length);
  return {
    ...spec,
    hconcat: views.map((view) =>
      isNode(view) && isContainer(view) ? { ...view, width: Math.max(LEAST_SHARE, share) } : view,
    ),
  };
}
