import ts from 'typescript6';
import { evaluateCall, evaluateNew } from './calls.js';
import { evaluateList, evaluateObject } from './literals.js';
import type { Machine } from './machine.js';
import { memberOf } from './member.js';
import { evaluateOperation } from './operations.js';
import { awaited, readPromise } from './promises.js';
import type { Scope } from './scope.js';
import { typed } from './typed.js';
import { constant, joined, unknown, type Value } from './values.js';

const undefinedValue = constant(undefined);

/** What is known of the value of an expression. */
export function evaluate(machine: Machine, node: ts.Expression, scope: Scope): Value {
  if (ts.isIdentifier(node)) return evaluateName(machine, node, scope);
  if (ts.isStringLiteralLike(node)) return constant(node.text);
  if (ts.isNumericLiteral(node)) return constant(Number(node.text));
  if (ts.isCallExpression(node)) return evaluateCall(machine, node, scope);
  if (ts.isPropertyAccessExpression(node))
    return memberOf(machine, machine.evaluate(node.expression, scope), node.name.text, node);
  if (ts.isElementAccessExpression(node)) return evaluateElement(machine, node, scope);
  if (ts.isAwaitExpression(node)) return awaited(machine.evaluate(node.expression, scope));
  if (ts.isObjectLiteralExpression(node)) return evaluateObject(machine, node, scope);
  if (ts.isArrayLiteralExpression(node)) return evaluateList(machine, node, scope);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) {
    const closure = { kind: 'closure', node, names: scope } as const;
    machine.know(closure);
    return closure;
  }
  if (ts.isNewExpression(node)) return evaluateNew(machine, node, scope);
  if (ts.isConditionalExpression(node)) return evaluateChoice(machine, node, scope);
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node))
    return machine.evaluate(node.expression, scope);
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isTypeAssertionExpression(node)) {
    const value = machine.evaluate(node.expression, scope);
    return value.kind === 'unknown' ? typed(node.type) : value;
  }
  return evaluateOperation(machine, node, scope) ?? evaluateParts(machine, node, scope);
}

function evaluateName(machine: Machine, node: ts.Identifier, scope: Scope): Value {
  const { text } = node;
  if (text === 'undefined') return undefinedValue;
  const box = scope.find(text);
  if (!box || machine.unstable.has(text)) return unknown;
  return box.content;
}

function evaluateElement(machine: Machine, node: ts.ElementAccessExpression, scope: Scope): Value {
  const whole = machine.evaluate(node.expression, scope);
  const index = machine.evaluate(node.argumentExpression, scope);
  if (index.kind === 'constant' && typeof index.value === 'string')
    return memberOf(machine, whole, index.value, node);
  if (whole.kind === 'promise') readPromise(machine, whole, node);
  if (whole.kind === 'list' && index.kind === 'constant' && typeof index.value === 'number')
    return whole.items[index.value] ?? unknown;
  return unknown;
}

function evaluateChoice(machine: Machine, node: ts.ConditionalExpression, scope: Scope): Value {
  machine.evaluate(node.condition, scope);
  let yes: Value = unknown;
  let no: Value = unknown;
  machine.boxes.branch([
    () => {
      yes = machine.evaluate(node.whenTrue, scope);
      return false;
    },
    () => {
      no = machine.evaluate(node.whenFalse, scope);
      return false;
    },
  ]);
  return joined(yes, no);
}

/** Of what is known no value, the parts may still do something. */
function evaluateParts(machine: Machine, node: ts.Node, scope: Scope): Value {
  ts.forEachChild(node, (part) => {
    if (ts.isExpression(part)) machine.evaluate(part, scope);
    else if (!ts.isTypeNode(part)) evaluateParts(machine, part, scope);
  });
  return unknown;
}
