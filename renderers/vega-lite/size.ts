import { wrap } from '../drawing/svg.js';
import type { VegaLiteSpec } from './model.js';
import { besidePlot, isContainer, LEAST_SHARE, sharesWidth, withShares } from './row-widths.js';
import { isNode } from './spec-node.js';

/** Beside the plot of a chart that is no one view, for axes and legend. */
const ASIDE = 120;
const NARROWEST = 200;
/** How high a chart without a height is, by its width. */
const HEIGHT = { least: 200, most: 340, share: 0.3 };

const has = (node: unknown, ...names: string[]): boolean =>
  isNode(node) && names.some((name) => Object.hasOwn(node, name));
const encodings = (spec: VegaLiteSpec): unknown[] =>
  [spec, ...(Array.isArray(spec.layer) ? spec.layer : [])].map((view) =>
    isNode(view) ? view.encoding : null,
  );

/** One view, also of layers: facets and concatenations have a width for each of their parts. */
const isOneView = (spec: VegaLiteSpec): boolean =>
  has(spec, 'mark', 'layer') &&
  !has(spec, 'facet', 'repeat', 'concat', 'hconcat', 'vconcat', 'spec') &&
  !encodings(spec).some((encoding) => has(encoding, 'row', 'column', 'facet'));

/** Whether a chart is as wide as its page: one view without a width of its own. */
export function fillsWidth(spec: VegaLiteSpec): boolean {
  const { width, autosize, config } = spec;
  if (!isOneView(spec) || autosize !== undefined) return false;
  if (width === 'container') return true;
  const view = isNode(config) ? config.view : undefined;
  return width === undefined && !has(view, 'width', 'continuousWidth', 'discreteWidth', 'step');
}

/** Whether values run up the chart, so that its height is free: categories have a step each. */
const runsUp = (spec: VegaLiteSpec): boolean =>
  encodings(spec).some((encoding) => {
    const y = isNode(encoding) ? encoding.y : undefined;
    return isNode(y) && (y.type === 'quantitative' || y.type === 'temporal');
  });

/**
 * A specification for a page so wide: one view without a width takes all of it, with its axes and its legend; those of
 * `"container"` in a row share it. `"container"` sizes of others become numbers, as there is no container.
 */
export function withSize(spec: VegaLiteSpec, width: number, height: number): VegaLiteSpec {
  const sized: VegaLiteSpec = { ...spec };
  if (sized.height === 'container') sized.height = height;
  if (fillsWidth(spec)) {
    sized.width = Math.max(NARROWEST, width);
    sized.autosize = { type: 'fit-x', contains: 'padding' };
    const free =
      sized.height === undefined &&
      !has(isNode(spec.config) ? spec.config.view : undefined, 'height', 'continuousHeight');
    if (free && runsUp(spec))
      sized.height = Math.round(Math.min(HEIGHT.most, Math.max(HEIGHT.least, width * HEIGHT.share)));
  } else if (sized.width === 'container') sized.width = Math.max(NARROWEST, width - ASIDE);
  return sharesWidth(sized) ? withShares(sized, width) : sized;
}

/** Beside a plot, for its axis. */
const BESIDE = 62;

/** What views of a row ask for at the least; null where one does not say. */
const widths = (views: readonly unknown[]): number[] | null => {
  const all = views.map((view) => {
    if (isContainer(view)) return LEAST_SHARE;
    return isNode(view) && typeof view.width === 'number' ? view.width : null;
  });
  return all.every((width) => width !== null) ? all : null;
};

/** Axes of numbers alone can be shorter than asked for: what is measured in pixels, as a grid of images, cannot. */
const canShrink = (spec: VegaLiteSpec): boolean =>
  isOneView(spec) &&
  spec.autosize === undefined &&
  !encodings(spec).some((encoding) => {
    const x = isNode(encoding) ? encoding.x : undefined;
    return isNode(x) && x.axis === null;
  });

/** What names of categories take more than numbers do. */
const NAMES = 48;
/** A legend beside the plot that does not say how long its words may be. */
const LEGEND = 84;

