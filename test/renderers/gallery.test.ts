import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { descriptions } from '../../gallery/descriptions.js';
import { shownExamples } from '../../gallery/examples.js';
import { themes, themeVariables } from '../../gallery/themes.js';
import type { PictureName } from '../../renderers/registry.js';
import { axeFindings } from './axe/axe.js';
import { isOfPage, launchBrowser } from './harness.js';

const root = join(import.meta.dirname, '../..');
const names = Object.keys(shownExamples) as PictureName[];
const ids = names.flatMap((name) => Object.keys(shownExamples[name]).map((example) => `${name}.${example}`));
/** Drawn in the other themes: the first example of each picture, and one that cannot be drawn. */
const sampled = [
  ...names.flatMap((name) => ids.find((id) => id.startsWith(`${name}.`)) ?? []),
  'dropout.bad-version',
];

let folder: string;
let browser: Browser;
let page: Page;
let problems: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'epochbook-gallery-'));
  const made = spawnSync(process.execPath, ['scripts/gallery.mjs', '--out', folder], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  expect(made.stderr).toBe('');
  expect(made.stdout).toContain(
    `${names.length} pictures, ${ids.length} examples: ${join(folder, 'index.html')}`,
  );
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  problems = [];
  page = await browser.newPage({ viewport: { width: 1000, height: 500 }, locale: 'en' });
  page.on('console', (message) => {
    if (isOfPage(message)) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.stack ?? error.message));
  page.on('requestfailed', (request) => problems.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    if (!/^(file|data|blob):/.test(request.url())) problems.push(`asked for ${request.url()}`);
  });
});
afterEach(async () => {
  await page.close();
  expect(problems).toEqual([]);
});

const open = () => page.goto(pathToFileURL(join(folder, 'index.html')).href);
const choose = (name: string) => page.getByRole('radio', { name, exact: true }).check();
const live = (id: string) => page.locator(`.live[data-id="${id}"]`);

/** Scrolls to live views and waits until each is drawn; what each then holds. */
function drawn(wanted: string[]): Promise<{ id: string; state: string; marks: number; text: string }[]> {
  return page.evaluate(async (all) => {
    const found = [];
    for (const id of all) {
      const host = document.querySelector<HTMLElement>(`.live[data-id="${id}"]`);
      if (!host) throw new Error(`no live view of ${id}`);
      host.scrollIntoView({ block: 'center' });
      while (host.dataset.state !== 'drawn' && host.dataset.state !== 'failed')
        await new Promise((resolve) => setTimeout(resolve, 10));
      await new Promise((resolve) => requestAnimationFrame(resolve));
      found.push({
        id,
        state: host.dataset.state,
        marks: host.querySelectorAll('canvas, svg, table, [role=note]').length,
        text: host.innerText,
      });
    }
    return found;
  }, wanted);
}

/** Stills that no browser can draw, once every one is loaded. */
const brokenStills = (): Promise<string[]> =>
  page.evaluate(async () => {
    const stills = [...document.querySelectorAll<HTMLImageElement>('img.still')];
    for (const still of stills) still.loading = 'eager';
    const loaded = await Promise.allSettled(stills.map((still) => still.decode()));
    return stills
      .filter((still, at) => loaded[at]?.status === 'rejected' || !still.naturalWidth)
      .map(({ src }) => src);
  });

