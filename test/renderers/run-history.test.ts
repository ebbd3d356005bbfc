import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Theme } from '../../gallery/themes.js';
import type { RunSummary } from '../../protocol/index.js';
import { axeFindings } from './axe/axe.js';
import { useRenderers } from './use-renderers.js';

// The page of the history view in a browser: the editor around it is test/e2e/run-history.test.ts.
const { open } = useRenderers();
let script = '';

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: ['views/run-history/index.ts'],
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'warning',
  });
  script = outputFiles[0]?.text ?? '';
});

/** What the side bar's colours are beside those of an editor. */
const colors: Record<Theme, Record<string, string>> = {
  light: {
    'list-activeSelectionBackground': '#e8e8e8',
    'list-activeSelectionForeground': '#000000',
    'list-inactiveSelectionBackground': '#e4e6f1',
    'list-hoverBackground': '#f2f2f2',
    'input-background': '#ffffff',
    'input-foreground': '#3b3b3b',
    'input-placeholderForeground': '#767676',
    'dropdown-background': '#ffffff',
    'dropdown-foreground': '#3b3b3b',
    'button-background': '#005fb8',
    'button-foreground': '#ffffff',
    'sideBar-background': '#f8f8f8',
    'editorWarning-foreground': '#855f00',
  },
  dark: {
    'list-activeSelectionBackground': '#04395e',
    'list-activeSelectionForeground': '#ffffff',
    'list-inactiveSelectionBackground': '#37373d',
    'list-hoverBackground': '#2a2d2e',
    'input-background': '#313131',
    'input-foreground': '#cccccc',
    'input-placeholderForeground': '#989898',
    'button-background': '#0078d4',
    'button-foreground': '#ffffff',
    'sideBar-background': '#181818',
    'editorWarning-foreground': '#cca700',
  },
  'high-contrast': {
    contrastActiveBorder: '#f38518',
    contrastBorder: '#6fc3df',
    'input-background': '#000000',
    'input-foreground': '#ffffff',
    'input-placeholderForeground': '#ffffffb3',
    'button-background': '#000000',
    'button-foreground': '#ffffff',
    'sideBar-background': '#000000',
    'editorWarning-foreground': '#ffd370',
  },
};

const statuses = ['completed', 'running', 'stopped', 'failed', 'lost', 'unreadable'] as const;

function run(number: number, more: Partial<RunSummary> = {}): RunSummary {
  const curve = Array.from(
    { length: 30 },
    (_, epoch) => 0.3 + 1 / (epoch + 1) + 0.02 * Math.sin(number + epoch),
  );
  const value = Math.min(...curve);
  return {
    path: `/w/.epochbook/runs/${number}`,
    id: `${number}`,
    name: `Run ${number}`,
    status: 'completed',
    startedAt: 1_780_000_000_000 + number * 60_000,
    elapsedMs: 4200,
    epochs: { done: 30, planned: 30 },
    metric: 'val_loss',
    more: false,
    best: { epoch: curve.indexOf(value) + 1, value },
    curve,
    settings: { optimizer: 'Adam', learningRate: 0.001, batchSize: 32, loss: 'mse', parameters: 41 },
    notebook: '/w/07-titanic.ipynb',
    checkpoints: 0,
    ...more,
  };
}

const examples: RunSummary[] = [
  ...statuses.map((status, number) => run(number + 1, { status })),
  run(7, {
    renamed: 'A name so long that no side bar has room for all of it',
    note: 'Two lines\nof words',
    checkpoints: 3,
  }),
  run(8, { diverged: 3, curve: [1, 2, 9e9, 'NaN'], best: { epoch: 1, value: 1 } }),
  run(9, { problem: { kind: 'damaged', lines: 2, first: 7 } }),
  run(10, { curve: [], status: 'running', epochs: { done: 0, planned: 9 } }),
];

interface View {
  page: Page;
  sent(type: string): Promise<{ type: string; paths?: string[]; command?: string }[]>;
  tell(runs: RunSummary[], gone?: string[]): Promise<void>;
  names(): Promise<string[]>;
}

async function view({ theme = 'dark' as Theme, width = 300, language = 'en' } = {}): Promise<View> {
  const { page } = await open({ theme, width, height: 800, language });
  await page.evaluate(
    ([values, lang]) => {
      document.title = 'History';
      document.documentElement.lang = lang;
      for (const [name, value] of Object.entries(values))
        document.documentElement.style.setProperty(`--vscode-${name}`, value);
      document.body.style.background = values['sideBar-background'] as string;
      const page = window as unknown as { posted: unknown[]; acquireVsCodeApi: unknown };
      page.posted = [];
      let state: unknown;
      page.acquireVsCodeApi = () => ({
        postMessage: (message: unknown) => page.posted.push(message),
        getState: () => state,
        setState: (next: unknown) => {
          state = next;
        },
      });
    },
    [colors[theme], language] as const,
  );
  await page.addScriptTag({ content: script, type: 'module' });
  await page.waitForFunction(() => (window as unknown as { posted: unknown[] }).posted.length > 0);
  const tell = async (runs: RunSummary[], gone: string[] = []): Promise<void> => {
    await page.evaluate(
      ([told, left]) =>
        window.postMessage({ type: 'change', whole: false, change: { runs: told, gone: left, toRead: 0 } }),
      [runs, gone] as const,
    );
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
  };
  return {
    page,
    tell,
    sent: async (type) =>
      (await page.evaluate(() => (window as unknown as { posted: { type: string }[] }).posted)).filter(
        (each) => each.type === type,
      ),
    names: () => page.locator('.run .name').allTextContents(),
  };
}

