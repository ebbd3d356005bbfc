/** Pearson's r = Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)² Σ(y − ȳ)²); NaN where one of them is always the same. */
export function correlation(x: readonly number[], y: readonly number[]): number {
  const [meanX, meanY] = [x, y].map((values) => values.reduce((a, b) => a + b, 0) / values.length);
  let [products, squaresX, squaresY] = [0, 0, 0];
  x.forEach((value, i) => {
    const [a, b] = [value - (meanX ?? 0), (y[i] ?? Number.NaN) - (meanY ?? 0)];
    products += a * b;
    squaresX += a * a;
    squaresY += b * b;
  });
  return products / (Math.sqrt(squaresX) * Math.sqrt(squaresY));
}

/** The place of each value in their order, from 0; equal values share the mean of their places. */
export function ranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const found = new Array<number>(values.length).fill(0);
  for (let from = 0, to = 0; from < order.length; from = to) {
    const value = values[order[from] ?? 0];
    for (to = from; to < order.length && values[order[to] ?? 0] === value; ) to++;
    for (const i of order.slice(from, to)) found[i] = (from + to - 1) / 2;
  }
  return found;
}
