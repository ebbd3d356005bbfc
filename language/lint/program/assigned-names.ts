import ts from 'typescript6';

const isAssignment = (kind: ts.SyntaxKind): boolean =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
const isStep = (kind: ts.SyntaxKind): boolean =>
  kind === ts.SyntaxKind.PlusPlusToken || kind === ts.SyntaxKind.MinusMinusToken;

/** What an expression or statement assigns to, itself. */
function targetOf(node: ts.Node): ts.Node | undefined {
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) return node.left;
  if ((ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) && isStep(node.operator))
    return node.operand;
  if ((ts.isForOfStatement(node) || ts.isForInStatement(node)) && ts.isExpression(node.initializer))
    return node.initializer;
  return undefined;
}

function noteNames(target: ts.Node, names: Set<string>): void {
  if (ts.isIdentifier(target)) names.add(target.text);
  else if (!ts.isPropertyAccessExpression(target) && !ts.isElementAccessExpression(target))
    target.forEachChild((part) => noteNames(part, names));
}

const assigned = new WeakMap<ts.Node, ReadonlySet<string>>();

/** The names that something in a part of a program assigns to. */
export function assignedNames(part: ts.Node): ReadonlySet<string> {
  const before = assigned.get(part);
  if (before) return before;
  const names = new Set<string>();
  part.forEachChild(function look(node): void {
    const target = targetOf(node);
    if (target) noteNames(target, names);
    node.forEachChild(look);
  });
  assigned.set(part, names);
  return names;
}

interface Names {
  declared: Set<string>;
  assigned: Set<string>;
}

/** The names that a function of a cell assigns to without having declared them: nobody knows when that happens. */
export function unstableNames(file: ts.SourceFile): Set<string> {
  const unstable = new Set<string>();
  const walk = (node: ts.Node, names: Names): void => {
    node.forEachChild((child) => {
      if (ts.isVariableDeclaration(child) || ts.isParameter(child)) noteNames(child.name, names.declared);
      const target = targetOf(child);
      if (target) noteNames(target, names.assigned);
      if (!ts.isFunctionLike(child)) {
        walk(child, names);
        return;
      }
      const own: Names = { declared: new Set(), assigned: new Set() };
      walk(child, own);
      for (const name of own.assigned)
        if (!own.declared.has(name)) {
          names.assigned.add(name);
          unstable.add(name);
        }
    });
  };
  walk(file, { declared: new Set(), assigned: new Set() });
  return unstable;
}

/** The names that a cell declares for the whole notebook. */
export function declaredNames(file: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement))
      for (const { name } of statement.declarationList.declarations) noteNames(name, names);
    else if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name)
      names.add(statement.name.text);
  }
  return names;
}
