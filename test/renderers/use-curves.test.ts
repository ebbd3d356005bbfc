import { describe, expect, test } from 'vitest';
import type { RunPayload } from '../../protocol/index.js';
import { compareExamples } from '../../renderers/compare/examples.js';
import { pictureExamples } from '../../renderers/examples.js';
import { pictures } from '../../renderers/registry.js';
import { sketchRun, trainingExamples } from '../../renderers/training/examples.js';
import type { Harness, RendererPage } from './harness.js';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();

/** A picture of each of the other kinds. */
const others: Record<string, () => unknown> = {
  timeline: () => pictureExamples.timeline.lecture?.(),
  table: () => pictureExamples.table.passengers?.(),
  'confusion-matrix': () => pictureExamples['confusion-matrix'].survival?.(),
  dropout: () => pictures.dropout.pack?.(pictureExamples.dropout.lecture?.() as never),
  'batch-norm': () =>
    pictures['batch-norm'].pack?.(pictureExamples['batch-norm']['short-training']?.() as never),
  distributions: () =>
    pictures.distributions.pack?.(pictureExamples.distributions['dead-and-saturated']?.() as never),
  compare: () => compareExamples.lecture?.(),
  model: () => pictures.model.pack?.(pictureExamples.model.titanic?.() as never),
  projector: () => pictures.projector.pack?.(pictureExamples.projector.flowers?.() as never),
};

async function open(payload: unknown, options: Parameters<Harness['open']>[0] = {}) {
  const page = await harness.open({ height: 700, ...options });
  await page.activate('training', false);
  await page.render('training', 'a', payload);
  await page.page.waitForSelector('#a canvas');
  await page.settled();
  return page;
}

const run = (epochs: number, rest: Partial<RunPayload> = {}): RunPayload => ({
  ...sketchRun({ epochs }),
  id: 'run-use',
  ...rest,
});
const line = (page: RendererPage, name: string) =>
  page.page.locator('#a').getByRole('button', { name, exact: true });
const plot = (page: RendererPage) => page.page.locator('#a .epb-plot');
const shown = (page: RendererPage) =>
  page.page
    .locator('#a .epb-legend button')
    .evaluateAll((buttons) =>
      buttons
        .filter((button) => button.getAttribute('aria-pressed') === 'true')
        .map((button) => button.textContent),
    );
const image = (page: RendererPage) =>
  page.page.locator('#a canvas').evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
/** How many points of the chart have another colour than in an earlier image of it. */
const differing = async (page: RendererPage, before: string): Promise<number> =>
  page.page.evaluate(
    async (sources) => {
      const read = async (source: string) => {
        const drawn = new Image();
        drawn.src = source;
        await drawn.decode();
        const { width, height } = drawn;
        const canvas = Object.assign(document.createElement('canvas'), { width, height });
        const context = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
        context.drawImage(drawn, 0, 0);
        return new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
      };
      const [one, other] = (await Promise.all(sources.map(read))) as [Uint32Array, Uint32Array];
      if (one.length !== other.length) return one.length;
      return one.reduce((count, colour, at) => count + Number(colour !== other[at]), 0);
    },
    [before, await image(page)],
  );
/** Of two lines the one that was shown again later may lie above where they cross. */
const CROSSINGS = 400;
const part = (page: RendererPage) => page.page.locator('#a .epb-chips .epb-chip').first();
const pinned = (page: RendererPage, id = 'a') => page.page.locator(`#${id} .epb-chip[aria-label*="free"]`);
/** The epochs that the chip names, or all. */
const epochs = async (page: RendererPage): Promise<string> => {
  await page.settled();
  return (await part(page).isVisible()) ? ((await part(page).textContent()) ?? '') : 'all';
};
/** A place in the plots, as shares of the epoch axis and of the height. */
async function at(page: RendererPage, share: number): Promise<[number, number]> {
  const [left, width] = await page.page.evaluate(() => {
    const rule = document.querySelector('#a .epb-plot') as HTMLElement;
    return [rule.getBoundingClientRect().left + 54, rule.clientWidth - 54 - 140];
  });
  const box = await plot(page).boundingBox();
  return [left + share * width, (box?.y ?? 0) + 120];
}

