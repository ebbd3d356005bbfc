import { sep } from 'node:path';
import { versionOf } from './own-files.js';

/** `require` for cells, of which an edited file of the student's is another file. */
export class OwnRequire {
  readonly require: NodeJS.Require;
  private readonly versions = new Map<string, string>();

  /**
   * @param required Node's own, for the notebook's folder.
   * @param ownFolder our own code, which is not looked at.
   * @param explained the error to throw in the place of one that Node threw.
   */
  constructor(
    private readonly required: NodeJS.Require,
    private readonly ownFolder: string,
    explained: (specifier: string, error: unknown) => unknown,
  ) {
    const load = (specifier: string): unknown => {
      this.forgetEdited();
      try {
        return required(specifier);
      } catch (error) {
        throw explained(specifier, error);
      } finally {
        this.forgetEdited();
      }
    };
    this.require = Object.assign(load, {
      resolve: required.resolve,
      cache: required.cache,
      main: undefined,
      extensions: required.extensions,
    });
  }

  /** Whether this is a CommonJS module that was loaded. */
  hasLoaded(specifier: string): boolean {
    try {
      return this.required.resolve(specifier) in this.required.cache;
    } catch {
      return false;
    }
  }

  /** CommonJS modules are kept by their path: those that were edited since they were loaded, or that use such a one, go. */
  forgetEdited(): void {
    const { cache } = this.required;
    for (const path of Object.keys(cache)) {
      if (path.startsWith(this.ownFolder) || path.includes(`${sep}node_modules${sep}`)) continue;
      const version = versionOf(path);
      const before = this.versions.get(path);
      if (before !== undefined && before !== version) {
        delete cache[path];
        this.versions.delete(path);
      } else this.versions.set(path, version);
    }
  }
}
