import type ts from 'typescript6';
import type { Words } from '../../protocol/index.js';
import type { LintFix } from './finding.js';
import type { ProgramEvent } from './program/index.js';

/** What a rule has found. */
export interface Found {
  /** What is underlined. */
  node: ts.Node;
  message: Words;
  fixes?: readonly LintFix[];
}

/** What is known of a whole notebook. */
export interface Notebook {
  /** Of all cells, also of those that cannot be read. */
  readonly texts: readonly string[];
  readonly events: readonly ProgramEvent[];
  /** The calls that gave a new tensor. */
  readonly tensors: ReadonlySet<ts.Node>;
  /** How often loops over lists turn, where that is known. */
  readonly turns: ReadonlyMap<ts.Node, number>;
}

/** A kind of mistake. It is told where it is one whichever way the program goes, and nowhere else. */
export interface Rule {
  /** By which it is switched off. */
  name: string;
  severity: 'warning' | 'information';
  /** Looks at one thing that the notebook does. Where a function does it several times, all must be found wrong. */
  look?(event: ProgramEvent, notebook: Notebook): readonly Found[];
  /** Looks at the notebook as a whole. */
  lookAtAll?(notebook: Notebook): readonly Found[];
}
