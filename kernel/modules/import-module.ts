import { existsSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { didYouMean } from '../../engine/patches/index.js';
import { say } from '../../words/index.js';
import { pythonPackages, tellAdvice } from '../cell/explain/index.js';

type Namespace = Record<string, unknown>;

/** Names under which cells (and the packages they use) get the engine. */
export const ENGINE_MODULES = ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs'];
export const LIBRARY_MODULE = 'epochbook';

export interface ModuleSources {
  /** The notebook's folder: relative paths and packages start there. */
  folder: string;
  engine(): Promise<Namespace>;
  library(): Promise<Namespace>;
  /** Called before the first file or package is loaded. */
  prepare(): Promise<void>;
}

/** Loads modules for cells: what we provide, else by Node's own rules as if the cells were a file in the notebook's folder. */
export class Modules {
  private readonly load: (specifier: string, options?: object) => Promise<Namespace>;

  constructor(private readonly sources: ModuleSources) {
    // A dynamic import resolves against the file it stands in; this one stands beside the notebook.
    this.load = vm.runInThisContext('(specifier, options) => import(specifier, options)', {
      filename: join(sources.folder, 'notebook.mjs'),
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
  }

  /**
   * @param needed names that the cell uses as values.
   * @throws Error that names the module, the folder it was looked for in, and what to do.
   */
  async import(specifier: string, needed: string[] = [], options?: object): Promise<Namespace> {
    const namespace = await this.namespace(specifier, options);
    const missing = needed.filter((name) => !(name in namespace));
    if (missing.length === 0) return namespace;
    const fallback = namespace.default;
    if (typeof fallback === 'object' && fallback !== null) {
      const merged = { ...(fallback as Namespace), ...namespace };
      if (missing.every((name) => name in merged)) return merged;
    }
    throw new Error(missingExport(specifier, missing[0] ?? '', Object.keys(namespace)));
  }

  private async namespace(specifier: string, options?: object): Promise<Namespace> {
    if (ENGINE_MODULES.includes(specifier)) return this.sources.engine();
    if (specifier === LIBRARY_MODULE) return this.sources.library();
    if (!isBuiltin(specifier)) await this.sources.prepare();
    try {
      return await this.load(isRelative(specifier) ? this.fresh(specifier) : specifier, options);
    } catch (error) {
      throw isNotFound(error) ? this.notFound(specifier, error) : error;
    }
  }

  /** A file that was edited since is another module to Node, so that running the cell again sees the edit. */
  private fresh(specifier: string): string {
    const path = resolve(this.sources.folder, specifier);
    const found = [
      path,
      ...['.ts', '.js', '.mts', '.mjs', '/index.ts', '/index.js'].map((end) => path + end),
    ].find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
    if (!found) return specifier;
    return `${pathToFileURL(found).href}?changed=${statSync(found).mtimeMs}`;
  }

  private notFound(specifier: string, cause: unknown): Error {
    const { folder } = this.sources;
    const wanted = missingName(cause) ?? specifier;
    if (isRelative(specifier)) {
      const file = resolve(folder, specifier);
      return new Error(
        say(
          `Cannot find "${specifier}": there is no file ${file}. The folder looked in is ${dirname(file)}.`,
          `"${specifier}"을(를) 찾을 수 없습니다: ${file} 파일이 없습니다. 찾아본 폴더: ${dirname(file)}.`,
        ),
      );
    }
    const name = packageName(wanted);
    const python = Object.hasOwn(pythonPackages, name) && pythonPackages[name];
    if (python) return new Error(tellAdvice(name, python, 'Python'));
    return new Error(
      say(
        `Cannot find the package "${name}": looked in ${join(folder, 'node_modules')} and the folders above. Install it with "npm install ${name}" in ${folder}, then run this cell again.`,
        `"${name}" 패키지를 찾을 수 없습니다: ${join(folder, 'node_modules')}과(와) 그 위 폴더에서 찾아보았습니다. ${folder}에서 다음 명령으로 설치한 뒤 이 셀을 다시 실행하세요: npm install ${name}`,
      ),
    );
  }
}

const isRelative = (specifier: string): boolean => /^\.{0,2}\//.test(specifier);

/** `@scope/name/file` → `@scope/name`. */
function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

const isNotFound = (error: unknown): boolean =>
  ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes((error as { code?: string })?.code ?? '');

const missingName = (error: unknown): string | undefined =>
  /Cannot find (?:package|module) '([^'./][^']*)'/.exec((error as Error).message)?.[1];

function missingExport(specifier: string, name: string, names: string[]): string {
  const hint = didYouMean(name, names, (near) => near);
  return say(
    `"${specifier}" has no export named "${name}".${hint}`,
    `"${specifier}"에는 "${name}"(이)라는 내보내기가 없습니다.${hint}`,
  );
}