describe('the gallery', () => {
  test.each(themes)('has nothing that axe finds fault with, in %s', async (theme) => {
    await open();
    await choose({ light: 'Light', dark: 'Dark', 'high-contrast': 'High contrast' }[theme]);
    await drawn(sampled);
    expect(await axeFindings(page)).toEqual([]);
  });

  test('holds every example of every picture, what cannot be drawn apart, and describes no other', async () => {
    await open();
    const shown = await page.locator('article').evaluateAll((all) => all.map(({ id }) => id));
    expect(shown.sort()).toEqual([...ids].sort());
    const apart = await page.locator('#bad article').evaluateAll((all) => all.map(({ id }) => id));
    expect(apart.sort()).toEqual(ids.filter((id) => /\.bad-/.test(id)).sort());
    for (const name of names)
      expect(Object.keys(shownExamples[name])).toEqual(
        expect.arrayContaining(Object.keys(descriptions[name].examples)),
      );
    const dead = await page
      .locator('a[href^="#"]')
      .evaluateAll((links) =>
        links.flatMap((link) =>
          document.getElementById(link.getAttribute('href')?.slice(1) ?? '') ? [] : [link.outerHTML],
        ),
      );
    expect(dead).toEqual([]);
    expect(await page.locator('img:not([alt])').count()).toBe(0);
    const twice = await page.evaluate(() => {
      const all = [...document.querySelectorAll('[id]')].map(({ id }) => id);
      return all.filter((id, at) => all.indexOf(id) !== at);
    });
    expect(twice).toEqual([]);
  });

  test('loads a payload only when its picture comes near', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await open();
    await page.waitForTimeout(300);
    const payloads = () => asked.filter((url) => url.includes('/payloads/'));
    expect(payloads().length).toBeLessThan(3);
    await drawn(['dropout.wide-4096']);
    expect(payloads().some((url) => url.endsWith('dropout.wide-4096.js'))).toBe(true);
    expect(payloads().length).toBeLessThan(12);
  });

  test('draws every example live, without a word on the console', async () => {
    await open();
    const all = await drawn(ids);
    expect(all.filter(({ state, marks, text }) => state !== 'drawn' || marks + text.length === 0)).toEqual(
      [],
    );
    for (const { id, text } of all.filter(({ id }) => id.includes('.bad-'))) expect(text, id).not.toBe('');
  });

  for (const theme of themes) {
    test(`shows stills and live views in ${theme}`, async () => {
      await open();
      await choose({ light: 'Light', dark: 'Dark', 'high-contrast': 'High contrast' }[theme]);
      expect(await page.evaluate(() => document.body.className)).toBe(`vscode-${theme}`);
      const background = themeVariables[theme]['editor-background'];
      expect(
        await page.evaluate(() =>
          getComputedStyle(document.documentElement).getPropertyValue('--vscode-editor-background'),
        ),
      ).toBe(background);
      expect(await brokenStills()).toEqual([]);
      const stills = readdirSync(join(folder, 'stills')).filter((file) => file.endsWith(`.${theme}.svg`));
      const sources = await page
        .locator('article img.still')
        .evaluateAll((all) => all.map((each) => each.getAttribute('src')));
      for (const file of theme === 'light' ? [] : stills) expect(sources).toContain(`stills/${file}`);
      // In light, the test above draws all of them.
      if (theme === 'light') return;
      const views = await drawn(sampled.filter((id) => id !== undefined));
      expect(views.filter(({ state }) => state !== 'drawn')).toEqual([]);
    });
  }

  test('speaks Korean: page, live views and accounts, also those that were drawn before', async () => {
    await open();
    await drawn(['confusion-matrix.survival']);
    expect(await live('confusion-matrix.survival').textContent()).toContain('Predicted class');
    await choose('한국어');
    await drawn(['confusion-matrix.survival', 'dropout.bad-version']);
    expect(await live('confusion-matrix.survival').textContent()).toContain('예측');
    expect(await live('confusion-matrix.survival').textContent()).not.toContain('Predicted class');
    expect(await page.locator('h1').innerText()).toBe('Epochbook 갤러리');
    expect(await page.title()).toBe('Epochbook 갤러리');
    const account = page.locator('[id="confusion-matrix.survival"] details');
    await account.locator('summary').click();
    expect(await account.locator('pre:visible').count()).toBe(1);
    expect(await account.locator('pre:visible').innerText()).toMatch(/[가-힣]/);
  });

  test('an address with an anchor leads to its example and stays there while views are drawn', async () => {
    await page.goto(`${pathToFileURL(join(folder, 'index.html')).href}#distributions.vanishing`);
    await page.waitForSelector('.live[data-id="distributions.vanishing"][data-state=drawn]');
    await page.waitForTimeout(500);
    const box = await page.locator('[id="distributions.vanishing"]').boundingBox();
    expect(box?.y).toBeGreaterThan(40);
    expect(box?.y).toBeLessThan(160);
  });
});

test('the pictures of the README are there and small', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const shown = [...readme.matchAll(/!\[[^\]]+\]\((media\/[^)]+)\)/g)].map(([, file]) => file as string);
  expect(shown).toEqual(
    expect.arrayContaining(['media/dropout.png', 'media/batch-norm.png', 'media/timeline.png']),
  );
  for (const file of shown) expect(existsSync(join(root, file)), file).toBe(true);
  for (const name of ['dropout', 'batch-norm', 'timeline'])
    expect(readFileSync(join(root, 'media', `${name}.png`)).length).toBeLessThan(150_000);
});
