import { describe, expect, test } from 'vitest';
import type { BatchNormPayload } from '../../protocol/index.js';
import { batchNormExamples } from '../../renderers/batch-norm/examples.js';
import { compareExamples } from '../../renderers/compare/examples.js';
import { distributionsExamples } from '../../renderers/distributions/examples.js';
import type { Harness, RendererPage } from './harness.js';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();
let page: RendererPage;

const examples: Record<string, Record<string, () => unknown>> = {
  'batch-norm': batchNormExamples,
  distributions: distributionsExamples,
  compare: compareExamples,
};

async function open(names: string[], options: Parameters<Harness['open']>[0] = {}) {
  page = await harness.open({ width: 820, height: 900, ...options });
  for (const name of names) await page.activate(name, false);
  return page;
}
const words = async (id = 'a') => (await page.page.locator(`#${id}`).textContent()) ?? '';
const readout = async (id: string) =>
  (await page.page.locator(`#${id} .epb-plots-readout`).textContent()) ?? '';
const height = async (id: string) => (await page.page.locator(`#${id} section`).boundingBox())?.height;
const choice = (name: string) => page.page.getByRole('combobox', { name, exact: true });
const rules = (id: string) => page.page.locator(`#${id} .epb-plot-rule:visible`).count();

/** Pairs of words in the plots that stand on one line and meet. */
const meeting = (id: string) =>
  page.page.evaluate((wanted) => {
    const texts = [...document.querySelectorAll<SVGTextElement>(`#${wanted} .epb-plots-ground svg text`)]
      .filter(({ textContent }) => textContent?.trim())
      .map((text) => ({ words: text.textContent, box: text.getBoundingClientRect() }));
    const pairs: string[] = [];
    texts.forEach(({ words, box }, index) => {
      for (const other of texts.slice(index + 1)) {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const line = Math.abs(box.bottom - other.box.bottom) < 6;
        if (line && across > 1) pairs.push(`${words} | ${other.words}`);
      }
    });
    return pairs;
  }, id);

