import type { Locator } from 'playwright-core';
import { CellStatus } from './cell-status.js';
import { type CellFacts, HostWindow, type NotebookFacts } from './host-window.js';
import { until, wait } from './until.js';

/** A window of the editor in which notebooks are opened, run and looked at. */
export class EditorWindow extends HostWindow {
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
    await this.notebookView.locator('.cell-list-container').first().waitFor();
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
    await this.notebookView.locator('.cell-list-container').first().waitFor();
    await this.kernelChosen();
  }

  private async kernelChosen(): Promise<void> {
    const chosen = async () => (await this.kernelLabel()).includes('Epochbook');
    await until('the Epochbook kernel to be chosen by itself', chosen);
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
  async runCell(path: string, index: number, { timeout = 300_000 } = {}): Promise<CellFacts> {
    const before = await this.cell(path, index);
    await this.startCell(path, index);
    return this.cellEnded(path, index, { timeout, after: before.ended });
  }

  /** Waits until a cell is at work: the kernel has it, and it has not ended. */
  async cellRunning(path: string, index: number): Promise<void> {
    const started = async () => {
      const cell = await this.cell(path, index);
      return cell.order !== undefined && cell.ended === undefined;
    };
    await until(`the start of cell ${index}`, started);
    await until('the running mark', () => this.isRunning());
  }

  /** Waits until a cell has ended; `after`: the end of an earlier run that does not count. */
  async cellEnded(
    path: string,
    index: number,
    { timeout = 300_000, after }: { timeout?: number; after?: number } = {},
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
  async runAll(path: string, { timeout = 300_000 } = {}): Promise<NotebookFacts> {
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
    { timeout = 300_000, after = [] }: { timeout?: number; after?: (number | undefined)[] } = {},
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

  /** What stands under a cell on the left, which has to be in sight. */
  cellStatus(index: number): CellStatus {
    return new CellStatus(
      this.notebookView.locator(`.cell-list-container .monaco-list-row[data-index="${index}"]`).first(),
    );
  }

  /** Changes the colour theme; resolves when the page shows it. */
  async setTheme(name: string): Promise<void> {
    await this.evaluateInHost(async (vscode, theme) => {
      const settings = vscode.workspace.getConfiguration('workbench');
      await settings.update('colorTheme', theme, vscode.ConfigurationTarget.Global);
    }, name);
    const wanted = /light/i.test(name) ? '.vs' : /contrast/i.test(name) ? '.hc-black' : '.vs-dark';
    await this.page.locator(`.monaco-workbench${wanted}`).waitFor();
    await wait(500);
  }
}
