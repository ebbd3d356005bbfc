import ts from 'typescript6';
import type { GivenTypes } from './given-types.js';

/** Finds what imports mean, as the kernel does: the workspace first, then what Epochbook gives. */
export class ModuleFinder {
  private readonly cache: ts.ModuleResolutionCache;
  private readonly host: ts.ModuleResolutionHost;
  private ownEngine: { path: string | undefined } | undefined;

  constructor(
    private readonly given: GivenTypes,
    private readonly folder: string,
    private readonly options: ts.CompilerOptions,
  ) {
    this.cache = ts.createModuleResolutionCache(folder, (path) => path, options);
    this.host = {
      fileExists: (path) => given.fileExists(path),
      directoryExists: (path) => given.directoryExists(path),
      readFile: ts.sys.readFile,
      getCurrentDirectory: () => folder,
      ...(ts.sys.realpath && { realpath: ts.sys.realpath }),
    };
  }

  module(specifier: string, from: string): ts.ResolvedModuleWithFailedLookupLocations {
    if (this.given.has(from)) return this.within(specifier, from);
    if (specifier === 'epochbook') return found(this.given.moduleFile(specifier));
    const own = this.resolve(specifier, from);
    const hasTypes = own.resolvedModule && /\.[cm]?tsx?$/.test(own.resolvedModule.resolvedFileName);
    if (hasTypes || !this.given.isEngine(specifier)) return own;
    return found(this.given.moduleFile(specifier));
  }

  types(name: string, from: string): ts.ResolvedTypeReferenceDirectiveWithFailedLookupLocations {
    const start = this.given.has(from) ? `${this.folder}/notebook.ts` : from;
    const own = ts.resolveTypeReferenceDirective(name, start, this.options, this.host);
    if (own.resolvedTypeReferenceDirective?.resolvedFileName || name !== 'node') return own;
    return {
      resolvedTypeReferenceDirective: { primary: true, resolvedFileName: this.given.node },
    } as ts.ResolvedTypeReferenceDirectiveWithFailedLookupLocations;
  }

  /** For a file of ours: the tensors of the library have to be those of the workspace's own TensorFlow.js. */
  private within(specifier: string, from: string): ts.ResolvedModuleWithFailedLookupLocations {
    if (specifier.startsWith('.')) return this.resolve(specifier, from);
    const engine = specifier.startsWith('@tensorflow/') ? this.workspaceEngine() : undefined;
    if (engine && !from.includes('/tfjs')) {
      const own = this.resolve(specifier, engine);
      if (own.resolvedModule) return own;
    }
    const file = this.given.within(specifier);
    return file ? found(file) : { resolvedModule: undefined };
  }

  private workspaceEngine(): string | undefined {
    this.ownEngine ??= {
      path: ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs']
        .map((name) => this.resolve(name, `${this.folder}/notebook.ts`).resolvedModule?.resolvedFileName)
        .find((path) => path !== undefined),
    };
    return this.ownEngine.path;
  }

  private resolve(specifier: string, from: string): ts.ResolvedModuleWithFailedLookupLocations {
    return ts.resolveModuleName(specifier, from, this.options, this.host, this.cache);
  }
}

function found(path: string | undefined): ts.ResolvedModuleWithFailedLookupLocations {
  if (!path) return { resolvedModule: undefined };
  return { resolvedModule: { resolvedFileName: path, extension: ts.Extension.Dts } };
}
