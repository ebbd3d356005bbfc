import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { build } from 'esbuild';
import { pictureNames } from '../../scripts/picture-names.mjs';

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

/** The renderers, and a page to call them in. */
export interface RendererSite {
  address: string;
  close(): Promise<void>;
}

/** Bundles the renderers as the extension ships them, and serves them. */
export async function startSite(): Promise<RendererSite> {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-renderers-'));
  await build({
    entryPoints: Object.fromEntries(pictureNames().map((name) => [name, `renderers/${name}/index.ts`])),
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
    if (path === '/' || path === '/empty') {
      const body = path === '/' ? `<script>${pageScript}</script>` : '';
      response.writeHead(200, { 'content-type': type });
      response.end(
        `<!doctype html><html lang="en"><head><link rel="icon" href="data:,"></head><body style="margin:0;padding:8px">${body}</body></html>`,
      );
      return;
    }
    try {
      const content = await readFile(join(folder, path));
      // The same for all pages, which need not compile it each anew.
      response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=3600' }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
