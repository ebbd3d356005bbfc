import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { pictureMime } from '../../protocol/mime.js';
import type { FromRenderer } from '../../protocol/renderer.js';
import type { FromPicturePage, RunSummary, ShownPicture, ToPicturePage } from '../../protocol/run-history.js';
import type { NotebookKernels } from '../kernels/notebook-kernels.js';
import { pageHtml, pageOptions } from '../pages/page-html.js';
import { answerFileRequest } from '../picture-files.js';
import type { StoredRuns } from './stored-runs.js';

const VIEW = 'epochbook.storedPicture';

interface Tab {
  panel: vscode.WebviewPanel;
  shown: ShownPicture;
  /** A drawing is on its way, and another is wanted behind it. */
  drawing: boolean;
  again: boolean;
}

/** Tabs of the editor with the whole picture of a stored run, or of several side by side, by the notebook's own renderers. */
export class PictureTabs implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private readonly tabs = new Set<Tab>();
  private readonly subscription: vscode.Disposable;
  private watching: vscode.Disposable | undefined;

  constructor(
    private readonly runs: StoredRuns,
    private readonly kernels: NotebookKernels,
    private readonly extensionUri: vscode.Uri,
  ) {
    this.subscription = vscode.Disposable.from(
      runs.onDidChange(({ runs: changed }) => this.follow(changed)),
      vscode.window.registerWebviewPanelSerializer(VIEW, this),
    );
  }

  /** Opens the tab, or shows the one that is there. */
  open(shown: ShownPicture): void {
    const there = [...this.tabs].find(({ shown: other }) => sameTab(other, shown));
    if (there) {
      there.panel.reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(VIEW, this.titleOf(shown), vscode.ViewColumn.Active, {
      enableFindWidget: true,
    });
    this.fill(panel, shown);
  }

  /** A tab that comes again with its window. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const { shown } = (state ?? {}) as { shown?: ShownPicture };
    if (!shown || !Array.isArray(shown.paths) || !shown.paths.every((path) => typeof path === 'string')) {
      panel.dispose();
      return;
    }
    await this.runs.look().catch(() => undefined);
    this.fill(panel, shown);
  }

  private fill(panel: vscode.WebviewPanel, shown: ShownPicture): void {
    panel.title = this.titleOf(shown);
    panel.webview.options = pageOptions(this.extensionUri);
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, 'media', 'epochbook-view.svg');
    const tab: Tab = { panel, shown, drawing: false, again: false };
    this.tabs.add(tab);
    this.watching ??= this.runs.watch();
    panel.onDidDispose(() => this.closed(tab));
    panel.webview.onDidReceiveMessage((message: FromPicturePage) => this.hear(tab, message));
    panel.webview.html = pageHtml(panel.webview, this.extensionUri, 'picture', {
      data: {
        renderer: String(
          panel.webview.asWebviewUri(
            vscode.Uri.joinPath(this.extensionUri, 'dist', 'renderers', `${shown.picture}.js`),
          ),
        ),
        mime: pictureMime(shown.picture),
        shown: JSON.stringify(shown),
      },
    });
  }

  dispose(): void {
    this.subscription.dispose();
    for (const { panel } of [...this.tabs]) panel.dispose();
  }

  private closed(tab: Tab): void {
    this.tabs.delete(tab);
    if (this.tabs.size > 0) return;
    this.watching?.dispose();
    this.watching = undefined;
  }

  private titleOf({ picture, paths }: ShownPicture): string {
    const names = paths.map((path) => {
      const run = this.runs.get(path);
      return run?.renamed ?? run?.name ?? path;
    });
    return picture === 'training' ? (names[0] as string) : vscode.l10n.t('Compare {0}', names.join(', '));
  }

  /** A run that goes on is drawn as far as its log has come. */
  private follow(changed: readonly RunSummary[]): void {
    const paths = new Set(changed.map(({ path }) => path));
    for (const tab of this.tabs) {
      if (!tab.shown.paths.some((path) => paths.has(path))) continue;
      tab.panel.title = this.titleOf(tab.shown);
      void this.draw(tab);
    }
  }

  private hear(tab: Tab, message: FromPicturePage): void {
    if (message.type === 'ready') void this.draw(tab);
    else void this.answer(tab, message.message);
  }

  private async draw(tab: Tab): Promise<void> {
    tab.again = tab.drawing;
    if (tab.drawing) return;
    tab.drawing = true;
    const { picture, paths } = tab.shown;
    try {
      const payload =
        picture === 'training'
          ? await this.runs.ask('run', { path: paths[0] as string })
          : await this.runs.ask('compare', { paths: [...paths] });
      await post(tab, { type: 'draw', payload });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      await post(tab, { type: 'notice', text: vscode.l10n.t('The run cannot be shown: {0}', reason) });
    } finally {
      tab.drawing = false;
    }
    if (tab.again) await this.draw(tab);
  }

  /** What a renderer asks for: as in a notebook, as far as it can be had here. */
  private async answer(tab: Tab, message: unknown): Promise<void> {
    const folder = dirname(dirname(dirname(dirname(tab.shown.paths[0] as string))));
    await answerFileRequest(message, folder, (answer) => tab.panel.webview.postMessage(answer));
    const asked = message as FromRenderer;
    switch (asked?.type) {
      case 'attach':
        return this.draw(tab);
      case 'stop':
        return this.stop(asked.run);
      case 'layers': {
        const told = await this.fromKernel((kernel) => kernel.layers(asked.run));
        await tab.panel.webview.postMessage({ type: 'layers', run: asked.run, layers: told ?? null });
        return;
      }
      case 'load':
        await vscode.commands.executeCommand('epochbook.runs.loadCheckpoint', {
          epochbookRuns: [tab.shown.paths[0]],
          file: asked.path,
        });
    }
  }

  private async stop(run: string): Promise<void> {
    const stopped = await this.fromKernel(async (kernel) => {
      const { accepted } = await kernel.stopRun(run);
      return accepted || null;
    });
    if (!stopped)
      void vscode.window.showInformationMessage(
        vscode.l10n.t('This run goes on in another window. Stop it there.'),
      );
  }

  /** The first answer of a kernel of this window. */
  private async fromKernel<Answer>(
    ask: (kernel: ReturnType<NotebookKernels['all']>[number]) => Promise<Answer | null>,
  ): Promise<Answer | undefined> {
    for (const kernel of this.kernels.all()) {
      const answer = await ask(kernel).catch(() => null);
      if (answer !== null) return answer;
    }
    return undefined;
  }
}

const post = (tab: Tab, message: ToPicturePage): Thenable<boolean> => tab.panel.webview.postMessage(message);

const sameTab = (a: ShownPicture, b: ShownPicture): boolean =>
  a.picture === b.picture &&
  a.paths.length === b.paths.length &&
  a.paths.every((path, i) => path === b.paths[i]);
