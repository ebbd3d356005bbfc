import type { ComparePayload, Locale } from '../../protocol/index.js';
import type { Palette } from '../drawing/palette.js';
import { escapeXml, round, shortenTo, svgText, textWidth } from '../drawing/svg.js';
import { settingColors } from './setting-colors.js';
import { stringsFor } from './strings.js';

const SIZE = 10.5;
export const LEGEND_HEIGHT = 20;
const RAMP = { width: 120, height: 8, gap: 7 };
const SWATCH = { width: 16, gap: 5, between: 14 };

/** What the colours of many runs stand for, in a line; nothing where they stand for nothing. */
export function settingLegend(
  payload: ComparePayload,
  { x, y, width, palette, locale }: { x: number; y: number; width: number; palette: Palette; locale: Locale },
): string {
  const found = settingColors(payload, palette);
  if (!found) return '';
  const t = stringsFor(payload, locale);
  const { legend, setting } = found;
  const ink = `font-size="${SIZE}" fill="${palette.foreground}"`;
  const base = y + 9;
  if (legend.kind === 'ramp') {
    const name = t.setting(setting, legend.low);
    const from = Math.round(x + textWidth(name, SIZE) * 0.92 + RAMP.gap);
    const each = RAMP.width / legend.colors.length;
    const cells = legend.colors
      .map(
        (color, at) =>
          `<path d="M${from + at * each},${round(y + 1.5)}h${each}v${RAMP.height}h${-each}z" fill="${escapeXml(color)}"/>`,
      )
      .join('');
    const words = svgText(x, base, name, ink);
    return words + cells + svgText(from + RAMP.width + RAMP.gap, base, legend.high, ink);
  }
  let [at, body] = [x, ''];
  const room = width / legend.names.length - SWATCH.width - SWATCH.gap - SWATCH.between;
  for (const { value, color } of legend.names) {
    const words = shortenTo(value === null ? t.nothing : t.setting(setting, value), SIZE, room);
    body += `<path d="M${round(at)},${y + 5.5}h${SWATCH.width}" stroke="${escapeXml(color)}" stroke-width="2.5"/>`;
    body += svgText(at + SWATCH.width + SWATCH.gap, base, words, ink);
    at += SWATCH.width + SWATCH.gap + textWidth(words, SIZE) + SWATCH.between;
  }
  return body;
}