describe.each(Object.keys(examples))('%s', (name) => {
  test.each(['light', 'dark', 'high-contrast'] as const)('draws every example in %s', async (theme) => {
    await open([name], { theme });
    for (const [example, make] of Object.entries(examples[name] ?? {})) {
      await page.render(name, `x-${example}`, make());
      expect(await page.page.locator(`#x-${example} section`).count()).toBe(1);
    }
    expect(await page.page.locator('script:not(body > script)').count()).toBe(0);
    await page.theme(theme === 'dark' ? 'light' : 'dark');
    await page.settled();
    expect(await page.page.locator('svg [d*="NaN"], svg [x*="NaN"], svg [y*="NaN"]').count()).toBe(0);
    await page.dispose(name);
  });

  test('refuses what is damaged or of another version in one line, and recovers', async () => {
    await open([name]);
    const [first] = Object.values(examples[name] ?? {});
    for (const odd of ['not json', {}, { ...(first?.() as object), version: 2 }]) {
      await page.render(name, 'a', odd);
      expect(await page.page.locator('#a p[role=note]').count()).toBe(1);
      expect(await words()).toContain('another version of Epochbook');
    }
    await page.render(name, 'a', first?.());
    expect(await page.page.locator('#a svg').count()).toBeGreaterThan(0);
  });

  test('keeps its height over updates, widths and themes', async () => {
    await open([name]);
    const makes = Object.values(examples[name] ?? {}).slice(0, 3);
    const heights = [];
    for (const make of makes) {
      await page.render(name, 'a', make());
      heights.push(await height('a'));
    }
    await page.page.setViewportSize({ width: 620, height: 900 });
    await page.settled();
    heights.push(await height('a'));
    expect(new Set(heights).size).toBe(1);
    const overflow = await page.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(overflow).toBe(false);
  });

  test.each(['en', 'ko'])('in a two-column editor no words meet or are cut off, in %s', async (language) => {
    await open([name], { width: 560, language });
    for (const [example, make] of Object.entries(examples[name] ?? {})) {
      await page.render(name, `x-${example}`, make());
      const id = `x-${example}`;
      const wider = await page.page.evaluate((wanted) => {
        const all = document.querySelectorAll(
          `#${wanted} :is(.epb-plots-ground, .epb-plots-head, .epb-plots-readout)`,
        );
        return [...all]
          .filter((each) => each.scrollWidth > each.clientWidth)
          .map(({ className }) => className);
      }, id);
      expect(wider, example).toEqual([]);
      expect(await meeting(id), example).toEqual([]);
    }
    // The fonts of some systems are wider.
    await page.page.addStyleTag({ content: '.epb-plots svg text { letter-spacing: 0.06em }' });
    for (const example of Object.keys(examples[name] ?? {}))
      expect(await meeting(`x-${example}`), example).toEqual([]);
  });

  test('what has no room in a narrow output is scrolled to, and the line at the cursor stays whole', async () => {
    await open([name], { width: 360 });
    const [first] = Object.values(examples[name] ?? {});
    await page.render(name, 'a', first?.());
    await page.settled();
    const ground = page.page.locator('#a .epb-plots-ground');
    const room = () => ground.evaluate((each) => each.scrollWidth - each.clientWidth - each.scrollLeft);
    expect(await room()).toBeGreaterThan(100);
    const box = await ground.boundingBox();
    await page.page.mouse.move((box?.x ?? 0) + 100, (box?.y ?? 0) + 100);
    await page.page.mouse.wheel(2000, 0);
    await expect.poll(room).toBeLessThan(2);
    expect(await meeting('a')).toEqual([]);
    const x = (box?.x ?? 0) + 250;
    await page.page.mouse.move(x, (box?.y ?? 0) + (name === 'distributions' ? 300 : 100));
    const lines = await page.page
      .locator('#a .epb-plot-rule:visible')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().x));
    expect(Math.min(...lines.map((line) => Math.abs(line - x)))).toBeLessThan(20);
    const last = await page.page.locator('#a .epb-plots-readout').boundingBox();
    const whole = await page.page.locator('#a section').boundingBox();
    expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual((whole?.y ?? 0) + (whole?.height ?? 0));
  });

  test('sentences that go on below fade out, until the last is in sight', async () => {
    await open([name], { width: 400 });
    const example =
      { 'batch-norm': 'tiny-batch', distributions: 'dead-and-saturated', compare: 'lecture' }[name] ?? '';
    await page.render(name, 'a', examples[name]?.[example]?.());
    const verdict = page.page.locator('#a .epb-plots-verdict');
    await verdict.evaluate((each) => {
      each.style.height = '34px';
      each.dispatchEvent(new Event('scroll'));
    });
    expect(await verdict.getAttribute('data-more')).toBe('');
    await verdict.evaluate((each) => each.scrollTo(0, each.scrollHeight));
    await expect.poll(() => verdict.getAttribute('data-more')).toBe(null);
  });

  test('every control is reached by Tab and has a name', async () => {
    await open([name]);
    const example =
      { 'batch-norm': 'several-layers', distributions: 'healthy', compare: 'lecture' }[name] ?? '';
    await page.render(name, 'a', examples[name]?.[example]?.());
    const seen: string[] = [];
    for (let presses = 0; presses < 10; presses += 1) {
      await page.page.keyboard.press('Tab');
      const focused = await page.page.evaluate(() => {
        const { activeElement } = document;
        if (!activeElement || activeElement === document.body) return '';
        const label = activeElement.closest('label')?.firstChild?.textContent;
        return `${activeElement.tagName} ${activeElement.getAttribute('aria-label') ?? label ?? activeElement.textContent}`;
      });
      if (focused) seen.push(focused);
    }
    const selects = await page.page.locator('#a select:visible').count();
    expect(seen.filter((each) => /^SELECT \S/.test(each)).length).toBeGreaterThanOrEqual(selects);
    expect(seen.some((each) => each.startsWith('DIV') && each.includes('Enter pins'))).toBe(true);
  });
});

