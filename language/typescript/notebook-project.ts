import { statSync } from 'node:fs';
import ts from 'typescript6';
import type { LanguageCell, LanguageUpdate } from '../../protocol/language.js';
import {
  type PlacedCell,
  parseText,
  readCell,
  type VirtualDocument,
  virtualDocument,
} from '../document/index.js';
import type { LintCell } from '../lint/index.js';
import { compilerOptions } from './compiler-options.js';
import type { GivenTypes } from './given-types.js';
import { ModuleFinder } from './module-finder.js';
import { changeRange, TextSnapshot } from './text-snapshot.js';

interface KnownCell extends PlacedCell {
  source: ts.SourceFile;
}

/** One notebook: its cells as a virtual document, and TypeScript's service for it. */
export class NotebookProject {
  private made: ts.LanguageService | undefined;
  private cells = new Map<string, KnownCell>();
  private built: VirtualDocument | undefined;
  private snapshot = new TextSnapshot('');
  private version = 0;
  private filesVersion = 0;
  private folder = '';
  /** Of the student, that the cells import by whatever way. */
  private readonly ownFiles = new Set<string>();
  private options: ts.CompilerOptions = {};
  private modules: ModuleFinder;

  constructor(
    private readonly given: GivenTypes,
    private readonly registry: ts.DocumentRegistry,
    private readonly number: number,
    private readonly isCancelled: () => boolean,
  ) {
    this.modules = new ModuleFinder(given, '', this.options);
  }

  get service(): ts.LanguageService {
    this.made ??= ts.createLanguageService(this.host(), this.registry);
    return this.made;
  }

  /** The cells as one text. */
  get document(): VirtualDocument {
    if (!this.built) throw new Error('The notebook has no cells yet.');
    return this.built;
  }

  /** The path of the virtual document, beside the notebook. */
  get path(): string {
    const ending = this.built?.language === 'javascript' ? 'js' : 'ts';
    return `${this.folder}/__epochbook_${this.number}.${ending}`;
  }

  get notebookFolder(): string {
    return this.folder;
  }

  get program(): ts.Program {
    const program = this.service.getProgram();
    if (!program) throw new Error('TypeScript made no program.');
    return program;
  }

  get sourceFile(): ts.SourceFile {
    const file = this.program.getSourceFile(this.path);
    if (!file) throw new Error('The virtual document is not in its program.');
    return file;
  }

  update({ folder, cells }: LanguageUpdate): void {
    const path = folder.replaceAll('\\', '/').replace(/\/+$/, '');
    if (path !== this.folder) {
      this.folder = path;
      this.filesChanged();
      // A service asks for its folder once.
      this.dispose();
    }
    const before = this.cells;
    this.cells = new Map();
    for (const { id, language, text } of cells) {
      const known = before.get(id);
      this.cells.set(id, this.read(known, { id, language, text: text ?? known?.parts.text ?? '' }));
    }
    const built = virtualDocument([...this.cells.values()], (specifier) => this.given.canonical(specifier));
    if (built.text !== this.built?.text || built.language !== this.built.language) {
      this.snapshot = new TextSnapshot(built.text);
      this.version++;
    }
    this.built = built;
  }

  /** The cells as they were written. */
  get lintCells(): LintCell[] {
    return [...this.cells].map(
      ([
        id,
        {
          parts: { text, language },
        },
      ]) => ({ id, text, language }),
    );
  }

  /** What was looked up on the disk is looked up again. */
  filesChanged(): void {
    this.options = compilerOptions(this.folder);
    this.modules = new ModuleFinder(this.given, this.folder, this.options);
    this.ownFiles.clear();
    this.filesVersion++;
  }

  dispose(): void {
    this.made?.dispose();
    this.made = undefined;
  }

  private read(known: KnownCell | undefined, { id, language, text }: LanguageCell): KnownCell {
    if (known && known.parts.text === text && known.parts.language === language) return known;
    const source =
      known && known.parts.language === language
        ? ts.updateSourceFile(known.source, text, changeRange(known.parts.text, text))
        : parseText(text, language);
    return { id, source, parts: readCell(text, language, source) };
  }

  private host(): ts.LanguageServiceHost {
    const { given } = this;
    return {
      getProjectVersion: () => `${this.version} ${this.filesVersion} ${this.ownStamp()}`,
      getCompilationSettings: () => this.options,
      getScriptFileNames: () => [this.path, given.globals],
      getScriptVersion: (path) =>
        path === this.path ? `${this.version}` : given.has(path) ? '1' : this.stamp(path),
      getScriptSnapshot: (path) => {
        if (path === this.path) return this.snapshot;
        if (!given.has(path) && !path.includes('/node_modules/')) this.ownFiles.add(path);
        const text = ts.sys.readFile(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => this.folder,
      getDefaultLibFileName: () => `${given.libraries}/lib.esnext.d.ts`,
      fileExists: (path) => path === this.path || given.fileExists(path),
      readFile: ts.sys.readFile,
      directoryExists: (path) => given.directoryExists(path),
      getDirectories: ts.sys.getDirectories,
      readDirectory: ts.sys.readDirectory,
      realpath: (path) => (given.has(path) || path === this.path ? path : (ts.sys.realpath?.(path) ?? path)),
      useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
      getCancellationToken: () => ({ isCancellationRequested: this.isCancelled }),
      resolveModuleNameLiterals: (literals, from) =>
        literals.map(({ text }) => this.modules.module(text, from)),
      resolveTypeReferenceDirectiveReferences: (references, from) =>
        references.map((reference) =>
          this.modules.types(typeof reference === 'string' ? reference : reference.fileName, from),
        ),
    };
  }

  /** Changes when a file of the student's does that was read; packages change with `filesChanged` only. */
  private ownStamp(): string {
    return [...this.ownFiles].map((path) => this.stamp(path)).join();
  }

  private stamp(path: string): string {
    if (path.includes('/node_modules/')) return `${this.filesVersion}`;
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat ? `${stat.mtimeMs} ${stat.size}` : 'none';
  }
}
