import { readFileSync } from 'node:fs';
import ts from 'typescript6';
import type { Locale } from '../../protocol/kernel.js';
import type {
  CellOffset,
  LanguageCompletion,
  LanguageDetails,
  LanguageHover,
  LanguagePlace,
  LanguageSignatures,
  LanguageUpdate,
} from '../../protocol/language.js';
import { LanguageCancelled, type LanguageEngine } from '../language-engine.js';
import { lessonOf } from '../lesson-of.js';
import { lintNotebook } from '../lint/index.js';
import { completionDetails, completionsAt } from './completions.js';
import { diagnosticsOf } from './diagnostics.js';
import { fixesAt } from './fixes.js';
import { GivenTypes } from './given-types.js';
import { ImportSuggestions } from './import-suggestions.js';
import { documentation } from './markdown.js';
import { NotebookProject } from './notebook-project.js';
import { distinct, placeOf } from './places.js';
import { renamable, rename } from './rename.js';
import { symbolsOf } from './symbols.js';

export interface TypeScriptEngineOptions {
  /** `dist/language`. */
  folder: string;
  locale?: Locale;
  /** Asked often while it computes. */
  isCancelled?(): boolean;
}

interface OpenNotebook {
  project: NotebookProject;
  suggestions: ImportSuggestions;
}

type Asked<M extends keyof LanguageEngine> = Parameters<LanguageEngine[M]>[0];

/** The types of notebooks, by the language service of TypeScript 6. */
export class TypeScriptEngine {
  private readonly given: GivenTypes;
  private readonly registry = ts.createDocumentRegistry(ts.sys.useCaseSensitiveFileNames);
  private readonly notebooks = new Map<string, OpenNotebook>();
  private opened = 0;

  /** @throws Error where its declarations are not there. */
  constructor(private readonly options: TypeScriptEngineOptions) {
    this.given = new GivenTypes(options.folder);
    if (options.locale === 'ko') speakKorean(`${this.given.libraries}/ko.json`);
  }

  /** The engine behind the interface: what is broken off throws LanguageCancelled. */
  get engine(): LanguageEngine {
    const cancellable =
      <P, R>(answer: (params: P) => R) =>
      (params: P): R => {
        try {
          return answer(params);
        } catch (error) {
          throw error instanceof ts.OperationCanceledException ? new LanguageCancelled() : error;
        }
      };
    return {
      update: (params) => this.update(params),
      close: ({ notebook }) => this.close(notebook),
      filesChanged: () => this.filesChanged(),
      completions: cancellable((at) => this.completions(at)),
      details: cancellable((at) => this.details(at)),
      hover: cancellable((at) => this.hover(at)),
      signatures: cancellable((at) => this.signatures(at)),
      definition: cancellable((at) => this.definition(at)),
      references: cancellable((at) => this.references(at)),
      prepareRename: cancellable((at) => this.at(at, renamable) ?? { refused: '' }),
      rename: cancellable((at) => this.rename(at)),
      symbols: cancellable(({ notebook, cell }) => {
        const placed = this.open(notebook).project.document.cells.find(({ id }) => id === cell);
        return placed ? symbolsOf(placed) : [];
      }),
      diagnostics: cancellable(({ notebook }) => diagnosticsOf(this.open(notebook).project)),
      lint: ({ notebook, off }) =>
        lintNotebook(this.open(notebook).project.lintCells, { off }).map((finding) =>
          lessonOf(finding, this.options.locale ?? 'en'),
        ),
      fixes: cancellable(
        (at) =>
          this.at(at, (project, position) =>
            fixesAt(project, at.cell, position, this.open(at.notebook).suggestions),
          ) ?? [],
      ),
    };
  }

  private update(update: LanguageUpdate): null {
    const known = this.notebooks.get(update.notebook) ?? this.begin(update.notebook);
    known.project.update(update);
    return null;
  }

  private begin(notebook: string): OpenNotebook {
    const isCancelled = (): boolean => this.options.isCancelled?.() === true;
    const project = new NotebookProject(this.given, this.registry, ++this.opened, isCancelled);
    const known = { project, suggestions: new ImportSuggestions(project, this.given) };
    this.notebooks.set(notebook, known);
    return known;
  }

  private close(notebook: string): null {
    this.notebooks.get(notebook)?.project.dispose();
    this.notebooks.delete(notebook);
    return null;
  }

