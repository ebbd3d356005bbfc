import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript6';
import type {
  CellRange,
  LanguageCompletion,
  LanguageDetails,
  LanguageEdit,
} from '../../protocol/language.js';
import { exportedNames } from './exported-names.js';
import type { GivenTypes } from './given-types.js';
import { documentation } from './markdown.js';
import type { NotebookProject } from './notebook-project.js';

export interface ImportSource {
  name: string;
  from: string;
  /** `import * as name`. */
  all?: boolean;
}

/** Names by which a whole module is usually imported. */
const WHOLE: ImportSource[] = [
  { name: 'tf', from: '@tensorflow/tfjs-node', all: true },
  { name: 'fs', from: 'node:fs', all: true },
  { name: 'path', from: 'node:path', all: true },
  { name: 'os', from: 'node:os', all: true },
];
const OWN_FILE = /(?<!\.d)\.(?:ts|mts|js|mjs)$/;
const MANY_FILES = 60;

/** What cells could import, and the edits that do it. */
export class ImportSuggestions {
  private sources: ImportSource[] | undefined;

  constructor(
    private readonly project: NotebookProject,
    private readonly given: GivenTypes,
  ) {}

  /** Files or packages have changed. */
  forget(): void {
    this.sources = undefined;
  }

  /** Those whose names are not at hand already. */
  completions(known: ReadonlySet<string>): LanguageCompletion[] {
    return this.all()
      .filter(({ name }) => !known.has(name))
      .map(({ name, from, all }) => ({
        name,
        kind: all ? 'module' : 'alias',
        sortText: '16',
        importFrom: from,
        ...(all && { importAll: true }),
      }));
  }

  named(name: string): ImportSource[] {
    return this.all().filter((each) => each.name === name);
  }

  details(cell: string, source: ImportSource): LanguageDetails {
    const { signature, documentation } = this.describe(source);
    return { signature, documentation, edits: this.edits(cell, source) };
  }

  /** Into an import of the same module in the same cell, else on a line of its own at the top of the cell. */
  edits(cell: string, { name, from, all }: ImportSource): LanguageEdit[] {
    const placed = this.project.document.cells.find(({ id }) => id === cell);
    if (!placed) return [];
    const { text, imports } = placed.parts;
    const canonical = this.given.canonical(from);
    const own = imports.find(
      ({ specifier, bindings }) =>
        this.given.canonical(specifier) === canonical && bindings.some(({ imported }) => imported !== '*'),
    );
    if (own && !all) {
      const closing = text.lastIndexOf('}', own.end);
      if (closing > own.start) {
        const at = text.slice(0, closing).trimEnd().length;
        const comma = text[at - 1] === ',' || text[at - 1] === '{' ? ' ' : ', ';
        return [{ cell, start: at, end: at, text: `${comma}${name}` }];
      }
    }
    const quote = /from\s+"/.test(text) ? '"' : "'";
    const clause = all ? `* as ${name}` : `{ ${name} }`;
    const at = imports.at(-1)?.end ?? startOf(text);
    const line = `import ${clause} from ${quote}${from}${quote};`;
    return [{ cell, start: at, end: at, text: imports.length > 0 ? `\n${line}` : `${line}\n` }];
  }

  private describe({ name, from, all }: ImportSource): { signature: string; documentation: string } {
    const clause = all ? `* as ${name}` : `{ ${name} }`;
    const plain = { signature: `import ${clause} from '${from}'`, documentation: '' };
    const path = this.given.moduleFile(from);
    const file = path && this.project.program.getSourceFile(path);
    if (!file || all) return plain;
    const checker = this.project.program.getTypeChecker();
    const module = checker.getSymbolAtLocation(file);
    const found = module && checker.getExportsOfModule(module).find((symbol) => symbol.name === name);
    if (!found) return plain;
    const symbol = found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
    const type =
      symbol.valueDeclaration && checker.getTypeOfSymbolAtLocation(symbol, symbol.valueDeclaration);
    const signature = type ? `${plain.signature}\n${name}: ${checker.typeToString(type)}` : plain.signature;
    return { signature, documentation: documentation(symbol.getDocumentationComment(checker)) };
  }

  private all(): ImportSource[] {
    this.sources ??= [...WHOLE, ...this.libraryNames(), ...this.ownFiles(), ...this.packages()];
    return this.sources;
  }

  private libraryNames(): ImportSource[] {
    const path = this.given.moduleFile('epochbook');
    return path ? exportedNames(path).map((name) => ({ name, from: 'epochbook' })) : [];
  }

  /** Files in the notebook's folder and in those within it. */
  private ownFiles(): ImportSource[] {
    const folder = this.project.notebookFolder;
    const inner = list(folder)
      .filter((entry) => entry.isDirectory() && !/^\.|^node_modules$/.test(entry.name))
      .map(({ name }) => `${name}/`);
    const files = ['', ...inner].flatMap((each) =>
      list(join(folder, each))
        .filter((entry) => entry.isFile() && OWN_FILE.test(entry.name))
        .map((entry) => each + entry.name),
    );
    return files
      .slice(0, MANY_FILES)
      .flatMap((file) => exportedNames(join(folder, file)).map((name) => ({ name, from: `./${file}` })));
  }

  /** The packages that the nearest `package.json` names. */
  private packages(): ImportSource[] {
    const path = ts.findConfigFile(this.project.notebookFolder, ts.sys.fileExists, 'package.json');
    if (!path) return [];
    return dependencies(path).flatMap((name) => {
      const found = ts.resolveModuleName(
        name,
        `${this.project.notebookFolder}/notebook.ts`,
        { moduleResolution: ts.ModuleResolutionKind.Bundler },
        ts.sys,
      ).resolvedModule;
      const types =
        found && /\.d\.[cm]?ts$/.test(found.resolvedFileName) ? found.resolvedFileName : undefined;
      return types ? exportedNames(types).map((each) => ({ name: each, from: name })) : [];
    });
  }
}

/** Behind what has to stay first: `#!` and comments to TypeScript. */
function startOf(text: string): number {
  return /^(?:\uFEFF|#![^\n]*(?:\n|$)|\/\/ *@ts-[^\n]*(?:\n|$))*/.exec(text)?.[0].length ?? 0;
}

function list(folder: string): import('node:fs').Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function dependencies(path: string): string[] {
  try {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(path, 'utf8'));
    const names = Object.keys({ ...dependencies, ...devDependencies });
    return names.filter((name) => !name.startsWith('@types/')).slice(0, MANY_FILES);
  } catch {
    return [];
  }
}

/** The word at a place, where it is one of TypeScript's names. */
export function nameIn(text: string, { start, end }: Pick<CellRange, 'start' | 'end'>): string {
  return text.slice(start, end);
}
