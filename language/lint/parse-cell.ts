import ts from 'typescript6';
import { noteCell } from './cell-of.js';
import type { LintCell } from './finding.js';
import { unstableNames } from './program/index.js';

/** A cell as a tree. */
export interface ParsedCell {
  file: ts.SourceFile;
  /** Whether its tree is whole. */
  isRead: boolean;
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

function parse({ id, text, language }: LintCell): ParsedCell {
  const kind = language === 'javascript' ? ts.ScriptKind.JS : ts.ScriptKind.TS;
  const file = ts.createSourceFile(
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
    kind,
  );
  noteCell(file, id);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly unknown[] };
  const isRead = parseDiagnostics.length === 0;
  return { file, isRead, unstable: isRead ? unstableNames(file) : new Set() };
}
