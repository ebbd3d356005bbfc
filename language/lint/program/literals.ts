import ts from 'typescript6';
import type { Machine } from './machine.js';
import { readPromise } from './promises.js';
import type { Scope } from './scope.js';
import { type Field, type ListValue, type ObjectValue, unknown, type Value } from './values.js';

const nameOf = (name: ts.PropertyName): string | undefined =>
  ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) ? name.text : undefined;

export function evaluateObject(
  machine: Machine,
  node: ts.ObjectLiteralExpression,
  scope: Scope,
): ObjectValue {
  let fields = new Map<string, Field>();
  let open = false;
  const set = (name: string | undefined, field: Field): void => {
    if (name === undefined) open = true;
    else fields.set(name, field);
  };
  for (const property of node.properties) {
    if (ts.isPropertyAssignment(property)) {
      if (ts.isComputedPropertyName(property.name)) machine.evaluate(property.name.expression, scope);
      const value = machine.evaluate(property.initializer, scope);
      set(nameOf(property.name), { value, node: property.initializer, property });
    } else if (ts.isShorthandPropertyAssignment(property)) {
      const value = machine.evaluate(property.name, scope);
      set(property.name.text, { value, node: property.name, property });
    } else if (ts.isSpreadAssignment(property)) {
      const value = machine.evaluate(property.expression, scope);
      if (value.kind === 'object') {
        // What is not known of it may stand in the place of what was there.
        if (value.open) fields = new Map();
        for (const [name, field] of value.fields) fields.set(name, field);
        open ||= value.open;
      } else if (value.kind !== 'constant') {
        fields = new Map();
        open = true;
      }
    } else {
      const name = nameOf(property.name);
      if (property.body) machine.know({ kind: 'closure', node: property, names: scope });
      if (name === undefined) open = true;
      else fields.set(name, { value: unknown, node: node, property });
    }
  }
  return { kind: 'object', fields, open, node };
}

export function evaluateList(machine: Machine, node: ts.ArrayLiteralExpression, scope: Scope): ListValue {
  const items: Value[] = [];
  const nodes: (ts.Expression | undefined)[] = [];
  let open = false;
  for (const element of node.elements) {
    if (!ts.isSpreadElement(element)) {
      items.push(machine.evaluate(element, scope));
      nodes.push(element);
      continue;
    }
    const value = machine.evaluate(element.expression, scope);
    if (value.kind === 'promise') readPromise(machine, value, element.expression);
    if (value.kind === 'list') {
      items.push(...value.items);
      nodes.push(...value.nodes);
    }
    open ||= value.kind !== 'list' || value.open;
  }
  return { kind: 'list', items: open ? [] : items, nodes: open ? [] : nodes, open };
}
