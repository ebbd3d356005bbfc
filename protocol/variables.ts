/** What a variable is, as far as one looks for it: by this it is found, sorted and given its picture. */
export type VariableKind = 'tensor' | 'model' | 'table' | 'list' | 'value' | 'object' | 'function' | 'import';

/** A variable of a kernel, as the list shows it. Made without running any code of the student's: no getter is called. */
export interface VariableInfo {
  name: string;
  kind: VariableKind;
  /** For people: `Tensor`, `Sequential`, `Float32Array`, `array of objects`. */
  type: string;
  /** Of tensors, lists and tables ([rows, columns]). */
  shape?: number[];
  dtype?: string;
  /** Memory that the values take. */
  bytes?: number;
  /** The bytes are estimated. */
  about?: true;
  /** Of a model: how many numbers its layers hold. */
  parameters?: number;
  /** The value itself where it is short, or how it begins. */
  preview: string;
  /** A tensor whose values are gone. */
  disposed?: true;
  /** It can be opened in a viewer. */
  opens?: true;
}

/** Tensors that an engine holds. */
export interface TensorCount {
  tensors: number;
  bytes: number;
}

/** What a run of a cell did to the tensors of the engine. */
export interface TensorAccount {
  cell: string;
  /** The number shown as `[n]`. */
  order: number;
  /** How often this kernel has run the cell. */
  runs: number;
  /** What came with this run; negative where more went. */
  grown: TensorCount;
  /** Of a re-run: tensors that are there and that no variable holds any more. */
  left?: {
    /** Earlier values of names that the cell has declared again. */
    replaced: ({ name: string } & TensorCount)[];
    /** Made on the way and never freed. */
    others: number;
    /** How many re-runs, one after the other, have left such others. */
    times: number;
  };
}

export interface VariablesReport {
  variables: VariableInfo[];
  /** How many more there are than are listed. */
  more: number;
  /** Null where no engine is loaded. */
  memory: TensorCount | null;
  /** The latest run of each cell. */
  accounts: TensorAccount[];
}

/** A number that is none in JSON. */
export interface SpecialCell {
  is: 'NaN' | 'Infinity' | '-Infinity';
}
/** A value of a table or tensor: `null` is a missing one. */
export type ValueCell = number | string | boolean | null | SpecialCell;
export type ColumnType = 'number' | 'text' | 'boolean' | 'mixed';

/** A value that was opened: a copy, as it was at that moment. */
export interface OpenedValue {
  name: string;
  type: string;
  shape: number[];
  dtype?: string;
  form: 'tensor' | 'table';
  /** A tensor is shown as rows of its last axis: one of shape [60, 28, 28] has 1680 rows of 28 columns. */
  rows: number;
  columns: { count: number; names?: string[]; types: ColumnType[] };
  /** Not all fits: so many of how many rows were taken. */
  taken?: { rows: number; of: number };
  /** How it can be drawn as images; absent where it is none. */
  images?: ImageLayout;
}

export interface ImageLayout {
  count: number;
  height: number;
  width: number;
  /** 1 (brightness), 3 (red, green, blue), 4 (and opacity), or others, of which one is drawn at a time. */
  channels: number;
}

/** Why a value cannot be opened, as a sentence. */
export interface NotOpened {
  problem: string;
  /** There is no such variable any more. */
  gone?: true;
}

export interface RowOrder {
  sort?: { column: number; descending: boolean };
  /** Rows in which a column (or any, where none is named) is like this: `> 0.5`, `0..1`, `NaN`, `missing`, or a part of a text. */
  filter?: { column: number | null; text: string };
}

export interface RowsRequest extends RowOrder {
  view: string;
  from: number;
  count: number;
  columnFrom: number;
  columnCount: number;
}

export interface RowsPage {
  /** Rows that pass the filter. */
  matching: number;
  from: number;
  columnFrom: number;
  rows: {
    /** Which row of the value it is, from 0. */
    place: number;
    cells: ValueCell[];
  }[];
}

/** Of a whole tensor, or of one column. */
export interface ValueStatistics {
  count: number;
  missing: number;
  nan: number;
  /** Infinity and −Infinity. */
  infinite: [positive: number, negative: number];
  /** Of finite numbers; absent where there are none. */
  numbers?: { count: number; mean: number; deviation: number; min: number; max: number };
  /** Finite numbers in equal bins from min to max, or each value where they are few. */
  bins: { label: string; count: number }[];
  /** Of texts and booleans: the most frequent. */
  frequent?: { text: string; count: number }[];
  /** How many different texts there are; absent where there are too many to count. */
  distinct?: number;
}

export interface ValueImage {
  height: number;
  width: number;
  channels: number;
  /** Every n-th pixel of a large one. */
  step: number;
  /** Float32 values [height, width, channels], little endian, as base64. */
  base64: string;
  /** Of the finite values of all images: what is dark and what is bright. */
  range: [low: number, high: number];
}

/** How a client looks into the variables of a kernel. None waits for the end of a cell but `openValue`, which a cell that gives no way holds up. */
export type VariableRequests = {
  variables: { params: Record<string, never>; result: VariablesReport };
  /** Copies the value of a variable under the name `view`, in the place of what had this name. */
  openValue: { params: { view: string; name: string }; result: OpenedValue | NotOpened };
  valueRows: { params: RowsRequest; result: RowsPage };
  valueStatistics: { params: { view: string; column: number | null }; result: ValueStatistics };
  valueImage: { params: { view: string; image: number }; result: ValueImage };
  closeValue: { params: { view: string }; result: Record<string, never> };
};
export type VariableMethod = keyof VariableRequests;
