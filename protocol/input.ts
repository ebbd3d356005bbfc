/** What a program asks of the person at the notebook: a line of text. A kernel has one open question at a time. */
export interface InputQuestion {
  /** A number of this kernel. */
  id: number;
  /** The cell that asks, or ran last. */
  cell: string;
  /** What was printed last on its line: "Your name? ". '' where nothing was. */
  prompt: string;
  /** `line`: this one is needed. `lines`: the program takes lines until the input ends. */
  reads: 'line' | 'lines';
}

export type InputAnswer =
  | { kind: 'line'; text: string }
  /** Nothing more will come. `note` tells it in the cell, in a sentence. */
  | { kind: 'end'; note?: string }
  /** Nobody can answer. `reason` says why, and what to do. */
  | { kind: 'refused'; reason: string };
