import { specAccount, type VegaLiteSpec } from './model.js';
import { narrowed, withSize } from './size.js';
import { isNode } from './spec-node.js';

/** What Vega-Lite takes for a plot, and for a step of categories, where nothing is said. */
const PLOT = 200;
const STEP = 20;
/** A title, each further line of it, numbers and title of an axis, a legend below, and the edge around all. */
const HEAD = 21;
const LINE = 14;
const AXIS = 38;
const NUMBERS = 22;
const LEGEND_LINE = 15;
const EDGE = 18;
const BETWEEN = 20;
/** However many categories there are: a page of it is seen at a time. */
const HIGHEST = 4000;

const viewsOf = (spec: VegaLiteSpec, name: string): VegaLiteSpec[] | null =>
  Array.isArray(spec[name]) ? (spec[name] as unknown[]).filter(isNode) : null;

/** Categories of a field in rows that are written into the specification. */
function categories(spec: VegaLiteSpec, field: unknown): number {
  const { data } = spec;
  const values = isNode(data) ? data.values : undefined;
  if (!Array.isArray(values) || typeof field !== 'string') return 0;
  return new Set(values.map((row) => (isNode(row) ? row[field] : null))).size;
}

/** Whole columns, of which as many are filled as there are things to fill them. */
const columnsOf = (wanted: unknown, count: number): number =>
  typeof wanted === 'number' && wanted >= 1 ? Math.min(count, Math.floor(wanted)) || 1 : count || 1;

const linesOf = (text: unknown): number =>
  Array.isArray(text) ? text.length : typeof text === 'string' && text !== '' ? 1 : 0;

function headOf({ title }: VegaLiteSpec): number {
  const { text, subtitle } = isNode(title) ? title : { text: title };
  const lines = linesOf(text) + linesOf(subtitle);
  return lines === 0 ? 0 : HEAD + (lines - 1) * LINE;
}

/** Lines of a legend that stands below the plot, a line for each model or class. */
function legendOf(spec: VegaLiteSpec): number {
  for (const layer of [spec, ...(viewsOf(spec, 'layer') ?? [])]) {
    const color = isNode(layer.encoding) ? layer.encoding.color : undefined;
    const legend = isNode(color) ? color.legend : undefined;
    if (!isNode(color) || !isNode(legend) || legend.orient !== 'bottom') continue;
    const count = categories(layer, color.field);
    return count === 0 ? 0 : Math.ceil(count / columnsOf(legend.columns, count)) * LEGEND_LINE + 10;
  }
  return 0;
}

/** Whether the axis below has numbers alone. */
const untitled = (spec: VegaLiteSpec): boolean =>
  [spec, ...(viewsOf(spec, 'layer') ?? [])].some(({ encoding }) => {
    const x = isNode(encoding) ? encoding.x : undefined;
    return isNode(x) && x.title === null;
  });

function plotOf(spec: VegaLiteSpec): number {
  const { height } = spec;
  if (typeof height === 'number') return height;
  const wanted = isNode(height) && typeof height.step === 'number' ? height.step : STEP;
  for (const layer of [spec, ...(viewsOf(spec, 'layer') ?? [])]) {
    const y = isNode(layer.encoding) ? layer.encoding.y : undefined;
    if (!isNode(y) || y.type === 'quantitative' || y.type === 'temporal') continue;
    const domain = isNode(y.scale) ? y.scale.domain : undefined;
    const listed = Array.isArray(domain) ? domain.length : 0;
    const count = listed || categories(layer, y.field) || categories(spec, y.field);
    if (count > 0) return count * wanted;
  }
  return PLOT;
}

function inside(spec: VegaLiteSpec): number {
  const head = headOf(spec);
  const beside = viewsOf(spec, 'hconcat');
  if (beside) return head + Math.max(0, ...beside.map(inside));
  const below = viewsOf(spec, 'vconcat');
  if (below) return head + below.reduce((sum, view) => sum + inside(view), BETWEEN * (below.length - 1));
  const all = viewsOf(spec, 'concat');
  if (all) {
    const columns = columnsOf(spec.columns, all.length);
    const rows = Array.from({ length: Math.ceil(all.length / columns) }, (_, row) =>
      Math.max(...all.slice(row * columns, (row + 1) * columns).map(inside)),
    );
    return head + rows.reduce((sum, row) => sum + row, BETWEEN * Math.max(0, rows.length - 1));
  }
  if (isNode(spec.spec)) return head + inside({ data: spec.data, ...spec.spec });
  return head + plotOf(spec) + (untitled(spec) ? NUMBERS : AXIS) + legendOf(spec);
}

/**
 * What stands in a chart's place until it is drawn: its title, and about the height that it will take, of which only the
 * drawing itself is sure.
 */
export function standIn(spec: VegaLiteSpec, width: number, height: number) {
  return {
    title: specAccount(spec).title,
    height: Math.min(HIGHEST, Math.round(inside(withSize(narrowed(spec, width), width, height)) + EDGE)),
  };
}
