import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { type Theme, themeVariables } from '../../../gallery/themes.js';

interface ViewWindow {
  fromPage(message: unknown): void;
  acquireVsCodeApi(): object;
}

export interface ViewOptions {
  theme?: Theme;
  locale?: 'en' | 'ko';
  width?: number;
  height?: number;
  /** What the page remembers of an earlier time. */
  state?: object;
}

/** A page of the editor without the editor: what it says goes to `answer`, which posts back. */
export async function openView(
  browser: Browser,
  name: 'variables' | 'value',
  answer: (message: never, post: (message: object) => void) => void,
  { theme = 'light', locale = 'en', width = 900, height = 600, state = {} }: ViewOptions = {},
): Promise<{ page: Page; problems: string[]; post(message: object): Promise<void> }> {
  const entry = join(import.meta.dirname, '../../../views', name, 'index.ts');
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    write: false,
    target: 'es2023',
  });
  const page = await browser.newPage({ viewport: { width, height } });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  const post = (message: object): Promise<void> =>
    page.evaluate((each) => window.postMessage(each, '*'), message);
  await page.exposeFunction('fromPage', (message: never) => answer(message, (back) => void post(back)));
  const variables = Object.entries(themeVariables[theme]).map(([key, value]) => `--vscode-${key}: ${value};`);
  await page.setContent(
    `<!DOCTYPE html><html lang="${locale}"><head><title>${name}</title><style>:root { ${variables.join(' ')} --epb-back: var(--vscode-editor-background); }</style></head><body class="vscode-${theme}"></body></html>`,
  );
  await page.evaluate((before) => {
    const view = window as unknown as ViewWindow;
    let kept: unknown = before;
    view.acquireVsCodeApi = () => ({
      postMessage: (message: unknown) => view.fromPage(message),
      getState: () => kept,
      setState: (next: unknown) => {
        kept = next;
      },
    });
  }, state);
  await page.addScriptTag({ type: 'module', content: outputFiles[0]?.text ?? '' });
  return { page, problems, post };
}

/** Keeps a picture where `EPOCHBOOK_SCREENSHOTS` says. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.EPOCHBOOK_SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
