import type * as acorn from 'acorn';
import { ancestor } from 'acorn-walk';
import type MagicString from 'magic-string';
import { CellSyntaxError } from './cell-syntax-error.js';
import { guardEarlyUses } from './early-uses.js';
import { positionOf } from './position.js';
import { boundNames, scopes } from './scopes.js';

export interface CellImport {
  specifier: string;
  /** Names taken from the module; `default` and `*` as such. */
  names: string[];
}

/** A name of the notebook that stands for something of a module; `*` for all of it. */
export interface ImportedName {
  local: string;
  specifier: string;
  name: string;
}

export interface RewrittenParts {
  imports: CellImport[];
  importedNames: ImportedName[];
  declared: string[];
  constants: string[];
}

/** The kernel's hooks as the compiled code calls them. */
export const HOOKS = '__epochbook';

/** What the code of a cell begins with. */
export const HEAD = "(async () => {'use strict';";

type Statement = acorn.Program['body'][number];

/** Rewrites a parsed cell in place; see `compileCell` for what and why. */
export function rewriteProgram(
  script: MagicString,
  program: acorn.Program,
  knownConstants: ReadonlySet<string>,
): RewrittenParts {
  const parts: RewrittenParts = { imports: [], importedNames: [], declared: [], constants: [] };
  const used = valueNames(program);
  const firstOther = program.body.find((statement) => !isHoisted(statement));
  const top = firstOther?.start ?? script.original.length;

  for (const statement of program.body) {
    rewriteStatement(script, statement, parts, used);
    if (isHoisted(statement) && statement.start > top) script.move(statement.start, statement.end, top);
  }
  const constants = new Set(parts.constants);
  for (const name of knownConstants) if (!parts.declared.includes(name)) constants.add(name);
  rewriteExpressions(script, program, constants, parts);
  guardEarlyUses(script, program, `${HOOKS}.notYet`);
  freshEnums(script, program);
  handOverLastValue(script, program);
  const requiring = used.has('require') ? ` await ${HOOKS}.prepareRequire();` : '';
  script.prepend(`${HEAD}${requiring}`);
  script.append('\n})');
  parts.declared = [...new Set(parts.declared)];
  return parts;
}

function isHoisted(statement: Statement): boolean {
  if (statement.type === 'ExportNamedDeclaration' && statement.declaration) {
    return statement.declaration.type === 'FunctionDeclaration';
  }
  return statement.type === 'ImportDeclaration' || statement.type === 'FunctionDeclaration';
}

function rewriteStatement(
  script: MagicString,
  node: Statement,
  parts: RewrittenParts,
  used: Set<string>,
): void {
  if (node.type === 'ImportDeclaration') rewriteImport(script, node, parts, used);
  else if (node.type === 'VariableDeclaration') rewriteVariables(script, node, parts);
  else if (node.type === 'FunctionDeclaration') rewriteFunction(script, node, parts);
  else if (node.type === 'ClassDeclaration') rewriteClass(script, node, parts);
  else if (/^Export/.test(node.type)) rewriteExport(script, node as ExportStatement, parts, used);
  else hoistVars(script, node, parts);
}

type ExportStatement =
  | acorn.ExportNamedDeclaration
  | acorn.ExportDefaultDeclaration
  | acorn.ExportAllDeclaration;

/** The word `export` means nothing in a cell: its names are shared with the other cells anyway. */
function rewriteExport(
  script: MagicString,
  node: ExportStatement,
  parts: RewrittenParts,
  used: Set<string>,
): void {
  if (node.type === 'ExportAllDeclaration' || (node.type === 'ExportNamedDeclaration' && node.source)) {
    throw unsupportedExport(script, node);
  }
  const { declaration } = node;
  if (!declaration) {
    script.remove(node.start, node.end);
    return;
  }
  script.remove(node.start, declaration.start);
  if (/Declaration$/.test(declaration.type) && !('id' in declaration && declaration.id === null)) {
    rewriteStatement(script, declaration as Statement, parts, used);
  }
}

function unsupportedExport(script: MagicString, node: { start: number }): CellSyntaxError {
  const { line, column } = positionOf(script.original, node.start);
  return new CellSyntaxError(
    'A cell cannot export from another module: its names are shared with all cells by themselves. Import what you need instead.',
    line,
    column,
  );
}

