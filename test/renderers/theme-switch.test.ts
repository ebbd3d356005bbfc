import { expect, test } from 'vitest';
import type { Theme } from '../../gallery/themes.js';
import { MAX_JSON_BYTES } from '../../protocol/index.js';
import type { Picture } from '../../renderers/drawing/picture.js';
import { pictureExamples } from '../../renderers/examples.js';
import { type PictureName, pictures } from '../../renderers/registry.js';
import type { RendererPage } from './harness.js';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();

/** Of each kind of picture, and of each form of a training, examples that use its colours. */
const examples: Record<PictureName, string[]> = {
  training: ['validation', 'penalty', 'callbacks', 'compact', 'compact-diverged', 'group', 'group-diverged'],
  timeline: ['lecture'],
  dropout: ['lecture', 'convolutions', 'wide-512'],
  'batch-norm': ['grown-up'],
  distributions: ['healthy', 'dead-and-saturated'],
  activations: ['survival'],
  gradients: ['healthy', 'vanishing'],
  compare: ['lecture', 'many-runs'],
  'confusion-matrix': ['survival'],
  table: ['passengers'],
  'vega-lite': ['scatter'],
  check: ['under-way', 'passed'],
  model: ['regularized', 'nested'],
  projector: ['flowers', 'words'],
};

interface Drawn {
  /** Colours of lines, areas and words in drawings of the page, and of the page's own words. */
  colours: string[];
  /** Of each canvas the colours that cover most of it. */
  canvases: string[][];
}

/** The colours of a picture as they are drawn now. */
const drawn = (page: RendererPage, id: string): Promise<Drawn> =>
  page.page.locator(`[id="${id}"]`).evaluate((host) => {
    const colours = [...host.querySelectorAll('*')]
      .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest('[aria-live]'))
      .map((each) => {
        const style = getComputedStyle(each);
        const svg = each instanceof SVGElement ? `${style.stroke} ${style.fill}` : '';
        return `${each.tagName} ${style.color} ${style.backgroundColor} ${style.borderTopColor} ${svg}`;
      });
    const canvases = [...host.querySelectorAll('canvas')].map((canvas) => {
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', {
        willReadFrequently: true,
      });
      copy?.drawImage(canvas, 0, 0);
      const data = copy?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
      const counts = new Map<string, number>();
      for (let at = 0; at < data.length; at += 4) {
        if ((data[at + 3] as number) < 250) continue;
        const key = `${data[at]} ${data[at + 1]} ${data[at + 2]}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      return [...counts]
        .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
        .slice(0, 8)
        .map(([colour]) => colour);
    });
    return { colours: [...new Set(colours)].sort(), canvases };
  });

async function open(name: PictureName, theme: Theme): Promise<RendererPage> {
  const page = await harness.open({ theme, height: 4000, width: 900 });
  await page.page.emulateMedia({ reducedMotion: 'reduce' });
  await page.activate(name, false);
  const picture = pictures[name] as Picture<unknown>;
  for (const example of examples[name]) {
    const payload = (pictureExamples[name] as Record<string, () => unknown>)[example]?.();
    if (payload === undefined)
      throw new Error(`There is no example "${example}" of ${name}: ${Object.keys(pictureExamples[name])}`);
    await page.render(name, example, picture.fit(payload, MAX_JSON_BYTES) ?? payload);
  }
  await rest(page);
  return page;
}

/** Drawings rest after one another; each is drawn again after the page was told of a theme. */
async function rest(page: RendererPage): Promise<void> {
  await page.page.waitForTimeout(900);
  await page.settled();
}

test.each(Object.keys(examples) as PictureName[])(
  'a %s that was drawn in the dark has the colours of the light theme at once',
  async (name) => {
    const [switched, fresh] = [await open(name, 'dark'), await open(name, 'light')];
    const before = new Map<string, Drawn>();
    for (const example of examples[name]) before.set(example, await drawn(switched, example));
    await switched.theme('light');
    await rest(switched);
    for (const example of examples[name]) {
      const now = await drawn(switched, example);
      expect(now, example).not.toEqual(before.get(example));
      expect(now, example).toEqual(await drawn(fresh, example));
    }
  },
);

test('compact runs out of sight have the colours of the new theme when they come into sight', async () => {
  const page = await harness.open({ theme: 'dark', height: 400, width: 900 });
  await page.activate('training', false);
  const compact = pictureExamples.training.compact?.() as { id: string };
  for (let index = 0; index < 12; index += 1) {
    await page.render('training', `run-${index}`, { ...compact, id: `run-${index}` });
    await page.page.locator(`#run-${index}`).scrollIntoViewIfNeeded();
    await page.page.waitForSelector(`#run-${index} .epb-spark-words`);
  }
  const strokes = (index: number) =>
    page.page
      .locator(`#run-${index} .epb-spark path`)
      .evaluateAll((paths) => paths.map((each) => each.getAttribute('stroke')));
  expect(await strokes(0)).toContain('#3794ff');
  await page.theme('light');
  for (const index of [11, 0, 5]) {
    await page.page.locator(`#run-${index}`).scrollIntoViewIfNeeded();
    await expect.poll(() => strokes(index)).toContain('#1a85ff');
    expect(await strokes(index)).not.toContain('#3794ff');
  }
});