describe('the legend', () => {
  test('hides lines and shows them again, by click and by keys; the scale follows; a double click shows one alone', async () => {
    const page = await open(run(20));
    const all = ['train', 'validation', 'single batches'];
    expect(await shown(page)).toEqual(all);
    const whole = await image(page);
    await line(page, 'validation').click();
    await page.settled();
    expect(await shown(page)).toEqual(['train', 'single batches']);
    await expect.poll(() => differing(page, whole)).toBeGreaterThan(CROSSINGS);
    await line(page, 'validation').press('Space');
    expect(await shown(page)).toEqual(all);
    expect(await page.page.evaluate(() => document.activeElement?.textContent)).toBe('validation');
    await line(page, 'train').dblclick();
    expect(await shown(page)).toEqual(['train']);
    await line(page, 'train').dblclick();
    expect(await shown(page)).toEqual(all);
    await line(page, 'single batches').click({ modifiers: ['Alt'] });
    expect(await shown(page)).toEqual(['single batches']);
    await line(page, 'single batches').press('Alt+Enter');
    expect(await shown(page)).toEqual(all);
    await expect.poll(() => differing(page, whole)).toBeLessThan(CROSSINGS);
  });

  test('is kept while the live view goes on, and when the output is drawn anew', async () => {
    const page = await open(run(5, { status: 'running' }));
    await line(page, 'validation').click();
    await page.render('training', 'a', run(9, { status: 'running' }));
    await page.page.waitForSelector('#a [data-steps="252"]');
    expect(await shown(page)).toEqual(['train', 'single batches']);
    await page.dispose('training', 'a');
    await page.render('training', 'a', run(12));
    await page.page.waitForSelector('#a [data-steps="336"]');
    await expect.poll(() => shown(page)).toEqual(['train', 'single batches']);
  });
});

describe('the epoch axis', () => {
  test('is zoomed by Control and wheel, moved by Shift and wheel, and the wheel alone scrolls the page', async () => {
    const page = await open(run(3000));
    await page.page.evaluate(() =>
      document.body.append(Object.assign(document.createElement('div'), { style: 'height:3000px' })),
    );
    await page.page.mouse.move(...(await at(page, 0.5)));
    await page.page.mouse.wheel(0, 200);
    await expect.poll(() => page.page.evaluate(() => scrollY)).toBeGreaterThan(0);
    await expect.poll(() => epochs(page)).toBe('all');
    await page.page.evaluate(() => scrollTo(0, 0));
    await page.page.mouse.move(...(await at(page, 0.5)));
    await page.page.keyboard.down('Control');
    for (let turn = 0; turn < 3; turn += 1) await page.page.mouse.wheel(0, -300);
    await page.page.keyboard.up('Control');
    const ends = async () =>
      (/epochs ([\d,]+)–([\d,]+)/.exec(await epochs(page)) ?? ['', '0', '3000'])
        .slice(1)
        .map((each) => Number(each.replace(',', ''))) as [number, number];
    await expect
      .poll(async () => (await ends())[1] - (await ends())[0])
      .toBeCloseTo(3000 * Math.exp(-1.8), -1);
    const [from, to] = await ends();
    expect((from + to) / 2).toBeCloseTo(1500, -2);
    expect(await page.page.evaluate(() => scrollY)).toBe(0);
    await page.page.keyboard.down('Shift');
    await page.page.mouse.wheel(0, 2000);
    await page.page.keyboard.up('Shift');
    await expect.poll(async () => (await ends())[0]).toBeGreaterThan(from);
    expect(await page.page.evaluate(() => scrollY)).toBe(0);
  });

  test('a drag chooses a part, Shift moves it, a double click or the chip shows all; no epoch is pinned by it', async () => {
    const page = await open(run(100));
    const { mouse } = page.page;
    const drag = async (from: number, to: number) => {
      await mouse.move(...(await at(page, from)));
      await mouse.down();
      await mouse.move(...(await at(page, (from + to) / 2)));
      await mouse.move(...(await at(page, to)));
      await mouse.up();
    };
    await drag(0.2, 0.4);
    await expect.poll(() => epochs(page)).toBe('epochs 20–40');
    expect(await pinned(page).isVisible()).toBe(false);
    await page.page.keyboard.down('Shift');
    await drag(0.5, 0.25);
    await page.page.keyboard.up('Shift');
    await expect.poll(() => epochs(page)).toBe('epochs 25–45');
    await drag(0.4, 0.2);
    await expect.poll(() => epochs(page)).toBe('epochs 29–33');
    await mouse.dblclick(...(await at(page, 0.5)));
    await expect.poll(() => epochs(page)).toBe('all');
    expect(await pinned(page).isVisible()).toBe(false);
    await drag(0.6, 1);
    await expect.poll(() => epochs(page)).toBe('epochs 60–100');
    await part(page).click();
    await expect.poll(() => epochs(page)).toBe('all');
  });

  test('keys zoom, move along, show all, and the cursor takes the axis with it', async () => {
    const page = await open(run(100));
    const pressed = async (key: string, words: string) => {
      await plot(page).press(key);
      await expect.poll(() => epochs(page)).toBe(words);
    };
    await pressed('+', 'epochs 25–75');
    await pressed('+', 'epochs 38–63');
    await pressed('Shift+ArrowRight', 'epochs 44–69');
    await pressed('-', 'epochs 31–81');
    expect(await page.page.locator('#a [role=status]').textContent()).toBe('epochs 31–81');
    await pressed('Home', 'epochs 1–51');
    expect(await page.page.locator('#a .epb-values').textContent()).toContain('Epoch 1');
    await pressed('End', 'epochs 50–100');
    await pressed('0', 'all');
  });

  test('keeps its place in a run that goes on, and goes along where it reached the end', async () => {
    const live = (done: number) => run(done, { status: 'running', plan: { ...run(1).plan, epochs: 200 } });
    const page = await open(live(60));
    await plot(page).press('+');
    await expect.poll(() => epochs(page)).toBe('epochs 10–60');
    for (const key of ['+', 'Shift+ArrowLeft']) await plot(page).press(key);
    await expect.poll(() => epochs(page)).toBe('epochs 16–41');
    const still = await epochs(page);
    await page.render('training', 'a', live(80));
    await page.page.waitForSelector(`#a [data-steps="${80 * 28}"]`);
    await expect.poll(() => epochs(page)).toBe(still);
    for (let press = 0; press < 9; press += 1) await plot(page).press('Shift+ArrowRight');
    await expect.poll(() => epochs(page)).toMatch(/–80$/);
    await page.render('training', 'a', live(110));
    await page.page.waitForSelector(`#a [data-steps="${110 * 28}"]`);
    await expect.poll(() => epochs(page)).toMatch(/–110$/);
  });

  test('of lanes under the curves shows what happened in the part', async () => {
    const page = await open(trainingExamples.callbacks?.(), { height: 900 });
    const marks = () => page.page.locator('#a .epb-mark').count();
    const all = await marks();
    await plot(page).press('+');
    await expect.poll(marks).toBeLessThan(all);
    expect(await marks()).toBeGreaterThan(0);
    await plot(page).press('0');
    await page.settled();
    await expect.poll(marks).toBe(all);
  });
});

