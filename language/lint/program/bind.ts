import ts from 'typescript6';
import type { Machine } from './machine.js';
import { readPromise } from './promises.js';
import { roleOfNames } from './roles.js';
import type { Scope } from './scope.js';
import { constant, fieldOf, listOf, unknown, type Value } from './values.js';

/** Rows that were given a name which says what they are for. */
function named(value: Value, name: string): Value {
  if (value.kind !== 'data' || value.role) return value;
  const role = roleOfNames([name]);
  return role ? { ...value, role } : value;
}

/** Declares the names of a pattern: `x`, `{ x, y: [z] }`. */
export function bind(machine: Machine, pattern: ts.BindingName, value: Value, scope: Scope): void {
  if (ts.isIdentifier(pattern)) {
    scope.declare(pattern.text, named(value, pattern.text));
    return;
  }
  const whole = value.kind === 'promise' ? readPromise(machine, value, pattern) : value;
  pattern.elements.forEach((element, i) => {
    if (ts.isOmittedExpression(element)) return;
    bindElement(machine, element, whole, i, scope);
  });
}

function bindElement(
  machine: Machine,
  element: ts.BindingElement,
  whole: Value,
  index: number,
  scope: Scope,
): void {
  const given = element.dotDotDotToken
    ? restOf(whole, index)
    : ts.isArrayBindingPattern(element.parent)
      ? itemOf(whole, index)
      : memberNamed(whole, element);
  const isMissing = given.kind === 'constant' && given.value === undefined;
  const otherwise = element.initializer && machine.evaluate(element.initializer, scope);
  bind(machine, element.name, otherwise ? (isMissing ? otherwise : given) : given, scope);
}

function itemOf(whole: Value, index: number): Value {
  if (whole.kind !== 'list') return unknown;
  return whole.items[index] ?? (whole.open ? unknown : constant(undefined));
}

const restOf = (whole: Value, index: number): Value =>
  whole.kind === 'list' ? listOf(whole.items.slice(index), whole.open) : unknown;

function memberNamed(whole: Value, { name, propertyName }: ts.BindingElement): Value {
  const key = propertyName ?? name;
  if (!ts.isIdentifier(key) && !ts.isStringLiteral(key)) return unknown;
  if (whole.kind === 'namespace') return { kind: 'namespace', path: `${whole.path}.${key.text}` };
  if (whole.kind === 'history' && !whole.isLogs && key.text === 'history') return { ...whole, isLogs: true };
  if (whole.kind !== 'object') return unknown;
  return fieldOf(whole, key.text)?.value ?? (whole.open ? unknown : constant(undefined));
}
