import * as vscode from 'vscode';
import type { CellLanguage } from '../../protocol/language.js';
import { isForEpochbook, LANGUAGES, NOTEBOOK_TYPE } from '../controller.js';

/** Milliseconds in which a tab that only moves to another group has come back. */
const MOVING_MS = 500;

export interface ServedCell {
  notebook: vscode.NotebookDocument;
  cell: vscode.NotebookCell;
}

/** The open notebooks whose cells are ours to understand: those that our kernel runs, or would be offered first for. */
export class ServedNotebooks implements vscode.Disposable {
  private readonly selected = new WeakMap<vscode.NotebookDocument, boolean>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listening: vscode.Disposable;
  private known: readonly vscode.NotebookDocument[] = [];

  /** Other notebooks are served than before. */
  readonly onDidChange = this.changed.event;

  constructor(controller: vscode.NotebookController) {
    this.listening = vscode.Disposable.from(
      controller.onDidChangeSelectedNotebooks(({ notebook, selected }) => {
        this.selected.set(notebook, selected);
        this.look();
      }),
      vscode.workspace.onDidOpenNotebookDocument(() => this.look()),
      // VS Code may keep a document for minutes after its tab was closed.
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        if (closed.length > 0) setTimeout(() => this.look(), MOVING_MS);
        else this.look();
      }),
      vscode.workspace.onDidCloseNotebookDocument(() => this.look()),
      // Cells, or their languages, may have become ours.
      vscode.workspace.onDidChangeNotebookDocument(() => this.look()),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => {
        if (uri.scheme === 'vscode-notebook-cell') this.look();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('epochbook.language')) this.look();
      }),
    );
    this.look();
  }

  get all(): readonly vscode.NotebookDocument[] {
    return this.known;
  }

  /** The cell that this document is, where it is ours. */
  cellOf(document: vscode.TextDocument): ServedCell | undefined {
    for (const notebook of this.known) {
      const cell = cellsOf(notebook).find((each) => each.document === document);
      if (cell) return { notebook, cell };
    }
    return undefined;
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
  }

  private look(): void {
    const now = isEnabled()
      ? vscode.workspace.notebookDocuments.filter((notebook) => !notebook.isClosed && this.isOurs(notebook))
      : [];
    const isSame = now.length === this.known.length && now.every((notebook, i) => notebook === this.known[i]);
    if (isSame) return;
    this.known = now;
    this.changed.fire();
  }

  private isOurs(notebook: vscode.NotebookDocument): boolean {
    if (notebook.notebookType !== NOTEBOOK_TYPE) return false;
    return isShown(notebook) && (this.selected.get(notebook) ?? isForEpochbook(notebook));
  }
}

function isShown({ uri }: vscode.NotebookDocument): boolean {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  return inputs.some(
    (input) =>
      (input instanceof vscode.TabInputNotebook && input.uri.toString() === uri.toString()) ||
      (input instanceof vscode.TabInputNotebookDiff && input.modified.toString() === uri.toString()),
  );
}

const isEnabled = (): boolean =>
  vscode.workspace.getConfiguration('epochbook.language').get('enabled') !== false;

/** The cells of a notebook that are in a language of ours. */
export function cellsOf(notebook: vscode.NotebookDocument): vscode.NotebookCell[] {
  return notebook
    .getCells()
    .filter(
      ({ kind, document }) =>
        kind === vscode.NotebookCellKind.Code && LANGUAGES.includes(document.languageId),
    );
}

export const languageOf = ({ document }: vscode.NotebookCell): CellLanguage =>
  document.languageId === 'javascript' ? 'javascript' : 'typescript';
