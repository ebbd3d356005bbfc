import * as v from 'valibot';
import type { Locale } from './kernel.js';

/**
 * What the editor and the language process say to each other: a line of JSON each, over the process's standard input and
 * output. Offsets count UTF-16 units from the start of a cell's text, as editors do.
 */

export const languageSchema = v.picklist(['typescript', 'javascript']);
export type CellLanguage = v.InferOutput<typeof languageSchema>;

export const updateSchema = v.object({
  /** Any text that names the notebook for as long as it is open. */
  notebook: v.string(),
  /** Where relative imports and packages are looked for. */
  folder: v.string(),
  /** The code cells in order. `text` is left out where it is what was sent before. */
  cells: v.array(v.object({ id: v.string(), language: languageSchema, text: v.optional(v.string()) })),
});
/** A notebook as it is now. */
export type LanguageUpdate = v.InferOutput<typeof updateSchema>;

export interface LanguageCell {
  id: string;
  language: CellLanguage;
  text: string;
}

const placeSchema = v.object({ notebook: v.string(), cell: v.string(), offset: v.number() });
export type CellOffset = v.InferOutput<typeof placeSchema>;

export interface CellRange {
  cell: string;
  start: number;
  end: number;
}

export interface LinePosition {
  line: number;
  character: number;
}

/** In a file, counted from 0. */
export interface FileRange {
  path: string;
  start: LinePosition;
  end: LinePosition;
}

export type LanguagePlace = CellRange | FileRange;

/** What replaces a range. */
export type LanguageEdit = LanguagePlace & { text: string };

export interface LanguageCompletion {
  name: string;
  /** TypeScript's word: `const`, `method`, `class` and so on. */
  kind: string;
  sortText: string;
  insertText?: string;
  /** The range that it replaces, where that is not the word at the cursor. */
  replaces?: { start: number; end: number };
  deprecated?: boolean;
  /** The module that it would be imported from. */
  importFrom?: string;
  /** An import of the whole module: `import * as tf from …`. */
  importAll?: boolean;
}

export interface LanguageDetails {
  /** As TypeScript writes it: `const a: number`. */
  signature: string;
  /** Markdown. */
  documentation: string;
  edits: LanguageEdit[];
}

export interface LanguageHover extends CellRange {
  signature: string;
  documentation: string;
}

export interface LanguageSignature {
  label: string;
  documentation: string;
  parameters: { start: number; end: number; documentation: string }[];
}

export interface LanguageSignatures {
  signatures: LanguageSignature[];
  active: number;
  activeParameter: number;
}

export interface LanguageSymbol extends CellRange {
  name: string;
  kind: string;
  /** Where its name stands. */
  nameStart: number;
  nameEnd: number;
  children: LanguageSymbol[];
}

export type LanguageSeverity = 'error' | 'warning' | 'hint';

export interface LanguageDiagnostic extends CellRange {
  severity: LanguageSeverity;
  code: number | string;
  message: string;
  /** Greyed or struck through instead of underlined. */
  tag?: 'unnecessary' | 'deprecated';
}

export interface LanguageFix {
  title: string;
  edits: LanguageEdit[];
  preferred: boolean;
}

/** Something in a cell that will not do what somebody who learns deep learning expects. */
export interface LanguageLesson extends CellRange {
  /** The name by which it is switched off. */
  rule: string;
  severity: 'warning' | 'information';
  message: string;
  fixes: LanguageFix[];
}

export type RenameAnswer = { edits: LanguageEdit[] } | { refused: string };

/** What the process can be asked, by the name of the request. */
export interface LanguageMethods {
  update: { params: LanguageUpdate; result: null };
  close: { params: { notebook: string }; result: null };
  /** Something other than a cell has changed: files, packages, `tsconfig.json`. */
  filesChanged: { params: Record<string, never>; result: null };
  completions: { params: CellOffset; result: LanguageCompletion[] };
  details: {
    params: CellOffset & { name: string; importFrom?: string; importAll?: boolean };
    result: LanguageDetails | null;
  };
  hover: { params: CellOffset; result: LanguageHover | null };
  signatures: { params: CellOffset; result: LanguageSignatures | null };
  definition: { params: CellOffset; result: LanguagePlace[] };
  references: { params: CellOffset; result: LanguagePlace[] };
  /** The range of what would be renamed, or why it cannot be. */
  prepareRename: { params: CellOffset; result: CellRange | { refused: string } };
  rename: { params: CellOffset & { newName: string }; result: RenameAnswer };
  symbols: { params: { notebook: string; cell: string }; result: LanguageSymbol[] };
  diagnostics: { params: { notebook: string }; result: LanguageDiagnostic[] };
  /** @param off Rules that are switched off. */
  lint: { params: { notebook: string; off: string[] }; result: LanguageLesson[] };
  /** Imports that would mend what a diagnostic at this place says. */
  fixes: { params: CellOffset; result: LanguageFix[] };
  /** Bytes of memory that the process holds. */
  memory: { params: Record<string, never>; result: number };
}

export type LanguageMethod = keyof LanguageMethods;

const lineSchema = v.union([
  v.object({ id: v.number(), method: v.string(), params: v.unknown() }),
  v.object({ cancel: v.number() }),
]);
export type LanguageLine = v.InferOutput<typeof lineSchema>;

/** A line of the editor's, or undefined where it is none. */
export function readLanguageLine(line: string): LanguageLine | undefined {
  try {
    const read = v.safeParse(lineSchema, JSON.parse(line));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

/** What answers a request. */
export type LanguageAnswer = { id: number } & ({ result: unknown } | { error: string } | { cancelled: true });

/** How the process is started: one argument, in JSON. */
export interface LanguageStart {
  locale: Locale;
}
