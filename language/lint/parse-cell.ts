import ts from 'typescript6';
import { noteCell } from './cell-of.js';
import type { LintCell } from './finding.js';
import { unstableNames } from './program/index.js';

/** A cell as a tree. */
export interface ParsedCell {
  /** Undefined where the cell has a syntax error, or is nested too deep to be read. */
  file: ts.SourceFile | undefined;
  /** Names of variables that its functions assign to. */
  unstable: ReadonlySet<string>;
}

/** Characters of cells that were read last: of a notebook in which somebody types, one cell is new. */
const MOST = 1_000_000;
const known = new Map<string, ParsedCell>();
let size = 0;

export function parseCell(cell: LintCell): ParsedCell {
  const key = `${cell.language} ${cell.id} ${cell.text}`;
  const before = known.get(key);
  const parsed = before ?? parse(cell);
  known.delete(key);
  known.set(key, parsed);
  if (!before) size += key.length;
  for (const oldest of known.keys()) {
    if (size <= MOST) break;
    known.delete(oldest);
    size -= oldest.length;
  }
  return parsed;
}

const unread: ParsedCell = { file: undefined, unstable: new Set() };

function parse(cell: LintCell): ParsedCell {
  try {
    const file = treeOf(cell);
    const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly unknown[] };
    if (parseDiagnostics.length > 0) return unread;
    noteCell(file, cell.id);
    return { file, unstable: unstableNames(file) };
  } catch (error) {
    // The stack is full.
    if (error instanceof RangeError) return unread;
    throw error;
  }
}

const treeOf = ({ text, language }: LintCell): ts.SourceFile =>
  ts.createSourceFile(
    'cell',
    text,
    {
      languageVersion: ts.ScriptTarget.Latest,
      jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
      // A module, in which `await` may stand anywhere.
      setExternalModuleIndicator: (module) => {
        (module as { externalModuleIndicator?: unknown }).externalModuleIndicator = true;
      },
    },
    true,
    language === 'javascript' ? ts.ScriptKind.JS : ts.ScriptKind.TS,
  );
