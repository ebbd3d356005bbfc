import ts from 'typescript6';
import type { ImportedBinding, ImportPart } from './cell-parts.js';

/** The names of a pattern: `{ a, b: [c] }` has a and c. */
export function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

/** The names that a statement at the top of a cell makes known to the notebook, other than imports. */
export function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  if (ts.isImportEqualsDeclaration(statement)) return [statement.name.text];
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement);
  if (isNamed) return statement.name && ts.isIdentifier(statement.name) ? [statement.name.text] : [];
  const inner: string[] = [];
  addVars(statement, inner);
  return inner;
}

/** A `var` within a block belongs to the notebook too. */
function addVars(node: ts.Node, found: string[]): void {
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
  if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0)
    found.push(...node.declarations.flatMap(({ name }) => boundNames(name)));
  ts.forEachChild(node, (child) => addVars(child, found));
}

/** What an import brings, and where; undefined where it names no module. */
export function importParts(
  statement: ts.ImportDeclaration | ts.ImportEqualsDeclaration,
  file: ts.SourceFile,
): ImportPart | undefined {
  const range = { start: statement.getStart(file), end: statement.end };
  if (ts.isImportEqualsDeclaration(statement)) {
    const { moduleReference, name } = statement;
    if (!ts.isExternalModuleReference(moduleReference) || !ts.isStringLiteral(moduleReference.expression))
      return undefined;
    const binding = bindingOf(name, 'require', file, statement.isTypeOnly);
    return { ...range, specifier: moduleReference.expression.text, bindings: [binding] };
  }
  if (!ts.isStringLiteral(statement.moduleSpecifier)) return undefined;
  const { importClause } = statement;
  const typeOnly = importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const bindings: ImportedBinding[] = [];
  if (importClause?.name) bindings.push(bindingOf(importClause.name, 'default', file, typeOnly));
  const named = importClause?.namedBindings;
  if (named && ts.isNamespaceImport(named)) bindings.push(bindingOf(named.name, '*', file, typeOnly));
  for (const element of named && ts.isNamedImports(named) ? named.elements : []) {
    const { name, propertyName, isTypeOnly } = element;
    bindings.push({
      ...bindingOf(name, propertyName?.text ?? name.text, file, typeOnly || isTypeOnly),
      shorthand: !propertyName,
    });
  }
  return { ...range, specifier: statement.moduleSpecifier.text, bindings };
}

const bindingOf = (
  name: ts.Identifier,
  imported: string,
  file: ts.SourceFile,
  typeOnly: boolean,
): ImportedBinding => ({
  local: name.text,
  imported,
  start: name.getStart(file),
  end: name.end,
  shorthand: false,
  typeOnly,
});
