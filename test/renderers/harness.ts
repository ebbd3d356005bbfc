import { type Browser, type ConsoleMessage, chromium, type Page, type Request } from 'playwright-core';
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

const DRAWN_IN_SOFTWARE = /^\[\.WebGL-\w+\]GL Driver Message \(OpenGL, Performance, /;

/**
 * Whether a page has a word to say of its own. Where there is no graphics card, the browser itself reads what WebGL has drawn to
 * put it on the page, and says how slow that is.
 */
export const isOfPage = (message: ConsoleMessage): boolean => !DRAWN_IN_SOFTWARE.test(message.text());

/** One page with activated renderers. */
export class RendererPage {
  /** Console errors and warnings, failed loads, thrown errors. */
  readonly problems: string[] = [];
  readonly requests: string[] = [];

  constructor(readonly page: Page) {
    page.on('console', this.onConsole).on('pageerror', this.onError).on('request', this.onRequest);
  }

  private readonly onConsole = (message: ConsoleMessage) => {
    if (!isOfPage(message)) return;
    if (message.type() === 'error' || message.type() === 'warning') this.problems.push(message.text());
  };
  private readonly onError = (error: Error) => void this.problems.push(error.stack ?? error.message);
  private readonly onRequest = (request: Request) => void this.requests.push(request.url());

  /** From now on the page is another's. */
  leave(): void {
    this.page.off('console', this.onConsole).off('pageerror', this.onError).off('request', this.onRequest);
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
    /** Nobody gets it afterwards: it held so much that to clear it away takes longer than another page. */
    once?: boolean;
  }): Promise<RendererPage>;
  /** Takes a page back: the next that asks for one gets it, as new. */
  giveBack(opened: RendererPage): Promise<void>;
  close(): Promise<void>;
}

/** What draws WebGL in software. */
const SOFTWARE_WEBGL = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'];

/**
 * A browser without a screen that asks nothing of anybody by itself.
 *
 * @param webgl Its pages have WebGL, drawn in software.
 */
export const launchBrowser = (webgl = false): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      ...(webgl ? SOFTWARE_WEBGL : ['--disable-gpu']),
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** Longer than it takes to leave a page; one that hangs is closed. */
const LEAVE_MS = 10_000;
/** What earlier tests left behind in the process of a page slows it down after a while. */
const MOST_USES = 25;

/** Starts a browser for the renderers that all files share, or for a bundle of its own. */
export async function startHarness({ webgl = false } = {}): Promise<Harness> {
  const site = sharedSite() ?? (await startSite());
  let browser = await launchBrowser(webgl);
  // To a whole browser a new page is a window with processes of its own, which cost more than most drawings.
  const free = new Map<string, Page[]>();
  const lives = new WeakMap<Page, { language: string; uses: number }>();
  const pageOf = async (language: string): Promise<Page> => {
    const kept = free.get(language)?.pop();
    if (kept && !kept.isClosed()) return kept;
    // A browser that a page has brought down costs that page's test, not those after it.
    if (!browser.isConnected()) browser = await launchBrowser(webgl);
    const page = await browser.newPage({ locale: language });
    lives.set(page, { language, uses: 0 });
    page.once('crash', () => void page.close());
    return page;
  };
  return {
    async open({ theme = 'light', language = 'en', width = 820, height = 640, once = false } = {}) {
      const page = await pageOf(language);
      const life = lives.get(page);
      if (life) life.uses = once ? MOST_USES : life.uses + 1;
      await page.setViewportSize({ width, height });
      const opened = new RendererPage(page);
      await page.goto(`${site.address}/`);
      await opened.theme(theme);
      return opened;
    },
    async giveBack(opened) {
      const { page } = opened;
      opened.leave();
      if (page.isClosed()) return;
      const { language, uses } = lives.get(page) ?? { language: '', uses: MOST_USES };
      if (uses >= MOST_USES) {
        await page.close();
        return;
      }
      try {
        await page.goto(`${site.address}/empty`, { timeout: LEAVE_MS });
        await page.mouse.move(0, 0);
        await page.emulateMedia({ media: null, colorScheme: null, reducedMotion: null, forcedColors: null });
        await page.context().clearPermissions();
      } catch {
        await page.close();
        return;
      }
      free.set(language, [...(free.get(language) ?? []), page]);
    },
    async close() {
      await browser.close();
      await site.close();
    },
  };
}
