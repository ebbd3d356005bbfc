import { describe, expect, test } from 'vitest';
import { batchNormExamples } from '../../renderers/batch-norm/examples.js';
import { distributionsExamples } from '../../renderers/distributions/examples.js';
import { PANEL_HEIGHT } from '../../renderers/drawing/panel-room.js';
import type { Harness, RendererPage } from './harness.js';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();
let page: RendererPage;

const examples: Record<string, Record<string, () => unknown>> = {
  'batch-norm': batchNormExamples,
  distributions: distributionsExamples,
};
/** What teaches most, has the longest sentences, and the most layers or channels. */
const shown: [picture: string, example: string][] = [
  ['batch-norm', 'short-training'],
  ['batch-norm', 'tiny-batch'],
  ['batch-norm', 'several-layers'],
  ['batch-norm', 'many-channels'],
  ['distributions', 'healthy'],
  ['distributions', 'dead-and-saturated'],
  ['distributions', 'vanishing'],
  ['distributions', 'fifty-layers'],
];
const id = ([picture, example]: readonly [string, string]) => `x-${picture}-${example}`;

async function open(options: Parameters<Harness['open']>[0]): Promise<void> {
  page = await harness.open({ height: 1000, ...options });
  for (const name of Object.keys(examples)) await page.activate(name, false);
  for (const each of shown) await page.render(each[0], id(each), examples[each[0]]?.[each[1]]?.());
  await page.settled();
}
const key = async (...keys: string[]) => {
  for (const each of keys) await page.page.keyboard.press(each);
};
const readout = async (of: string) =>
  (await page.page.locator(`#${of} .epb-plots-readout`).textContent()) ?? '';

/** What of a picture cannot be read whole, or stands where something else is drawn. */
const troubles = (of: string) =>
  page.page.evaluate((wanted) => {
    const root = document.querySelector(`#${wanted} section`) as HTMLElement;
    const found: string[] = [];
    const edge = root.getBoundingClientRect();
    for (const part of root.querySelectorAll<HTMLElement>('div, span, b')) {
      if (!part.checkVisibility() || part.closest('[aria-live], .epb-plots-head')) continue;
      const box = part.getBoundingClientRect();
      const cut = part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1;
      if (part.clientHeight > 0 && getComputedStyle(part).display !== 'inline' && cut)
        found.push(`${part.className || part.tagName} is cut`);
      if (box.bottom > edge.bottom + 1 || box.right > edge.right + 1)
        found.push(`${part.className} is outside`);
    }
    const svg = root.querySelector('.epb-plots-ground svg') as SVGSVGElement;
    const ground = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].map((text) => ({
      words: text.textContent ?? '',
      box: text.getBoundingClientRect(),
      group: text.closest('g[data-epoch]'),
    }));
    texts.forEach(({ words, box }, index) => {
      if (box.left < ground.left - 0.5 || box.right > ground.right + 0.5 || box.bottom > ground.bottom + 0.5)
        found.push(`"${words}" leaves the plots`);
      for (const other of texts.slice(index + 1)) {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        // A line of text is higher than its letters.
        if (across > 0.5 && down > 4) found.push(`"${words}" meets "${other.words}"`);
      }
    });
    for (const line of svg.querySelectorAll<SVGPathElement>('path[fill="none"][stroke-linejoin]')) {
      const length = line.getTotalLength();
      const matrix = line.getScreenCTM() as DOMMatrix;
      for (let at = 0; at <= length; at += 3) {
        const { x, y } = line.getPointAtLength(at).matrixTransform(matrix);
        const met = texts.find(
          ({ box }) => x > box.left + 1 && x < box.right - 1 && y > box.top + 3 && y < box.bottom - 3,
        );
        if (!met) continue;
        found.push(`a line runs through "${met.words}"`);
        break;
      }
    }
    return [...new Set(found)];
  }, of);

describe.each([
  [560, 'en'],
  [560, 'ko'],
  [700, 'en'],
  [700, 'ko'],
  [1280, 'en'],
  [1920, 'en'],
] as const)('at %i px in %s', (width, language) => {
  test('all that is said stands whole, and nothing lies over a label', async () => {
    await open({ width, language });
    for (const each of shown) {
      expect(await troubles(id(each)), id(each)).toEqual([]);
      const order = await page.page
        .locator(`#${id(each)}`)
        .evaluate((host) =>
          ['.epb-plots-verdict', '.epb-plots-ground'].map(
            (part) => host.querySelector(part)?.getBoundingClientRect().top ?? Number.NaN,
          ),
        );
      expect(order[0], id(each)).toBeLessThan(order[1] as number);
    }
  });
});

