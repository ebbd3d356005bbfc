import { AsyncLocalStorage } from 'node:async_hooks';
import events from 'node:events';
import fs from 'node:fs';
import { MessagePort } from 'node:worker_threads';

type Properties = Map<PropertyKey, PropertyDescriptor>;

// What a cell puts in their place must not be what is looked with.
const { getOwnPropertyDescriptor, defineProperty, is } = Object;
const { ownKeys } = Reflect;

/** What the library itself replaces while cells run: `seed` the source of random numbers. */
const OURS = new Set(['Math.random']);

/** Additions to these change what code does that never names them. */
const MEANINGFUL = new Set<PropertyKey>(['toJSON', 'then', Symbol.toPrimitive, Symbol.species]);

/** The objects of JavaScript, Node and ours as they are before any cell has run, so that changes of them are seen. */
export class KnownObjects {
  private readonly known = new Map<object, { name: string; properties: Properties }>();

  constructor() {
    for (const name of STANDARD) this.add(name, (globalThis as Record<string, unknown>)[name]);
    this.keep('globalThis', globalThis, STANDARD);
    const iterators = {
      'array iterator': [][Symbol.iterator](),
      'map iterator': new Map()[Symbol.iterator](),
      'set iterator': new Set()[Symbol.iterator](),
      'string iterator': ''[Symbol.iterator](),
    };
    for (const [name, iterator] of Object.entries(iterators))
      this.keep(`prototype of the ${name}`, Object.getPrototypeOf(iterator));
    this.add('node:events', events);
    this.add('AsyncLocalStorage', AsyncLocalStorage);
    this.add('MessagePort', MessagePort);
    // Node loads other parts of it when they are first used, and changes it then.
    this.keep('node:fs', fs, ['readFileSync', 'readFile', 'existsSync', 'statSync', 'promises']);
  }

  /** An object with all functions and classes that it holds: a module's exports. */
  addAll(name: string, exports: object): void {
    this.add(name, exports);
    for (const key of ownKeys(exports)) {
      const value = getOwnPropertyDescriptor(exports, key)?.value as unknown;
      if (typeof value === 'function') this.add(`${name}.${String(key)}`, value);
    }
  }

  /** The class of an object, with those that it extends. */
  addClassOf(object: object): void {
    for (
      let prototype = Object.getPrototypeOf(object) as object | null;
      prototype && prototype !== Object.prototype;
      prototype = Object.getPrototypeOf(prototype) as object | null
    )
      this.keep(`${prototype.constructor.name}.prototype`, prototype);
  }

  /** Puts back what has changed since. @returns the names of what had. */
  restore(): string[] {
    const changed: string[] = [];
    for (const [object, { name, properties }] of this.known) {
      for (const [key, was] of properties) {
        const now = getOwnPropertyDescriptor(object, key);
        if (now && same(now, was)) continue;
        changed.push(`${name}.${String(key)}`);
        tryTo(() => defineProperty(object, key, was));
      }
      for (const key of ownKeys(object)) {
        const isStrange = object === Object.prototype || MEANINGFUL.has(key);
        if (properties.has(key) || !isStrange) continue;
        changed.push(`${name}.${String(key)}`);
        tryTo(() => delete (object as Record<PropertyKey, unknown>)[key]);
      }
    }
    return changed;
  }

  /** A function, or object, with its prototype. */
  private add(name: string, value: unknown): void {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
    this.keep(name, value);
    const prototype = getOwnPropertyDescriptor(value, 'prototype')?.value as unknown;
    if (typeof prototype === 'object' && prototype !== null) this.keep(`${name}.prototype`, prototype);
  }

  private keep(name: string, object: object, keys: readonly PropertyKey[] = ownKeys(object)): void {
    if (this.known.has(object)) return;
    const properties: Properties = new Map();
    for (const key of keys) {
      const property = getOwnPropertyDescriptor(object, key);
      // What is looked up counts, not what a number happens to be: `RegExp.lastMatch`, `Error.stackTraceLimit`.
      if (property && isLasting(property) && !OURS.has(`${name}.${String(key)}`))
        properties.set(key, property);
    }
    this.known.set(object, { name, properties });
  }
}

const isLasting = ({ value, get, set }: PropertyDescriptor): boolean =>
  typeof value === 'function' ||
  (typeof value === 'object' && value !== null) ||
  get !== undefined ||
  set !== undefined;

const same = (a: PropertyDescriptor, b: PropertyDescriptor): boolean =>
  is(a.value, b.value) && a.get === b.get && a.set === b.set;

function tryTo(work: () => unknown): void {
  try {
    work();
  } catch {
    // It cannot be put back; that it has changed is told.
  }
}

/** Names of JavaScript's own objects. A cell that declares one of them hides it from all cells. */
export const STANDARD: readonly string[] = (
  'Object Function Array String Number Boolean Symbol BigInt Math JSON Date RegExp Promise Map Set WeakMap WeakSet WeakRef ' +
  'Proxy Reflect Error TypeError RangeError SyntaxError ReferenceError EvalError URIError AggregateError ArrayBuffer ' +
  'SharedArrayBuffer DataView Atomics Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array ' +
  'Float32Array Float64Array BigInt64Array BigUint64Array parseInt parseFloat isNaN isFinite setTimeout setInterval ' +
  'setImmediate queueMicrotask structuredClone'
).split(' ');
