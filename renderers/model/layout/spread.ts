/** What shall stand in a row: where its middle is wanted, how much that counts, and half its extent. */
export interface Wish {
  wanted: number;
  weight: number;
  half: number;
}

/**
 * Middles as near to the wanted ones as can be (least squares), in the same order and at least `gap` apart: places that are too
 * near are pooled, and stand at their common mean.
 */
export function spread(wishes: readonly Wish[], gap: number): number[] {
  // Distance of each from the first, where all stand as near as they may.
  const offsets: number[] = [];
  wishes.forEach(({ half }, at) => {
    const last = wishes[at - 1];
    offsets.push(last ? (offsets[at - 1] as number) + last.half + gap + half : 0);
  });
  const pools: { sum: number; weight: number; count: number }[] = [];
  const mean = (pool: { sum: number; weight: number }) => pool.sum / pool.weight;
  wishes.forEach(({ wanted, weight }, at) => {
    pools.push({ sum: (wanted - (offsets[at] as number)) * weight, weight, count: 1 });
    for (;;) {
      const [a, b] = [pools.at(-2), pools.at(-1)];
      if (!a || !b || mean(a) <= mean(b)) break;
      pools.splice(-2, 2, { sum: a.sum + b.sum, weight: a.weight + b.weight, count: a.count + b.count });
    }
  });
  return pools
    .flatMap((pool) => new Array<number>(pool.count).fill(mean(pool)))
    .map((base, at) => base + (offsets[at] as number));
}
