/**
 * What stands in the text of a packed payload for something that is in another part. A list of n whole numbers is either
 * as it is, or `rising`: the first, then by how much each is larger than the one before.
 */
export type Mark =
  | { $integers: number }
  | { $rising: number }
  /** float32 matrix of whole numbers that grow down each column: by how much, among the integers. */
  | { $counts: [rows: number, columns: number] }
  /** float32 matrix: of each row the bits minus those of the row above, as a zigzag number. */
  | { $float32: [rows: number, columns: number] }
  | { $bits: [rows: number, columns: number] }
  | { $int8: [rows: number, columns: number, scale: number] };
