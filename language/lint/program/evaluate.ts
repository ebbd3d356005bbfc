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

type Way<Node extends ts.Node> = (machine: Machine, node: Node, scope: Scope) => Value;

/** What is asked of every expression of a notebook is looked up: TypeScript's own tests, one after another, take longer. */
const ways = new Map<ts.SyntaxKind, Way<ts.Expression>>();
const { SyntaxKind } = ts;

function way<Node extends ts.Expression>(kinds: readonly ts.SyntaxKind[], evaluateKind: Way<Node>): void {
  for (const kind of kinds) ways.set(kind, evaluateKind as unknown as Way<ts.Expression>);
}

way<ts.Identifier>([SyntaxKind.Identifier], evaluateName);
way<ts.StringLiteralLike>(
  [SyntaxKind.StringLiteral, SyntaxKind.NoSubstitutionTemplateLiteral],
  (_machine, { text }) => constant(text),
);
way<ts.NumericLiteral>([SyntaxKind.NumericLiteral], (_machine, { text }) => constant(Number(text)));
way<ts.CallExpression>([SyntaxKind.CallExpression], evaluateCall);
way<ts.NewExpression>([SyntaxKind.NewExpression], evaluateNew);
way<ts.PropertyAccessExpression>([SyntaxKind.PropertyAccessExpression], (machine, node, scope) =>
  memberOf(machine, machine.evaluate(node.expression, scope), node.name.text, node),
);
way<ts.ElementAccessExpression>([SyntaxKind.ElementAccessExpression], evaluateElement);
way<ts.AwaitExpression>([SyntaxKind.AwaitExpression], (machine, node, scope) =>
  awaited(machine.evaluate(node.expression, scope)),
);
way<ts.ObjectLiteralExpression>([SyntaxKind.ObjectLiteralExpression], evaluateObject);
way<ts.ArrayLiteralExpression>([SyntaxKind.ArrayLiteralExpression], evaluateList);
way<ts.ArrowFunction | ts.FunctionExpression>(
  [SyntaxKind.ArrowFunction, SyntaxKind.FunctionExpression],
  (machine, node, scope) => {
    const closure = { kind: 'closure', node, names: scope } as const;
    machine.know(closure);
    return closure;
  },
);
way<ts.ConditionalExpression>([SyntaxKind.ConditionalExpression], evaluateChoice);
way<ts.ParenthesizedExpression | ts.NonNullExpression>(
  [SyntaxKind.ParenthesizedExpression, SyntaxKind.NonNullExpression],
  (machine, node, scope) => machine.evaluate(node.expression, scope),
);
way<ts.AsExpression | ts.SatisfiesExpression | ts.TypeAssertion>(
  [SyntaxKind.AsExpression, SyntaxKind.SatisfiesExpression, SyntaxKind.TypeAssertionExpression],
  (machine, node, scope) => {
    const value = machine.evaluate(node.expression, scope);
    return value.kind === 'unknown' ? typed(node.type) : value;
  },
);

/** What is known of the value of an expression. */
export function evaluate(machine: Machine, node: ts.Expression, scope: Scope): Value {
  const found = ways.get(node.kind);
  if (found) return found(machine, node, scope);
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
