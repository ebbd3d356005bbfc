import ts from 'typescript6';
import type { LanguageSymbol } from '../../protocol/language.js';
import { type PlacedCell, parseText } from '../document/index.js';

/** What a cell declares: functions, classes with their members, names. */
export function symbolsOf({ id, parts }: PlacedCell): LanguageSymbol[] {
  const file = parseText(parts.text, parts.language);
  return file.statements.flatMap((statement) => inStatement(statement, file, id));
}

function inStatement(node: ts.Statement, file: ts.SourceFile, cell: string): LanguageSymbol[] {
  if (ts.isVariableStatement(node)) {
    const kind = node.declarationList.flags & ts.NodeFlags.Const ? 'const' : 'let';
    return node.declarationList.declarations.flatMap((each) => inBinding(each.name, each, kind, file, cell));
  }
  if (ts.isFunctionDeclaration(node)) return named(node, 'function', file, cell);
  if (ts.isEnumDeclaration(node)) return named(node, 'enum', file, cell);
  if (ts.isTypeAliasDeclaration(node)) return named(node, 'type', file, cell);
  if (ts.isModuleDeclaration(node)) return named(node, 'module', file, cell);
  if (ts.isInterfaceDeclaration(node)) return named(node, 'interface', file, cell);
  if (!ts.isClassDeclaration(node)) return [];
  const members = node.members.flatMap((member) => {
    const kind = ts.isMethodDeclaration(member)
      ? 'method'
      : ts.isConstructorDeclaration(member)
        ? 'constructor'
        : 'property';
    return named(member, kind, file, cell);
  });
  return named(node, 'class', file, cell, members);
}

function inBinding(
  name: ts.BindingName,
  node: ts.Node,
  kind: string,
  file: ts.SourceFile,
  cell: string,
): LanguageSymbol[] {
  if (ts.isIdentifier(name)) return [symbol(name, node, kind, file, cell, [])];
  return name.elements.flatMap((element) =>
    ts.isBindingElement(element) ? inBinding(element.name, element, kind, file, cell) : [],
  );
}

function named(
  node: ts.Node & { name?: ts.Node | undefined },
  kind: string,
  file: ts.SourceFile,
  cell: string,
  children: LanguageSymbol[] = [],
): LanguageSymbol[] {
  return node.name ? [symbol(node.name, node, kind, file, cell, children)] : [];
}

const symbol = (
  name: ts.Node,
  node: ts.Node,
  kind: string,
  file: ts.SourceFile,
  cell: string,
  children: LanguageSymbol[],
): LanguageSymbol => ({
  name: name.getText(file),
  kind,
  cell,
  start: node.getStart(file),
  end: node.end,
  nameStart: name.getStart(file),
  nameEnd: name.end,
  children,
});
