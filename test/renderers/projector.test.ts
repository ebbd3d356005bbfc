import { describe, expect, test } from 'vitest';
import type { ProjectorPayload } from '../../protocol/index.js';
import { projectorExamples } from '../../renderers/projector/examples.js';
import { projectorPicture } from '../../renderers/projector/projector-picture.js';
import type { RendererPage } from './harness.js';
import { image, inks } from './projector-inks.js';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();

async function draw(payload: ProjectorPayload, options: Parameters<typeof harness.open>[0] = {}) {
  const page = await harness.open({ width: 900, height: 700, ...options });
  await page.activate('projector', false);
  await page.render('projector', 'a', projectorPicture.pack?.(payload));
  await page.settled();
  return page;
}

const open = (example: string, options: Parameters<typeof harness.open>[0] = {}) =>
  draw(projectorExamples[example]?.() as ProjectorPayload, options);
const at = (page: RendererPage, selector: string) => page.page.locator(`#a ${selector}`);
const side = async (page: RendererPage) =>
  (await at(page, '.epb-projector-side').innerText()).replace(/\s+/g, ' ');
const words = (page: RendererPage) => at(page, '.epb-projector-words').innerText();
const button = (page: RendererPage, name: string | RegExp) =>
  page.page.locator('#a').getByRole('button', { name, exact: typeof name === 'string' });
describe('the points of a projector', () => {
  test('are drawn in the colours of their classes on a plain canvas, where there is no WebGL', async () => {
    const page = await open('flowers');
    const counts = await inks(page);
    // 40 points of each, about 9 pixels across, some of them behind others.
    for (const count of counts) expect(count, String(counts)).toBeGreaterThan(40 * 15);
    for (const count of counts) expect(count, String(counts)).toBeLessThan(40 * 120);
  });

  test('a drag turns them, Ctrl and the wheel zoom, 0 shows all again; the wheel alone scrolls the page', async () => {
    const page = await open('flowers');
    const stage = await at(page, '.epb-projector-stage').boundingBox();
    const [x, y] = [(stage?.x ?? 0) + 20, (stage?.y ?? 0) + 20];
    const first = await image(page);
    await page.page.mouse.move(x, y);
    await page.page.mouse.down();
    await page.page.mouse.move(x + 120, y + 40, { steps: 4 });
    await page.page.mouse.up();
    await page.page.mouse.move(x, y - 200);
    await expect.poll(() => image(page)).not.toBe(first);
    // No point was clicked.
    expect(await side(page)).not.toContain('Nearest');
    await at(page, '.epb-projector-stage').focus();
    await page.page.keyboard.press('0');
    await page.page.mouse.move(x, y - 200);
    await at(page, '.epb-projector-stage').evaluate((each) => (each as HTMLElement).blur());
    await expect.poll(() => image(page)).toBe(first);
    await page.page.mouse.move(x + 200, y + 150);
    await page.page.keyboard.down('Control');
    await page.page.mouse.wheel(0, -120);
    await page.page.keyboard.up('Control');
    await page.page.mouse.move(x, y - 200);
    await expect.poll(() => image(page)).not.toBe(first);
  });

  test('a point has its nearest, by either distance; Escape puts them away', async () => {
    const page = await open('words');
    await at(page, '.epb-projector-stage').focus();
    for (const key of ['Home', 'ArrowRight', 'Enter']) await page.page.keyboard.press(key);
    await expect.poll(() => words(page)).toBe('cat · row 1 · label animal');
    const byCosine = await side(page);
    expect(byCosine).toMatch(/Nearest to cat Close cosine Euclidean \w+ [\d.]+/);
    await button(page, 'Euclidean').click();
    await expect.poll(() => side(page)).not.toBe(byCosine);
    await at(page, '.epb-projector-stage').focus();
    for (const key of ['Escape']) await page.page.keyboard.press(key);
    await expect.poll(() => side(page)).not.toContain('Nearest');
  });

  test('a search brings points out; Enter goes from one to the next', async () => {
    const page = await open('words');
    const search = page.page.locator('#a').getByRole('searchbox');
    await search.fill('animal');
    await expect.poll(() => page.page.locator('#a').getByText('6 of 18').count()).toBe(1);
    await search.press('Enter');
    await expect.poll(() => words(page)).toContain('dog · row 0');
    await search.press('Enter');
    await expect.poll(() => words(page)).toContain('cat · row 1');
    await search.fill('nothing like it');
    await expect.poll(() => page.page.locator('#a').getByText('no point found').count()).toBe(1);
  });

  test('a line drawn around points selects them; the list tells of which classes they are', async () => {
    const page = await open('flowers');
    await button(page, 'Select').click();
    const stage = await at(page, '.epb-projector-stage').boundingBox();
    const [left, top, right, bottom] = [
      (stage?.x ?? 0) + 2,
      (stage?.y ?? 0) + 2,
      (stage?.x ?? 0) + (stage?.width ?? 0) - 4,
      (stage?.y ?? 0) + (stage?.height ?? 0) - 4,
    ];
    await page.page.mouse.move(left, top);
    await page.page.mouse.down();
    for (const [x, y] of [
      [right, top],
      [right, bottom],
      [left, bottom],
    ] as const)
      await page.page.mouse.move(x, y, { steps: 3 });
    await page.page.mouse.up();
    await expect
      .poll(() => side(page))
      .toMatch(/120 points selected Clear setosa 40, versicolor 40, virginica 40/);
    await button(page, 'Clear').click();
    await expect.poll(() => side(page)).not.toContain('selected');
  });

  test('a class of the key is brought out and put back', async () => {
    const page = await open('flowers');
    const before = await inks(page);
    await button(page, /setosa/).click();
    await page.page.mouse.move(1, 1);
    const [setosa = 0, ...others] = await inks(page);
    expect(setosa).toBeGreaterThan((before[0] as number) * 0.9);
    expect(Math.max(...others)).toBe(0);
    await button(page, /setosa/).click();
    expect(await button(page, /setosa/).getAttribute('aria-pressed')).toBe('false');
  });

  test('methods, dimensions and epochs are chosen, in Korean', async () => {
    const page = await open('digits', { language: 'ko' });
    await button(page, 't-SNE').click();
    await button(page, '2D').click();
    expect(await at(page, '.epb-projector-facts').innerText()).toContain('perplexity 30, 1,000회 반복');
    const slow = await open('epochs');
    const slider = slow.page.locator('#a').getByRole('slider');
    const last = await image(slow);
    await slider.fill('0');
    expect(await slider.getAttribute('aria-valuetext')).toBe('before training');
    await slow.page.mouse.move(1, 1);
    await expect.poll(() => image(slow)).not.toBe(last);
  });

  test('what is under way is said, and goes on where it was looked at', async () => {
    const page = await open('running');
    expect(await at(page, '.epb-projector-head').innerText()).toContain('t-SNE 2D: 340 of 1,000');
    await button(page, 't-SNE').click();
    const done = projectorExamples.digits?.() as ProjectorPayload;
    await page.render('projector', 'a', projectorPicture.pack?.(done));
    await page.settled();
    expect(await button(page, 't-SNE').getAttribute('aria-pressed')).toBe('true');
    const starting = await open('starting');
    expect(await at(starting, '.epb-projector').innerText()).toContain('nearest neighbours: 1,200 of 5,000');
  });
});
