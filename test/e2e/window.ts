import type { Frame, Locator, Page } from 'playwright-core';
import { artifactPath } from './artifacts.js';
import type { HostFunction, ProbeClient } from './probe-client.js';
import { until, wait } from './until.js';

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

/** A window of the editor: driven through the extension host, looked at through the page. */
export class EditorWindow {
  constructor(
    readonly page: Page,
    private readonly probe: ProbeClient,
  ) {}

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

  /**
   * Opens a notebook file, as a click on it would, and waits until it is drawn. (A notebook that an extension opens with
   * `openNotebookDocument` is kept in memory for minutes after its tab was closed.)
   */
  async openNotebook(path: string): Promise<void> {
    await this.evaluateInHost(async (vscode, file) => {
      await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.file(file), 'jupyter-notebook', {
        preview: false,
      });
    }, path);
    await this.notebookView.locator('.cell-list-container').first().waitFor({ timeout: 30_000 });
    await until(`${path} in the extension host`, async () => (await this.notebook(path)).cells.length > 0);
  }

  /** Opens a notebook and waits until our kernel has been chosen for it. Nobody clicks. */
  async openWorkbook(path: string): Promise<void> {
    await this.openNotebook(path);
    await this.kernelChosen();
  }

  /** Waits until a notebook that something else opens is drawn, and our kernel has been chosen for it. */
  async workbookOpened(path: string): Promise<void> {
    const active = () =>
      this.evaluateInHost((vscode) => vscode.window.activeNotebookEditor?.notebook.uri.fsPath);
    await until(`${path} in front`, async () => (await active()) === path);
    await this.notebookView.locator('.cell-list-container').first().waitFor({ timeout: 30_000 });
    await this.kernelChosen();
  }

  private async kernelChosen(): Promise<void> {
    const chosen = async () => (await this.kernelLabel()).includes('Epochbook');
    await until('the Epochbook kernel to be chosen by itself', chosen, { timeout: 20_000 });
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

  /** Starts a cell and does not wait for its end. */
  async startCell(path: string, index: number): Promise<void> {
    await this.startCells(path, index, index + 1);
  }

  /** Starts the cells `from … to - 1` and does not wait for their end. */
  async startCells(path: string, from: number, to: number): Promise<void> {
    await this.evaluateInHost(
      (vscode, file, start, end) => {
        void vscode.commands.executeCommand('notebook.cell.execute', {
          ranges: [{ start, end }],
          document: vscode.Uri.file(file),
        });
      },
      path,
      from,
      to,
    );
  }

  /** Runs one cell and gives its facts when it has ended. */
  async runCell(path: string, index: number, { timeout = 60_000 } = {}): Promise<CellFacts> {
    const before = await this.cell(path, index);
    await this.startCell(path, index);
    return this.cellEnded(path, index, { timeout, after: before.ended });
  }

  /** Waits until a cell is at work: the kernel has it, and it has not ended. */
  async cellRunning(path: string, index: number, { timeout = 30_000 } = {}): Promise<void> {
    const started = async () => {
      const cell = await this.cell(path, index);
      return cell.order !== undefined && cell.ended === undefined;
    };
    await until(`the start of cell ${index}`, started, { timeout });
    await until('the running mark', () => this.isRunning(), { timeout });
  }

  /** Waits until a cell has ended; `after`: the end of an earlier run that does not count. */
  async cellEnded(
    path: string,
    index: number,
    { timeout = 60_000, after }: { timeout?: number; after?: number } = {},
  ): Promise<CellFacts> {
    return until(
      `the end of cell ${index}`,
      async () => {
        const cell = await this.cell(path, index);
        return cell.ended !== undefined && cell.ended !== after && cell.success !== undefined
          ? cell
          : undefined;
      },
      { timeout },
    );
  }

  /** Runs all cells, as the button does, and waits until each code cell has ended or one has failed. */
  async runAll(path: string, { timeout = 120_000 } = {}): Promise<NotebookFacts> {
    const before = (await this.notebook(path)).cells.map((cell) => cell.ended);
    await this.startAll();
    return this.allEnded(path, { timeout, after: before });
  }

  /** Starts all cells of the active notebook and does not wait. */
  async startAll(): Promise<void> {
    await this.evaluateInHost((vscode) => {
      void vscode.commands.executeCommand('notebook.execute');
    });
  }

  async allEnded(
    path: string,
    { timeout = 120_000, after = [] }: { timeout?: number; after?: (number | undefined)[] } = {},
  ): Promise<NotebookFacts> {
    return until(
      'the end of all cells',
      async () => {
        const facts = await this.notebook(path);
        const ended = facts.cells.map(
          (cell, index) =>
            cell.ended !== undefined && cell.ended !== after[index] && cell.success !== undefined,
        );
        const failed = facts.cells.some((cell, index) => ended[index] && cell.success === false);
        const all = facts.cells.every((cell, index) => cell.kind === 'markdown' || ended[index]);
        return all || failed ? facts : undefined;
      },
      { timeout, every: 250 },
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

  /** A notification with this text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: text });
  }

  /** Saves the notebook; resolves when it is no longer dirty. */
  async save(path: string): Promise<void> {
    await this.evaluateInHost(async (vscode, file) => {
      const uri = vscode.Uri.file(file).toString();
      const document = vscode.workspace.notebookDocuments.find((open) => open.uri.toString() === uri);
      if (!(await document?.save())) throw new Error(`${file} was not saved.`);
    }, path);
    await until('a clean document', async () => !(await this.notebook(path)).isDirty, { timeout: 5000 });
  }

  /** Closes all editors without asking. */
  async closeEditors(): Promise<void> {
    await this.evaluateInHost(async (vscode) => {
      for (const document of vscode.workspace.notebookDocuments) {
        if (!document.isDirty) continue;
        await vscode.window.showNotebookDocument(document);
        await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      }
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });
  }

  /** Brings a cell into view. */
  async reveal(path: string, index: number): Promise<void> {
    await this.evaluateInHost(
      (vscode, file, at) => {
        const editor = vscode.window.visibleNotebookEditors.find((open) => open.notebook.uri.fsPath === file);
        if (!editor) throw new Error(`${file} is not visible.`);
        const range = new vscode.NotebookRange(at, at + 1);
        editor.selections = [range];
        editor.revealRange(range, vscode.NotebookEditorRevealType.AtTop);
      },
      path,
      index,
    );
  }

  /** The part of the page that shows the notebook; editors that are kept hidden do not count. */
  get notebookView(): Locator {
    return this.page.locator('.notebookOverlay:visible').first();
  }

  /** The text that the notebook shows outside its output frames; '' while no notebook is drawn. */
  async notebookText(): Promise<string> {
    const views = await this.page.locator('.notebookOverlay:visible').allTextContents();
    return plain(views.join('\n'));
  }

  /** The texts of the status bar. */
  async statusBar(): Promise<string> {
    return plain((await this.page.locator('.statusbar .statusbar-item').allTextContents()).join(' '));
  }

  /** The label of the kernel that is chosen, as the notebook's tool bar shows it. */
  async kernelLabel(): Promise<string> {
    return (await this.notebookView.locator('.kernel-label').first().textContent()) ?? '';
  }

  /** Does any visible cell show that it runs? */
  async isRunning(): Promise<boolean> {
    return (await this.notebookView.locator('.codicon-notebook-state-executing').count()) > 0;
  }

  /** How many visible cells show success. */
  successMarks(): Promise<number> {
    return this.notebookView.locator('.codicon-notebook-state-success').count();
  }

  /** The output frame that shows what `selector` names (with this text), or undefined. Frames have no useful address. */
  async findOutput(
    selector: string,
    { text }: { text?: string | RegExp } = {},
  ): Promise<Locator | undefined> {
    for (const frame of this.page.frames()) {
      const found = frame.locator(selector, text === undefined ? {} : { hasText: text }).first();
      if (await isShown(frame, found)) return found;
    }
    return undefined;
  }

  /** Waits for an output; see findOutput. */
  output(selector: string, options: { text?: string | RegExp; timeout?: number } = {}): Promise<Locator> {
    const named = options.text === undefined ? selector : `${selector} with ${options.text}`;
    return until(`an output ${named}`, () => this.findOutput(selector, options), {
      timeout: options.timeout ?? 30_000,
      every: 200,
    });
  }

  /** Brings a cell and its output into view and gives the output. */
  async showOutput(
    path: string,
    index: number,
    selector: string,
    options: { text?: string | RegExp } = {},
  ): Promise<Locator> {
    await this.reveal(path, index);
    const found = await this.output(selector, options);
    await found.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    await this.page.mouse.move(2, 2);
    await wait(700);
    return found;
  }

  /** Changes the colour theme; resolves when the page shows it. */
  async setTheme(name: string): Promise<void> {
    await this.evaluateInHost(async (vscode, theme) => {
      const settings = vscode.workspace.getConfiguration('workbench');
      await settings.update('colorTheme', theme, vscode.ConfigurationTarget.Global);
    }, name);
    const wanted = /light/i.test(name) ? '.vs' : /contrast/i.test(name) ? '.hc-black' : '.vs-dark';
    await this.page.locator(`.monaco-workbench${wanted}`).waitFor({ timeout: 10_000 });
    await wait(500);
  }

  /** Keeps a picture of the window in artifacts/e2e/NAME.png. */
  async screenshot(name: string): Promise<string> {
    const path = artifactPath(`${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }

  async close(): Promise<void> {
    if (!this.page.isClosed()) await this.page.context().close();
  }
}

/** The editor draws spaces as no-break spaces. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

/** Is it visible, in a notebook that is not hidden? A hidden notebook keeps its frame, out of sight. */
async function isShown(frame: Frame, found: Locator): Promise<boolean> {
  try {
    if (frame.isDetached() || !(await found.isVisible())) return false;
    let outermost = frame;
    for (let parent = frame.parentFrame(); parent?.parentFrame(); parent = parent.parentFrame())
      outermost = parent;
    if (!outermost.parentFrame()) return false;
    const element = await outermost.frameElement();
    const box = await element.boundingBox();
    return (await element.isVisible()) && box !== null && box.x > -10_000;
  } catch {
    return false;
  }
}
