import * as vscode from 'vscode';
import { type FromRenderer, isPinMessage, type PinMessage } from '../../protocol/renderer.js';
import type { FromPicturePage, KeptPicture, ToPicturePage } from '../../protocol/run-history.js';
import type { RunDelta } from '../../protocol/training.js';
import { insertLoadCell, isLoad } from '../checkpoint-cells.js';
import { countHint } from '../exercise-hints.js';
import { cellKey } from '../kernels/cell-key.js';
import { folderOf } from '../kernels/launch-options.js';
import type { NotebookKernels } from '../kernels/notebook-kernels.js';
import { answerFileRequest } from '../picture-files.js';
import { RunFeed } from '../run-feed.js';
import { nameOf, picturesOf } from './find-picture.js';

/** The pins of the runs of a notebook. */
interface Pins {
  known(): PinMessage[];
  /** This tab has pinned or released. */
  changed(message: PinMessage): void;
}

/** One tab that follows the picture of a cell, whatever the notebook shows. */
export class KeptTab {
  /** The newest that the output has held. */
  private last: string | undefined;
  /** What the page has drawn; undefined while it has drawn nothing. */
  private drawn: string | undefined;
  /** The document in which the cell was found. */
  private known: vscode.NotebookDocument | undefined;
  private feed: { notebook: vscode.NotebookDocument; runs: RunFeed } | undefined;

  /** @param words what such a picture is, for the tab's name. */
  constructor(
    readonly panel: vscode.WebviewPanel,
    readonly kept: KeptPicture,
    private readonly kernels: NotebookKernels,
    private readonly words: string,
    private readonly pins: Pins,
  ) {
    panel.webview.onDidReceiveMessage((message: FromPicturePage) => this.hear(message));
    this.name(undefined);
  }

  get notebook(): vscode.NotebookDocument | undefined {
    return vscode.workspace.notebookDocuments.find(({ uri }) => uri.toString() === this.kept.notebook);
  }

  /** Its cell; the name of a cell that has none of its own is another in another window. */
  private get cell(): vscode.NotebookCell | undefined {
    const { notebook } = this;
    const cells = notebook?.getCells() ?? [];
    const named = cells.find((cell) => cellKey(cell) === this.kept.cell);
    return named ?? (notebook === this.known ? undefined : cells[this.kept.index]);
  }

  /** Draws what the output holds now, or says why the picture is an older one. */
  draw(): void {
    const { kept, cell } = this;
    const found = cell && picturesOf([cell], [kept.mime]).find(({ place }) => place === kept.place);
    if (cell && found) {
      this.remember(cell);
      this.last = found.json;
      this.name(nameOf(found.json));
    }
    if (this.last !== undefined && this.last !== this.drawn)
      void this.post({ type: 'draw', payload: payloadOf(this.last) });
    this.drawn = this.last;
    void this.post({ type: 'notice', text: found ? '' : this.whyNone(cell) });
  }

  /** The notebook is another document from now on: it was saved for the first time, or moved. */
  follow(to: vscode.NotebookDocument): void {
    this.kept.notebook = to.uri.toString();
    this.draw();
  }

  /** By what the cell is known in this window, and where it is now: the page keeps it for the next one. */
  private remember(cell: vscode.NotebookCell): void {
    const { kept } = this;
    const [key, notebook] = [cellKey(cell), cell.notebook];
    const isKnown = this.known === notebook && kept.cell === key && kept.index === cell.index;
    this.known = notebook;
    if (isKnown) return;
    kept.cell = key;
    kept.index = cell.index;
    void this.post({ type: 'shown', shown: kept });
  }

  /** Another page of the notebook has pinned or released the cursor of a run. */
  takePin(message: PinMessage): void {
    void this.panel.webview.postMessage(message);
  }

  /** Passes on what is new of a run that the page draws. */
  send(notebook: vscode.NotebookDocument, delta: RunDelta): void {
    if (this.feed?.notebook === notebook) this.feed.runs.send(delta);
  }

  private whyNone(cell: vscode.NotebookCell | undefined): string {
    if (this.last === undefined)
      return vscode.l10n.t(
        'There is no picture yet: its notebook is closed, or its cell is gone or has not run.',
      );
    if (!this.notebook)
      return vscode.l10n.t(
        'The notebook is closed. This is the picture as it was then; it goes on when the notebook is opened.',
      );
    if (!cell) return vscode.l10n.t('The cell of this picture is gone. This is the picture as it was then.');
    return vscode.l10n.t(
      'The cell shows no such picture at the moment. This is the last one; the next takes its place.',
    );
  }

  private name(own: string | undefined): void {
    const file = vscode.Uri.parse(this.kept.notebook).path.split('/').at(-1) ?? '';
    this.panel.title = `${own ?? this.words} · ${file.replace(/\.ipynb$/i, '')}`;
  }

  private hear(message: FromPicturePage): void {
    if (message.type === 'ready') {
      // Also a page that was hidden and has been made anew.
      this.drawn = undefined;
      this.draw();
      for (const pin of this.pins.known()) this.takePin(pin);
      return;
    }
    if (isPinMessage(message.message)) this.pins.changed(message.message);
    else void this.answer(message.message);
  }

  /** What a renderer asks for, as in the notebook. */
  private async answer(message: unknown): Promise<void> {
    const { notebook } = this;
    await answerFileRequest(message, folderOf(notebook), (answer) => this.panel.webview.postMessage(answer));
    if (!notebook) return;
    const asked = message as FromRenderer | undefined;
    if (typeof asked?.type !== 'string') return;
    if (isLoad(asked)) await insertLoadCell(await editorOf(notebook), asked);
    else if (typeof asked.run === 'string') this.feedOf(notebook).receive(asked);
    else countHint(this.kernels, notebook, asked);
  }

  /** A notebook that was closed and opened again is another document. */
  private feedOf(notebook: vscode.NotebookDocument): RunFeed {
    if (this.feed?.notebook !== notebook)
      this.feed = {
        notebook,
        runs: new RunFeed(this.kernels, notebook, (message) => this.panel.webview.postMessage(message)),
      };
    return this.feed.runs;
  }

  private post(message: ToPicturePage): Thenable<boolean> {
    return this.panel.webview.postMessage(message);
  }
}

/** The editor of a notebook, beside the tab. */
const editorOf = async (notebook: vscode.NotebookDocument): Promise<vscode.NotebookEditor> =>
  vscode.window.visibleNotebookEditors.find((editor) => editor.notebook === notebook) ??
  vscode.window.showNotebookDocument(notebook, { viewColumn: vscode.ViewColumn.One });

/** What is not JSON is drawn as what it is: the renderer says so. */
function payloadOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
