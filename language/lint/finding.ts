import type { Words } from '../../protocol/index.js';

/** A cell of the notebook that is looked at. */
export interface LintCell {
  /** Findings and edits name their cell by it. */
  id: string;
  text: string;
  language: 'typescript' | 'javascript';
}

/** Text in the place of another. */
export interface LintEdit {
  cell: string;
  /** Offsets in the text of the cell. */
  start: number;
  end: number;
  text: string;
}

export interface LintFix {
  title: Words;
  edits: LintEdit[];
}

/** Something in a cell that will not do what its author expects. */
export interface Finding {
  /** The name by which it is switched off: `softmax-one-unit`. */
  rule: string;
  cell: string;
  start: number;
  end: number;
  /** What is there, why that is a mistake, and what to do. */
  message: Words;
  severity: 'warning' | 'information';
  /** The last one switches the rule off for the line. */
  fixes: LintFix[];
}
