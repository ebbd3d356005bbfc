import type { Locale } from '../../protocol/index.js';
import { formatShort } from '../drawing/format.js';
import type { KeyEntry } from '../drawing/key.js';
import type { Palette } from '../drawing/palette.js';
import { GREATEST_GAP, MOST_LINES } from './gap-maps.js';
import { heatColors, LEAST_LEVEL } from './heat.js';
import type { LayerReading } from './layer-reading.js';
import { batchNormStrings } from './strings.js';

/** What the lines and colours mean. */
export function layerKey(
  reading: LayerReading,
  column: number | null,
  { palette, locale }: { palette: Palette; locale: Locale },
): KeyEntry[] {
  const t = batchNormStrings[locale];
  const expected: KeyEntry = {
    sign: 'line',
    color: palette.foreground,
    width: 1.25,
    dash: '4 3',
    words: t.expectedKey,
  };
  if (column === null && reading.columns > MOST_LINES)
    return [
      ...[true, false].map((above): KeyEntry => {
        const colors = heatColors(above, palette);
        const [least, most] = [GREATEST_GAP * LEAST_LEVEL, GREATEST_GAP].map((gap) =>
          formatShort(gap, locale),
        );
        const words = (above ? t.above : t.below)(least as string, most as string);
        return { sign: 'ramp', color: colors.at(-1) as string, colors, words };
      }),
      expected,
    ];
  return [
    { sign: 'line', color: palette.train, width: 2, words: t.batchKey },
    { sign: 'line', color: palette.validation, width: 2.25, words: t.movingKey },
    expected,
    ...(column === null ? [{ sign: 'band' as const, color: palette.muted, words: t.bandsKey }] : []),
  ];
}
