import { parseColor } from './contrast.js';

/**
 * An opaque colour that is `share` of `color` over `ground`. Where either is not written in numbers (forced colours name
 * theirs) it is `color` from half on, else `ground`.
 */
export function blend(color: string, ground: string, share: number): string {
  const over = parseColor(color);
  const under = parseColor(ground);
  if (!over || !under) return share >= 0.5 ? color : ground;
  const part = Math.min(1, Math.max(0, share)) * over[3];
  const hex = [0, 1, 2].map((at) =>
    Math.round((over[at] as number) * part + (under[at] as number) * (1 - part))
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${hex.join('')}`;
}
