import type { Locale } from '../../protocol/index.js';
import { formatCount, formatValue } from '../drawing/format.js';
import type { Palette } from '../drawing/palette.js';
import { position } from '../drawing/scale.js';
import { escapeXml, linePath, round, shorten, svgText, textWidth } from '../drawing/svg.js';
import { wordColor } from '../drawing/word-color.js';
import { isolate } from './isolate.js';
import type { MonitorPanel } from './monitor.js';
import { timelineStrings } from './strings.js';

/** Of a panel: its title above, the plot, the room below. */
export const panelBox = { title: 18, gap: 12 };
/** How high the plot of a panel is in a picture so wide: a wide one has room for more. */
export const panelPlot = (width: number): number => (width >= 1500 ? 128 : width >= 1000 ? 100 : 76);
export const panelHeight = (width: number): number => panelBox.title + panelPlot(width) + panelBox.gap;

/** The name, the best so far and what broke, as far as they fit beside each other. */
function heading(
  panel: MonitorPanel,
  width: number,
  locale: Locale,
): { name: string; best: string; bad: string } {
  const t = timelineStrings[locale];
  const best = panel.best
    ? `○ ${t.best(formatCount(panel.best.epoch, locale))} · ${formatValue(panel.best.value, locale)}`
    : '';
  const bad = panel.bad
    ? (panel.bad.forGood ? t.bad : t.badOnce)(
        formatValue(panel.bad.value, locale),
        formatCount(panel.bad.epoch, locale),
      )
    : '';
  const room = width - textWidth(best + bad, 11) - 24;
  return { name: shorten(isolate(panel.name), Math.max(8, Math.min(48, Math.floor(room / 6.2)))), best, bad };
}

/** One monitored metric with the best so far; x from the plot's left edge, y from the panel's top. */
export function panelSvg(
  panel: MonitorPanel,
  width: number,
  ticks: readonly number[],
  { palette, locale, right, height }: { palette: Palette; locale: Locale; right: number; height: number },
): string {
  const { domain } = panel;
  const yOf = (value: number) => position(value, domain, height);
  const color = panel.name.startsWith('val_') ? palette.validation : palette.train;
  const { name, best, bad } = heading(panel, width, locale);
  const strong = 'font-size="11" font-weight="600"';
  // In one text, so that each part follows the one before as closely as it is really wide.
  let body =
    `<text x="0" y="10" ${strong} fill="${palette.foreground}"><tspan>${escapeXml(name)}</tspan>` +
    `${best && `<tspan dx="12" fill="${wordColor(palette.best, palette)}">${escapeXml(best)}</tspan>`}` +
    `${bad && `<tspan dx="12" fill="${wordColor(palette.bad, palette)}">${escapeXml(bad)}</tspan>`}</text>`;
  body += `<g transform="translate(0 ${panelBox.title})">`;
  for (const tick of panel.ticks) {
    const y = round(yOf(tick));
    body += `<path d="M0,${y}H${round(width)}" stroke="${palette.grid}"/>`;
    body += svgText(
      -6,
      y + 3.8,
      formatValue(tick, locale),
      `font-size="10.5" text-anchor="end" fill="${palette.muted}"`,
    );
  }
  for (const x of ticks) body += `<path d="M${round(x)},0V${height}" stroke="${palette.grid}"/>`;
  if (panel.steps.length) {
    let path = '';
    for (const { x, y } of panel.steps)
      path += path ? `H${round(x)}V${round(yOf(y))}` : `M${round(x)},${round(yOf(y))}`;
    const end = panel.points.at(-1)?.x ?? 0;
    body += `<path d="${path}H${round(end)}" fill="none" stroke="${palette.best}" stroke-width="${palette.highContrast ? 1.8 : 1.2}" stroke-dasharray="2 2.5"/>`;
  }
  const line = panel.points.map(({ x, y }) => ({ x, y: y === null ? null : yOf(y) }));
  body += `<path d="${linePath(line)}" fill="none" stroke="${color}" stroke-width="${palette.highContrast ? 2.4 : 1.8}" stroke-linecap="round" stroke-linejoin="round"/>`;
  if (panel.bad)
    body += `<path d="M${round(panel.bad.x)},0V${height}" stroke="${palette.bad}" stroke-width="1.2"/>`;
  if (panel.best)
    body += `<circle cx="${round(panel.best.x)}" cy="${round(yOf(panel.best.value))}" r="4" fill="${palette.background}" stroke="${palette.best}" stroke-width="2"/>`;
  if (panel.last !== null) {
    const y = Number.isFinite(panel.last) ? yOf(panel.last) : height / 2;
    const words = formatValue(panel.last, locale);
    if (textWidth(words, 11) < right - 12)
      body += svgText(
        width + 8,
        Math.min(height, Math.max(8, y + 4)),
        words,
        `font-size="11" font-weight="600" fill="${wordColor(color, palette)}"`,
      );
  }
  return `${body}</g>`;
}
