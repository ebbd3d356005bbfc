import type { Page } from 'playwright-core';
import type { HostFunction, ProbeClient } from './probe-client.js';
import { until, wait } from './until.js';
import { WindowPage } from './window-page.js';

/** One code or markdown cell as the extension host knows it. */
export interface CellFacts {
  kind: 'code' | 'markdown';
  language: string;
  text: string;
  order?: number;
  /** Undefined while a cell has not run, or runs. */
  success?: boolean;
  started?: number;
  ended?: number;
  outputs: OutputFacts[];
}
export interface OutputFacts {
  mimes: string[];
  /** The text of stdout, stderr, error and text/plain items, at most 20,000 characters. */
  text: string;
  bytes: number;
}
export interface NotebookFacts {
  isDirty: boolean;
  type: string;
  cells: CellFacts[];
}

/** A window whose extension host tells of its notebooks, and does what is asked. */
export class HostWindow extends WindowPage {
  constructor(
    page: Page,
    private readonly probe: ProbeClient,
  ) {
    super(page);
  }

  /** Runs a function in the extension host of this window. Only JSON goes in and out. */
  async evaluateInHost<Args extends unknown[], Result>(
    code: HostFunction<Args, Result>,
    ...args: Args
  ): Promise<Result> {
    try {
      return await this.probe.evaluate(code, ...args);
    } catch (error) {
      // Seen right after a window was opened, while the host before it was still ending.
      if (!(error instanceof Error) || !/^Canceled$/.test(error.message)) throw error;
      await wait(1000);
      return this.probe.evaluate(code, ...args);
    }
  }

  hostPid(): Promise<number | undefined> {
    return this.probe.hostPid();
  }

  /** What the extension host knows of an open notebook. */
  notebook(path: string): Promise<NotebookFacts> {
    return this.evaluateInHost((vscode, file) => {
      const uri = vscode.Uri.file(file).toString();
      const document = vscode.workspace.notebookDocuments.find((open) => open.uri.toString() === uri);
      if (!document) throw new Error(`The notebook ${file} is not open.`);
      const decoder = new TextDecoder();
      const textual = /^text\/|stdout$|stderr$|error$/;
      return {
        isDirty: document.isDirty,
        type: document.notebookType,
        cells: document.getCells().map((cell) => ({
          kind: cell.kind === vscode.NotebookCellKind.Code ? ('code' as const) : ('markdown' as const),
          language: cell.document.languageId,
          text: cell.document.getText(),
          order: cell.executionSummary?.executionOrder,
          success: cell.executionSummary?.success,
          started: cell.executionSummary?.timing?.startTime,
          ended: cell.executionSummary?.timing?.endTime,
          outputs: cell.outputs.map((output) => ({
            mimes: output.items.map((item) => item.mime),
            text: output.items
              .filter((item) => textual.test(item.mime))
              .map((item) => decoder.decode(item.data.subarray(0, 20_000)))
              .join('\n'),
            bytes: output.items.reduce((sum, item) => sum + item.data.length, 0),
          })),
        })),
      };
    }, path);
  }

  async cell(path: string, index: number): Promise<CellFacts> {
    const cell = (await this.notebook(path)).cells[index];
    if (!cell) throw new Error(`${path} has no cell ${index}.`);
    return cell;
  }

  /** Puts new text into a cell. */
  async editCell(path: string, index: number, text: string): Promise<void> {
    await this.evaluateInHost(
      async (vscode, file, at, source) => {
        const uri = vscode.Uri.file(file).toString();
        const document = vscode.workspace.notebookDocuments.find((open) => open.uri.toString() === uri);
        if (!document) throw new Error(`The notebook ${file} is not open.`);
        const cell = document.cellAt(at).document;
        const edit = new vscode.WorkspaceEdit();
        edit.replace(cell.uri, new vscode.Range(0, 0, cell.lineCount, 0), source);
        if (!(await vscode.workspace.applyEdit(edit))) throw new Error('The edit was refused.');
      },
      path,
      index,
      text,
    );
  }

  /** Deletes the cells after the first `count`. */
  async keepFirstCells(path: string, count: number): Promise<void> {
    await this.evaluateInHost(
      async (vscode, file, first) => {
        const uri = vscode.Uri.file(file);
        const { cellCount } = await vscode.workspace.openNotebookDocument(uri);
        const edit = new vscode.WorkspaceEdit();
        edit.set(uri, [vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(first, cellCount))]);
        if (!(await vscode.workspace.applyEdit(edit))) throw new Error('The edit was refused.');
      },
      path,
      count,
    );
  }

  /** Runs a command of the editor or of an extension and waits for it. */
  async command(id: string, ...args: unknown[]): Promise<unknown> {
    return this.evaluateInHost(
      async (vscode, name, values) => {
        const result = await vscode.commands.executeCommand(name, ...values);
        return result === null || typeof result !== 'object' ? result : undefined;
      },
      id,
      args,
    );
  }

  /** Starts a command that asks or tells something before it ends, and does not wait for it. */
  async startCommand(id: string, ...args: unknown[]): Promise<void> {
    await this.evaluateInHost(
      (vscode, name, values) => void vscode.commands.executeCommand(name, ...values),
      id,
      args,
    );
  }

  /** Brings a cell into view and selects it. */
  async reveal(path: string, index: number): Promise<void> {
    const select = () =>
      this.evaluateInHost(
        async (vscode, file, at) => {
          const editor = vscode.window.visibleNotebookEditors.find(
            (open) => open.notebook.uri.fsPath === file,
          );
          if (!editor) throw new Error(`${file} is not visible.`);
          const range = new vscode.NotebookRange(at, at + 1);
          editor.selections = [range];
          editor.revealRange(range, vscode.NotebookEditorRevealType.AtTop);
          // What the page had told before of another selection is heard before its answer.
          await vscode.commands.executeCommand('setContext', 'epochbook-test.selected', at);
          return editor.selection.start === at;
        },
        path,
        index,
      );
    await until(`cell ${index} selected`, select);
  }

  /** Saves the notebook; resolves when it is no longer dirty. */
  async save(path: string): Promise<void> {
    // VS Code's own extension for .ipynb changes the metadata of a cell a moment after its text. A save that meets this fails.
    const save = () =>
      this.evaluateInHost(async (vscode, file) => {
        const uri = vscode.Uri.file(file).toString();
        const document = vscode.workspace.notebookDocuments.find((open) => open.uri.toString() === uri);
        if (!document) throw new Error(`The notebook ${file} is not open.`);
        return (await document.save()) && !document.isDirty;
      }, path);
    await until(`${path} saved`, save);
  }

  /** Closes all editors; what is not saved is lost. */
  async closeEditors(): Promise<void> {
    let closed = false;
    const closing = this.evaluateInHost(async (vscode) => {
      // Also those that are saved at the moment: a cell at work makes its notebook unsaved again before it is closed.
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      const open = new Set(tabs.map(({ input }) => String((input as { uri?: unknown } | undefined)?.uri)));
      for (const document of vscode.workspace.notebookDocuments) {
        if (!document.isDirty && !open.has(document.uri.toString())) continue;
        await vscode.window.showNotebookDocument(document);
        await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      }
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }).finally(() => {
      closed = true;
    });
    // A cell at work may make its notebook unsaved between the two: then the editor asks, and waits.
    const unsaved = this.page.locator('.monaco-dialog-box').getByText(/Don't Save|저장 안 함/);
    const answered = until('the editors to close', async () => {
      if (await unsaved.isVisible()) await unsaved.click({ timeout: 1000 }).catch(() => undefined);
      return closed;
    });
    await Promise.all([closing, answered]);
  }
}