describe('batch-norm', () => {
  test('says why training and inference disagree and what to change', async () => {
    await open(['batch-norm']);
    await page.render('batch-norm', 'a', batchNormExamples['short-training']?.());
    const text = await words();
    for (const part of [
      'Training and inference disagree now',
      'After 30 steps with momentum 0.99 the moving statistics hold 26% of the truth',
      '99% needs 459 steps',
      'momentum: 0.9',
    ])
      expect(text).toContain(part);
  });

  test('a model without batch normalization is told what to add', async () => {
    await open(['batch-norm']);
    await page.render('batch-norm', 'a', batchNormExamples['no-layer']?.());
    expect(await words()).toContain('no BatchNormalization layer; add tf.layers.batchNormalization()');
  });

  test('statistics cut off in the middle are a line that names the matrix', async () => {
    await open(['batch-norm']);
    const cut = batchNormExamples['short-training']?.() as BatchNormPayload;
    const [layer] = cut.layers;
    if (layer) layer.movingMean.float32 = layer.movingMean.float32.slice(0, 40);
    await page.render('batch-norm', 'a', cut);
    expect(await words()).toContain('movingMean of layer "batch_normalization_1" is cut off');
  });

  test('a channel is chosen by name and told at the cursor', async () => {
    await open(['batch-norm']);
    await page.render('batch-norm', 'a', batchNormExamples['short-training']?.());
    const before = await page.page.locator('#a svg').innerHTML();
    await choice('Channel').selectOption({ label: 'channel 3' });
    expect(await page.page.locator('#a svg').innerHTML()).not.toBe(before);
    await page.page.locator('#a .epb-plots-ground').focus();
    await page.page.keyboard.press('End');
    expect(await readout('a')).toMatch(
      /^step 30 \(epoch 5\) · channel 3 · mean: batch .* expected share 26%$/,
    );
    expect(await rules('a')).toBe(5);
    await page.page.keyboard.press('ArrowDown');
    expect(await readout('a')).toContain('channel 4');
    expect(await page.page.locator('#a [aria-live]').textContent()).toContain('channel 4');
  });

  test('of many channels the cursor walks over the map', async () => {
    await open(['batch-norm']);
    await page.render('batch-norm', 'a', batchNormExamples['many-channels']?.());
    await page.page.locator('#a .epb-plots-ground').focus();
    await page.page.keyboard.press('Home');
    expect(await readout('a')).toContain('step 1 (epoch 1) · channel 0');
    await page.page.keyboard.press('ArrowDown');
    await page.page.keyboard.press('ArrowDown');
    expect(await readout('a')).toContain('channel 2');
  });

  test('layers are chosen', async () => {
    await open(['batch-norm']);
    await page.render('batch-norm', 'a', batchNormExamples['several-layers']?.());
    await choice('Layer').selectOption('batch_normalization_3');
    expect(await words()).toContain('momentum 0.5');
  });
});

