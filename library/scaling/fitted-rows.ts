/** Which rows a scaling was fitted on, by a fingerprint of each: the rows themselves are not kept. */
export interface FittedRows {
  readonly rows: number;
  readonly columns: number;
  /** How often each fingerprint occurs. */
  readonly fingerprints: ReadonlyMap<number, number>;
}

const known = new WeakMap<object, FittedRows>();

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);
const MISSING = 0x7fc00000;

/** Two hashes of 32 and 21 bits, over the values as a tensor holds them, in one whole number. */
function fingerprint(row: ArrayLike<number | null | undefined>): number {
  let [a, b] = [0x811c9dc5, 0x9e3779b9];
  for (let j = 0; j < row.length; j++) {
    const value = row[j] ?? Number.NaN;
    // Zero and minus zero are the same number.
    float[0] = value === 0 ? 0 : value;
    const word = Number.isNaN(value) ? MISSING : (bits[0] as number);
    a = Math.imul(a ^ word, 0x01000193);
    a ^= a >>> 15;
    b = Math.imul(b ^ (word + j), 0x85ebca6b);
    b ^= b >>> 13;
  }
  return (a >>> 0) * 0x200000 + ((b >>> 0) & 0x1fffff);
}

/** The fingerprints of rows of numbers. */
export function fingerprintsOf(rows: readonly ArrayLike<number | null | undefined>[]): FittedRows {
  const fingerprints = new Map<number, number>();
  for (const row of rows) {
    const mark = fingerprint(row);
    fingerprints.set(mark, (fingerprints.get(mark) ?? 0) + 1);
  }
  return { rows: rows.length, columns: rows[0]?.length ?? 0, fingerprints };
}

export function rememberFittedRows(
  scaler: object,
  rows: readonly ArrayLike<number | null | undefined>[],
): void {
  known.set(scaler, fingerprintsOf(rows));
}

/** Of a scaler that was fitted in this program; undefined for one that was loaded, and for what is no scaler. */
export const fittedRowsOf = (scaler: unknown): FittedRows | undefined =>
  typeof scaler === 'object' && scaler !== null ? known.get(scaler) : undefined;
