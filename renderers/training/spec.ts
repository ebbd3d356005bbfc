import type { TopLevelSpec } from 'vega-lite';
import type { Palette } from '../drawing/palette.js';
import type { Chart } from '../drawing/vega.js';
import { wordColor } from '../drawing/word-color.js';
import { laneGutter } from '../timeline/under-curves.js';
import { seriesLook, seriesNames } from './series.js';
import type { TrainingStrings } from './strings.js';

/** Pixels: the plots' own heights, and what lies around them. */
export interface ChartLayout {
  /** Of the whole chart. */
  width: number;
  margins: { left: number; top: number; right: number; bottom: number };
  /** There is no room for words beside the lines' ends and for a note in the heading: a legend holds both. */
  narrow: boolean;
  lossHeight: number;
  /** 0 where there is no metric. */
  metricHeight: number;
  /** 0 where the learning rate is not known. */
  rateHeight: number;
}

/** Of a chart with room for words on its right. */
const wideMargins = { left: 54, top: 22, right: 140, bottom: 36 };
/** Below this width names stand in a legend. */
const NARROW = 520;
/** Between two plots, for the lower one's title. */
export const GAP = 28;

/** What the chart's build depends on; a change of it makes a new view, anything else changes values in place. */
export interface ChartShape {
  layout: ChartLayout;
  palette: Palette;
  metric: string | null;
  log: boolean;
  axis: 'epoch' | 'step';
  smoothed: boolean;
  /** In the page the chart has no ground of its own. */
  transparent?: boolean;
  /** Lines go on beyond the ends of the axis, and are cut there. */
  zoomed?: boolean;
}

/** Pixels around the plots; lanes below them have words of their own on the right, and in a wide chart on the left. */
function marginsFor(width: number, lanes: boolean): ChartLayout['margins'] {
  const right = width < 660 ? 132 : wideMargins.right;
  if (width >= NARROW) return { ...wideMargins, left: lanes ? laneGutter(width) : wideMargins.left, right };
  return { ...wideMargins, left: 50, right: lanes ? 116 : 74 };
}

/** Where the plots lie in a width that is given. */
export function frameFor(width: number, lanes: boolean): Pick<ChartLayout, 'width' | 'margins' | 'narrow'> {
  return { width, margins: marginsFor(width, lanes), narrow: width < NARROW };
}

/** Pixels between the margins. */
export const plotWidth = ({ width, margins }: Pick<ChartLayout, 'width' | 'margins'>): number =>
  Math.max(1, width - margins.left - margins.right);

/** Of the loss, where it shares the room with a metric. */
const LOSS_SHARE = 0.64;

/** Splits a height that is given among the plots. */
export function layoutFor(
  frame: Pick<ChartLayout, 'width' | 'margins' | 'narrow'>,
  height: number,
  { metric, rate }: { metric: boolean; rate: boolean },
): ChartLayout {
  const { margins } = frame;
  const rateHeight = rate ? 24 : 0;
  const room = height - margins.top - margins.bottom - (rate ? rateHeight + GAP : 0) - (metric ? GAP : 0);
  const lossHeight = Math.round(metric ? room * LOSS_SHARE : room);
  return { ...frame, lossHeight, metricHeight: metric ? room - lossHeight : 0, rateHeight };
}

const none = { values: [{}] };
const named = (name: string) => ({ name, values: [], format: { type: 'json', parse: null } });
const text = (palette: Palette) => ({ type: 'text', font: palette.font, fontSize: 11, clip: false });

/** Long numbers are shortened, so that labels fit the fixed margin. */
const valueLabel =
  "datum.value == 0 ? '0' : abs(datum.value) >= 1e5 || abs(datum.value) < 1e-3 ? format(datum.value, '.3~e') : format(datum.value, ',.4~r')";

function encodings(palette: Palette) {
  const looks = seriesNames.map((series) => seriesLook(series, palette));
  const by = (range: readonly unknown[]) => ({
    field: 's',
    type: 'nominal',
    scale: { domain: seriesNames, range },
    legend: null,
  });
  return {
    color: by(looks.map(({ color }) => color)),
    words: {
      condition: seriesNames.map((name, index) => ({
        test: `datum.s === '${name}'`,
        value: wordColor(looks[index]?.color ?? palette.foreground, palette),
      })),
      value: palette.foreground,
    },
    strokeDash: by(looks.map(({ dash }) => (dash.length ? dash : [1, 0]))),
    shape: by(looks.map(({ shape }) => shape)),
  };
}

