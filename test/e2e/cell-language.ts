import type { EditorWindow } from './window.js';

export interface SaidOfCell {
  severity: number;
  source: string;
  message: string;
  text: string;
  line: number;
  greyed: boolean;
}

/** Asks the editor about cells as its own parts do: every provider and every collection of diagnostics answers. */
export class CellLanguage {
  constructor(
    private readonly window: EditorWindow,
    private readonly path: string,
  ) {}

  /** Labels of what is offered behind the first `after` in the cell. */
  completions(cell: number, after: string): Promise<string[]> {
    return this.window.evaluateInHost(
      async (vscode, file, index, text) => {
        const open = vscode.workspace.notebookDocuments.find(({ uri }) => uri.fsPath === file);
        const document = open?.cellAt(index).document;
        if (!document) throw new Error(`${file} is not open.`);
        const at = document.positionAt(document.getText().indexOf(text) + text.length);
        const list = await vscode.commands.executeCommand<import('vscode').CompletionList>(
          'vscode.executeCompletionItemProvider',
          document.uri,
          at,
        );
        return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      },
      this.path,
      cell,
      after,
    );
  }

  /** The texts of all hovers over the first `word` in the cell. */
  hovers(cell: number, word: string): Promise<string[]> {
    return this.window.evaluateInHost(
      async (vscode, file, index, text) => {
        const open = vscode.workspace.notebookDocuments.find(({ uri }) => uri.fsPath === file);
        const document = open?.cellAt(index).document;
        if (!document) throw new Error(`${file} is not open.`);
        const hovers = await vscode.commands.executeCommand<import('vscode').Hover[]>(
          'vscode.executeHoverProvider',
          document.uri,
          document.positionAt(document.getText().indexOf(text)),
        );
        return hovers.map(({ contents }) =>
          contents.map((content) => (typeof content === 'string' ? content : content.value)).join('\n'),
        );
      },
      this.path,
      cell,
      word,
    );
  }

  /** Everything that is said of the cells, by cell. */
  said(): Promise<SaidOfCell[][]> {
    return this.window.evaluateInHost((vscode, file) => {
      const open = vscode.workspace.notebookDocuments.find(({ uri }) => uri.fsPath === file);
      return (open?.getCells() ?? []).map(({ document }) =>
        vscode.languages.getDiagnostics(document.uri).map(({ severity, source, message, range, tags }) => ({
          severity,
          source: source ?? '',
          message,
          text: document.getText(range),
          line: range.start.line,
          greyed: tags?.includes(vscode.DiagnosticTag.Unnecessary) === true,
        })),
      );
    }, this.path);
  }

  /** Renames the first `word` in the cell. @returns the refusal, if there is one. */
  rename(cell: number, word: string, newName: string): Promise<string> {
    return this.window.evaluateInHost(
      async (vscode, file, index, text, name) => {
        const open = vscode.workspace.notebookDocuments.find(({ uri }) => uri.fsPath === file);
        const document = open?.cellAt(index).document;
        if (!document) throw new Error(`${file} is not open.`);
        const at = document.positionAt(document.getText().indexOf(text));
        try {
          const edit = await vscode.commands.executeCommand<import('vscode').WorkspaceEdit>(
            'vscode.executeDocumentRenameProvider',
            document.uri,
            at,
            name,
          );
          return (await vscode.workspace.applyEdit(edit)) ? '' : 'not applied';
        } catch (error) {
          return String(error);
        }
      },
      this.path,
      cell,
      word,
      newName,
    );
  }

  /** Paths, ends of URIs, and lines of the definitions of the first `word` in the cell. */
  definitions(cell: number, word: string): Promise<string[]> {
    return this.window.evaluateInHost(
      async (vscode, file, index, text) => {
        const open = vscode.workspace.notebookDocuments.find(({ uri }) => uri.fsPath === file);
        const document = open?.cellAt(index).document;
        if (!open || !document) throw new Error(`${file} is not open.`);
        const found = await vscode.commands.executeCommand<import('vscode').Location[]>(
          'vscode.executeDefinitionProvider',
          document.uri,
          document.positionAt(document.getText().indexOf(text)),
        );
        return found.map(({ uri, range }) => {
          const at = open.getCells().findIndex((each) => each.document.uri.toString() === uri.toString());
          return `${at >= 0 ? `cell ${at}` : uri.path.split('/').at(-1)}:${range.start.line}`;
        });
      },
      this.path,
      cell,
      word,
    );
  }
}
