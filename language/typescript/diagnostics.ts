import ts from 'typescript6';
import type { CellRange, LanguageDiagnostic } from '../../protocol/language.js';
import type { CellParts, VirtualDocument } from '../document/index.js';
import type { NotebookProject } from './notebook-project.js';

/** Said of the virtual document, where a cell is right. */
const IGNORED = new Set([
  1184, // a modifier in a block
  1193, // an export in a block
  1235, // a namespace in a block
  1208, // a file without imports
  2306, // a file of the student's that exports nothing
  2403, // `var` again as another type
  2481, // `var` within the scope of a `let`
  2669, // `declare global` outside of a module
  2695, // the left of a comma
  7027, // code that is never reached
]);
/** A name that another cell may have declared when this one runs. */
const UNKNOWN_NAME = new Set([2304, 2503, 2552, 2749, 18004]);
/** Used before it is declared, or assigned. */
const TOO_EARLY = new Set([2448, 2449, 2450, 2454]);
/** Of JavaScript only what is wrong whatever the types. */
const SURE = new Set([2304, 2305, 2307, 2552, 2588, 2614, 2724, 18004]);
const UNUSED = new Set([6133, 6192, 6196, 6198, 6199]);
const DEPRECATED = new Set([6385, 6387]);
/** `'"sgd"' and '"adam"' have no overlap`: a constant that is there to be changed. */
const LITERALS =
  /types '(?:"[^']*"|-?\d+|true|false)' and '(?:"[^']*"|-?\d+|true|false)'|'"[^']*"'.*'"[^']*"'/;

/** What is wrong in the cells, and what is not used or deprecated. */
export function diagnosticsOf(project: NotebookProject): LanguageDiagnostic[] {
  const { document, service, path } = project;
  const byId = new Map(document.cells.map(({ id, parts }) => [id, parts]));
  const found: LanguageDiagnostic[] = document.cells.flatMap(({ id, parts }) =>
    parts.faults.map(({ start, end, code, message }) => ({
      cell: id,
      start,
      end,
      severity: 'error' as const,
      code,
      message,
    })),
  );
  const isWhole = document.cells.every(({ parts }) => parts.faults.length === 0);
  const maybe = namesOfUnusable(document);
  const said = [...inJavaScript(service, path), ...service.getSemanticDiagnostics(path)];
  for (const diagnostic of said) {
    const place = placeOf(document, diagnostic);
    const parts = place && byId.get(place.cell);
    const isTwice =
      TOO_EARLY.has(diagnostic.code) &&
      found.some(({ cell, start }) => cell === place?.cell && start === place.start);
    if (!place || !parts || isTwice || isFalse(diagnostic, place, parts, document, maybe)) continue;
    const severity = diagnostic.category === ts.DiagnosticCategory.Error ? 'error' : 'warning';
    found.push({ ...place, severity, code: diagnostic.code, message: textOf(diagnostic) });
  }
  for (const diagnostic of service.getSuggestionDiagnostics(path)) {
    const place = placeOf(document, diagnostic);
    const parts = place && byId.get(place.cell);
    const tag = place && parts && parts.faults.length === 0 && tagOf(diagnostic, project, isWhole);
    if (tag)
      found.push({ ...place, severity: 'hint', code: diagnostic.code, message: textOf(diagnostic), tag });
  }
  return found;
}

const textOf = ({ messageText }: ts.Diagnostic): string => ts.flattenDiagnosticMessageText(messageText, '\n');

const placeOf = ({ positions }: VirtualDocument, { start, length }: ts.Diagnostic): CellRange | undefined =>
  start === undefined ? undefined : positions.toCell(start, start + (length ?? 0));

/** Types and the like in JavaScript. */
function inJavaScript(service: ts.LanguageService, path: string): ts.Diagnostic[] {
  if (!path.endsWith('.js')) return [];
  return service.getSyntacticDiagnostics(path).filter(({ code }) => code >= 8000 && code < 9000);
}

function isFalse(
  diagnostic: ts.Diagnostic,
  place: CellRange,
  parts: CellParts,
  document: VirtualDocument,
  maybe: ReadonlySet<string>,
): boolean {
  const { code } = diagnostic;
  // What follows from a text that does not parse says nothing more.
  if (parts.unchecked || parts.faults.length > 0) return true;
  if (IGNORED.has(code) || (code >= 7000 && code < 8000)) return true;
  const isGrammar = code < 2000 || (code >= 8000 && code < 9000);
  if (parts.language === 'javascript' && !isGrammar && !SURE.has(code)) return true;
  const name = parts.text.slice(place.start, place.end);
  if (UNKNOWN_NAME.has(code)) return document.declared.has(name) || maybe.has(name);
  if (TOO_EARLY.has(code))
    return !parts.declared.has(name) || (code === 2454 && isAssignedElsewhere(name, parts, document));
  if (code === 2367) return LITERALS.test(textOf(diagnostic));
  // It may be caught.
  if (code === 2307) return /\bimport\s*\(\s*$/.test(parts.text.slice(0, place.start));
  return false;
}

/** A cell may be run a second time, and others in between. */
const isAssignedElsewhere = (name: string, own: CellParts, { cells }: VirtualDocument): boolean =>
  cells.some(
    ({ parts }) =>
      parts !== own && new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}\\s*=(?!=)`).test(parts.text),
  );

/** What cells declare that cannot be made part of the document for now. */
function namesOfUnusable({ cells }: VirtualDocument): Set<string> {
  const names = new Set<string>();
  for (const { parts } of cells) {
    if (parts.faults.length === 0) continue;
    for (const [name] of parts.text.matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu)) names.add(name);
  }
  return names;
}

function tagOf(
  { code, start = 0 }: ts.Diagnostic,
  project: NotebookProject,
  isWhole: boolean,
): LanguageDiagnostic['tag'] | undefined {
  if (DEPRECATED.has(code)) return 'deprecated';
  if (!UNUSED.has(code)) return undefined;
  const at = whereIs(project.sourceFile, start);
  return at === 'inside' || (at === 'import' && isWhole) ? 'unnecessary' : undefined;
}

/**
 * Whether a place is in the body of a function, in an import, or at the top of a cell, where others may use its names.
 * Parameters belong to nobody: a callback has to name those before the one that it uses.
 */
function whereIs(file: ts.SourceFile, position: number): 'inside' | 'import' | 'top' | 'parameter' {
  let where: ReturnType<typeof whereIs> = 'top';
  const look = (node: ts.Node): void => {
    if (position < node.pos || position >= node.end) return;
    if (ts.isImportDeclaration(node)) where = 'import';
    const { body } = node as { body?: ts.Node };
    if (ts.isParameter(node)) where = 'parameter';
    else if (ts.isFunctionLike(node) && body && position >= body.pos && position < body.end) where = 'inside';
    if (!ts.isSourceFile(node) && !ts.isBlock(node)) ts.forEachChild(node, look);
    else {
      const next = statementAt(node.statements, position);
      if (next) look(next);
    }
  };
  look(file);
  return where;
}

/** A notebook may have tens of thousands of statements. */
function statementAt(statements: readonly ts.Statement[], position: number): ts.Statement | undefined {
  let [low, high] = [0, statements.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((statements[middle] as ts.Statement).end <= position) low = middle + 1;
    else high = middle;
  }
  return statements[low];
}
