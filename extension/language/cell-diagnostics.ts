import * as vscode from 'vscode';
import type { LanguageDiagnostic, LanguageLesson } from '../../protocol/language.js';
import { rangeIn } from './cell-places.js';
import type { LanguageClient } from './language-client.js';
import { cellsOf, type ServedNotebooks } from './served-notebooks.js';

/** Named beside each message in the editor. */
export const DIAGNOSTIC_SOURCE = 'ts';
export const LINT_SOURCE = 'Epochbook';
/** Milliseconds without a key after which cells are checked; longer where the last check took longer. */
const QUIET_MS = 250;
const LONGEST_MS = 3000;

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** What is wrong in the cells of the served notebooks, checked when nobody has typed for a moment. */
export class CellDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('epochbook-language');
  private readonly timers = new Map<vscode.NotebookDocument, NodeJS.Timeout>();
  private readonly checks = new Map<vscode.NotebookDocument, vscode.CancellationTokenSource>();
  private readonly listening: vscode.Disposable;
  private lastMs = 0;

  constructor(
    private readonly client: LanguageClient,
    private readonly served: ServedNotebooks,
  ) {
    this.listening = vscode.Disposable.from(
      this.collection,
      served.onDidChange(() => this.all()),
      client.onDidRestart(() => this.all()),
      vscode.workspace.onDidChangeNotebookDocument(({ notebook }) => this.soon(notebook)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const cell = contentChanges.length > 0 ? served.cellOf(document) : undefined;
        if (cell) this.soon(cell.notebook);
      }),
      vscode.workspace.onDidOpenTextDocument((document) => {
        const cell = served.cellOf(document);
        if (cell) this.soon(cell.notebook);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.collection.delete(uri)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('epochbook.language')) this.all();
      }),
    );
    this.all();
  }

  /** Checks all served notebooks anew. */
  all(): void {
    for (const notebook of [...this.timers.keys()].filter((each) => !this.served.all.includes(each)))
      this.forget(notebook);
    if (this.served.all.length === 0) this.collection.clear();
    for (const notebook of this.served.all) this.soon(notebook);
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const check of this.checks.values()) check.cancel();
    this.listening.dispose();
  }

  private forget(notebook: vscode.NotebookDocument): void {
    clearTimeout(this.timers.get(notebook));
    this.timers.delete(notebook);
    this.checks.get(notebook)?.cancel();
    for (const { document } of notebook.getCells()) this.collection.delete(document.uri);
  }

  private soon(notebook: vscode.NotebookDocument): void {
    if (!this.served.all.includes(notebook)) return;
    this.checks.get(notebook)?.cancel();
    clearTimeout(this.timers.get(notebook));
    const delay = Math.min(LONGEST_MS, Math.max(QUIET_MS, 2 * this.lastMs));
    this.timers.set(
      notebook,
      setTimeout(() => void this.check(notebook), delay),
    );
  }

  private async check(notebook: vscode.NotebookDocument): Promise<void> {
    const source = new vscode.CancellationTokenSource();
    this.checks.set(notebook, source);
    const started = performance.now();
    const asked = { notebook: notebook.uri.toString() };
    const [types, lessons] = await Promise.all([
      isOn('diagnostics') ? this.client.ask('diagnostics', notebook, asked, source.token) : [],
      isOn('lint') ? this.client.ask('lint', notebook, { ...asked, off: rulesOff() }, source.token) : [],
    ]).catch(() => []);
    if (this.checks.get(notebook) === source) this.checks.delete(notebook);
    if (!types || !lessons || source.token.isCancellationRequested) return;
    this.lastMs = performance.now() - started;
    for (const { document } of cellsOf(notebook)) {
      const id = document.uri.toString();
      const own = <T extends { cell: string }>(found: readonly T[]): T[] =>
        found.filter(({ cell }) => cell === id);
      this.collection.set(document.uri, [
        ...own(types).map((each) => diagnosticOf(document, each)),
        ...own(lessons).map((each) => warningOf(document, each)),
      ]);
    }
  }
}

const isOn = (setting: 'diagnostics' | 'lint'): boolean =>
  vscode.workspace.getConfiguration('epochbook.language').get(setting) !== false;

/** Rules of the lint that the user has switched off. */
export function rulesOff(): string[] {
  const off = vscode.workspace.getConfiguration('epochbook.language').get<unknown>('lintOff');
  return Array.isArray(off) ? off.filter((rule) => typeof rule === 'string') : [];
}

function warningOf(document: vscode.TextDocument, of: LanguageLesson): vscode.Diagnostic {
  const { Warning, Information } = vscode.DiagnosticSeverity;
  const severity = of.severity === 'warning' ? Warning : Information;
  const diagnostic = new vscode.Diagnostic(rangeIn(document, of), of.message, severity);
  diagnostic.source = LINT_SOURCE;
  diagnostic.code = of.rule;
  return diagnostic;
}

function diagnosticOf(document: vscode.TextDocument, of: LanguageDiagnostic): vscode.Diagnostic {
  const { severity, code, message, tag } = of;
  const diagnostic = new vscode.Diagnostic(rangeIn(document, of), message, SEVERITIES[severity]);
  diagnostic.source = DIAGNOSTIC_SOURCE;
  diagnostic.code = code;
  if (tag === 'unnecessary') diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  if (tag === 'deprecated') diagnostic.tags = [vscode.DiagnosticTag.Deprecated];
  return diagnostic;
}