function rewriteImport(
  script: MagicString,
  node: acorn.ImportDeclaration,
  parts: RewrittenParts,
  used: Set<string>,
): void {
  const specifier = String(node.source.value);
  const names: string[] = [];
  const bindings: string[] = [];
  const needed: string[] = [];
  let namespace: string | undefined;
  for (const item of node.specifiers) {
    const local = item.local.name;
    parts.declared.push(local);
    if (item.type === 'ImportNamespaceSpecifier') {
      names.push('*');
      needed.push('*');
      parts.importedNames.push({ local, specifier, name: '*' });
      namespace = local;
      continue;
    }
    const name = item.type === 'ImportDefaultSpecifier' ? 'default' : exportName(item.imported);
    names.push(name);
    parts.importedNames.push({ local, specifier, name });
    bindings.push(`${JSON.stringify(name)}: ${local}`);
    // An import that no value uses may name a type: types do not exist at run time.
    if (used.has(local)) needed.push(name);
  }
  parts.imports.push({ specifier, names });
  const attributes = importAttributes(node);
  const call = `await ${HOOKS}.importModule(${JSON.stringify(specifier)}, ${JSON.stringify(needed)}${attributes})`;
  const assignments = namespace ? [`${namespace} = ${call}`] : [];
  if (bindings.length > 0) assignments.push(`{${bindings.join(', ')}} = ${namespace ?? call}`);
  script.overwrite(
    node.start,
    node.end,
    assignments.length > 0 ? `(${assignments.join(', ')});` : `${call};`,
  );
}

function exportName(imported: acorn.Identifier | acorn.Literal): string {
  return imported.type === 'Identifier' ? imported.name : String(imported.value);
}

function importAttributes(node: acorn.ImportDeclaration): string {
  const entries = (node.attributes ?? []).map(
    ({ key, value }) => `${JSON.stringify(exportName(key))}: ${JSON.stringify(value.value)}`,
  );
  return entries.length > 0 ? `, {with: {${entries.join(', ')}}}` : '';
}

function rewriteVariables(script: MagicString, node: acorn.VariableDeclaration, parts: RewrittenParts): void {
  const names = node.declarations.flatMap(({ id }) => boundNames(id));
  parts.declared.push(...names);
  if (node.kind === 'const') parts.constants.push(...names);
  // `const a = 1, {b} = c` → `;(a = 1, {b} = c);`
  script.overwrite(node.start, node.start + node.kind.length, ';('.padStart(node.kind.length));
  script.appendLeft(node.declarations.at(-1)?.end ?? node.end, ')');
  // To the right of what closes around an `await` that ends here.
  if (script.original[node.end - 1] !== ';') script.appendRight(node.end, ';');
}

/**
 * A compiled enum or namespace, `var C; (function (C) {…})(C || (C = {}));`, extends what has its name already. Run again with
 * other members it must start anew.
 */
function freshEnums(script: MagicString, { body }: acorn.Program): void {
  body.forEach((statement, i) => {
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'CallExpression') return;
    const { callee, arguments: given } = statement.expression;
    const [argument] = given;
    if (callee.type !== 'FunctionExpression' || argument?.type !== 'LogicalExpression') return;
    const { left, right } = argument;
    if (left.type !== 'Identifier' || right.type !== 'AssignmentExpression') return;
    if (declaresEmpty(body[i - 1], left.name))
      script.overwrite(argument.start, argument.end, `${left.name} = {}`);
  });
}

function declaresEmpty(statement: Statement | undefined, name: string): boolean {
  const declaration = statement?.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
  if (declaration?.type !== 'VariableDeclaration') return false;
  const [first] = declaration.declarations;
  return first?.init === null && first.id.type === 'Identifier' && first.id.name === name;
}

function rewriteFunction(
  script: MagicString,
  node: acorn.FunctionDeclaration | acorn.AnonymousFunctionDeclaration,
  parts: RewrittenParts,
): void {
  if (!node.id) return;
  parts.declared.push(node.id.name);
  const keywords = `${node.async ? 'async ' : ''}function${node.generator ? '*' : ''} `;
  script.overwrite(node.start, node.id.end, `${node.id.name} = ${keywords}`);
  script.appendLeft(node.end, ';');
}

function rewriteClass(
  script: MagicString,
  node: acorn.ClassDeclaration | acorn.AnonymousClassDeclaration,
  parts: RewrittenParts,
): void {
  if (!node.id) return;
  parts.declared.push(node.id.name);
  script.appendRight(node.start, `${node.id.name} = `);
  script.appendLeft(node.end, ';');
}

/** A `var` inside a top-level block belongs to the notebook: it is assigned in place. */
function hoistVars(script: MagicString, statement: Statement, parts: RewrittenParts): void {
  const names: string[] = [];
  ancestor(statement as acorn.Node, {
    VariableDeclaration(node, _state, ancestors) {
      if (node.kind !== 'var' || ancestors.some(isFunction)) return;
      names.push(...node.declarations.flatMap(({ id }) => boundNames(id)));
      assignInPlace(script, node, ancestors.at(-2));
    },
  });
  parts.declared.push(...names);
}

