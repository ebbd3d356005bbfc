import { type Domain, linearTicks } from './scale.js';
import { textWidth } from './svg.js';

/** A label on an axis: its middle, and what it takes along the axis. */
export interface AxisLabel {
  at: number;
  size: number;
}

/** Words of 10 pixels along an axis, with room to the next. */
export const labelOf = (words: string, at: number): AxisLabel => ({ at, size: textWidth(words, 10) + 5 });

/** Which labels stay where each that would meet one before it is left out. */
export function apart(labels: readonly AxisLabel[]): boolean[] {
  const kept: AxisLabel[] = [];
  return labels.map((label) => {
    const free = kept.every(({ at, size }) => Math.abs(at - label.at) >= (size + label.size) / 2);
    if (free) kept.push(label);
    return free;
  });
}

/**
 * Round values inside a domain, at most about `count`, so few that their labels do not meet. One alone, as a 0 in the middle,
 * is no scale: then more, where they fit.
 */
export function fittingTicks(
  domain: Domain,
  count: number,
  label: (value: number) => AxisLabel,
  minStep = 0,
): number[] {
  const fitting = (most: number): number[] | null => {
    const ticks = linearTicks(domain, most, minStep);
    return apart(ticks.map(label)).every((free) => free) ? ticks : null;
  };
  let found: number[] | null = null;
  for (let most = count; most > 1 && !found; most -= 1) found = fitting(most);
  for (let most = count + 1; most <= 2 * count && found?.length === 1; most += 1)
    found = fitting(most) ?? found;
  return found ?? linearTicks(domain, 1, minStep);
}
