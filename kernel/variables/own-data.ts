import { types } from 'node:util';

// What a cell puts in their place must not be what is looked with.
const { getOwnPropertyDescriptor, getPrototypeOf, hasOwn } = Object;
const getterOf = (prototype: object, name: string): ((this: unknown) => number) =>
  getOwnPropertyDescriptor(prototype, name)?.get as (this: unknown) => number;
const typedArray = getPrototypeOf(Uint8Array.prototype) as object;
const lengthOfTyped = getterOf(typedArray, 'length');
const bytesOfTyped = getterOf(typedArray, 'byteLength');
const tagOfTyped = getOwnPropertyDescriptor(typedArray, Symbol.toStringTag)?.get as (
  this: unknown,
) => string | undefined;
const bytesOfBuffer = getterOf(ArrayBuffer.prototype, 'byteLength');
const bytesOfShared = getterOf(SharedArrayBuffer.prototype, 'byteLength');
const sizeOfMap = getterOf(Map.prototype, 'size');
const sizeOfSet = getterOf(Set.prototype, 'size');

/** An object whose properties can be looked at without running code: not a proxy. */
export const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !types.isProxy(value);

/** The value of an own property, where it is one that is stored; a getter is not called. */
export function ownData(value: object, key: PropertyKey): unknown {
  if (types.isProxy(value)) return undefined;
  const property = getOwnPropertyDescriptor(value, key);
  return property && hasOwn(property, 'value') ? property.value : undefined;
}

/** Whether a property is a value, and no getter. */
export const isStored = (value: object, key: PropertyKey): boolean => {
  const property = getOwnPropertyDescriptor(value, key);
  return property !== undefined && hasOwn(property, 'value');
};

const FARTHEST = 20;

/** The same of the first object of the chain of prototypes that has such a property. */
export function inheritedData(value: object, key: PropertyKey): unknown {
  let at: object | null = value;
  for (let steps = 0; at && steps < FARTHEST && !types.isProxy(at); steps++) {
    const property = getOwnPropertyDescriptor(at, key);
    if (property) return hasOwn(property, 'value') ? property.value : undefined;
    at = getPrototypeOf(at);
  }
  return undefined;
}

/** The name of a function or class, as it was written. */
export function nameOfFunction(value: unknown): string | undefined {
  if (typeof value !== 'function' || types.isProxy(value)) return undefined;
  const name = ownData(value, 'name');
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** The name of the class of an object; those of the engine say it themselves, as bundling changes it. */
export function classOf(value: object): string | undefined {
  const made = inheritedData(value, 'constructor');
  if (typeof made !== 'function') return undefined;
  const said = ownData(made, 'className');
  return typeof said === 'string' && said !== '' ? said : nameOfFunction(made);
}

export interface TypedList {
  name: string;
  length: number;
  bytes: number;
}

/** What kind of typed array it is, told by itself and not by its properties. */
export function typedListOf(value: unknown): TypedList | undefined {
  if (!types.isTypedArray(value)) return undefined;
  const length = lengthOfTyped.call(value);
  return { name: tagOfTyped.call(value) ?? 'TypedArray', length, bytes: bytesOfTyped.call(value) };
}

const numberLists = {
  Float32Array,
  Float64Array,
  Int32Array,
  Uint8Array,
  Int8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Uint32Array,
} as const;
export type NumberList = InstanceType<(typeof numberLists)[keyof typeof numberLists]>;
const bufferOfTyped = getOwnPropertyDescriptor(typedArray, 'buffer')?.get as (this: unknown) => ArrayBuffer;
const offsetOfTyped = getterOf(typedArray, 'byteOffset');

/** A copy of the first so many numbers of a typed array, of a buffer of its own; undefined for kinds of which there is none. */
export function copyOfTyped(value: unknown, count: number): NumberList | undefined {
  const typed = typedListOf(value);
  const Kind = typed && numberLists[typed.name as keyof typeof numberLists];
  if (!Kind) return undefined;
  return new Kind(
    new Kind(bufferOfTyped.call(value), offsetOfTyped.call(value), Math.min(count, typed.length)),
  );
}

/** Bytes of a buffer, entries of a map or set. */
export function sizeOf(value: unknown): number | undefined {
  if (types.isMap(value)) return sizeOfMap.call(value);
  if (types.isSet(value)) return sizeOfSet.call(value);
  if (types.isSharedArrayBuffer(value)) return bytesOfShared.call(value);
  return types.isArrayBuffer(value) ? bytesOfBuffer.call(value) : undefined;
}

/** The length of an array. */
export const lengthOf = (value: object): number => {
  const length = ownData(value, 'length');
  return typeof length === 'number' ? length : 0;
};
