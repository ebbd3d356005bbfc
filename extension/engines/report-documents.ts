import * as vscode from 'vscode';

/** Something to press above a line of a report. */
export interface ReportAction {
  line: number;
  title: string;
  command: string;
  arguments?: unknown[];
}

/** A text for people, in Markdown that reads well as it stands. */
export interface Report {
  text: string;
  actions: ReportAction[];
}

/** Shows reports as read-only documents that nobody is asked to save; the same name again renews what is shown. */
export class ReportDocuments
  implements vscode.TextDocumentContentProvider, vscode.CodeLensProvider, vscode.Disposable
{
  private readonly reports = new Map<string, Report>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly lensesChanged = new vscode.EventEmitter<void>();
  private readonly registrations: vscode.Disposable;

  readonly onDidChange = this.changed.event;
  readonly onDidChangeCodeLenses = this.lensesChanged.event;

  /** @param scheme Of the addresses of its documents; no two of these have the same. */
  constructor(private readonly scheme: string) {
    this.registrations = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.languages.registerCodeLensProvider({ scheme }, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === scheme) this.reports.delete(uri.path);
      }),
    );
  }

  /** @param name becomes the title of the tab. */
  async show(name: string, report: Report): Promise<void> {
    const uri = vscode.Uri.from({ scheme: this.scheme, path: `/${name}.md` });
    this.reports.set(uri.path, report);
    this.changed.fire(uri);
    this.lensesChanged.fire();
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    editor.options = { lineNumbers: vscode.TextEditorLineNumbersStyle.Off };
  }

  provideTextDocumentContent({ path }: vscode.Uri): string {
    return this.reports.get(path)?.text ?? '';
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    return (this.reports.get(uri.path)?.actions ?? []).map(
      ({ line, title, command, arguments: given }) =>
        new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title, command, arguments: given }),
    );
  }

  dispose(): void {
    this.registrations.dispose();
    this.changed.dispose();
    this.lensesChanged.dispose();
  }
}
