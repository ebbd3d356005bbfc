import { describe, expect, test } from 'vitest';
import { modelExamples } from '../../renderers/model/examples.js';
import { modelPicture } from '../../renderers/model/model-picture.js';
import type { RendererPage } from './harness.js';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();

async function open(example: string, options: Parameters<typeof harness.open>[0] = {}) {
  const page = await harness.open({ width: 900, height: 900, ...options });
  await page.activate('model', false);
  await page.render('model', 'a', modelPicture.pack?.(modelExamples[example]?.() as never));
  await page.settled();
  return page;
}

const at = (page: RendererPage, selector: string) => page.page.locator(`#a ${selector}`);
const layer = (page: RendererPage, name: RegExp) => page.page.locator('#a').getByRole('button', { name });
const details = (page: RendererPage) => at(page, '.epb-model-details');
const boxes = (page: RendererPage) => at(page, '[data-member]:not([data-open])').count();
const transform = (page: RendererPage) => at(page, '.epb-model-stage svg > g').getAttribute('transform');

describe('the graph of a model', () => {
  test('a click on a layer shows its weights, a second one puts them away', async () => {
    const page = await open('titanic');
    await layer(page, /^Dense 2,/).click();
    const text = (await details(page).innerText()).replace(/\s+/g, ' ');
    expect(text).toContain('Dense 2');
    expect(text).toMatch(/Multiply-adds 512/);
    expect(text).toMatch(/kernel 32×16 · trained/);
    expect(text).toMatch(/min -?[\d.]+ max [\d.]+ mean -?[\d.]+ · std [\d.]+ · 512 values/);
    expect(await details(page).locator('svg rect').count()).toBe(48);
    await layer(page, /^Dense 2,/).click();
    expect(await details(page).count()).toBe(0);
  });

  test('keys go from layer to layer, Enter shows details, Escape puts them away', async () => {
    const page = await open('titanic');
    await at(page, '[data-member][tabindex="0"]').focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await page.page.keyboard.press(key);
    await expect
      .poll(() => at(page, '.epb-model-words').innerText())
      .toMatch(/^Dense 2, relu, 32 → 16, 528 parameters, 512/);
    expect(await details(page).innerText()).toContain('Dense 2');
    await page.page.keyboard.press('Escape');
    expect(await details(page).count()).toBe(0);
    await page.page.keyboard.press('End');
    expect(await at(page, '.epb-model-words').innerText()).toMatch(/^Dense 3, sigmoid/);
  });

  test('NaN, infinities, weights that are gone and unknown costs are told', async () => {
    const page = await open('spoilt');
    expect(await at(page, '.epb-model-notes').innerText()).toMatch(
      /disposed[\s\S]*unknown of: Antirectifier 1/,
    );
    await layer(page, /^Dense 1,/).click();
    expect(await details(page).innerText()).toMatch(/NaN: 12 \(37.5%\)\s+infinite: 1/);
    await layer(page, /^Dense 2,/).click();
    expect(await details(page).innerText()).toContain('values gone: disposed');
    await layer(page, /^Antirectifier 1,/).click();
    expect(await details(page).innerText()).toMatch(/Multiply-adds\s+unknown/);
  });

  test('a layer of the latest run names the call that shows what it did', async () => {
    const page = await open('regularized');
    await layer(page, /^Dropout 1,/).click();
    expect(await details(page).innerText()).toContain('await show.dropout("run-7")');
    await layer(page, /^BatchNormalization 1,/).click();
    expect(await details(page).innerText()).toContain('await show.batchNorm("run-7")');
  });

  test('groups open and close by click and by Enter, and keep the focus', async () => {
    const page = await open('residual');
    expect(await boxes(page)).toBe(5);
    const group = layer(page, /^Open 9 × /);
    expect(await group.getAttribute('aria-expanded')).toBe('false');
    await group.click();
    expect(await boxes(page)).toBe(67);
    const frame = layer(page, /^Close 9 × /);
    expect(await frame.evaluate((each) => each === document.activeElement)).toBe(true);
    await page.page.keyboard.press('Enter');
    expect(await boxes(page)).toBe(5);
    await at(page, 'button').getByText('Open all').click();
    expect(await boxes(page)).toBe(67);
    await at(page, 'button').getByText('Close all').click();
    expect(await boxes(page)).toBe(5);
  });

  test('a search opens what it finds, Enter goes on to the next', async () => {
    const page = await open('residual');
    const search = page.page.locator('#a').getByRole('searchbox');
    await search.fill('conv2d 3×3');
    await expect.poll(() => at(page, '[role=status]').innerText()).toBe('19 of 67');
    expect(await boxes(page)).toBe(5);
    await search.press('Enter');
    expect(await details(page).innerText()).toContain('stem');
    await search.press('Enter');
    expect(await boxes(page)).toBe(67);
    expect(await details(page).innerText()).toContain('conv_1a');
    await search.press('Shift+Enter');
    expect(await details(page).innerText()).toContain('stem');
    await search.fill('nothing like it');
    await expect.poll(() => at(page, '[role=status]').innerText()).toBe('no layer found');
    await search.press('Escape');
    expect(await at(page, '[data-searched]').count()).toBe(0);
  });

  test('the wheel scrolls the page; with Ctrl it zooms, and dragging moves what is larger', async () => {
    const page = await open('convolutions', { height: 300 });
    await at(page, '.epb-model').evaluate((each) => {
      (each.parentElement as HTMLElement).style.paddingBottom = '1200px';
    });
    const stage = await at(page, '.epb-model-stage').boundingBox();
    const [x, y] = [(stage?.x ?? 0) + 200, (stage?.y ?? 0) + 60];
    const before = await transform(page);
    await page.page.mouse.move(x, y);
    await page.page.mouse.wheel(0, 120);
    await expect.poll(() => page.page.evaluate(() => window.scrollY)).toBeGreaterThan(0);
    expect(await transform(page)).toBe(before);
    await page.page.evaluate(() => window.scrollTo(0, 0));
    await page.page.keyboard.down('Control');
    await page.page.mouse.move(x, y);
    await page.page.mouse.wheel(0, -120);
    await page.page.keyboard.up('Control');
    await expect.poll(() => transform(page)).not.toBe(before);
    expect(await page.page.evaluate(() => window.scrollY)).toBe(0);
    const zoomed = await transform(page);
    await page.page.mouse.move(x, y);
    await page.page.mouse.down();
    await page.page.mouse.move(x - 60, y - 20, { steps: 4 });
    await page.page.mouse.up();
    expect(await transform(page)).not.toBe(zoomed);
    // A drag is no click.
    expect(await details(page).count()).toBe(0);
    await at(page, '[data-member][tabindex="0"]').focus();
    await page.page.keyboard.press('0');
    expect(await transform(page)).toBe(before);
    await page.page.keyboard.press('+');
    expect(await transform(page)).not.toBe(before);
  });

  test('the second tab is the summary, with totals', async () => {
    const page = await open('titanic', { language: 'ko' });
    await page.page.locator('#a').getByRole('tab', { name: '요약' }).click();
    const text = (await at(page, '.epb-model').innerText()).replace(/\s+/g, ' ');
    expect(text).toMatch(/층 종류 출력 모양/);
    expect(text).toMatch(/Dense 1 Dense 32 448 416 1.75 KiB 128 B/);
    expect(text).toContain('매개변수: 993 (3.88 KiB)');
    expect(await at(page, '.epb-model-stage').isVisible()).toBe(false);
  });

  test('the whole is in sight at every width, and drawn anew when that changes', async () => {
    for (const example of ['titanic', 'branches', 'nested', 'residual'])
      for (const width of [400, 700, 1280, 1920]) {
        const page = await open(example, { width });
        const fits = await at(page, '.epb-model-stage').evaluate((stage) => {
          const area = stage.getBoundingClientRect();
          const drawn = [...stage.querySelectorAll('[data-member]')].map((each) =>
            each.getBoundingClientRect(),
          );
          return drawn.every(
            ({ left, right, top, bottom }) =>
              left >= area.left - 1 &&
              right <= area.right + 1 &&
              top >= area.top - 1 &&
              bottom <= area.bottom + 1,
          );
        });
        expect(fits, `${example} at ${width}`).toBe(true);
      }
  });
});
