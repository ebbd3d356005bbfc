import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { themes } from '../../gallery/themes.js';
import { axeFindings } from './axe/axe.js';
import { launchBrowser } from './harness.js';
import { answering, passengers, shownVariables, tensor } from './views/values.js';
import { keepPicture, openView, type ViewOptions } from './views/view-page.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const listing = (options: ViewOptions = {}) =>
  openView(
    browser,
    'variables',
    ({ type }: { type: string }, post) => {
      if (type === 'ready') post(shownVariables);
    },
    options,
  );
const texts = (page: Page | Locator, column: number): Promise<string[]> =>
  page.locator(`.epb-grid-cell[aria-colindex="${column}"]`).allTextContents();

/** No rows are squeezed out, nothing sticks out to the side. */
async function expectRoom(page: Page): Promise<void> {
  const { wide, grid } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth <= document.documentElement.clientWidth,
    grid: document.querySelector('.epb-grid')?.clientHeight ?? 0,
  }));
  expect([wide, grid > 90]).toEqual([true, true]);
}

const images = Float32Array.from({ length: 10 * 28 * 28 }, (_, i) => (Math.sin(i / 9) + 1) / 2);

describe.each(themes)('in %s', (theme) => {
  test.each([300, 620])('the list of variables has room and no barriers at %d px', async (width) => {
    const { page, problems } = await listing({ theme, width });
    await expect.poll(() => texts(page, 1)).toContain('xTrain');
    await expectRoom(page);
    await keepPicture(page, `variables-${theme}-${width}`);
    expect(await axeFindings(page, { part: true })).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });

  test.each([360, 1000])('a table has room and no barriers at %d px', async (width) => {
    const { page, problems } = await openView(browser, 'value', answering(passengers(1000)), {
      theme,
      width,
      height: 640,
    });
    await expect.poll(() => texts(page, 3)).toContain('Braund, Mr. Owen 1');
    await page.locator('.epb-statistics svg').waitFor();
    await expectRoom(page);
    await keepPicture(page, `table-${theme}-${width}`);
    expect(await axeFindings(page, { part: true })).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('images have no barriers', async () => {
    const opened = tensor('x', [10, 28, 28, 1], images);
    const { page, problems } = await openView(browser, 'value', answering(opened), { theme });
    await page.locator('canvas[aria-label^="image 0 of 10"]').waitFor();
    await keepPicture(page, `images-${theme}`);
    expect(await axeFindings(page, { part: true })).toEqual([]);
    await page.getByRole('button', { name: 'Next image' }).click();
    await page.locator('canvas[aria-label^="image 1 of 10"]').waitFor();
    expect(problems).toEqual([]);
    await page.close();
  });
});

test('keys alone sort a table, go to its ends, and open a variable', async () => {
  const { page } = await openView(browser, 'value', answering(passengers(1000)));
  await expect.poll(() => texts(page, 1)).toContain('0');
  await page.locator('.epb-grid').focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await texts(page, 1))[0]).toBe('999');
  expect(await page.locator('[role=columnheader][aria-sort=descending]').textContent()).toBe('id ▼');
  await page.keyboard.press('Control+End');
  await expect.poll(async () => (await texts(page, 1)).at(-1)).toBe('0');
  await page.keyboard.press('Home');
  const active = await page.locator('.epb-grid').getAttribute('aria-activedescendant');
  expect(await page.locator(`[id="${active}"]`).textContent()).toBe('0');
  await page.close();

  const opened: object[] = [];
  const list = await openView(browser, 'variables', (message: { type: string }, post) => {
    if (message.type === 'ready') post(shownVariables);
    else opened.push(message);
  });
  await expect.poll(() => texts(list.page, 1)).toContain('xTrain');
  await list.page.locator('.epb-grid').focus();
  await list.page.keyboard.press('ArrowDown');
  await list.page.keyboard.press('Enter');
  await expect.poll(() => opened).toEqual([{ type: 'open', name: 'labels' }]);
  await list.page.close();
});

test.each([1e6, 3e6])(
  '%d rows are scrolled from end to end, and few of them are in the page',
  async (rows) => {
    const opened = tensor(
      'long',
      [rows],
      Float32Array.from({ length: rows }, (_, i) => i),
    );
    const { page, problems } = await openView(browser, 'value', answering(opened));
    await expect.poll(() => texts(page, 1)).toContain('0');
    const scroll = (share: number): Promise<void> =>
      page.locator('.epb-grid').evaluate((grid, at) => {
        grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * at;
      }, share);
    await scroll(0.5);
    await expect.poll(async () => Number((await texts(page, 1))[0])).toBeGreaterThan(rows / 2 - 1000);
    expect(Number((await texts(page, 1))[0])).toBeLessThan(rows / 2 + 1000);
    await scroll(1);
    await expect.poll(async () => (await texts(page, 1)).at(-1)).toBe(String(rows - 1));
    expect(await page.locator('.epb-grid-row').count()).toBeLessThan(60);
    expect(problems).toEqual([]);
    await page.close();
  },
);

test('a tensor of many columns draws those in sight, and comes back as it was left', async () => {
  const opened = tensor(
    'wide',
    [50, 20000],
    Float32Array.from({ length: 1e6 }, (_, i) => i),
  );
  const state = {
    sort: { column: 0, descending: true },
    filter: { column: 1, text: '> 100000' },
    tab: 'rows',
  };
  const { page } = await openView(browser, 'value', answering(opened), { state });
  await expect.poll(async () => (await texts(page, 1))[0]).toBe('980000');
  expect(await page.getByRole('status').filter({ hasText: 'of 50 rows' }).textContent()).toBe(
    '45 of 50 rows',
  );
  expect(await page.locator('.epb-grid-cell').count()).toBeLessThan(1500);
  await page.locator('.epb-grid').evaluate((grid) => {
    grid.scrollLeft = grid.scrollWidth;
  });
  await expect.poll(() => texts(page, 20000)).toContain('999999');
  await page.close();
});

test('what stands in the way is told in the place of a list or value', async () => {
  const { page, post } = await listing({ locale: 'ko', width: 300 });
  await expect.poll(() => texts(page, 1)).toContain('xTrain');
  for (const state of ['noNotebook', 'otherKernel', 'off', 'lost', 'elsewhere', 'starting'] as const) {
    await post({ ...shownVariables, state, report: null });
    await expect.poll(() => page.locator('.epb-note').textContent()).toMatch(/[가-힣].*니다\.|하세요\./);
    expect(await page.locator('.epb-grid').isVisible()).toBe(false);
  }
  await page.close();
});
