/** A pivot that has lost all but this share of its diagonal value says that the system has no single solution. */
const SINGULAR = 1e-12;

/**
 * Solves Ax = b for a symmetric, positive definite A of shape [d, d], by Cholesky's factorization A = LLᵀ. Undefined where A is
 * not positive definite within float64's rounding.
 */
export function solvePositiveDefinite(
  a: readonly (readonly number[])[],
  b: readonly number[],
): number[] | undefined {
  const d = b.length;
  const factor: number[][] = [];
  const at = (i: number, j: number): number => factor[i]?.[j] ?? 0;
  for (let i = 0; i < d; i += 1) {
    const row: number[] = [];
    factor.push(row);
    for (let j = 0; j <= i; j += 1) {
      let rest = a[i]?.[j] ?? 0;
      for (let k = 0; k < j; k += 1) rest -= at(i, k) * at(j, k);
      if (i !== j) row.push(rest / at(j, j));
      else if (rest > SINGULAR * (a[i]?.[i] ?? 0)) row.push(Math.sqrt(rest));
      else return undefined;
    }
  }
  const forward: number[] = [];
  for (let i = 0; i < d; i += 1) {
    let rest = b[i] ?? 0;
    for (let k = 0; k < i; k += 1) rest -= at(i, k) * (forward[k] ?? 0);
    forward.push(rest / at(i, i));
  }
  const solution = new Array<number>(d).fill(0);
  for (let i = d - 1; i >= 0; i -= 1) {
    let rest = forward[i] ?? 0;
    for (let k = i + 1; k < d; k += 1) rest -= at(k, i) * (solution[k] ?? 0);
    solution[i] = rest / at(i, i);
  }
  return solution;
}
