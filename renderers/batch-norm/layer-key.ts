import type { Locale } from '../../protocol/index.js';
import type { Palette } from '../drawing/palette.js';
import { svgText, textWidth } from '../drawing/svg.js';
import { MOST_LINES } from './gap-maps.js';
import type { LayerReading } from './layer-reading.js';
import { batchNormStrings } from './strings.js';

/** What the lines and colours mean, on one line. */
export function layerKey(
  reading: LayerReading,
  column: number | null,
  { x: left, y, palette, locale }: { x: number; y: number; palette: Palette; locale: Locale },
): string {
  const t = batchNormStrings[locale];
  const heat = column === null && reading.columns > MOST_LINES;
  let x = left;
  let body = '';
  const word = (text: string) => {
    body += svgText(x, y, text, `font-size="10.5" fill="${palette.muted}"`);
    x += textWidth(text, 10.5) + 14;
  };
  const line = (color: string, width: number, dash: string, text: string) => {
    body += `<path d="M${x},${y - 3.5}h20" stroke="${color}" stroke-width="${width}"${dash && ` stroke-dasharray="${dash}"`}/>`;
    x += 25;
    word(text);
  };
  const cell = (color: string, half: boolean, text: string) => {
    body += `<rect x="${x}" y="${half ? y - 4 : y - 9}" width="12" height="${half ? 5 : 10}" fill="${color}"/>`;
    x += 17;
    word(text);
  };
  if (heat) {
    cell(palette.validation, false, t.above);
    cell(palette.train, true, t.below);
  } else {
    line(palette.train, 1.5, '', t.batchKey);
    line(palette.validation, 2.25, '', t.movingKey);
  }
  line(palette.foreground, 1.25, '4 3', t.expectedKey);
  if (column === null && !heat) {
    // It has no sign of its own that would keep it apart.
    x += 8;
    word(t.bandsKey);
  }
  return body;
}
