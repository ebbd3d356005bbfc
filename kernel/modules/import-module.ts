import { createRequire, isBuiltin } from 'node:module';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { missingExport, missingFile, missingPackage, unreadableFile } from './import-errors.js';
import { versionedUrl } from './loading.js';
import { faultIn, findOwnFile, isRelative } from './own-files.js';
import { OwnRequire } from './own-require.js';

type Namespace = Record<string, unknown>;

/** Names under which cells (and the packages they use) get the engine. */
export const ENGINE_MODULES = ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs'];
export const LIBRARY_MODULE = 'epochbook';

export interface ModuleSources {
  /** The notebook's folder: relative paths and packages start there. */
  folder: string;
  /** Our own code, whose files never change while it runs. */
  ownFolder: string;
  engine(): Promise<Namespace>;
  library(): Promise<Namespace>;
  /** Called before the first file or package is loaded. */
  prepare(): Promise<void>;
}

/** Loads modules for cells: what we provide, else by Node's own rules as if the cells were a file in the notebook's folder. */
export class Modules {
  private readonly load: (specifier: string, options?: object) => Promise<Namespace>;
  private readonly ownRequire: OwnRequire;

  constructor(private readonly sources: ModuleSources) {
    const filename = join(sources.folder, 'notebook.mjs');
    // A dynamic import resolves against the file it stands in; this one stands beside the notebook.
    this.load = vm.runInThisContext('(specifier, options) => import(specifier, options)', {
      filename,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    this.ownRequire = new OwnRequire(createRequire(filename), sources.ownFolder, (specifier, error) =>
      this.explained(specifier, error),
    );
  }

  /** `require` as cells have it, as if they were a file in the notebook's folder. */
  get require(): NodeJS.Require {
    return this.ownRequire.require;
  }

  /** Before a cell that may call `require`: it has to give the engine at once. */
  prepareRequire(): Promise<void> {
    return this.sources.prepare();
  }

  /**
   * @param needed names that the cell uses as values; `*` for all that there are.
   * @throws Error that names the module, the folder it was looked for in, and what to do.
   */
  async import(specifier: string, needed: string[] = [], options?: object): Promise<Namespace> {
    const namespace = await this.namespace(specifier, options);
    const isProvided = specifier === LIBRARY_MODULE || ENGINE_MODULES.includes(specifier);
    if (isProvided && needed.includes('default') && !('default' in namespace))
      return { ...namespace, default: namespace };
    if (needed.includes('*') && this.ownRequire.hasLoaded(specifier)) return withAllOf(namespace);
    const missing = needed.filter((name) => name !== '*' && !(name in namespace));
    if (missing.length === 0) return namespace;
    const merged = withAllOf(namespace);
    if (missing.every((name) => name in merged)) return merged;
    throw new Error(missingExport(specifier, missing[0] ?? '', Object.keys(namespace)));
  }

  private async namespace(specifier: string, options?: object): Promise<Namespace> {
    if (ENGINE_MODULES.includes(specifier)) return this.sources.engine();
    if (specifier === LIBRARY_MODULE) return this.sources.library();
    if (!isBuiltin(specifier)) await this.sources.prepare();
    this.ownRequire.forgetEdited();
    try {
      const found = isRelative(specifier) ? findOwnFile(specifier, this.sources.folder) : undefined;
      return await this.load(found ? versionedUrl(found) : specifier, options);
    } catch (error) {
      throw this.explained(specifier, error);
    } finally {
      this.ownRequire.forgetEdited();
    }
  }

  /** What went wrong, with the file that it went wrong in. */
  private explained(specifier: string, error: unknown): unknown {
    const { folder } = this.sources;
    const { code, message } = error as { code?: string; message?: string };
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND')
      return this.notFound(specifier, message ?? '');
    const found = isRelative(specifier) ? findOwnFile(specifier, folder) : undefined;
    if (!found || !isSyntaxError(error)) return error;
    const broken = faultIn(found);
    // Made here, an error knows the cell that it came from.
    return broken ? unreadableFile(broken.path, broken.fault) : new SyntaxError(message);
  }

  private notFound(specifier: string, message: string): Error {
    const [, wanted = specifier, imported, required] = NOT_FOUND.exec(message) ?? [];
    const importer = plainPath(imported ?? required ?? '');
    const isCell = importer === '' || /[\\/]notebook\.mjs$/.test(importer);
    const folder = isCell ? this.sources.folder : dirname(importer);
    const from = isCell ? undefined : importer;
    if (!isRelative(wanted) && !isAbsolute(plainPath(wanted))) return missingPackage(wanted, folder, from);
    const path = resolve(folder, plainPath(isCell ? specifier : wanted));
    return missingFile(isCell ? specifier : `./${relative(folder, path).replaceAll('\\', '/')}`, path, from);
  }
}

const NOT_FOUND =
  /Cannot find (?:package|module) '([^']+)'(?: imported from ([^\n]+)|\nRequire stack:\n- ([^\n]+))?/;

const plainPath = (place: string): string => {
  const bare = place.replace(/[?#].*$/, '');
  return bare.startsWith('file:') ? fileURLToPath(bare) : bare;
};

const isSyntaxError = (error: unknown): boolean => (error as Error)?.name === 'SyntaxError';

/** Of a CommonJS module Node names those exports that it sees without running it; the others are in its default. */
function withAllOf(namespace: Namespace): Namespace {
  const { default: all } = namespace;
  const isObject = (typeof all === 'object' && all !== null) || typeof all === 'function';
  return isObject ? { ...(all as Namespace), ...namespace } : namespace;
}
