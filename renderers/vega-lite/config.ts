import type { Config } from 'vega-lite';
import type { Palette } from '../drawing/palette.js';

/** Theme colours for a user's chart; what the chart's own `config` says wins. */
export function chartConfig(palette: Palette): Config {
  const text = { labelColor: palette.foreground, titleColor: palette.foreground };
  return {
    background: palette.background,
    font: palette.font,
    axis: { ...text, gridColor: palette.grid, domainColor: palette.muted, tickColor: palette.muted },
    legend: text,
    header: text,
    title: { color: palette.foreground, subtitleColor: palette.muted },
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
