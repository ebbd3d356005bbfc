import type { CellLanguage } from '../../protocol/language.js';

/** Replaces `start … end` of a cell's text, where something else has to stand in the virtual document. */
export interface TextEdit {
  start: number;
  end: number;
  text: string;
}

/** One name that an import brings. */
export interface ImportedBinding {
  local: string;
  /** Its name in the module; `default` and `*` as such. */
  imported: string;
  /** Where the local name stands. */
  start: number;
  end: number;
  /** `{ x }`, where another local name needs an `as`. */
  shorthand: boolean;
  typeOnly: boolean;
}

export interface ImportPart {
  start: number;
  end: number;
  specifier: string;
  bindings: ImportedBinding[];
}

export interface CellFault {
  start: number;
  end: number;
  code: number;
  message: string;
}

/** What of a cell matters to the others, and how its text has to be changed to stand among them. */
export interface CellParts {
  language: CellLanguage;
  text: string;
  imports: ImportPart[];
  /** `declare global` and `declare module`, which may stand at the top of a file only. */
  hoisted: { start: number; end: number }[];
  /** In the order of their places; imports and hoisted declarations are among them. */
  edits: TextEdit[];
  /** Names that it declares at its top, without those of its imports. */
  declared: Set<string>;
  /** What does not parse. */
  faults: CellFault[];
  /** `// @ts-nocheck` at its top. */
  unchecked: boolean;
  /** Whether the changed text, which may be that of a cell that does not parse, keeps to itself. */
  usable: boolean;
}
