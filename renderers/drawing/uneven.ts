/** The first column that is not as long as its table, in one line; `null` where all are. Absent columns pass. */
export function unevenColumn(
  rows: number,
  columns: Readonly<Record<string, readonly unknown[] | undefined>>,
): string | null {
  for (const [name, column] of Object.entries(columns))
    if (column && column.length !== rows) return `${name} has ${column.length} values for ${rows} rows`;
  return null;
}
