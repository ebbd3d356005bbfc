import vm from 'node:vm';
import { findGlobal } from '../cell/find-global.js';

/** Names that are read by one script. */
const TOGETHER = 200;

/** Reads the names that cells have declared. They are no properties of an object, so reading one runs no code. */
export class ScopeValues {
  private readonly names: string[] = [];
  private readonly known = new Set<string>();
  private readonly readers: (() => unknown[])[] = [];

  /** A cell declares these. @returns those that are new. */
  declare(names: readonly string[]): Set<string> {
    const added = new Set<string>();
    for (const name of names) {
      if (this.known.has(name)) continue;
      added.add(name);
      this.known.add(name);
      this.readers.length = Math.min(this.readers.length, Math.floor(this.names.length / TOGETHER));
      this.names.push(name);
    }
    return added;
  }

  /** In the order in which they were declared first; those that a cell in its middle has not come to are undefined. */
  *entries(): Generator<[name: string, value: unknown]> {
    for (let from = 0; from < this.names.length; from += TOGETHER) {
      const names = this.names.slice(from, from + TOGETHER);
      const values = this.read(from / TOGETHER, names);
      for (const [i, name] of names.entries()) {
        if (values) yield [name, values[i]];
        else {
          const found = findGlobal(name);
          if (found) yield [name, found.value];
        }
      }
    }
  }

  /** The value of a name that cells have declared. */
  valueOf(name: string): { value: unknown } | undefined {
    return this.known.has(name) ? findGlobal(name) : undefined;
  }

  private read(group: number, names: readonly string[]): unknown[] | undefined {
    try {
      this.readers[group] ??= vm.runInThisContext(`() => [${names.join(', ')}]`) as () => unknown[];
      return this.readers[group]?.();
    } catch {
      // One of them could not be declared: they are read one by one.
      return undefined;
    }
  }
}
