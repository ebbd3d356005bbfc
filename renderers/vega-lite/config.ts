import type { Config } from 'vega-lite';
import type { Palette } from '../drawing/palette.js';

/** Theme colours for a user's chart; what the chart's own `config` says wins. */
export function chartConfig(palette: Palette): Config {
  const text = { labelColor: palette.foreground, titleColor: palette.foreground };
  return {
    background: palette.background,
    font: palette.font,
    axis: {
      ...text,
      labelFontSize: 11,
      titleFontSize: 11,
      titleFontWeight: 'normal',
      gridColor: palette.grid,
      // There a grid of that colour would be as strong as what is drawn.
      gridOpacity: palette.highContrast ? 0.5 : 1,
      domainColor: palette.muted,
      tickColor: palette.muted,
      labelLimit: 220,
    },
    // A number stands under its tick; of those that would touch, every second goes.
    axisX: { labelFlush: false, labelSeparation: 6 },
    axisY: { labelSeparation: 2 },
    // Names stand at their bands, no tick has to point at them.
    axisBand: { ticks: false, labelPadding: 6 },
    legend: { ...text, labelFontSize: 11, titleFontSize: 11, titleFontWeight: 'normal', labelLimit: 220 },
    header: { ...text, labelFontSize: 11, titleFontSize: 11, titleFontWeight: 'normal' },
    title: {
      color: palette.foreground,
      subtitleColor: palette.muted,
      anchor: 'start',
      frame: 'bounds',
      fontSize: 13,
      subtitleFontSize: 11,
      subtitlePadding: 4,
    },
    view: { stroke: palette.grid },
    text: { color: palette.foreground },
    mark: { color: palette.train },
    rule: { color: palette.foreground },
    range: {
      category: [
        palette.train,
        palette.validation,
        palette.best,
        palette.data,
        palette.bad,
        '#8c6d1f',
        '#0f8a8a',
        palette.muted,
      ],
    },
  };
}
