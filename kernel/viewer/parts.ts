import type { OpenedValue } from '../../protocol/index.js';

/** The values of a tensor, row after row. */
export type TensorValues =
  | Float32Array
  | Float64Array
  | Int32Array
  | Uint8Array
  | Int8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Uint32Array
  | string[];

/** Some rows of a column: numbers, of which some may be missing, or values of any kind. */
export type ColumnPart =
  | { numbers: Float64Array; missing?: Uint8Array }
  | { values: (string | number | boolean | null)[] };

/** What of an opened value is known before all of its rows are. */
export type OpenedHead = Omit<OpenedValue, 'columns'> & { columns: { count: number; names?: string[] } };

/** From the thread that runs cells to the one that looks at values. Order is kept. */
export type ToViewer =
  | { type: 'begin'; view: string; head: OpenedHead }
  | { type: 'tensor'; view: string; values: TensorValues }
  | { type: 'rows'; view: string; columns: ColumnPart[] }
  /** All is there: this answers the question with that number. */
  | { type: 'end'; view: string; call: number }
  /** What has come so far is not to be kept. */
  | { type: 'drop'; view: string };