/** A heading at the plot's upper left, and a note at its upper right. */
function heading(title: string, note: string, palette: Palette): object[] {
  const at = { y: -8, baseline: 'alphabetic' };
  return [
    {
      data: none,
      mark: {
        ...text(palette),
        ...at,
        x: 0,
        align: 'left',
        text: title,
        fontWeight: 600,
        color: palette.foreground,
      },
    },
    ...(note
      ? [
          {
            data: none,
            mark: { ...text(palette), ...at, x: 'width', align: 'right', text: note, color: palette.muted },
          },
        ]
      : []),
  ];
}

function panel(
  name: 'loss' | 'metric',
  height: number,
  title: string,
  note: string,
  xAxis: object | null,
  shape: ChartShape,
): object {
  const { palette } = shape;
  const { color, words, strokeDash, shape: pointShape } = encodings(palette);
  const width = plotWidth(shape.layout);
  const log = name === 'loss' && shape.log;
  const x = {
    field: 'x',
    type: 'quantitative',
    scale: { domain: [{ expr: 'xMin' }, { expr: 'xMax' }], nice: false, zero: false },
    axis: xAxis,
    title: null,
  };
  const y = {
    field: 'y',
    type: 'quantitative',
    scale: {
      ...(log ? { type: 'log' } : { zero: false }),
      domain: [{ expr: `${name}Min` }, { expr: `${name}Max` }],
      nice: false,
    },
    axis: { values: { expr: `${name}Ticks` }, labelExpr: valueLabel, labelOverlap: log ? 'greedy' : false },
    title: null,
  };
  // A line breaks where its piece changes.
  const detail = { field: 'piece', type: 'nominal' };
  const line = {
    type: 'line',
    strokeCap: 'round',
    strokeJoin: 'round',
    ...(shape.zoomed && { clip: true }),
  };
  const faint = palette.highContrast ? 0.5 : 0.32;
  const halo = {
    ...text(palette),
    y: { expr: 'datum.ly' },
    baseline: 'middle',
    align: { expr: 'datum.align' },
    dx: { expr: 'datum.dx' },
  };
  const note2 = (data: string, color_: string) =>
    ['halo', 'text'].map((part) => ({
      data: named(data),
      mark: {
        ...halo,
        ...(part === 'halo'
          ? {
              color: palette.background,
              stroke: palette.background,
              strokeWidth: 4,
              strokeJoin: 'round',
            }
          : { color: wordColor(color_, palette), fontWeight: 600 }),
      },
      encoding: { x, text: { field: 'label', type: 'nominal' } },
    }));
  return {
    width,
    height,
    layer: [
      {
        data: named(`${name}Steps`),
        mark: { ...line, strokeWidth: 1, opacity: faint, color: palette.train },
        encoding: { x, y, detail },
      },
      {
        data: named(`${name}Raw`),
        mark: { ...line, strokeWidth: 1, opacity: faint },
        encoding: { x, y, color, detail },
      },
      {
        data: named('best'),
        mark: { type: 'rule', color: palette.best, strokeWidth: 1.25, strokeDash: [2, 3] },
        encoding: { x },
      },
      {
        data: named(`${name}Bad`),
        mark: { type: 'rule', color: palette.bad, strokeWidth: 1.25 },
        encoding: { x },
      },
      {
        data: named(`${name}Lines`),
        mark: { ...line, strokeWidth: palette.highContrast ? 2.5 : 1.8 },
        encoding: { x, y, color, strokeDash, detail },
      },
      {
        data: named(`${name}Points`),
        mark: {
          type: 'point',
          size: 26,
          opacity: 1,
          fill: palette.background,
          strokeWidth: 1.6,
          ...(shape.zoomed && { clip: true }),
        },
        encoding: {
          x,
          y,
          color,
          shape: pointShape,
        },
      },
      // Beside the last point of a run that goes on, lines run behind the words.
      ...['halo', 'text'].map((part) => ({
        data: named(`${name}Ends`),
        mark: {
          ...text(palette),
          align: 'left',
          baseline: 'middle',
          fontWeight: 600,
          ...(part === 'halo' && {
            color: palette.background,
            stroke: palette.background,
            strokeWidth: 4,
            strokeJoin: 'round',
          }),
        },
        encoding: {
          x: { field: 'px', type: 'quantitative', scale: null },
          y: { field: 'py', type: 'quantitative', scale: null },
          text: { field: 'label', type: 'nominal' },
          ...(part === 'text' && { color: words }),
        },
      })),
      ...note2(`${name}Bad`, palette.bad),
      ...(name === 'loss' ? note2('best', palette.best) : []),
      ...heading(title, note, palette),
    ],
    resolve: { scale: { y: 'shared' } },
  };
}

