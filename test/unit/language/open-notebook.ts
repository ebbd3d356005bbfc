import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LanguageEngine } from '../../../language/language-engine.js';
import { TypeScriptEngine } from '../../../language/typescript/index.js';
import type { CellLanguage, LanguageDiagnostic } from '../../../protocol/language.js';

export const languageFolder = join(import.meta.dirname, '../../../dist/language');

/** One engine for all tests of a file: what it has read of types is read once. */
let shared: LanguageEngine | undefined;
const sharedEngine = (): LanguageEngine => {
  shared ??= new TypeScriptEngine({ folder: languageFolder }).engine;
  return shared;
};

/** Where the cursor is. */
const CURSOR = '‸';
const NO_FILES = join(tmpdir(), 'epochbook-language-no-files');
let number = 0;

export interface OpenOptions {
  language?: CellLanguage | CellLanguage[];
  /** Files beside the notebook, by their path. */
  files?: Record<string, string>;
  engine?: LanguageEngine;
}

/** A notebook of these cells, open in the engine; `‸` in one of them is the cursor. */
export class OpenNotebook {
  readonly notebook: string;
  readonly folder: string;
  readonly texts: string[];
  readonly engine: LanguageEngine;
  cursor = { cell: '0', offset: 0 };

  constructor(
    cells: string[],
    private readonly options: OpenOptions = {},
  ) {
    this.engine = options.engine ?? sharedEngine();
    // Without files of its own it is, to the engine, the notebook before with other cells: that is quicker.
    const isOwn = options.files !== undefined || options.engine !== undefined;
    this.notebook = isOwn ? `notebook-${++number}` : 'notebook';
    this.folder = isOwn ? mkdtempSync(join(tmpdir(), 'epochbook-language-')) : NO_FILES;
    for (const [name, text] of Object.entries(options.files ?? {})) this.write(name, text);
    this.texts = cells.map((text, i) => {
      const offset = text.indexOf(CURSOR);
      if (offset >= 0) this.cursor = { cell: `${i}`, offset };
      return text.replace(CURSOR, '');
    });
    this.update();
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), text);
  }

  update(): void {
    const { notebook, folder } = this;
    const cells = this.texts.map((text, i) => ({ id: `${i}`, language: this.languageOf(i), text }));
    void this.engine.update({ notebook, folder, cells });
  }

  private languageOf(cell: number): CellLanguage {
    const { language = 'typescript' } = this.options;
    return typeof language === 'string' ? language : (language[cell] ?? 'typescript');
  }

  get at() {
    return { notebook: this.notebook, ...this.cursor };
  }

  async names(): Promise<string[]> {
    return (await this.engine.completions(this.at)).map(({ name }) => name);
  }

  async hover(): Promise<string> {
    return (await this.engine.hover(this.at))?.signature ?? '';
  }

  /** `cell: code "text"`, of errors and warnings. */
  async errors(): Promise<string[]> {
    return (await this.said())
      .filter(({ severity }) => severity !== 'hint')
      .map((each) => this.inWords(each));
  }

  /** `cell: tag "text"`, of what is greyed or struck through. */
  async hints(): Promise<string[]> {
    return (await this.said())
      .filter(({ severity }) => severity === 'hint')
      .map(({ cell, tag, start, end }) => `${cell}: ${tag} "${this.textOf(cell, start, end)}"`);
  }

  async said(): Promise<LanguageDiagnostic[]> {
    return this.engine.diagnostics({ notebook: this.notebook });
  }

  inWords({ cell, code, start, end }: LanguageDiagnostic): string {
    return `${cell}: ${code} "${this.textOf(cell, start, end)}"`;
  }

  textOf(cell: string, start: number, end: number): string {
    return (this.texts[Number(cell)] ?? '').slice(start, end);
  }

  close(): void {
    if (this.folder === NO_FILES) return;
    void this.engine.close({ notebook: this.notebook });
    rmSync(this.folder, { recursive: true, force: true });
  }
}
