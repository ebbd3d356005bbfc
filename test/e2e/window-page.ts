import type { Frame, Locator, Page } from 'playwright-core';
import { artifactPath } from './artifacts.js';
import { until } from './until.js';

/** What can be seen of a window of the editor. */
export class WindowPage {
  constructor(readonly page: Page) {}

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

  /** A notification with this text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: text });
  }

  /** The output frame that shows what `selector` names (with this text), or undefined. Frames have no useful address. */
  async findOutput(
    selector: string,
    { text }: { text?: string | RegExp } = {},
  ): Promise<Locator | undefined> {
    for (const frame of this.page.frames()) {
      const all = frame.locator(selector, text === undefined ? {} : { hasText: text });
      // Of several outputs, those that are scrolled away are hidden.
      const count = await all.count().catch(() => 0);
      for (let at = 0; at < count; at++) if (await isShown(frame, all.nth(at))) return all.nth(at);
    }
    return undefined;
  }

  /** Waits for an output; see findOutput. */
  output(selector: string, options: { text?: string | RegExp; timeout?: number } = {}): Promise<Locator> {
    const named = options.text === undefined ? selector : `${selector} with ${options.text}`;
    return until(`an output ${named}`, () => this.findOutput(selector, options), {
      timeout: options.timeout,
      every: 200,
    });
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
