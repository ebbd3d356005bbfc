/** What answer a question takes; without a form, any line. */
export type InputForm =
  | { kind: 'text' }
  | NumberForm
  /** One of these. */
  | { kind: 'choice'; options: string[] }
  | { kind: 'slider'; min: number; max: number; step: number }
  /** The path of a file, with one of these endings (without their dot) where any are named. */
  | { kind: 'file'; endings: string[] };

/** A number within limits; with a step, one of `min` (or 0), `min + step`, and so on. */
export interface NumberForm {
  kind: 'number';
  min?: number;
  max?: number;
  step?: number;
}

/** What a program asks of the person at the notebook. A kernel has one open question at a time. */
export interface InputQuestion {
  /** A number of this kernel. */
  id: number;
  /** The cell that asks, or ran last. */
  cell: string;
  /** What was printed last on its line: "Your name? ". '' where nothing was. */
  prompt: string;
  /** `line`: this one is needed. `lines`: the program takes lines until the input ends. */
  reads: 'line' | 'lines';
  form?: InputForm;
  /** The answer that stands until there is another. */
  fallback?: string;
}

export type InputAnswer =
  | { kind: 'line'; text: string }
  /** Nothing more will come. `note` tells it in the cell, in a sentence. */
  | { kind: 'end'; note?: string }
  /** Nobody can answer. `reason` says why, and what to do. */
  | { kind: 'refused'; reason: string };