const heights = () =>
  page.page.evaluate(
    (ids) => ids.map((each) => document.querySelector(`#${each} section`)?.clientHeight ?? 0),
    shown.map(id),
  );

test('from 700 to 1280 px they take the room of the panel, beyond that they grow', async () => {
  await open({ width: 700 });
  for (const width of [700, 960, 1280]) {
    await page.page.setViewportSize({ width, height: 1000 });
    await page.settled();
    const all = await heights();
    shown.forEach((each, index) => {
      // Four lines of sentences over fifty layers, and three layers to choose from.
      const most = each[1] === 'fifty-layers' || each[1] === 'several-layers' ? 32 : 8;
      expect(all[index], `${id(each)} at ${width}`).toBeGreaterThanOrEqual(PANEL_HEIGHT);
      expect(all[index], `${id(each)} at ${width}`).toBeLessThanOrEqual(PANEL_HEIGHT + most);
    });
  }
  const plots = () =>
    page.page
      .locator(`#${id(shown[0] as [string, string])} .epb-plots-ground`)
      .evaluate((each) => each.clientHeight);
  const before = await plots();
  await page.page.setViewportSize({ width: 1920, height: 1000 });
  await page.settled();
  expect(await plots()).toBeGreaterThan(before + 150);
  for (const each of await heights()) expect(each).toBeGreaterThan(600);
});

test('the cursor and another theme leave the height as it is', async () => {
  await open({ width: 700 });
  const before = await heights();
  for (const each of shown) {
    await page.page.locator(`#${id(each)} .epb-plots-ground`).focus();
    await key('Home', 'ArrowRight', 'Enter');
  }
  await page.theme('high-contrast');
  await page.settled();
  expect(await heights()).toEqual(before);
});

describe('by keyboard', () => {
  test('all channels of batch normalization, and all together above the first', async () => {
    await open({ width: 700 });
    const of = id(['batch-norm', 'short-training']);
    await page.page.locator(`#${of} .epb-plots-ground`).focus();
    await key('End');
    const told = async () =>
      (await page.page.locator(`#${of} .epb-plots-readout`).innerText()).replace(/\s+/g, ' ');
    const all = await told();
    expect(all).toMatch(
      /^step 30 \(epoch 5\) γ .* · β .* before .*, after .* batch moving held, of \S+ μ \S+ \(.*\) \S+ \(.*\) \S+ σ² \S+ \(.*\) \S+ \(.*\) \S+$/,
    );
    for (let channel = 0; channel < 16; channel += 1) {
      await key('ArrowDown');
      expect(await told()).toContain(`channel ${channel} γ`);
      expect(await told()).toMatch(/ μ \S+ \S+ \S+ σ² \S+ \S+ \S+$/);
    }
    await key('ArrowDown');
    expect(await told()).toContain('channel 15 ');
    for (let channel = 0; channel < 16; channel += 1) await key('ArrowUp');
    expect(await told()).toBe(all);
  });

  test('all layers of the distributions at every epoch', async () => {
    await open({ width: 700 });
    const of = id(['distributions', 'vanishing']);
    const host = page.page.locator(`#${of}`);
    expect(await readout(of)).toMatch(
      /^epoch 8, the last · dense_1 · gradient per weight 1\.37e-6 · saturated 10%/,
    );
    await host.locator('.epb-plots-ground').focus();
    await key('ArrowDown');
    expect(await readout(of)).toContain('dense_2 · gradient per weight 5.48e-6');
    expect(await host.getByRole('combobox', { name: 'Layer' }).inputValue()).toBe('dense_2');
    await key('Home');
    expect(await readout(of)).toMatch(/^epoch 0 · dense_2 · kernel weights .* · weight norm 12$/);
    for (let press = 0; press < 9; press += 1) await key('ArrowDown');
    expect(await readout(of)).toContain('dense_8');
  });
});

test('a click on a layer shows its histograms, a ridge its epoch', async () => {
  await open({ width: 700 });
  const of = id(['distributions', 'vanishing']);
  const ground = page.page.locator(`#${of} .epb-plots-ground`);
  await ground.scrollIntoViewIfNeeded();
  const row = await ground.getByText('dense_5', { exact: true }).boundingBox();
  await page.page.mouse.click((row?.x ?? 0) + 60, (row?.y ?? 0) + 6);
  expect(await readout(of)).toContain('dense_5 ');
  const ridge = page.page.locator(`#${of} g[data-epoch="3"] path`).first();
  const box = await ridge.boundingBox();
  await page.page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 2);
  expect(await readout(of)).toMatch(/^epoch 3 · dense_5 /);
});
