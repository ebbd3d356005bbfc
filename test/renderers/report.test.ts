import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pictureExamples } from '../../renderers/examples.js';
import type { PictureName } from '../../renderers/registry.js';
import { axeFindings } from './axe/axe.js';
import { isOfPage, launchBrowser } from './harness.js';
import { type CellFile, PageFiles, pageAssets, pictureOutput } from './report-page.js';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const names = Object.keys(pictureExamples) as PictureName[];

let browser: Browser;
let files: PageFiles;
let cells: CellFile[];
let page: Page;
let problems: string[];

const code = (source: string, ...outputs: object[]): CellFile => ({
  cell_type: 'code',
  source,
  execution_count: 1,
  outputs,
});
const shown = (data: object): object => ({ output_type: 'display_data', data, metadata: {} });

beforeAll(async () => {
  files = new PageFiles(await pageAssets());
  browser = await launchBrowser();
  const pictures = await Promise.all(names.map((name) => pictureOutput(name)));
  cells = [
    {
      cell_type: 'markdown',
      source: '# A lesson\n\nWith $a^2$ and a [link](#2.-Train).\n\n| a | b |\n|---|--:|\n| 1 | 2 |',
    },
    code("import * as tf from '@tensorflow/tfjs-node';", {
      output_type: 'stream',
      name: 'stdout',
      text: ['\u001b[33m3\u001b[39m\n'],
    }),
    { cell_type: 'markdown', source: '## 1. Pictures\n\n### Each of them' },
    ...names.map((name, at) => code(`await show('${name}');`, pictures[at] as object)),
    { cell_type: 'markdown', source: '## 2. Train' },
    code(
      'rows',
      shown({ 'text/html': '<table><tr><th>x</th></tr><tr><td>1</td></tr></table>', 'text/plain': 'x' }),
    ),
    code('plot()', shown({ 'image/png': PIXEL, 'text/plain': '<Figure>' })),
    code('throw 1', {
      output_type: 'error',
      ename: 'Error',
      evalue: 'no',
      traceback: ['\u001b[31mError\u001b[0m: no'],
    }),
    {
      cell_type: 'code',
      source: 'answer();',
      metadata: { epochbook: { exercise: { role: 'solution', of: 'a' } } },
      outputs: [],
    },
  ];
});
afterAll(async () => {
  await browser?.close();
  files?.remove();
});

beforeEach(() => {
  problems = [];
});
afterEach(async () => {
  await page.context().close();
  expect(problems).toEqual([]);
});

/** Opens a page from its file, without a network. Whatever it asks for, or says on the console, is a problem. */
async function open(path: string, options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 800 },
    offline: true,
    ...options,
  });
  page = await context.newPage();
  page.on('console', (message) => {
    if (isOfPage(message)) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.stack ?? error.message));
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => problems.push(`popup: ${popup.url()}`));
  page.on('request', (request) => {
    if (request.url() !== pathToFileURL(path).href && !/^(data|blob):/.test(request.url()))
      problems.push(`asked for ${request.url()}`);
  });
  await page.goto(pathToFileURL(path).href);
}

/** Scrolls to each picture and waits until it is drawn; what became of each. */
const drawn = (): Promise<string[]> =>
  page.evaluate(async () => {
    const states: string[] = [];
    for (const figure of document.querySelectorAll<HTMLElement>('figure.picture')) {
      figure.scrollIntoView({ block: 'center' });
      while (!/drawn|refused|failed/.test(figure.dataset.state ?? ''))
        await new Promise((resolve) => setTimeout(resolve, 10));
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const marks = figure.querySelectorAll('.live :is(canvas, svg, table, .epb-check)').length;
      states.push(`${figure.dataset.state}${marks > 0 ? '' : ' and empty'}`);
    }
    return states;
  });