/** Whether an encoding has a legend at the right of the plot. */
const legendBeside = (encoding: unknown): encoding is { color: VegaLiteSpec } => {
  const color = isNode(encoding) ? encoding.color : undefined;
  if (!isNode(color) || typeof color.field !== 'string' || color.legend === null) return false;
  return !isNode(color.legend) || color.legend.orient === undefined || color.legend.orient === 'right';
};

/** Pixels that legends take beside the plot. */
function besideLegend(spec: VegaLiteSpec): number {
  const wide = encodings(spec)
    .filter(legendBeside)
    .map(({ color: { legend } }) =>
      isNode(legend) && typeof legend.labelLimit === 'number' ? legend.labelLimit : LEGEND,
    );
  return Math.max(0, ...wide);
}

/** The same with its legends under the plot. */
function legendBelow(spec: VegaLiteSpec): VegaLiteSpec {
  const moved = <View extends VegaLiteSpec>(view: View): View => {
    const { encoding } = view;
    if (!legendBeside(encoding)) return view;
    const { color } = encoding;
    const legend = { ...(isNode(color.legend) && color.legend), orient: 'bottom', columns: 1 };
    return { ...view, encoding: { ...encoding, color: { ...color, legend } } };
  };
  const whole = moved(spec);
  return Array.isArray(whole.layer)
    ? { ...whole, layer: whole.layer.map((view) => (isNode(view) ? moved(view) : view)) }
    : whole;
}

/** A text as lines that have room. */
function inLines(text: unknown, size: number, room: number): unknown {
  const whole = Array.isArray(text) ? text : [text];
  if (!whole.every((line) => typeof line === 'string')) return text;
  const lines = whole.flatMap((line: string) => wrap(line, size, room));
  return lines.length > whole.length ? lines : text;
}

/** Titles are not cut at the edge of a page. */
function withTitle(spec: VegaLiteSpec, room: number): VegaLiteSpec {
  const { title } = spec;
  const given: VegaLiteSpec = isNode(title) ? { ...title } : { text: title };
  const text = inLines(given.text, 14, room);
  const subtitle = inLines(given.subtitle, 11.5, room);
  if (text === given.text && subtitle === given.subtitle) return spec;
  return { ...spec, title: { ...given, text, ...(subtitle !== undefined && { subtitle }) } };
}

/**
 * The same chart in a page that is narrower than it asks for: titles take more lines, plots in a row stand one below the
 * other, a legend of long words stands below, and one plot gets shorter, with its axes and its legend. What fits, or cannot shrink, stays.
 */
export function narrowed(given: VegaLiteSpec, room: number): VegaLiteSpec {
  const spec = withTitle(given, room);
  const { hconcat, width } = spec;
  if (Array.isArray(hconcat)) {
    const wanted = widths(hconcat);
    if (!wanted || wanted.reduce((sum, each, index) => sum + each + besidePlot(hconcat[index]), 0) <= room)
      return spec;
    const { hconcat: _, ...rest } = spec;
    const most = Math.max(NARROWEST / 2, room - ASIDE);
    const views = hconcat as VegaLiteSpec[];
    return {
      ...rest,
      vconcat: views.map((view, index) =>
        isContainer(view)
          ? { ...view, width: most }
          : canShrink(view)
            ? { ...view, width: Math.min(wanted[index] as number, most) }
            : view,
      ),
    };
  }
  const legend = besideLegend(spec);
  const beside = BESIDE + (runsUp(spec) ? 0 : NAMES);
  if (typeof width !== 'number' || width + beside + legend <= room || !canShrink(spec)) return spec;
  // Long words take more room beside the plot than they are worth.
  const placed = legend > LEGEND ? legendBelow(spec) : spec;
  if (placed !== spec && width + beside <= room) return placed;
  return {
    ...placed,
    width: Math.max(NARROWEST, room),
    // A square stays one.
    ...(width === spec.height && { height: Math.max(NARROWEST, room) - beside }),
    autosize: { type: 'fit-x', contains: 'padding' },
  };
}
