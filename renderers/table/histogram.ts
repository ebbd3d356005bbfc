import type { Palette } from '../drawing/palette.js';
import { escapeXml, round } from '../drawing/svg.js';
import type { TableColumn } from './model.js';

/** Small bars of a column's histogram, as SVG content; each bar carries its label and count as a title. */
export function histogramBars(
  bins: NonNullable<TableColumn['histogram']>,
  {
    x,
    y,
    width,
    height,
    fill,
    titles,
  }: { x: number; y: number; width: number; height: number; fill: string; titles: boolean },
): string {
  const most = Math.max(...bins.map(({ count }) => count), 0);
  if (most <= 0) return '';
  const gap = 1;
  const each = (width - gap * (bins.length - 1)) / bins.length;
  return bins
    .map(({ label, count }, index) => {
      const tall = count > 0 ? Math.max(1, (count / most) * height) : 0;
      const title = titles ? `<title>${escapeXml(`${label}: ${count}`)}</title>` : '';
      return `<rect x="${round(x + index * (each + gap))}" y="${round(y + height - tall)}" width="${round(Math.max(1, each))}" height="${round(tall)}" fill="${fill}">${title}</rect>`;
    })
    .join('');
}

/** Where the median of a histogram lies, over its bars, as SVG content: a thin mark, told off from the bars. */
export function medianMark(
  share: number,
  {
    x,
    y,
    width,
    height,
    palette,
    title,
  }: { x: number; y: number; width: number; height: number; palette: Palette; title?: string },
): string {
  const at = round(x + share * width);
  const line = `M${at} ${y}v${height}`;
  const words = title === undefined ? '' : `<title>${escapeXml(title)}</title>`;
  const stroke = (color: string, thick: number) =>
    `<path d="${line}" fill="none" stroke="${color}" stroke-width="${thick}" vector-effect="non-scaling-stroke"`;
  return `${stroke(palette.background, 3)}/>${stroke(palette.foreground, 1.5)}>${words}</path>`;
}
