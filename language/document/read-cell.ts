import ts from 'typescript6';
import type { CellLanguage } from '../../protocol/language.js';
import type { CellFault, CellParts, TextEdit } from './cell-parts.js';
import { boundNames, importParts, namesOf } from './declared-names.js';
import { mendCell } from './mend-cell.js';
import { parseText } from './parse-text.js';

/** Never true, and TypeScript does not know: code after `if (MAY) throw …` stays reachable. */
export const MAY = '__epochbook_may';

/** Reads a cell; see `CellParts`. */
export function readCell(
  text: string,
  language: CellLanguage,
  source = parseText(text, language),
): CellParts {
  const whole = asObject(text, language);
  const file = whole ? parseText(whole.text, language) : source;
  const parts: CellParts = {
    language,
    text,
    imports: [],
    hoisted: [],
    edits: whole?.edits ?? startEdits(text),
    declared: new Set(),
    faults: whole ? [] : faultsOf(source),
    unchecked: /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*?\/[/*]\s*@ts-nocheck\b/.test(text),
    usable: true,
  };
  if (whole) return parts;
  const isBroken = parts.faults.length > 0;
  const vars = repeatedVars(file);
  for (const statement of file.statements) readStatement(statement, file, parts, vars, isBroken);
  if (isBroken) mendCell(parts);
  parts.edits.sort((a, b) => a.start - b.start || a.end - b.end);
  return parts;
}

function faultsOf(source: ts.SourceFile): CellFault[] {
  const { parseDiagnostics } = source as ts.SourceFile & { parseDiagnostics: ts.DiagnosticWithLocation[] };
  return parseDiagnostics.map(({ start, length, code, messageText }) => ({
    start,
    end: start + length,
    code,
    message: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }));
}

/** `{a: 1}` alone would be a block; the kernel shows it as an object. */
function asObject(text: string, language: CellLanguage): { text: string; edits: TextEdit[] } | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return undefined;
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}') + 1;
  const wrapped = `${text.slice(0, start)}(${text.slice(start, end)})${text.slice(end)}`;
  if (faultsOf(parseText(wrapped, language)).length > 0) return undefined;
  const edits = [
    { start, end: start, text: '(' },
    { start: end, end, text: ')' },
  ];
  return { text: wrapped, edits };
}

/** A byte order mark, and `#!`, which may stand at the start of a file only. */
function startEdits(text: string): TextEdit[] {
  const at = text.startsWith('\uFEFF') ? 1 : 0;
  const edits = at ? [{ start: 0, end: 1, text: '' }] : [];
  if (text.startsWith('#!', at)) edits.push({ start: at, end: at + 2, text: '//' });
  return edits;
}

function readStatement(
  statement: ts.Statement,
  file: ts.SourceFile,
  parts: CellParts,
  repeatedVars: ReadonlySet<string>,
  isBroken: boolean,
): void {
  const start = statement.getStart(file);
  const { end } = statement;
  const replace = (from: number, to: number, text: string): number =>
    parts.edits.push({ start: from, end: to, text });
  if (ts.isImportDeclaration(statement) || isRequireImport(statement)) {
    const part = importParts(statement, file);
    if (!part || (isBroken && !standsAlone(part, parts))) return;
    parts.imports.push(part);
    replace(start, end, ';');
    return;
  }
  if (ts.isModuleDeclaration(statement) && (!ts.isIdentifier(statement.name) || isGlobal(statement))) {
    parts.hoisted.push({ start, end });
    replace(start, end, ';');
    return;
  }
  for (const name of namesOf(statement)) parts.declared.add(name);
  if (ts.isExportAssignment(statement)) {
    replace(start, statement.expression.getStart(file), '(');
    replace(statement.expression.end, statement.expression.end, ')');
  } else if (ts.isExportDeclaration(statement)) {
    if (!statement.moduleSpecifier) replace(start, end, ';');
  } else if (ts.isThrowStatement(statement) || isExit(statement, file)) {
    replace(start, start, `if (${MAY}) `);
  } else {
    withoutExport(statement, file, replace);
    if (ts.isVariableStatement(statement)) varAsLet(statement, file, repeatedVars, replace);
  }
}

type Replace = (from: number, to: number, text: string) => number;

const isRequireImport = (statement: ts.Statement): statement is ts.ImportEqualsDeclaration =>
  ts.isImportEqualsDeclaration(statement) && ts.isExternalModuleReference(statement.moduleReference);

const isGlobal = ({ flags }: ts.ModuleDeclaration): boolean =>
  (flags & ts.NodeFlags.GlobalAugmentation) !== 0;

const isExit = (statement: ts.Statement, file: ts.SourceFile): boolean =>
  ts.isExpressionStatement(statement) && /^process\s*\.\s*(?:exit|abort)\b/.test(statement.getText(file));

function standsAlone({ start, end }: { start: number; end: number }, { text, language }: CellParts): boolean {
  const alone = parseText(`${text.slice(start, end)}\n;`, language);
  const [first, ...more] = alone.statements;
  return first !== undefined && first.end <= end - start + 2 && more.every(ts.isEmptyStatement);
}

/** `export` means nothing in a cell. */
function withoutExport(statement: ts.Statement, file: ts.SourceFile, replace: Replace): void {
  if (!ts.canHaveModifiers(statement)) return;
  const words = ts.getModifiers(statement)?.filter(isExportWord) ?? [];
  if (words.length === 0) return;
  for (const word of words) replace(word.getStart(file), word.end, '');
  const isNameless =
    (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && !statement.name;
  if (!isNameless) return;
  replace(words[0]?.getStart(file) ?? 0, words[0]?.getStart(file) ?? 0, '(');
  replace(statement.end, statement.end, ')');
}

const isExportWord = ({ kind }: ts.Modifier): boolean =>
  kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword;

/** As `let`, a name may be declared again, as another type, by a later cell. */
function varAsLet(
  { declarationList }: ts.VariableStatement,
  file: ts.SourceFile,
  repeatedVars: ReadonlySet<string>,
  replace: Replace,
): void {
  if ((declarationList.flags & ts.NodeFlags.BlockScoped) !== 0) return;
  const names = declarationList.declarations.flatMap(({ name }) => boundNames(name));
  if (names.some((name) => repeatedVars.has(name))) return;
  const start = declarationList.getStart(file);
  replace(start, start + 'var'.length, 'let');
}

/** Names that one cell declares by `var` and again, which `let` would not allow. */
function repeatedVars(file: ts.SourceFile): Set<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const statement of file.statements) {
    for (const name of namesOf(statement)) {
      if (seen.has(name)) repeated.add(name);
      seen.add(name);
    }
  }
  return repeated;
}
