import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript6';

/** Names under which the kernel gives cells the engine. */
const ENGINE_MODULES = ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs'];

/** Packages of which `types/` holds the declarations, by the folder there. */
const PACKAGES: Record<string, string> = {
  epochbook: 'epochbook/library',
  'epochbook-engine': 'epochbook/engine',
  '@tensorflow/tfjs-core': 'tfjs-core',
  '@tensorflow/tfjs-layers': 'tfjs-layers',
  '@tensorflow/tfjs-data': 'tfjs-data',
  '@tensorflow/tfjs-converter': 'tfjs-converter',
  valibot: 'valibot',
  'undici-types': 'undici-types',
};

/** The declarations that need no install: of JavaScript, Node, TensorFlow.js and the library. */
export class GivenTypes {
  readonly libraries: string;
  private readonly types: string;
  private readonly files = new Set<string>();
  private readonly folders = new Set<string>();

  /** @param folder `dist/language`, with `lib` and `types`. @throws Error where it was not built. */
  constructor(folder: string) {
    const root = folder.replaceAll('\\', '/');
    this.libraries = `${root}/lib`;
    this.types = `${root}/types`;
    if (!existsSync(this.types)) throw new Error(`There are no types in ${folder}. Run: npm run build`);
    this.list(this.libraries);
    this.list(this.types);
  }

  /** What cells see without an import. */
  get globals(): string {
    return `${this.types}/globals.d.ts`;
  }

  get node(): string {
    return `${this.types}/node/index.d.ts`;
  }

  /** The declarations of what a cell imports by this name, where the kernel gives it. */
  moduleFile(specifier: string): string | undefined {
    if (ENGINE_MODULES.includes(specifier)) return `${this.types}/tfjs/index.d.ts`;
    return specifier === 'epochbook' ? `${this.types}/${PACKAGES.epochbook}/index.d.ts` : undefined;
  }

  isEngine(specifier: string): boolean {
    return ENGINE_MODULES.includes(specifier);
  }

  /** The same for specifiers that mean the same module. */
  canonical(specifier: string): string {
    return this.isEngine(specifier) ? '@tensorflow/tfjs-node' : specifier.replace(/^node:/, '');
  }

  /** What one of these files means by the name of a package. */
  within(specifier: string): string | undefined {
    const own = this.moduleFile(specifier);
    if (own) return own;
    const name = Object.keys(PACKAGES).find((each) => specifier === each || specifier.startsWith(`${each}/`));
    if (!name) return undefined;
    const rest = specifier.slice(name.length);
    const base = `${this.types}/${PACKAGES[name]}${rest}`;
    return [`${base}.d.ts`, `${base}/index.d.ts`].find((file) => this.files.has(file));
  }

  has(path: string): boolean {
    return path.startsWith(this.types) || path.startsWith(this.libraries);
  }

  /** Files of ours do not come and go, so nothing is asked of the disk. */
  fileExists(path: string): boolean {
    return this.has(path) ? this.files.has(path) : ts.sys.fileExists(path);
  }

  directoryExists(path: string): boolean {
    return this.has(path) ? this.folders.has(path) : ts.sys.directoryExists(path);
  }

  private list(folder: string): void {
    this.folders.add(folder);
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      const path = join(entry.parentPath, entry.name).replaceAll('\\', '/');
      (entry.isDirectory() ? this.folders : this.files).add(path);
    }
  }
}