  private filesChanged(): null {
    for (const { project, suggestions } of this.notebooks.values()) {
      project.filesChanged();
      suggestions.forget();
    }
    return null;
  }

  /** @throws Error for a notebook that is not open. */
  private open(notebook: string): OpenNotebook {
    const known = this.notebooks.get(notebook);
    if (!known) throw new Error(`The notebook ${notebook} is not open.`);
    return known;
  }

  private at<T>(
    { notebook, cell, offset }: CellOffset,
    answer: (project: NotebookProject, position: number) => T,
  ): T | undefined {
    const { project } = this.open(notebook);
    const position = project.document.positions.toVirtual(cell, offset);
    return position === undefined ? undefined : answer(project, position);
  }

  private completions(at: CellOffset): LanguageCompletion[] {
    const { suggestions } = this.open(at.notebook);
    return this.at(at, (project, position) => completionsAt(project, position, suggestions)) ?? [];
  }

  private details(at: Asked<'details'>): LanguageDetails | null {
    const { name, importFrom, importAll } = at;
    if (importFrom !== undefined) {
      const source = { name, from: importFrom, ...(importAll && { all: true }) };
      return this.open(at.notebook).suggestions.details(at.cell, source);
    }
    return this.at(at, (project, position) => completionDetails(project, position, name)) ?? null;
  }

  private hover(at: CellOffset): LanguageHover | null {
    const found = this.at(at, ({ service, path, document }, position) => {
      const info = service.getQuickInfoAtPosition(path, position, 2000);
      if (!info) return null;
      const { start, length } = info.textSpan;
      // Where a name is imported again, the span is that of the first import.
      const place = document.positions.toCell(start, start + length);
      return {
        ...(place?.cell === at.cell ? place : { cell: at.cell, start: at.offset, end: at.offset }),
        signature: ts.displayPartsToString(info.displayParts),
        documentation: documentation(info.documentation, info.tags),
      };
    });
    return found ?? null;
  }

  private signatures(at: CellOffset): LanguageSignatures | null {
    const help = this.at(at, ({ service, path }, position) =>
      service.getSignatureHelpItems(path, position, {}),
    );
    if (!help) return null;
    const signatures = help.items.map((item) => {
      let label = ts.displayPartsToString(item.prefixDisplayParts);
      const parameters = item.parameters.map((parameter, i) => {
        if (i > 0) label += ts.displayPartsToString(item.separatorDisplayParts);
        const start = label.length;
        label += ts.displayPartsToString(parameter.displayParts);
        return { start, end: label.length, documentation: documentation(parameter.documentation) };
      });
      label += ts.displayPartsToString(item.suffixDisplayParts);
      return { label, parameters, documentation: documentation(item.documentation) };
    });
    return { signatures, active: help.selectedItemIndex, activeParameter: help.argumentIndex };
  }

  private definition(at: CellOffset): LanguagePlace[] {
    const found = this.at(at, (project, position) =>
      (project.service.getDefinitionAtPosition(project.path, position) ?? []).map(({ fileName, textSpan }) =>
        placeOf(project, fileName, textSpan),
      ),
    );
    return distinct((found ?? []).filter((place) => place !== undefined));
  }

  private references(at: CellOffset): LanguagePlace[] {
    const found = this.at(at, (project, position) =>
      (project.service.getReferencesAtPosition(project.path, position) ?? []).flatMap(
        ({ fileName, textSpan }): (LanguagePlace | undefined)[] => {
          const place = placeOf(project, fileName, textSpan);
          if (fileName !== project.path) return this.given.has(fileName) ? [] : [place];
          const again = project.document.positions.aliasesOf(textSpan.start);
          return [place, ...again.map(({ cell, start, end }) => ({ cell, start, end }))];
        },
      ),
    );
    return distinct((found ?? []).filter((place) => place !== undefined));
  }

  private rename(at: Asked<'rename'>) {
    return (
      this.at(at, (project, position) => rename(project, this.given, position, at.newName)) ?? { refused: '' }
    );
  }
}

function speakKorean(path: string): void {
  const { setLocalizedDiagnosticMessages } = ts as unknown as {
    setLocalizedDiagnosticMessages?: (messages: Record<string, string>) => void;
  };
  setLocalizedDiagnosticMessages?.(JSON.parse(readFileSync(path, 'utf8')));
}
