import Module, { register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { ENGINE_MODULES, LIBRARY_MODULE } from './import-module.js';
import {
  type ImportContext,
  type LoadedSource,
  loadSource,
  type ProvidedNames,
  providedUrl,
  resolveFile,
} from './loading.js';
import { requireTypeScript } from './require-typescript.js';

/** Where the provided modules find their live values; one process-wide place that generated source can reach. */
export const PROVIDED = Symbol.for('epochbook.provided');

type Provided = Record<string, Record<string, unknown>>;

/**
 * Makes the engine and the library importable from the student's own files and packages, and lets Node load TypeScript
 * files, on every Node since 20.
 * @param loaderPath the bundled `loader.ts`, for a Node that runs such hooks on another thread.
 */
export function provideModules(modules: Provided, loaderPath: string): void {
  Object.defineProperty(globalThis, PROVIDED, { value: modules, configurable: true });
  const names: ProvidedNames = Object.fromEntries(
    Object.entries(modules).map(([name, namespace]) => [name, Object.keys(namespace)]),
  );
  const { registerHooks } = Module as unknown as { registerHooks?: (hooks: object) => void };
  if (registerHooks) registerHooks(synchronousHooks(names));
  else {
    register(pathToFileURL(loaderPath).href, { data: { names } });
    requireTypeScript();
  }
  provideToRequire(modules);
}

type Next<T> = (value: string, context?: ImportContext) => T;

function synchronousHooks(names: ProvidedNames): object {
  return {
    resolve(specifier: string, context: ImportContext, next: Next<unknown>): unknown {
      const url = providedUrl(specifier, names) ?? resolveFile(specifier, context.parentURL);
      return url ? { url, shortCircuit: true } : next(specifier, context);
    },
    load(url: string, context: ImportContext, next: Next<LoadedSource>): LoadedSource {
      return loadSource(url, names, context) ?? next(url, context);
    },
  };
}

/** `require` in CommonJS packages does not pass the hooks on every Node. */
function provideToRequire(modules: Provided): void {
  const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
  const original = loader._load;
  loader._load = (request, ...rest) => {
    const known = [...ENGINE_MODULES, LIBRARY_MODULE].includes(request) ? modules[request] : undefined;
    return known ?? original.call(loader, request, ...rest);
  };
}
