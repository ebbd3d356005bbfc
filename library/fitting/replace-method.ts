interface Replaced {
  given: boolean;
  restore(): void;
}

/** On each method of ours: the kernel and the library that cells import each hold this file. */
const REPLACED = Symbol.for('epochbook.replaced-method');

/**
 * Puts an own property before the method of the class.
 *
 * @returns Takes it away again; under a later one of ours it stays until that goes, and under one of somebody else for good.
 */
export function replaceMethod<T extends object, K extends keyof T>(
  object: T,
  key: K,
  method: T[K] & object,
): () => void {
  const own = Object.getOwnPropertyDescriptor(object, key);
  const replaced: Replaced = {
    given: true,
    restore() {
      if (own) Object.defineProperty(object, key, own);
      else Reflect.deleteProperty(object, key);
    },
  };
  object[key] = Object.assign(method, { [REPLACED]: replaced });
  const top = (): Replaced | undefined => (object[key] as { [REPLACED]?: Replaced })[REPLACED];
  return () => {
    replaced.given = false;
    for (let at = top(); at && !at.given; at = top()) at.restore();
  };
}
