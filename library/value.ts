/** One field of a table; `null` is a missing value. */
export type Value = string | number | boolean | null;

/** One row of a table, by column name. */
export type Row = Record<string, Value>;