test('a pinned epoch is told in every picture of the run, and freed from each', async () => {
  const page = await open(run(20), { height: 1600 });
  await page.render('training', 'b', { ...run(20), view: 'full' });
  await page.page.waitForSelector('#b canvas');
  await page.settled();
  await plot(page).press('Home');
  await plot(page).press('Enter');
  for (const id of ['a', 'b']) {
    await expect.poll(() => pinned(page, id).isVisible()).toBe(true);
    expect(await pinned(page, id).textContent()).toBe('epoch 1');
  }
  await pinned(page, 'b').click();
  for (const id of ['a', 'b']) expect(await pinned(page, id).isVisible()).toBe(false);
  await plot(page).press('End');
  await plot(page).press('Enter');
  await plot(page).press('Escape');
  await expect.poll(() => pinned(page, 'b').isVisible()).toBe(false);
});

test('the lines of a compared run are hidden and shown by its letter, by click and by keys', async () => {
  const page = await harness.open({ height: 900 });
  await page.activate('compare');
  await page.render('compare', 'a', compareExamples.lecture?.());
  await page.settled();
  const lines = () =>
    page.page
      .locator('#a .epb-plots-ground .epb-run')
      .evaluateAll((groups) => [...new Set(groups.map((group) => group.getAttribute('data-run')))].sort());
  const button = (letter: string) => page.page.getByRole('button', { name: `Line ${letter}`, exact: true });
  expect(await lines()).toEqual(['0', '1', '2', '3']);
  await button('B').click();
  expect(await lines()).toEqual(['0', '2', '3']);
  expect(await button('B').getAttribute('aria-pressed')).toBe('false');
  await button('C').dblclick();
  expect(await lines()).toEqual(['2']);
  await button('C').click({ modifiers: ['Alt'] });
  expect(await lines()).toEqual(['0', '1', '2', '3']);
  await page.page.locator('#a tr[data-run="0"] th button').focus();
  await page.page.keyboard.press('ArrowLeft');
  await page.page.keyboard.press('Enter');
  expect(await lines()).toEqual(['1', '2', '3']);
});

test('keys that move within what has the focus do not reach the page', async () => {
  const page = await open(run(20));
  for (const [name, example] of Object.entries(others)) {
    await page.activate(name, false);
    await page.render(name, name, example());
  }
  await page.settled();
  const passed = await page.page.evaluate(
    (keys) => {
      const heard: string[] = [];
      document.addEventListener('keydown', ({ key, target }) =>
        heard.push(`${key} of ${(target as Element).outerHTML.slice(0, 80)}`),
      );
      const moving = document.querySelectorAll('input, select, [tabindex="0"]:not(button)');
      for (const each of moving)
        for (const key of keys)
          each.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      return { heard, count: moving.length };
    },
    ['ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'],
  );
  expect(passed.heard).toEqual([]);
  expect(passed.count).toBeGreaterThan(12);
});
