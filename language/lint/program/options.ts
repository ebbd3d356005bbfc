import type { ObjectValue, Value } from './values.js';

/** The options of a call: empty where none are given, undefined where they are not known. */
export function optionsOf(value: Value | undefined): ObjectValue | undefined {
  if (value === undefined) return { kind: 'object', fields: new Map(), open: false };
  return value.kind === 'object' ? value : undefined;
}
