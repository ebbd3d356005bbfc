type Rgba = [red: number, green: number, blue: number, alpha: number];

/** A colour as theme variables write it: `#rgb`, `#rrggbb`, `#rrggbbaa`, `rgb(…)`, `rgba(…)`. Undefined for any other. */
export function parseColor(color: string): Rgba | undefined {
  const hex = /^#([\da-f]{3,8})$/i.exec(color.trim())?.[1];
  if (hex) {
    const digits = hex.length < 6 ? [...hex].map((digit) => digit + digit).join('') : hex;
    const bytes = (digits.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
    const [red = 0, green = 0, blue = 0, alpha = 255] = bytes;
    return [red, green, blue, alpha / 255];
  }
  const parts = /^rgba?\(([^)]*)\)$/i
    .exec(color.trim())?.[1]
    ?.split(/[\s,/]+/)
    .map(Number);
  if (!parts || parts.length < 3 || parts.some(Number.isNaN)) return undefined;
  const [red = 0, green = 0, blue = 0, alpha = 1] = parts;
  return [red, green, blue, alpha];
}

/** Relative luminance, WCAG 2.1. */
function luminance([red, green, blue]: Rgba): number {
  const linear = [red, green, blue].map((byte) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const [r = 0, g = 0, b = 0] = linear;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * How well a colour, laid over a background, stands out from it: 1 (not at all) to 21 (WCAG 2.1). Undefined where one of
 * them is written in a way that we do not read.
 */
export function contrast(color: string, background: string): number | undefined {
  const over = parseColor(color);
  const under = parseColor(background);
  if (!over || !under) return undefined;
  const [, , , alpha] = over;
  const mixed = over.map((part, i) => part * alpha + (under[i] ?? 0) * (1 - alpha)) as Rgba;
  const [light, dark] = [luminance(mixed), luminance(under)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** What graphics need to be told from their background (WCAG 2.1, 1.4.11). */
export const READABLE = 3;
