import * as vscode from 'vscode';
import type { PinMessage } from '../../protocol/renderer.js';
import type { KeptPicture } from '../../protocol/run-history.js';
import { cellKey } from '../kernels/cell-key.js';
import type { NotebookKernels } from '../kernels/notebook-kernels.js';
import { notebookOf } from '../notebook-of.js';
import { pageHtml, pageOptions } from '../pages/page-html.js';
import { choosePicture } from './choose-picture.js';
import { type FoundPicture, meantPicture, picturesOf } from './find-picture.js';
import { KeptTab } from './kept-tab.js';
import { NotebookPins } from './notebook-pins.js';
import { type RendererKind, rendererKinds } from './renderer-kinds.js';

const VIEW = 'epochbook.keptPicture';

/** Pictures that stay in view beside their notebook while it scrolls; each in a tab that follows its cell, also when it runs again. */
export class KeptPictures implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private readonly tabs = new Set<KeptTab>();
  private readonly kinds: readonly RendererKind[];
  private readonly pins: NotebookPins;
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly kernels: NotebookKernels,
    private readonly context: vscode.ExtensionContext,
  ) {
    this.kinds = rendererKinds(context.extension);
    this.pins = new NotebookPins((notebook, message) => this.tellPin(notebook, message));
    this.subscription = vscode.Disposable.from(
      this.pins,
      vscode.window.registerWebviewPanelSerializer(VIEW, this),
      vscode.commands.registerCommand('epochbook.keepInView', (given?: unknown) => this.choose(given)),
      vscode.workspace.onDidChangeNotebookDocument(({ notebook }) => this.draw(notebook)),
      vscode.workspace.onDidOpenNotebookDocument((notebook) => this.draw(notebook)),
      vscode.workspace.onDidCloseNotebookDocument((notebook) => this.draw(notebook)),
      kernels.onMoved(({ from, to }) => {
        for (const tab of this.tabs) if (tab.kept.notebook === from.uri.toString()) tab.follow(to);
      }),
      kernels.onDelta(({ notebook, delta }) => {
        for (const tab of this.tabs) tab.send(notebook, delta);
      }),
    );
  }

  /**
   * Opens the tab of a picture beside its notebook, or shows the one that is there.
   *
   * @param json the payload as the notebook's page has drawn it.
   * @throws Error where no output of the notebook is meant.
   */
  keep(notebook: vscode.NotebookDocument, renderer: string, json: string): void {
    const kind = this.kinds.find(({ id }) => id === renderer);
    const found = kind && meantPicture(picturesOf(notebook.getCells(), kind.mimes), json);
    if (!kind || !found) throw new Error(vscode.l10n.t('The notebook does not hold this picture any more.'));
    this.open(notebook, kind, found);
  }

  /** A tab that comes again with its window: its notebook may not be open yet, or not any more. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const { shown } = (state ?? {}) as { shown?: Partial<KeptPicture> };
    const kind = this.kinds.find(
      ({ name, mimes }) => name === shown?.renderer && mimes.includes(shown.mime ?? ''),
    );
    if (!kind || !isKept(shown)) {
      panel.dispose();
      return;
    }
    const uri = vscode.Uri.parse(shown.notebook);
    if (uri.scheme === 'file')
      await vscode.workspace.openNotebookDocument(uri).then(undefined, () => undefined);
    this.fill(panel, shown, kind);
  }

  dispose(): void {
    this.subscription.dispose();
    for (const { panel } of [...this.tabs]) panel.dispose();
  }

  private async choose(given: unknown): Promise<void> {
    const notebook = await notebookOf(given);
    if (!notebook) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open a notebook first.'));
      return;
    }
    const chosen = await choosePicture(notebook, this.kinds);
    if (chosen) this.open(notebook, chosen.kind, chosen.picture);
  }

  private open(notebook: vscode.NotebookDocument, kind: RendererKind, found: FoundPicture): void {
    const { index, place, mime } = found;
    const kept: KeptPicture = {
      notebook: notebook.uri.toString(),
      cell: cellKey(notebook.cellAt(index)),
      index,
      place,
      renderer: kind.name,
      mime,
    };
    const there = [...this.tabs].find((tab) => isSame(tab.kept, kept));
    if (there) {
      there.panel.reveal(undefined, true);
      return;
    }
    const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel(VIEW, kind.words, beside, { enableFindWidget: true });
    this.fill(panel, kept, kind);
  }

  private fill(panel: vscode.WebviewPanel, kept: KeptPicture, { words, name }: RendererKind): void {
    const { extensionUri } = this.context;
    panel.webview.options = pageOptions(extensionUri);
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'epochbook-view.svg');
    const tab: KeptTab = new KeptTab(panel, kept, this.kernels, words, {
      known: () => this.pins.of(kept.notebook),
      changed: (message) => {
        this.pins.fromTab(kept.notebook, message);
        this.tellPin(kept.notebook, message, tab);
      },
    });
    this.tabs.add(tab);
    panel.onDidDispose(() => this.tabs.delete(tab));
    const renderer = vscode.Uri.joinPath(extensionUri, 'dist', 'renderers', `${name}.js`);
    panel.webview.html = pageHtml(panel.webview, extensionUri, 'picture', {
      data: {
        renderer: String(panel.webview.asWebviewUri(renderer)),
        mime: kept.mime,
        shown: JSON.stringify(kept),
      },
    });
  }

  private tellPin(notebook: string, message: PinMessage, from?: KeptTab): void {
    for (const tab of this.tabs) if (tab !== from && tab.kept.notebook === notebook) tab.takePin(message);
  }

  private draw(notebook: vscode.NotebookDocument): void {
    for (const tab of this.tabs) if (tab.kept.notebook === notebook.uri.toString()) tab.draw();
  }
}

/** What a page has remembered is checked. */
function isKept(shown: Partial<KeptPicture> | undefined): shown is KeptPicture {
  const { notebook, cell, index, place } = shown ?? {};
  return (
    typeof notebook === 'string' &&
    typeof cell === 'string' &&
    Number.isInteger(index) &&
    Number.isInteger(place)
  );
}

const isSame = (a: KeptPicture, b: KeptPicture): boolean =>
  a.notebook === b.notebook && a.cell === b.cell && a.place === b.place && a.mime === b.mime;
