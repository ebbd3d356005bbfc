import { randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import * as vscode from 'vscode';
import type { KernelClient } from '../../kernel/client/index.js';
import { cellKey } from '../kernels/cell-key.js';
import { attachConfiguration } from './attach-configuration.js';
import { type CellScript, CellScripts } from './cell-scripts.js';
import { addDebugged, type Debugged, removeDebugged } from './debugger-sessions.js';

const DEBUGGERS = ['ms-vscode.js-debug', 'ms-vscode.js-debug-nightly'];
const OWN = 'epochbook.epochbook';
/** Within which the debugger has to be there. */
const ATTACH_MS = 20_000;
/** Within which it has to go when it is asked to. */
const LEAVE_MS = 2000;

interface Session {
  key: string;
  client: KernelClient;
  facts: Debugged;
}

/** The debugger at the cells of one kernel, for as long as one of them runs. */
export class CellDebugger {
  /** What the present process has run last of each cell, by its key. */
  private readonly ran = new Map<string, { order: number; text: string }>();
  private current: Session | undefined;

  /** The process runs this text as the cell of that key. */
  note(order: number, cell: string, text: string): void {
    this.ran.set(cell, { order, text });
  }

  /** Another process will run the cells. */
  forget(): void {
    this.ran.clear();
  }

  get isOpen(): boolean {
    return this.current !== undefined;
  }

  /**
   * Starts debugging before a cell is run as this number.
   *
   * @throws Error where the editor has no debugger, or it does not come.
   */
  async begin(client: KernelClient, cell: vscode.NotebookCell, order: number): Promise<void> {
    if (!DEBUGGERS.some((id) => vscode.extensions.getExtension(id))) throw new Error(noDebugger());
    await this.end();
    this.note(order, cellKey(cell), cell.document.getText());
    const { address, folder } = await client.openDebugger();
    const key = randomUUID();
    const attached = new Promise<boolean>((resolve) => {
      const facts: Debugged = {
        scripts: this.scriptsOf(cell.notebook, folder),
        session: undefined,
        ready: () => resolve(true),
        over: () => {
          resolve(false);
          void this.left(key);
        },
      };
      this.current = { key, client, facts };
      addDebugged(key, facts);
    });
    const started = vscode.debug.startDebugging(
      vscode.workspace.getWorkspaceFolder(cell.notebook.uri),
      configurationOf(cell.notebook, { key, address, folder, order, own: client.folder }),
      { suppressSaveBeforeStart: true },
    );
    const late = new Promise<boolean>((resolve) => setTimeout(resolve, ATTACH_MS, false));
    const isThere = await Promise.race([started.then((yes) => (yes ? attached : false)), late]);
    if (isThere && this.current?.key === key) return;
    await this.end();
    throw new Error(notAttached());
  }

  /**
   * The debugger goes; what it has stopped goes on.
   *
   * @param why told to the student, where it goes sooner than they would expect.
   */
  async end(why?: string): Promise<void> {
    const { current } = this;
    if (!current) return;
    this.current = undefined;
    const { key, client, facts } = current;
    if (why) void vscode.window.showInformationMessage(why);
    const { session } = facts;
    const patience = new Promise((resolve) => setTimeout(resolve, LEAVE_MS));
    if (session) await Promise.race([vscode.debug.stopDebugging(session), patience]);
    await release(client);
    removeDebugged(key);
  }

  /** The student, or the debugger itself, has ended the session: the cell goes on without it. */
  private async left(key: string): Promise<void> {
    const { current } = this;
    if (current?.key !== key) return;
    this.current = undefined;
    await release(current.client);
    removeDebugged(key);
  }

  private scriptsOf(notebook: vscode.NotebookDocument, folder: string): CellScripts {
    const documents = new Map(notebook.getCells().map((cell) => [cellKey(cell), cell.document]));
    const scripts = [...this.ran].flatMap(([cell, { order, text }]): CellScript[] => {
      const document = documents.get(cell);
      return document ? [{ uri: document.uri.toString(), order, text }] : [];
    });
    const texts = new Map([...documents.values()].map((document) => [document.uri.toString(), document]));
    const textOf = (uri: string): string | undefined => texts.get(uri)?.getText();
    return new CellScripts(folder, scripts, textOf, {
      cell: (order) => vscode.l10n.t('Cell [{0}]', order),
      asRun: (order) => vscode.l10n.t('Cell [{0}] as it was run', order),
    });
  }
}

/** A kernel that is gone needs none. */
const release = (client: KernelClient): Promise<void> => client.closeDebugger().catch(() => {});

function configurationOf(
  notebook: vscode.NotebookDocument,
  facts: { key: string; address: string; folder: string; order: number; own: string },
): vscode.DebugConfiguration {
  const name = notebook.uri.path.split('/').at(-1) ?? '';
  const settings = vscode.workspace.getConfiguration('epochbook', notebook.uri);
  return attachConfiguration({
    name: vscode.l10n.t('Cell [{0}] of {1}', facts.order, name),
    key: facts.key,
    address: facts.address,
    cellsFolder: facts.folder,
    folder: facts.own,
    // As its files are called where they run.
    ownFolder: realpathSync(vscode.extensions.getExtension(OWN)?.extensionPath ?? '.'),
    justMyCode: settings.get('debug.justMyCode') !== false,
  });
}

const noDebugger = (): string =>
  vscode.l10n.t(
    'This cell was not run: to debug cells, VS Code\'s own extension "JavaScript Debugger" (ms-vscode.js-debug) is needed, and it is disabled or not installed. Enable it in the Extensions view (search for "@builtin JavaScript Debugger"), or run the cell without debugging.',
  );

const notAttached = (): string =>
  vscode.l10n.t(
    'This cell was not run: the debugger did not come to it. Try once more, or run the cell without debugging.',
  );
