const done = new WeakMap<object, Set<string>>();

/**
 * Puts a function around a method of a prototype, once: a second call with the same patch name does nothing to that method.
 *
 * @param patch Name of the patch.
 * @param wrap Gets the method as it was and gives the one to use. `this` is the object.
 */
export function wrapMethod<This, Args extends unknown[], Result>(
  prototype: object,
  method: string,
  patch: string,
  wrap: (original: (this: This, ...args: Args) => Result) => (this: This, ...args: Args) => Result,
): void {
  const patches = done.get(prototype) ?? new Set();
  const mark = `${method}: ${patch}`;
  if (patches.has(mark)) return;
  const methods = prototype as Record<string, (this: This, ...args: Args) => Result>;
  const original = methods[method];
  if (!original) throw new Error(`The patch "${patch}" finds no method "${method}" in this TensorFlow.js.`);
  methods[method] = wrap(original);
  done.set(prototype, patches.add(mark));
}
