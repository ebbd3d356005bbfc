/** The nearest other rows of each row, the nearest first, `k` to a row. */
export interface Neighbours {
  readonly k: number;
  readonly index: Int32Array;
  /** By the measure that was asked for; Euclidean where none was. */
  readonly distance: Float32Array;
}
