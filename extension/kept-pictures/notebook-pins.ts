import * as vscode from 'vscode';
import { isPinMessage, type PinMessage, RENDERER_IDS } from '../../protocol/renderer.js';

/** What pages of a notebook have pinned: the page of its outputs, in each editor, and the tabs beside it hear of each other. */
export class NotebookPins implements vscode.Disposable {
  private readonly messagings = RENDERER_IDS.map((id) => vscode.notebooks.createRendererMessaging(id));
  private readonly subscriptions: vscode.Disposable[];
  /** By the notebook's URI: the pins of its runs. */
  private readonly pins = new Map<string, Map<string, PinMessage>>();

  /** @param tell passes a pin of a notebook's page on to its tabs. */
  constructor(tell: (notebook: string, message: PinMessage) => void) {
    this.subscriptions = this.messagings.map((messaging) =>
      messaging.onDidReceiveMessage(({ editor, message }) => {
        if (!isPinMessage(message)) return;
        const notebook = editor.notebook.uri.toString();
        this.remember(notebook, message);
        tell(notebook, message);
      }),
    );
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** The pins that a new page of the notebook has to know. */
  of(notebook: string): PinMessage[] {
    return [...(this.pins.get(notebook)?.values() ?? [])];
  }

  /** A tab has pinned or released: the notebook's editors show it too. */
  fromTab(notebook: string, message: PinMessage): void {
    this.remember(notebook, message);
    for (const editor of vscode.window.visibleNotebookEditors) {
      if (editor.notebook.uri.toString() !== notebook) continue;
      // Whichever renderers the page has loaded.
      for (const messaging of this.messagings) void messaging.postMessage(message, editor);
    }
  }

  private remember(notebook: string, message: PinMessage): void {
    const pins = this.pins.get(notebook) ?? new Map<string, PinMessage>();
    this.pins.set(notebook, pins);
    if (message.position) pins.set(message.run, message);
    else pins.delete(message.run);
  }
}
