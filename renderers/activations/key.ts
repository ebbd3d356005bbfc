import type { Locale } from '../../protocol/index.js';
import type { KeyEntry } from '../drawing/key.js';
import type { Palette } from '../drawing/palette.js';
import { shadeOf } from './shade.js';
import { activationsStrings } from './strings.js';

const SHARES = [0.2, 0.4, 0.6, 0.8, 1];

/** What the colours mean. */
export function activationsKey({ palette, locale }: { palette: Palette; locale: Locale }): KeyEntry[] {
  const t = activationsStrings[locale];
  const ramp = (sign: 1 | -1) => SHARES.map((share) => shadeOf(sign * share, 1, palette));
  return [
    { sign: 'ramp', color: palette.validation, colors: ramp(-1).reverse(), words: t.negative },
    { sign: 'ramp', color: palette.heat, colors: ramp(1), words: `${t.positive} (${t.scaleKey})` },
  ];
}
