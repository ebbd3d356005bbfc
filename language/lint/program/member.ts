import type ts from 'typescript6';
import type { Machine } from './machine.js';
import { readPromise } from './promises.js';
import { constant, fieldOf, unknown, type Value } from './values.js';

const OF_PROMISES = new Set(['then', 'catch', 'finally']);

/** What stands behind a dot. */
export function memberOf(machine: Machine, whole: Value, name: string, node: ts.Expression): Value {
  switch (whole.kind) {
    case 'namespace':
      return { kind: 'namespace', path: pathOf(whole.path, name) };
    case 'object':
      return fieldOf(whole, name)?.value ?? (whole.open ? unknown : constant(undefined));
    case 'promise':
      return OF_PROMISES.has(name)
        ? unknown
        : memberOf(machine, readPromise(machine, whole, node, name), name, node);
    case 'history':
      if (!whole.isLogs) return name === 'history' ? { ...whole, isLogs: true } : unknown;
      machine.emit({ kind: 'history-read', site: node, history: whole, name });
      return unknown;
    case 'list':
      return name === 'length' && !whole.open ? constant(whole.items.length) : unknown;
    default:
      return unknown;
  }
}

/** `epochbook` has its callbacks twice. */
const pathOf = (path: string, name: string): string =>
  path === 'epochbook' && name === 'callbacks' ? path : `${path}.${name}`;
