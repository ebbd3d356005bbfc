import { type Browser, chromium, type Page } from 'playwright-core';
import { type Theme, themeVariables } from '../../gallery/themes.js';
import { startSite } from './renderer-site.js';
import { sharedSite } from './shared-site.js';

interface PageWindow {
  sent: unknown[];
  renderers: Record<string, { disposeOutputItem(id?: string): void }>;
  activateRenderer(name: string, messaging: boolean): Promise<void>;
  renderItem(name: string, id: string, mime: string, text: string): Promise<void>;
  receive(message: unknown): void;
  setTheme(theme: Theme, variables: Record<string, string>): void;
}

/** One page with activated renderers. */
export class RendererPage {
  /** Console errors and warnings, failed loads, thrown errors. */
  readonly problems: string[] = [];
  readonly requests: string[] = [];

  constructor(readonly page: Page) {
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.problems.push(message.text());
    });
    page.on('pageerror', (error) => this.problems.push(error.stack ?? error.message));
    page.on('request', (request) => this.requests.push(request.url()));
  }

  activate(name: string, messaging = true): Promise<void> {
    return this.page.evaluate(
      ([renderer, talks]) =>
        (window as unknown as PageWindow).activateRenderer(renderer as string, talks as boolean),
      [name, messaging] as const,
    );
  }

  /** Gives an output item to a renderer; the same id again replaces it. */
  render(name: string, id: string, payload: unknown): Promise<void> {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    return this.page.evaluate(
      ([renderer, item, json]) =>
        (window as unknown as PageWindow).renderItem(
          renderer as string,
          item as string,
          'application/json',
          json as string,
        ),
      [name, id, text] as const,
    );
  }

  receive(message: unknown): Promise<void> {
    return this.page.evaluate((each) => (window as unknown as PageWindow).receive(each), message);
  }

  sent(): Promise<{ type: string; run: string }[]> {
    return this.page.evaluate(
      () => (window as unknown as PageWindow).sent as { type: string; run: string }[],
    );
  }

  dispose(name: string, id?: string): Promise<void> {
    return this.page.evaluate(
      ([renderer, item]) =>
        (window as unknown as PageWindow).renderers[renderer as string]?.disposeOutputItem(item),
      [name, id] as const,
    );
  }

  theme(theme: Theme): Promise<void> {
    return this.page.evaluate(([each, values]) => (window as unknown as PageWindow).setTheme(each, values), [
      theme,
      themeVariables[theme],
    ] as const);
  }

  /** Waits until every chart stands still for two frames. */
  async settled(): Promise<void> {
    await this.page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const twice = () => requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
          setTimeout(twice, 60);
        }),
    );
  }
}

export interface Harness {
  open(options?: {
    theme?: Theme;
    language?: string;
    width?: number;
    height?: number;
  }): Promise<RendererPage>;
  close(): Promise<void>;
}

/** A browser without a screen that asks nothing of anybody by itself. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** Starts a browser for the renderers that all files share, or for a bundle of its own. */
export async function startHarness(): Promise<Harness> {
  const site = sharedSite() ?? (await startSite());
  let browser = await launchBrowser();
  return {
    async open({ theme = 'light', language = 'en', width = 820, height = 640 } = {}) {
      // One that a page has brought down costs that page's test, not those after it.
      if (!browser.isConnected()) browser = await launchBrowser();
      const page = await browser.newPage({ viewport: { width, height }, locale: language });
      const opened = new RendererPage(page);
      await page.goto(`${site.address}/`);
      await opened.theme(theme);
      return opened;
    },
    async close() {
      await browser.close();
      await site.close();
    },
  };
}
