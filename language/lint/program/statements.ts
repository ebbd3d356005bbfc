import ts from 'typescript6';
import { assignedNames } from './assigned-names.js';
import { bind } from './bind.js';
import type { Ends } from './boxes.js';
import { declareImport } from './imports.js';
import type { Machine } from './machine.js';
import { readPromise } from './promises.js';
import { Scope } from './scope.js';
import { typed } from './typed.js';
import { data, joined, type ListValue, unknown, type Value } from './values.js';

/** Goes through statements that share their names; functions are known from the beginning. */
export function runStatements(machine: Machine, statements: readonly ts.Statement[], scope: Scope): Ends {
  for (const statement of statements)
    if (ts.isFunctionDeclaration(statement) && statement.name && statement.body) {
      const closure = { kind: 'closure', node: statement, names: scope } as const;
      scope.declare(statement.name.text, closure);
      machine.know(closure);
    }
  for (const statement of statements) if (runStatement(machine, statement, scope)) return true;
  return false;
}

const blockOf = (machine: Machine, statement: ts.Statement, scope: Scope): Ends =>
  machine.run(ts.isBlock(statement) ? statement.statements : [statement], new Scope(scope));

function runStatement(machine: Machine, node: ts.Statement, scope: Scope): Ends {
  if (ts.isExpressionStatement(node)) {
    const value = machine.evaluate(node.expression, scope);
    if (value.kind === 'promise' && value.call === node.expression && !isShown(node))
      machine.emit({ kind: 'promise-dropped', site: node.expression, promise: value });
    return false;
  }
  if (ts.isVariableStatement(node)) {
    declareAll(machine, node.declarationList, scope);
    return false;
  }
  if (ts.isReturnStatement(node)) {
    if (node.expression) machine.returns(machine.evaluate(node.expression, scope));
    return true;
  }
  if (ts.isThrowStatement(node)) {
    machine.evaluate(node.expression, scope);
    return true;
  }
  if (ts.isBreakStatement(node) || ts.isContinueStatement(node)) return true;
  if (ts.isIfStatement(node)) {
    machine.evaluate(node.expression, scope);
    return machine.boxes.branch([
      () => blockOf(machine, node.thenStatement, scope),
      () => (node.elseStatement ? blockOf(machine, node.elseStatement, scope) : false),
    ]);
  }
  if (ts.isBlock(node)) return blockOf(machine, node, scope);
  if (ts.isIterationStatement(node, false)) {
    runLoop(machine, node, scope);
    return false;
  }
  if (ts.isLabeledStatement(node)) return runStatement(machine, node.statement, scope) && false;
  if (ts.isTryStatement(node)) return runTry(machine, node, scope);
  if (ts.isSwitchStatement(node)) {
    machine.evaluate(node.expression, scope);
    const inner = new Scope(scope);
    const clauses = node.caseBlock.clauses.map((clause) => () => {
      machine.run(clause.statements, inner);
      return false;
    });
    machine.boxes.branch([...clauses, () => false]);
    return false;
  }
  if (ts.isImportDeclaration(node)) declareImport(node, scope);
  else if (ts.isClassDeclaration(node)) declareClass(machine, node, scope);
  else if (ts.isEnumDeclaration(node)) scope.declare(node.name.text, unknown);
  return false;
}

/** The last expression of a cell is awaited by the kernel, which shows it. */
const isShown = (node: ts.Statement): boolean =>
  ts.isSourceFile(node.parent) && node.parent.statements.at(-1) === node;

function declareAll(machine: Machine, list: ts.VariableDeclarationList, scope: Scope): void {
  for (const { name, type, initializer } of list.declarations) {
    const value = initializer ? machine.evaluate(initializer, scope) : unknown;
    bind(machine, name, value.kind === 'unknown' ? typed(type) : value, scope);
  }
}

function runLoop(machine: Machine, node: ts.IterationStatement, scope: Scope): void {
  const inner = new Scope(scope);
  if (ts.isForStatement(node) && node.initializer) {
    if (ts.isVariableDeclarationList(node.initializer)) declareAll(machine, node.initializer, inner);
    else machine.evaluate(node.initializer, inner);
  }
  if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
    const items = machine.evaluate(node.expression, scope);
    if (items.kind === 'promise' && ts.isForOfStatement(node) && !node.awaitModifier)
      readPromise(machine, items, node.expression);
    if (items.kind === 'list' && !items.open) machine.turnsOf(node, items.items.length);
    if (ts.isVariableDeclarationList(node.initializer)) {
      const [variable] = node.initializer.declarations;
      const item = ts.isForOfStatement(node) && items.kind === 'list' ? anyOf(items) : unknown;
      if (variable) bind(machine, variable.name, item, inner);
    }
  }
  // What an earlier turn may have left there.
  for (const name of assignedNames(node)) {
    const box = inner.find(name);
    // A tensor that is computed anew from turn to turn stays one.
    if (box) machine.boxes.set(box, box.content.kind === 'data' ? data(box.content.what) : unknown);
  }
  machine.boxes.branch([
    () => {
      if (ts.isForStatement(node)) {
        if (node.condition) machine.evaluate(node.condition, inner);
      } else if (ts.isWhileStatement(node) || ts.isDoStatement(node))
        machine.evaluate(node.expression, inner);
      blockOf(machine, node.statement, inner);
      if (ts.isForStatement(node) && node.incrementor) machine.evaluate(node.incrementor, inner);
      return false;
    },
    () => false,
  ]);
}

const anyOf = ({ items, open }: ListValue): Value =>
  open || items.length === 0 ? unknown : items.reduce(joined);

function runTry(machine: Machine, node: ts.TryStatement, scope: Scope): Ends {
  const { tryBlock, catchClause, finallyBlock } = node;
  const ends = machine.boxes.branch([
    () => blockOf(machine, tryBlock, scope),
    () => {
      if (!catchClause) return true;
      const inner = new Scope(scope);
      const { variableDeclaration } = catchClause;
      if (variableDeclaration) bind(machine, variableDeclaration.name, unknown, inner);
      return blockOf(machine, catchClause.block, inner);
    },
  ]);
  return (finallyBlock ? blockOf(machine, finallyBlock, scope) : false) || ends;
}

function declareClass(machine: Machine, node: ts.ClassDeclaration, scope: Scope): void {
  if (node.name) scope.declare(node.name.text, unknown);
  for (const member of node.members) {
    if (ts.isPropertyDeclaration(member) && member.initializer) machine.evaluate(member.initializer, scope);
    if (
      (ts.isMethodDeclaration(member) || ts.isConstructorDeclaration(member) || ts.isAccessor(member)) &&
      member.body
    )
      machine.know({ kind: 'closure', node: member, names: scope });
  }
}
