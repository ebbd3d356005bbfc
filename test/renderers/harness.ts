import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Theme, themeVariables } from '../../gallery/themes.js';
import { pictureNames } from '../../scripts/picture-names.mjs';

const names = pictureNames();

/** Runs in the page: a made-up renderer context per renderer, and a way to call it. */
const pageScript = `
  window.sent = [];
  window.listeners = new Set();
  window.saved = undefined;
  window.renderers = {};
  window.activateRenderer = async (name, messaging) => {
    const { activate } = await import('/' + name + '.js');
    window.renderers[name] = await activate({
      workspace: { isTrusted: true },
      getState: () => window.saved,
      setState: (value) => { window.saved = value; },
      getRenderer: async () => undefined,
      ...(messaging && {
        postMessage: (message) => window.sent.push(message),
        onDidReceiveMessage: (listener) => {
          window.listeners.add(listener);
          return { dispose: () => window.listeners.delete(listener) };
        },
      }),
    });
  };
  window.renderItem = async (name, id, mime, text) => {
    let host = document.getElementById(id);
    if (!host) {
      host = document.createElement('div');
      host.id = id;
      document.body.append(host);
    }
    await window.renderers[name].renderOutputItem({
      id, mime, metadata: undefined,
      text: () => text,
      json: () => JSON.parse(text),
      data: () => new TextEncoder().encode(text),
      blob: () => new Blob([text], { type: mime }),
    }, host, new AbortController().signal);
  };
  window.receive = (message) => { for (const listener of window.listeners) listener(message); };
  window.setTheme = (theme, variables) => {
    document.body.className = 'vscode-' + theme;
    document.body.dataset.vscodeThemeKind = 'vscode-' + theme;
    const html = document.documentElement;
    html.removeAttribute('style');
    for (const [name, value] of Object.entries(variables)) html.style.setProperty('--vscode-' + name, value);
    document.body.style.background = variables['editor-background'];
  };
`;

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

/** Bundles the renderers as the extension ships them, serves them, and starts a browser. */
export async function startHarness(): Promise<Harness> {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-renderers-'));
  await build({
    entryPoints: Object.fromEntries(names.map((name) => [name, `renderers/${name}/index.ts`])),
    outdir: folder,
    entryNames: '[name]',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'warning',
  });
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const type = extname(path) === '.js' ? 'text/javascript' : 'text/html; charset=utf-8';
    if (path === '/') {
      response.writeHead(200, { 'content-type': type });
      response.end(
        `<!doctype html><html lang="en"><head><link rel="icon" href="data:,"></head><body style="margin:0;padding:8px"><script>${pageScript}</script></body></html>`,
      );
      return;
    }
    try {
      response.writeHead(200, { 'content-type': type }).end(await readFile(join(folder, path)));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser: Browser = await chromium.launch({
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
  return {
    async open({ theme = 'light', language = 'en', width = 820, height = 640 } = {}) {
      const page = await browser.newPage({ viewport: { width, height }, locale: language });
      const opened = new RendererPage(page);
      await page.goto(`${address}/`);
      await opened.theme(theme);
      return opened;
    },
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
