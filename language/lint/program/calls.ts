import ts from 'typescript6';
import { callLibrary, newFromLibrary } from './library-calls.js';
import type { Machine } from './machine.js';
import { callMethod } from './method-calls.js';
import { readPromise } from './promises.js';
import type { Scope } from './scope.js';
import { unknown, type Value } from './values.js';

/** The arguments of a call; of those behind `...` nothing is known. */
function argumentsOf(machine: Machine, given: readonly ts.Expression[] | undefined, scope: Scope): Value[] {
  return (given ?? []).map((argument) => {
    if (!ts.isSpreadElement(argument)) return machine.evaluate(argument, scope);
    const value = machine.evaluate(argument.expression, scope);
    if (value.kind === 'promise') readPromise(machine, value, argument.expression);
    machine.escape(value);
    return unknown;
  });
}

export function evaluateCall(machine: Machine, node: ts.CallExpression, scope: Scope): Value {
  const { expression } = node;
  if (
    ts.isPropertyAccessExpression(expression) &&
    expression.expression.kind !== ts.SyntaxKind.SuperKeyword
  ) {
    const receiver = machine.evaluate(expression.expression, scope);
    if (receiver.kind !== 'namespace') {
      const args = argumentsOf(machine, node.arguments, scope);
      const value = callMethod(machine, receiver, { name: expression.name.text, node, args, scope });
      return noted(machine, value, node);
    }
  }
  if (expression.kind === ts.SyntaxKind.ImportKeyword) {
    argumentsOf(machine, node.arguments, scope);
    return unknown;
  }
  const callee = machine.evaluate(expression, scope);
  const args = argumentsOf(machine, node.arguments, scope);
  if (callee.kind === 'namespace') return noted(machine, callLibrary(machine, callee.path, node, args), node);
  if (callee.kind === 'closure') return machine.call(callee, args, node);
  if (callee.kind === 'promise') readPromise(machine, callee, node);
  for (const argument of args) machine.escape(argument);
  return unknown;
}

function noted(machine: Machine, value: Value, call: ts.CallExpression): Value {
  if (value.kind === 'data' && value.what === 'tensor') machine.madeTensor(call);
  return value;
}

export function evaluateNew(machine: Machine, node: ts.NewExpression, scope: Scope): Value {
  const callee = machine.evaluate(node.expression, scope);
  const args = argumentsOf(machine, node.arguments, scope);
  if (callee.kind === 'namespace') return newFromLibrary(machine, callee.path, node, args);
  for (const argument of args) machine.escape(argument);
  return unknown;
}
