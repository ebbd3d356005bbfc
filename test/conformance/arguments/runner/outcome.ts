/** A part of what a call gave: a tensor, or a plain value. */
export interface Given {
  dtype: string;
  shape: readonly number[];
  /** Numbers, or texts (`NaN`, `Infinity`, strings). */
  values: readonly (number | string)[];
}

/** What became of a call. */
export type CallOutcome =
  | { gave: Given[]; refused?: undefined }
  | {
      gave?: undefined;
      /** What it said in each language, and how many tensors and buffers it left behind. */
      refused: { english: string; korean: string; leaked: number };
    };

/** Everything public of an engine: functions of the namespace and those within it, and methods of tensors. */
export interface PublicNames {
  functions: string[];
  methods: string[];
}

/** A line of the file that a run writes. It says what is called before it is called: calls may end the process. */
export type Line =
  | { begins: string }
  | { call: string; outcome: CallOutcome }
  | { names: PublicNames }
  | { done: true };
