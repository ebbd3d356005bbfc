/** The last value that was measured, finite or not. */
export function lastKnown(values: readonly (number | null)[]): number | null {
  for (let row = values.length - 1; row >= 0; row -= 1) {
    const value = values[row];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}
