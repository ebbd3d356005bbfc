/** The number with the fewest digits that is the same as float32: 0.1 instead of 0.10000000149011612. */
export function shortestFloat(value: number): number {
  const float = Math.fround(value);
  for (let digits = 6; digits <= 9; digits += 1) {
    const short = Number(float.toPrecision(digits));
    if (Math.fround(short) === float) return short;
  }
  return float;
}