describe.each(['light', 'dark', 'high-contrast'] as const)('in %s', (theme) => {
  test.each([170, 300, 700])('%s px wide: axe finds nothing, and no word is cut but names', async (width) => {
    const { page, tell } = await view({ theme, width });
    await tell(examples);
    await page
      .locator('.run')
      .nth(2)
      .click({ position: { x: 40, y: 12 } });
    await page.mouse.move(2, 2);
    expect(await axeFindings(page, { part: true })).toEqual([]);
    const cut = await page
      .locator('.run :is(.best, .settings, .where, .state, .problem)')
      .evaluateAll((parts) =>
        parts
          .filter((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0)
          .map((part) => part.textContent),
      );
    expect(cut).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const folder = process.env.EPOCHBOOK_SCREENSHOTS;
    if (folder) await page.screenshot({ path: `${folder}/history-${theme}-${width}.png` });
  });
});

test('Korean has the words of Korean', async () => {
  const { page, tell } = await view({ language: 'ko' });
  await tell(examples);
  expect(await page.locator('.count').textContent()).toBe('실행 10개');
  expect(await page.locator('.run').last().textContent()).toMatch(/Run 1완료.*val_loss/);
  const folder = process.env.EPOCHBOOK_SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/history-korean.png` });
});

test('keys choose, extend and act; the focus stays where it was when the list changes', async () => {
  const { page, tell, sent, names } = await view();
  await tell(examples);
  const selected = async () =>
    (await sent('selected'))
      .at(-1)
      ?.paths?.map((path) => path.split('/').at(-1))
      .join();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  expect(await selected()).toBe('10');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  expect(await selected()).toBe('9,8');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Delete');
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+z');
  expect((await sent('command')).map(({ command, paths }) => [command, paths?.length])).toEqual([
    ['open', 2],
    ['delete', 2],
    ['rename', 2],
    ['undoDelete', 0],
  ]);
  await page.keyboard.press('ArrowDown');
  expect(await selected()).toBe('7');
  await tell([run(11), run(7, { renamed: 'Other' })], ['/w/.epochbook/runs/9']);
  expect((await names()).slice(0, 4)).toEqual(['Run 11', 'Run 10', 'Run 8', 'Other']);
  const focused = () => page.evaluate(() => (document.activeElement as HTMLElement).dataset.path);
  expect(await focused()).toBe('/w/.epochbook/runs/7');
  // Its neighbour gets the focus of one that has gone.
  await tell([], ['/w/.epochbook/runs/7']);
  expect(await focused()).toBe('/w/.epochbook/runs/6');
  await page.keyboard.press('End');
  expect(await selected()).toBe('1');
  await page.keyboard.press('Control+a');
  expect((await selected())?.split(',').length).toBe(9);
  await page.keyboard.press('Escape');
  expect(await selected()).toBe('');
});

test('the menu is about the runs that are selected', async () => {
  const { page, tell } = await view();
  await tell(examples);
  const context = async () =>
    JSON.parse((await page.locator('.runs').getAttribute('data-vscode-context')) ?? '{}');
  await page
    .locator('.run')
    .nth(1)
    .click({ button: 'right', position: { x: 40, y: 12 } });
  expect(await context()).toMatchObject({ webviewSection: 'run', epochbookRuns: ['/w/.epochbook/runs/9'] });
  await page
    .locator('.run')
    .nth(2)
    .click({ modifiers: ['Control'], position: { x: 40, y: 12 } });
  await page
    .locator('.run')
    .nth(1)
    .click({ button: 'right', position: { x: 40, y: 12 } });
  expect(await context()).toMatchObject({ webviewSection: 'runs' });
});

test('a filter that fits nothing can be taken away', async () => {
  const { page, tell, names } = await view();
  await tell([]);
  expect(await page.locator('.empty a').count()).toBe(2);
  await tell(examples);
  await page.locator('.bar input').fill('no such run');
  await page.locator('.empty button').click();
  await expect.poll(async () => (await names()).length).toBe(10);
});

test('names and notes are text, whatever they hold', async () => {
  const { page, tell } = await view();
  const evil = '<img src=x onerror="window.hurt = 1">';
  await tell([run(1, { renamed: evil, note: evil, metric: evil, notebook: `/w/${evil}`, reason: evil })]);
  expect(await page.locator('.run img').count()).toBe(0);
  expect(await page.locator('.run .name').textContent()).toBe(evil);
});

test('a thousand runs are drawn, filtered and ordered without delay', async () => {
  const { page, tell, names } = await view();
  const runs = Array.from({ length: 1000 }, (_, number) => run(number));
  await tell(runs);
  const took = await page.evaluate(async () => {
    const began = performance.now();
    const select = document.querySelector('select') as HTMLSelectElement;
    select.value = 'best';
    select.dispatchEvent(new Event('input'));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return performance.now() - began;
  });
  expect(took).toBeLessThan(1000);
  expect((await names()).length).toBeLessThan(1000);
  await page.locator('.run').first().focus();
  await page.keyboard.press('End');
  expect(await page.locator('.run').last().getAttribute('aria-posinset')).toBe('1000');
});
