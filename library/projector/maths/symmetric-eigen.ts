/** A sweep over all pairs leaves next to nothing beside the diagonal after a few. */
const MOST_SWEEPS = 60;

/**
 * Eigenvalues of a symmetric matrix, the largest first, and their vectors as rows of the same order, by Jacobi's rotations.
 *
 * @param a size × size, row by row.
 */
export function symmetricEigen(
  a: Float64Array,
  size: number,
): { values: Float64Array; vectors: Float64Array } {
  const m = Float64Array.from(a);
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) v[i * size + i] = 1;
  const at = (i: number, j: number): number => m[i * size + j] as number;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep += 1) {
    let [beside, along] = [0, 0];
    for (let i = 0; i < size; i += 1)
      for (let j = 0; j < size; j += 1)
        if (i === j) along += at(i, j) ** 2;
        else beside += at(i, j) ** 2;
    if (beside <= 1e-30 * along) break;
    for (let p = 0; p < size; p += 1) for (let q = p + 1; q < size; q += 1) rotate(m, v, size, p, q);
  }
  const order = Array.from({ length: size }, (_, i) => i).sort((i, j) => at(j, j) - at(i, i));
  const vectors = new Float64Array(size * size);
  order.forEach((column, row) => {
    for (let k = 0; k < size; k += 1) vectors[row * size + k] = v[k * size + column] as number;
  });
  return { values: Float64Array.from(order, (i) => at(i, i)), vectors };
}

/** Turns the plane of p and q so that their common value becomes 0. */
function rotate(m: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const apart = m[p * size + q] as number;
  if (apart === 0) return;
  const theta = ((m[q * size + q] as number) - (m[p * size + p] as number)) / (2 * apart);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < size; k += 1) turn(m, k * size + p, k * size + q, c, s);
  for (let k = 0; k < size; k += 1) turn(m, p * size + k, q * size + k, c, s);
  for (let k = 0; k < size; k += 1) turn(v, k * size + p, k * size + q, c, s);
}

function turn(list: Float64Array, i: number, j: number, c: number, s: number): void {
  const [a, b] = [list[i] as number, list[j] as number];
  list[i] = c * a - s * b;
  list[j] = s * a + c * b;
}
