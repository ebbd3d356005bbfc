/** What explanations may look at: the names of the notebook as they are when the error is told. */
export interface KnownNames {
  /** The value of a name of the notebook, and whether there is such a name. */
  find(name: string): { value: unknown } | undefined;
  /** Names that cells have declared. */
  declared(): Iterable<string>;
  /** The engine, once it is loaded. */
  engine(): object | undefined;
  /** The cell whose text declares a name that is not there. */
  declaringCell?(name: string): DeclaringCell | undefined;
  /** What the library exports. */
  library(): readonly string[];
}

/** A code cell of the notebook, as seen from the one that runs. */
export interface DeclaringCell {
  /** Its first line. */
  first: string;
  /** How many code cells below; negative: above. */
  distance: number;
}

/** A place in a cell. */
export interface ErrorPlace {
  /** The line's text. */
  text: string;
  /** From 1. */
  column: number;
}

export const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

export const isPromise = (value: unknown): boolean =>
  isObject(value) && typeof safely(() => (value as { then?: unknown }).then) === 'function';

/** Reads what a student's object may refuse to tell. */
export function safely<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** All names of members, inherited ones too. */
export function membersOf(value: unknown): string[] {
  const names = new Set<string>();
  for (let at: unknown = value; isObject(at) && at !== Object.prototype; at = Object.getPrototypeOf(at))
    for (const name of safely(() => Object.getOwnPropertyNames(at)) ?? [])
      if (!name.startsWith('_') && name !== 'constructor') names.add(name);
  return [...names];
}

/** What `tf.layers` of `tf.layers.dense` is: the value at the end of a path of names. */
export function followPath(path: readonly string[], names: KnownNames): { value: unknown } | undefined {
  const [first, ...rest] = path;
  let found = first === undefined ? undefined : names.find(first);
  if (!found && first === 'tf') {
    const engine = names.engine();
    found = engine && { value: engine };
  }
  for (const name of rest) {
    if (!found || !isObject(found.value)) return undefined;
    const { value } = found;
    found = { value: safely(() => (value as Record<string, unknown>)[name]) };
  }
  return found;
}