describe('the page of a notebook', () => {
  test('draws all pictures live from its file, and says nothing on the console', async () => {
    await open(files.write(cells));
    expect(await page.title()).toBe('A lesson');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await drawn()).toEqual(names.map(() => 'drawn'));
    for (const still of await page.locator('figure.picture > .still').all())
      expect(await still.isVisible()).toBe(false);
  });

  test('draws a picture only when it comes near', async () => {
    await open(files.write(cells));
    const last = page.locator('figure.picture').last();
    await expect.poll(() => page.locator('figure.picture').first().getAttribute('data-state')).toBe('drawn');
    expect(await last.getAttribute('data-state')).toBeNull();
    await last.scrollIntoViewIfNeeded();
    await expect.poll(() => last.getAttribute('data-state')).toBe('drawn');
  });

  test('answers to the pointer: pictures are live', async () => {
    await open(files.write([code('fit', await pictureOutput('training', 'validation'))]));
    const figure = page.locator('figure.picture');
    await expect.poll(() => figure.getAttribute('data-state')).toBe('drawn');
    const before = await figure.innerText();
    const plot = figure.locator('.live canvas').first();
    const { width = 0, height = 0 } = (await plot.boundingBox()) ?? {};
    await plot.hover({ position: { x: width * 0.3, y: height * 0.5 } });
    await expect.poll(() => figure.innerText()).not.toBe(before);
  });

  test.each([
    ['light', 1200],
    ['dark', 1200],
    ['light', 400],
  ] as const)('has nothing that axe finds fault with, in %s at %i px', async (colorScheme, width) => {
    await open(files.write(cells), { colorScheme, viewport: { width, height: 800 } });
    await drawn();
    await page.evaluate(() => {
      for (const each of document.querySelectorAll('details')) each.open = true;
    });
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

  test('follows the system, or its switch, in light and dark', async () => {
    await open(files.write(cells), { colorScheme: 'dark' });
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const theme = () => page.evaluate(() => document.body.className);
    expect([await ground(), await theme()]).toEqual(['rgb(27, 29, 32)', 'vscode-dark']);
    await page.getByRole('radio', { name: 'Light' }).check();
    expect([await ground(), await theme()]).toEqual(['rgb(255, 255, 255)', 'vscode-light']);
    await page.reload();
    expect(await theme()).toBe('vscode-light');
    await page.getByRole('radio', { name: 'System' }).check();
    expect(await theme()).toBe('vscode-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(theme).toBe('vscode-light');
  });

  test('has contents that lead to its headings', async () => {
    await open(files.write(cells));
    expect(await page.locator('nav li').allInnerTexts()).toEqual([
      'A lesson',
      '1. Pictures',
      'Each of them',
      '2. Train',
    ]);
    const dead = await page
      .locator('a[href^="#"]')
      .evaluateAll((links) =>
        links.flatMap((link) =>
          document.getElementById(decodeURIComponent(link.getAttribute('href')?.slice(1) ?? ''))
            ? []
            : [link.outerHTML],
        ),
      );
    expect(dead).toEqual([]);
    await page.getByRole('link', { name: '2. Train' }).click();
    await expect
      .poll(() =>
        page.locator('h2', { hasText: 'Train' }).evaluate((each) => each.getBoundingClientRect().top),
      )
      .toBeLessThan(400);
  });

  test('hides code, and folds solutions', async () => {
    await open(files.write(cells));
    expect(await page.locator('pre.code', { hasText: 'answer();' }).isVisible()).toBe(false);
    await page.getByText('Solution', { exact: true }).click();
    expect(await page.locator('pre.code', { hasText: 'answer();' }).isVisible()).toBe(true);
    await page.getByRole('checkbox', { name: 'Code' }).uncheck();
    expect(await page.locator('pre.code:visible').count()).toBe(0);
    expect(await page.locator('table', { hasText: 'x' }).first().isVisible()).toBe(true);
  });

  test('is printed light, with stills in the place of live pictures', async () => {
    await open(files.write(cells), { colorScheme: 'dark' });
    await drawn();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    );
    expect(await page.locator('figure.picture > .still:visible').count()).toBe(names.length);
    expect(await page.locator('figure.picture > .live:visible').count()).toBe(0);
    expect(await page.locator('.bar, nav').first().isVisible()).toBe(false);
  });

  test('can be read without JavaScript', async () => {
    await open(files.write(cells), { javaScriptEnabled: false });
    const stills = page.locator('figure.picture > .still');
    expect(await stills.count()).toBe(names.length);
    for (const still of await stills.all()) {
      expect(await still.isVisible()).toBe(true);
      expect((await still.boundingBox())?.height).toBeGreaterThan(20);
    }
    expect(await stills.first().getAttribute('alt')).toBe(`Still of ${names[0]}`);
    expect(await page.getByText('the pictures are stills').isVisible()).toBe(true);
    expect(await page.getByText('Theme').isVisible()).toBe(false);
    expect(await page.locator('pre.error').innerText()).toBe('Error: no');
  });

  test('of a Korean notebook is Korean, in its pictures too', async () => {
    const output = await pictureOutput('training', 'validation', 'ko');
    await open(files.write([{ cell_type: 'markdown', source: '# 학습\n\n## 하나' }, code('fit', output)]), {
      locale: 'en',
    });
    expect(await page.locator('html').getAttribute('lang')).toBe('ko');
    expect(await drawn()).toEqual(['drawn']);
    expect(await page.locator('.live').innerText()).toContain('검증');
    expect(await page.locator('nav').innerText()).toContain('차례');
  });

  test('of a notebook that was running says so', async () => {
    await open(files.write([code('fit', await pictureOutput('training', 'running'))]));
    expect(await page.getByText('was still running when the page was made').isVisible()).toBe(true);
    expect(await drawn()).toEqual(['drawn']);
  });

  test('keeps the still of a payload that cannot be drawn', async () => {
    const { data, ...output } = await pictureOutput('training');
    const damaged = { ...data, 'application/vnd.epochbook.training.v1+json': { kind: 'run', status: 7 } };
    await open(files.write([code('fit', { ...output, data: damaged })]));
    expect(await drawn()).toEqual(['refused and empty']);
    expect(await page.locator('figure.picture > .still').isVisible()).toBe(true);
    expect(await page.locator('.live [role=note]').isVisible()).toBe(true);
  });
});

describe('a hostile notebook', () => {
  const script = "window.hit = (window.hit || 0) + 1; alert(1); fetch('https://example.org/')";
  const markup = [
    `<script>${script}</script>`,
    `<img src=x onerror="${script}">`,
    `<svg onload="${script}"></svg>`,
    `<iframe src="https://example.org/"></iframe><iframe srcdoc="<script>parent.hit = 1</script>"></iframe>`,
    `<a href="javascript:${script}">click me</a>`,
    '<style>body { background: url(https://example.org/a.png) }</style>',
    '<link rel="stylesheet" href="https://example.org/a.css"><meta http-equiv="refresh" content="0;url=https://example.org/">',
    '<base href="https://example.org/"><form id="renderers" action="https://example.org/"><input id="payload-0"></form>',
    '<img src="https://example.org/a.png"><video src="https://example.org/a.mp4" autoplay></video>',
    `</script></style></pre></main><script>${script}</script>`,
    '<div id="notebook" class="bar" style="position:fixed;inset:0;z-index:99">over all</div>',
  ];

  test('runs nothing, loads nothing, and covers nothing of the page', async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="${script.replaceAll('"', "'")}"><script>${script}</script></svg>`;
    const training = await pictureOutput('training');
    await open(
      files.write(
        [
          ...markup.map((source) => ({ cell_type: 'markdown', source })),
          ...markup.map((source) => code(source, shown({ 'text/html': source, 'text/plain': source }))),
          code('svg', shown({ 'image/svg+xml': svg })),
          code('png', shown({ 'image/png': `"><script>${script}</script>` })),
          code('js', shown({ 'application/javascript': script, [`a"><script>${script}</script>`]: 1 })),
          code('fit', {
            ...training,
            metadata: { 'image/svg+xml': { alt: `"><script>${script}</script>` } },
          }),
          code(
            'odd',
            shown({
              'application/vnd.epochbook.table.v1+json': { title: `</script><script>${script}</script><!--` },
            }),
          ),
          code('printed', { output_type: 'stream', name: 'stdout', text: markup.join('\n') }),
          code('failed', { output_type: 'error', ename: markup[0], evalue: markup[1], traceback: markup }),
        ],
        { epochbook: { locale: `"><script>${script}</script>` }, language_info: { name: markup[0] } },
      ),
    );
    await drawn();
    for (const link of await page.getByRole('link', { name: 'click me' }).all())
      expect(await link.getAttribute('href')).toBeNull();
    expect(await page.evaluate(() => 'hit' in window)).toBe(false);
    expect(await page.locator('script').count()).toBe(5);
    const came = await page
      .locator(':is(main, nav) :is(iframe, style, link, form, video, base, meta):not(.live *)')
      .evaluateAll((all) => all.map((each) => each.outerHTML));
    expect(came).toEqual([]);
    expect(
      await page
        .getByText('over all')
        .first()
        .evaluate((each) => getComputedStyle(each).position),
    ).toBe('static');
    expect(await page.locator('footer').count()).toBe(1);
  });

  test('would not run even where markup came through: the policy of the page forbids it', async () => {
    await open(files.write(cells));
    const refused = await page.evaluate(async (text) => {
      const violations: string[] = [];
      document.addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
        violations.push(violatedDirective),
      );
      const tag = document.createElement('script');
      tag.textContent = text;
      document.body.append(tag);
      document.body.insertAdjacentHTML(
        'beforeend',
        '<img src="https://example.org/a.png" onerror="window.hit = 1">',
      );
      await fetch('https://example.org/').catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return [...new Set(violations)].sort();
    }, 'window.hit = 1;');
    expect(refused).toEqual(['connect-src', 'img-src', 'script-src-attr', 'script-src-elem']);
    expect(await page.evaluate(() => 'hit' in window)).toBe(false);
    // What was refused is said on the console.
    problems = problems.filter((text) => !/Content Security Policy|^asked for .*a\.png$/.test(text));
  });
});
