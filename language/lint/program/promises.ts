import type ts from 'typescript6';
import type { Machine } from './machine.js';
import type { PromiseValue, Value } from './values.js';

/** Something is read of a promise as if it were its result; gives the result. */
export function readPromise(machine: Machine, promise: PromiseValue, site: ts.Node, member?: string): Value {
  machine.emit({ kind: 'promise-read', site, promise, member });
  return promise.of;
}

/** What `await` makes of a value. */
export const awaited = (value: Value): Value => (value.kind === 'promise' ? awaited(value.of) : value);

/** The promise of a call. */
export const promiseOf = (of: Value, call: ts.Expression, name?: string): PromiseValue => ({
  kind: 'promise',
  of: awaited(of),
  call,
  name,
});