function assignInPlace(
  script: MagicString,
  node: acorn.VariableDeclaration,
  parent: acorn.Node | undefined,
): void {
  const inLoopHead = parent?.type === 'ForInStatement' || parent?.type === 'ForOfStatement';
  if (inLoopHead) {
    script.remove(node.start, node.declarations[0]?.start ?? node.start + 3);
    return;
  }
  const assigned = node.declarations.filter(({ init }) => init);
  if (assigned.length === 0) {
    script.overwrite(node.start, node.end, parent?.type === 'ForStatement' ? '' : ';');
    return;
  }
  script.overwrite(node.start, node.start + 3, ' '.repeat(3));
  script.appendLeft(node.start + 3, '(');
  for (const { id, init } of node.declarations) if (!init) script.overwrite(id.start, id.end, '0');
  script.appendLeft(node.declarations.at(-1)?.end ?? node.end, ')');
}

const isFunction = ({ type }: acorn.Node): boolean =>
  /Function|^(MethodDefinition|PropertyDefinition|StaticBlock)$/.test(type);

/** `await`, `import()`, `import.meta` and assignments to constants, at any depth. */
function rewriteExpressions(
  script: MagicString,
  program: acorn.Program,
  constants: ReadonlySet<string>,
  parts: RewrittenParts,
): void {
  const assigned = (target: acorn.Node, node: acorn.Node, ancestors: acorn.Node[]): void => {
    const name = boundNames(target as acorn.Pattern).find(
      (candidate) => constants.has(candidate) && !scopes.shadows(candidate, ancestors),
    );
    if (!name) return;
    script.prependRight(node.start, `(${HOOKS}.constantAssigned(${JSON.stringify(name)}), `);
    script.appendLeft(node.end, ')');
  };
  ancestor(program, {
    AwaitExpression(node) {
      script.appendRight(node.argument.start, `${HOOKS}.wait(`);
      script.appendLeft(node.argument.end, ')');
    },
    ThrowStatement({ argument }) {
      // An error knows where it was made; whatever else is thrown does not.
      if (argument.type === 'NewExpression') return;
      script.appendRight(argument.start, `${HOOKS}.thrown(`);
      script.appendLeft(argument.end, ')');
    },
    ImportExpression(node) {
      const specifier = node.source.type === 'Literal' ? String(node.source.value) : undefined;
      if (specifier) parts.imports.push({ specifier, names: ['*'] });
      script.overwrite(node.start, node.source.start, `${HOOKS}.importDynamic(`);
    },
    MetaProperty(node) {
      if (node.meta.name === 'import') script.overwrite(node.start, node.end, `${HOOKS}.meta`);
    },
    AssignmentExpression: (node, _state, ancestors) => assigned(node.left, node, ancestors),
    UpdateExpression: (node, _state, ancestors) => {
      if (node.argument.type === 'Identifier') assigned(node.argument, node, ancestors);
    },
  });
}

/** Where the cell ends in an expression, its value (awaited) is what the cell shows. */
function handOverLastValue(script: MagicString, program: acorn.Program): void {
  const last = withinDisposal(
    script,
    program.body.findLast((statement) => !isEmptyExport(statement)),
  );
  const expression =
    last?.type === 'ExpressionStatement' && !isStrictMode(last)
      ? last.expression
      : last?.type === 'ExportDefaultDeclaration' && !/Declaration$/.test(last.declaration.type)
        ? last.declaration
        : undefined;
  if (!expression) return;
  script.prependRight(expression.start, `${HOOKS}.last(await ${HOOKS}.hold((`);
  script.appendLeft(expression.end, ')))');
}

/** `export {}`, which only says that a text is a module. */
const isEmptyExport = (statement: Statement): boolean =>
  statement.type === 'ExportNamedDeclaration' && !statement.declaration && statement.specifiers.length === 0;

/** A string at the head of a text is a directive to the parser; a cell that is one string shows it. */
const isStrictMode = ({ directive }: acorn.ExpressionStatement): boolean => directive === 'use strict';

/** With `using` at the top, all statements stand in a `try` whose end disposes of the resources. */
function withinDisposal(script: MagicString, last: Statement | undefined): Statement | undefined {
  if (last?.type !== 'TryStatement' || !last.finalizer) return last;
  const { start, end } = last.finalizer;
  return script.original.slice(start, end).includes('__disposeResources(') ? last.block.body.at(-1) : last;
}

/** Names that the code reads as values (imports themselves not counted). */
function valueNames(program: acorn.Program): Set<string> {
  const names = new Set<string>();
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration') continue;
    ancestor(statement as acorn.Node, {
      Identifier(node) {
        names.add(node.name);
      },
    });
  }
  return names;
}