describe('distributions', () => {
  test('calls out layers in words, with the rules', async () => {
    await open(['distributions']);
    await page.render('distributions', 'a', distributionsExamples['dead-and-saturated']?.());
    const text = await words();
    for (const part of [
      'dense_1: 69% of the units are dead',
      'dense_2: 81% of the tanh values are saturated',
      'Rules: dead or saturated from 50%',
    ])
      expect(text).toContain(part);
  });

  test('overlay and offset, layer and tensor are chosen', async () => {
    await open(['distributions']);
    await page.render('distributions', 'a', distributionsExamples.healthy?.());
    const ridge = () => page.page.locator('#a g[data-epoch] path').first().getAttribute('fill');
    expect(await ridge()).not.toBe('none');
    await choice('Histograms').selectOption('overlay');
    expect(await ridge()).toBe('none');
    await choice('Layer').selectOption('dense_3');
    expect(await words()).toContain('Activations (sigmoid)');
    await choice('Weights').selectOption('bias');
    expect(await words()).toContain('Weights (bias)');
  });

  test('the marks of all layers are those of the epoch at the cursor', async () => {
    await open(['distributions']);
    await page.render('distributions', 'a', distributionsExamples['dead-and-saturated']?.());
    const bars = () => page.page.locator('#a svg > g:last-child rect').first().getAttribute('height');
    const last = await bars();
    await page.page.locator('#a .epb-plots-ground').focus();
    for (const key of ['Home', 'ArrowRight']) await page.page.keyboard.press(key);
    expect(await readout('a')).toContain('epoch 1');
    expect(await bars()).not.toBe(last);
    await page.page.keyboard.press('Escape');
    expect(await bars()).toBe(last);
  });
});

describe('compare', () => {
  test('names what differs, and lets the metric be chosen', async () => {
    await open(['compare']);
    await page.render('compare', 'a', compareExamples.lecture?.());
    const text = await words();
    for (const part of [
      'no regularization',
      'dropout 0.5',
      'batch normalization (momentum 0.99)',
      'l2 0.001',
      'Fastest: A',
    ])
      expect(text).toContain(part);
    await choice('Metric').selectOption('acc');
    expect(await words()).toContain('Best validation acc');
    await page.page.locator('#a .epb-plots-ground').focus();
    await page.page.keyboard.press('Home');
    expect(await readout('a')).toMatch(/^epoch 1 · acc · A .* · B .* · C .* · D /);
  });

  test('no run at all is told in words', async () => {
    await open(['compare']);
    await page.render('compare', 'a', compareExamples.none?.());
    expect(await words()).toContain('There is no run to compare');
  });
});

describe('one cursor for all pictures of a run', () => {
  const run = 'run-Run 1';
  async function three() {
    await open(['batch-norm', 'distributions', 'compare'], { height: 2200 });
    await page.render('batch-norm', 'b', { ...(batchNormExamples['grown-up']?.() as object), run });
    await page.render('distributions', 'd', { ...(distributionsExamples.healthy?.() as object), run });
    await page.render('compare', 'c', compareExamples.lecture?.());
  }

  test('hovering shows the epoch everywhere, a click pins it, Escape frees it', async () => {
    await three();
    const ground = page.page.locator('#c .epb-plots-ground');
    const box = await ground.boundingBox();
    if (!box) throw new Error('The comparison has no plots.');
    await page.page.mouse.move(box.x + 150, box.y + 80);
    const epoch = /^epoch (\d+)/.exec(await readout('c'))?.[1] ?? '';
    expect(Number(epoch)).toBeGreaterThan(1);
    expect(await readout('d')).toContain(`epoch ${epoch}`);
    expect(await readout('b')).toContain(`(epoch ${epoch})`);
    for (const id of ['b', 'c', 'd']) expect(await rules(id)).toBeGreaterThan(0);
    await page.page.mouse.click(box.x + 150, box.y + 80);
    await page.page.mouse.move(2, 2);
    for (const id of ['b', 'c', 'd']) expect(await readout(id)).toContain('pinned');
    await page.page.locator('#d .epb-plots-ground').focus();
    await page.page.keyboard.press('Escape');
    for (const id of ['b', 'c', 'd']) expect(await rules(id)).toBe(0);
  });

  test('a picture that went away no longer listens', async () => {
    await three();
    await page.dispose('batch-norm', 'b');
    await page.page.locator('#d .epb-plots-ground').focus();
    await page.page.keyboard.press('Home');
    expect(await readout('d')).toContain('epoch 0');
    expect(await readout('b')).toContain('Point at a step');
    expect(await rules('b')).toBe(0);
  });
});
