import ts from 'typescript6';
import type { Machine } from './machine.js';
import { bare } from './roles.js';
import type { Scope } from './scope.js';
import { type Constant, constant, unknown, type Value } from './values.js';

const { SyntaxKind } = ts;

/** Operators, assignments and templates; undefined for other expressions. */
export function evaluateOperation(machine: Machine, node: ts.Expression, scope: Scope): Value | undefined {
  switch (node.kind) {
    case SyntaxKind.TrueKeyword:
      return constant(true);
    case SyntaxKind.FalseKeyword:
      return constant(false);
    case SyntaxKind.NullKeyword:
      return constant(null);
  }
  if (ts.isBinaryExpression(node)) return evaluateBinary(machine, node, scope);
  if (ts.isPrefixUnaryExpression(node)) return evaluatePrefix(machine, node, scope);
  if (ts.isPostfixUnaryExpression(node)) {
    assign(machine, node.operand, unknown, scope);
    return unknown;
  }
  if (ts.isTemplateExpression(node)) return evaluateTemplate(machine, node, scope);
  return undefined;
}

function evaluatePrefix(machine: Machine, node: ts.PrefixUnaryExpression, scope: Scope): Value {
  const value = machine.evaluate(node.operand, scope);
  if (node.operator === SyntaxKind.PlusPlusToken || node.operator === SyntaxKind.MinusMinusToken)
    assign(machine, node.operand, unknown, scope);
  else if (node.operator === SyntaxKind.MinusToken && value.kind === 'constant')
    return typeof value.value === 'number' ? constant(-value.value) : unknown;
  return unknown;
}

function evaluateTemplate(machine: Machine, node: ts.TemplateExpression, scope: Scope): Value {
  const values = node.templateSpans.map(({ expression }) => machine.evaluate(expression, scope));
  if (!values.every((value): value is Constant => value.kind === 'constant')) return unknown;
  const texts = node.templateSpans.map(({ literal }, i) => `${values[i]?.value}${literal.text}`);
  return constant(node.head.text + texts.join(''));
}

function evaluateBinary(machine: Machine, node: ts.BinaryExpression, scope: Scope): Value {
  const { left, right } = node;
  const operator = node.operatorToken.kind;
  if (operator >= SyntaxKind.FirstAssignment && operator <= SyntaxKind.LastAssignment) {
    const value = machine.evaluate(right, scope);
    assign(machine, left, operator === SyntaxKind.EqualsToken ? value : unknown, scope);
    return value;
  }
  const first = machine.evaluate(left, scope);
  if (
    operator === SyntaxKind.AmpersandAmpersandToken ||
    operator === SyntaxKind.BarBarToken ||
    operator === SyntaxKind.QuestionQuestionToken
  ) {
    machine.boxes.branch([
      () => {
        machine.evaluate(right, scope);
        return false;
      },
      () => false,
    ]);
    return unknown;
  }
  const second = machine.evaluate(right, scope);
  if (operator === SyntaxKind.CommaToken) return second;
  return first.kind === 'constant' && second.kind === 'constant'
    ? computed(operator, first.value, second.value)
    : unknown;
}

function computed(operator: ts.SyntaxKind, a: Constant['value'], b: Constant['value']): Value {
  if (operator === SyntaxKind.PlusToken && typeof a === 'string' && typeof b === 'string')
    return constant(a + b);
  if (typeof a !== 'number' || typeof b !== 'number') return unknown;
  switch (operator) {
    case SyntaxKind.PlusToken:
      return constant(a + b);
    case SyntaxKind.MinusToken:
      return constant(a - b);
    case SyntaxKind.AsteriskToken:
      return constant(a * b);
    case SyntaxKind.SlashToken:
      return constant(a / b);
    case SyntaxKind.AsteriskAsteriskToken:
      return constant(a ** b);
    default:
      return unknown;
  }
}

/** What is assigned to: a name takes the value, the whole of which a part is changed is no longer known. */
function assign(machine: Machine, target: ts.Expression, value: Value, scope: Scope): void {
  const inner = bare(target);
  if (ts.isIdentifier(inner)) {
    const box = scope.find(inner.text);
    if (box) machine.boxes.set(box, value);
    return;
  }
  if (ts.isArrayLiteralExpression(inner) || ts.isObjectLiteralExpression(inner)) {
    ts.forEachChild(inner, function forget(part): void {
      if (ts.isIdentifier(part)) assign(machine, part, unknown, scope);
      else ts.forEachChild(part, forget);
    });
    return;
  }
  let root = inner;
  while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root))
    root = bare(root.expression);
  const box = ts.isIdentifier(root) ? scope.find(root.text) : undefined;
  if (box?.content.kind === 'object' || box?.content.kind === 'list') machine.boxes.set(box, unknown);
  else if (box?.content.kind === 'model' && ts.isElementAccessExpression(inner)) machine.escape(box.content);
  if (value.kind === 'model') machine.escape(value);
}
