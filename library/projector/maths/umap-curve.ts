/**
 * The a and b of 1 / (1 + a x^2b) that come nearest to what is wished of distances in the picture: 1 up to `minDistance`, from
 * there on e to the power of minus the rest. By least squares (Gauss and Newton, damped).
 */
export function curveFor(minDistance: number): { a: number; b: number } {
  const places = Array.from({ length: 300 }, (_, i) => (3 * i) / 299);
  const wished = places.map((x) => (x < minDistance ? 1 : Math.exp(minDistance - x)));
  let [a, b, damping] = [1, 1, 1e-3];
  const error = (p: number, q: number) =>
    places.reduce((sum, x, i) => sum + ((wished[i] as number) - 1 / (1 + p * x ** (2 * q))) ** 2, 0);
  let now = error(a, b);
  for (let round = 0; round < 200; round += 1) {
    let [aa, ab, bb, ra, rb] = [0, 0, 0, 0, 0];
    places.forEach((x, i) => {
      if (x === 0) return;
      const power = x ** (2 * b);
      const value = 1 / (1 + a * power);
      const byA = -power * value * value;
      const byB = -2 * a * Math.log(x) * power * value * value;
      const rest = (wished[i] as number) - value;
      aa += byA * byA;
      ab += byA * byB;
      bb += byB * byB;
      ra += byA * rest;
      rb += byB * rest;
    });
    const [p, q] = [aa * (1 + damping), bb * (1 + damping)];
    const determinant = p * q - ab * ab;
    const [nextA, nextB] = [a + (ra * q - rb * ab) / determinant, b + (rb * p - ra * ab) / determinant];
    const next = nextA > 0 && nextB > 0 ? error(nextA, nextB) : Number.POSITIVE_INFINITY;
    if (next < now) {
      const settled = now - next < 1e-14;
      [a, b, now, damping] = [nextA, nextB, next, damping / 10];
      if (settled) break;
    } else damping *= 10;
    if (damping > 1e12) break;
  }
  return { a, b };
}