function rateTrack(shape: ChartShape, xAxis: object): object {
  const { palette, layout } = shape;
  const width = plotWidth(layout);
  return {
    width,
    height: layout.rateHeight,
    layer: [
      {
        data: named('rate'),
        mark: {
          type: 'line',
          interpolate: 'step-after',
          strokeWidth: 1.5,
          color: palette.rate,
          ...(shape.zoomed && { clip: true }),
        },
        encoding: {
          x: {
            field: 'x',
            type: 'quantitative',
            scale: { domain: [{ expr: 'xMin' }, { expr: 'xMax' }], nice: false, zero: false },
            axis: xAxis,
          },
          y: {
            field: 'y',
            type: 'quantitative',
            scale: { domain: [{ expr: 'rateMin' }, { expr: 'rateMax' }], nice: false },
            axis: { values: [], domain: false },
            title: null,
          },
        },
      },
      {
        data: named('rateEnds'),
        mark: { ...text(palette), x: width + 8, align: 'left', baseline: 'middle', color: palette.muted },
        encoding: {
          y: { field: 'py', type: 'quantitative', scale: null },
          text: { field: 'label', type: 'nominal' },
        },
      },
      ...[
        { color: palette.background, stroke: palette.background, strokeWidth: 3, strokeJoin: 'round' },
        { color: palette.muted },
      ].map((ink) => ({
        data: named('rateLevels'),
        mark: { ...text(palette), ...ink, fontSize: 10, align: 'left', baseline: 'middle' },
        encoding: {
          x: { field: 'px', type: 'quantitative', scale: null },
          y: { field: 'py', type: 'quantitative', scale: null },
          text: { field: 'label', type: 'nominal' },
        },
      })),
      {
        data: named('rateHead'),
        mark: {
          ...text(palette),
          x: 0,
          y: -8,
          align: 'left',
          baseline: 'alphabetic',
          fontWeight: 600,
          color: palette.foreground,
        },
        encoding: { text: { field: 'label', type: 'nominal' } },
      },
    ],
  };
}

/** The chart of a run's curves: loss, the chosen metric, learning rate, on one epoch axis. */
export function trainingChart(shape: ChartShape, strings: TrainingStrings): Chart {
  const { layout, palette, log, axis } = shape;
  const bare = { values: { expr: 'xTicks' }, labels: false, ticks: false, title: null };
  const labelled = {
    values: { expr: 'xTicks' },
    title: axis === 'epoch' ? strings.epoch : strings.step,
    format: ',d',
    labelFlush: false,
  };
  const kinds = [
    'loss' as const,
    ...(layout.metricHeight ? (['metric'] as const) : []),
    ...(layout.rateHeight ? (['rate'] as const) : []),
  ];
  const faint = shape.smoothed ? strings.raw : strings.perBatch;
  const rows = kinds.map((kind, index) => {
    const xAxis = index === kinds.length - 1 ? labelled : bare;
    if (kind === 'rate') return rateTrack(shape, xAxis);
    if (kind === 'metric') return panel('metric', layout.metricHeight, shape.metric ?? '', '', xAxis, shape);
    const title = log ? `${strings.loss} (${strings.logNote})` : strings.loss;
    return panel(
      'loss',
      layout.lossHeight,
      title,
      layout.narrow || shape.transparent ? '' : faint,
      xAxis,
      shape,
    );
  });
  const height = layout.lossHeight + layout.metricHeight + layout.rateHeight + GAP * (kinds.length - 1);
  const params = ['xMin', 'lossMin', 'metricMin', 'rateMin']
    .map((name) => ({ name, value: 0.1 as unknown }))
    .concat(['xMax', 'lossMax', 'metricMax', 'rateMax'].map((name) => ({ name, value: 1 as unknown })))
    .concat(['xTicks', 'lossTicks', 'metricTicks'].map((name) => ({ name, value: [] as unknown })));
  const spec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: shape.transparent ? 'transparent' : palette.background,
    params,
    spacing: GAP,
    bounds: 'flush',
    vconcat: rows,
    resolve: { scale: { x: 'shared', color: 'shared', strokeDash: 'shared', shape: 'shared' } },
    config: {
      aria: false,
      // Rows that are not numbers are left out beforehand; a test of each row would be the dearest part of a drawing.
      mark: { invalid: null },
      font: palette.font,
      view: { stroke: null },
      axis: {
        labelColor: palette.muted,
        titleColor: palette.muted,
        gridColor: palette.grid,
        domainColor: palette.grid,
        tickColor: palette.grid,
        labelFontSize: 11,
        titleFontSize: 11,
        titleFontWeight: 'normal',
        titlePadding: 4,
        tickSize: 4,
        labelPadding: 4,
      },
      axisY: { domain: false, ticks: false },
      axisX: { grid: true },
    },
  };
  return {
    spec: spec as unknown as TopLevelSpec,
    width: plotWidth(layout),
    height,
    padding: layout.margins,
  };
}
