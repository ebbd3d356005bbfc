/** Moves labels apart that would overlap, keeping their order, within 0 to `height`. */
export function spreadLabels(wanted: readonly number[], height: number, gap = 14): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] as number) - (wanted[b] as number));
  const placed = [...wanted];
  let above = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    placed[index] = Math.max(placed[index] as number, above + gap);
    above = placed[index];
  }
  let below = height + gap;
  for (const index of order.reverse()) {
    placed[index] = Math.min(placed[index] as number, below - gap);
    below = placed[index];
  }
  return placed;
}
