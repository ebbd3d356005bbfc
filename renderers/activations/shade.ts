import { blend } from '../drawing/blend.js';
import type { Palette } from '../drawing/palette.js';

const SHADES = 20;

/**
 * The colour of a value: blue above 0, orange below, the stronger the further from it; 0 is hardly there, and what is no finite
 * number stands out.
 *
 * @param scale The magnitude of the strongest colour.
 */
export function shadeOf(value: number, scale: number, palette: Palette): string {
  if (!Number.isFinite(value)) return palette.bad;
  const share = scale > 0 ? Math.round(Math.min(1, Math.abs(value) / scale) * SHADES) / SHADES : 0;
  const zero = blend(palette.foreground, palette.background, palette.highContrast ? 0.18 : 0.06);
  return share === 0 ? zero : blend(value < 0 ? palette.validation : palette.heat, zero, 0.08 + 0.92 * share);
}
