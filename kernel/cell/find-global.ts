import vm from 'node:vm';

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** The value of a name that cells share, and whether there is such a name. */
export function findGlobal(name: string): { value: unknown } | undefined {
  if (!IDENTIFIER.test(name)) return undefined;
  try {
    return { value: vm.runInThisContext(name) };
  } catch {
    return undefined;
  }
}
