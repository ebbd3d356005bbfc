import type * as acorn from 'acorn';

/** The names that a pattern binds: `{a, b: [c]}` → a, c. */
export function boundNames(pattern: acorn.Pattern | acorn.Expression): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === 'RestElement' ? property.argument : property.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? boundNames(element) : []));
    case 'AssignmentPattern':
      return boundNames(pattern.left);
    case 'RestElement':
      return boundNames(pattern.argument);
    default:
      return [];
  }
}

type Block = acorn.Node & {
  body?: acorn.Node[] | acorn.Node;
  params?: acorn.Pattern[];
  id?: acorn.Identifier | null;
  param?: acorn.Pattern | null;
  init?: acorn.Node | null;
  left?: acorn.Node;
};

/** Questions about the scopes around a node, given its ancestors (outermost first, the program itself at 0). */
export const scopes = {
  /** Whether a scope between the program and the node declares this name. */
  shadows(name: string, ancestors: acorn.Node[]): boolean {
    return ancestors.slice(1).some((node) => declaredIn(node as Block).includes(name));
  },
};

function declaredIn(node: Block): string[] {
  const names: string[] = [];
  if (node.params) names.push(...node.params.flatMap((param) => boundNames(param)));
  if (node.type === 'FunctionExpression' && node.id) names.push(node.id.name);
  if (node.type === 'CatchClause' && node.param) names.push(...boundNames(node.param));
  for (const head of [node.init, node.left])
    if (head?.type === 'VariableDeclaration') names.push(...declarations(head));
  if (Array.isArray(node.body)) names.push(...node.body.flatMap(declarations));
  return names;
}

function declarations(node: acorn.Node): string[] {
  if (node.type === 'VariableDeclaration') {
    return (node as acorn.VariableDeclaration).declarations.flatMap(({ id }) => boundNames(id));
  }
  const { id } = node as acorn.FunctionDeclaration;
  return /^(Function|Class)Declaration$/.test(node.type) && id ? [id.name] : [];
}
