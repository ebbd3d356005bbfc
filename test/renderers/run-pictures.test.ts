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
/** The same where it is a table, with what stands apart. */
const told = async (id: string) =>
  (await page.page.locator(`#${id} .epb-plots-readout`).innerText()).replace(/\s+/g, ' ');
const choice = (name: string) => page.page.getByRole('combobox', { name, exact: true });
const rules = (id: string) => page.page.locator(`#${id} .epb-plot-rule:visible`).count();

/** Pairs of words in the plots that stand on one line and meet. */
const meeting = (id: string) =>
  page.page.evaluate((wanted) => {
    const texts = [...document.querySelectorAll<SVGTextElement>(`#${wanted} .epb-plots-ground svg text`)]
      .filter((text) => text.textContent?.trim() && getComputedStyle(text).visibility === 'visible')
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

  if (name === 'compare')
    test('sentences and the rows of few runs stand whole, at each width', async () => {
      await open([name], { width: 400 });
      for (const [example, make] of Object.entries(examples[name] ?? {})) {
        if (example === 'many-runs') continue;
        await page.render(name, 'a', make());
        for (const width of [400, 620, 820, 1600]) {
          await page.page.setViewportSize({ width, height: 900 });
          await page.settled();
          const cut = await page.page.evaluate(() =>
            ['.epb-plots-verdict', '.epb-compare-table', 'section'].filter((part) => {
              const each = document.querySelector(`#a ${part}`);
              return each && each.scrollHeight > each.clientHeight + 1;
            }),
          );
          expect(cut, `${example} at ${width}`).toEqual([]);
        }
      }
      expect(await page.page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
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

  if (name === 'compare')
    test('what has no room in a narrow output is scrolled to, and the line at the cursor stays whole', async () => {
      await open([name], { width: 220 });
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
      const x = (box?.x ?? 0) + 150;
      await page.page.mouse.move(x, (box?.y ?? 0) + 100);
      const lines = await page.page
        .locator('#a .epb-plot-rule:visible')
        .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().x));
      expect(Math.min(...lines.map((line) => Math.abs(line - x)))).toBeLessThan(20);
      const last = await page.page.locator('#a .epb-plots-readout').boundingBox();
      const whole = await page.page.locator('#a section').boundingBox();
      expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual(
        (whole?.y ?? 0) + (whole?.height ?? 0),
      );
    });

  if (name === 'compare')
    test('the table stands under the plots, and beside them where there is room', async () => {
      await open([name], { width: 1000 });
      await page.render(name, 'a', compareExamples['many-runs']?.());
      const boxes = async () => {
        await page.settled();
        const of = (part: string) => page.page.locator(`#a ${part}`).boundingBox();
        const [plots, table] = [await of('.epb-plots-ground'), await of('.epb-compare-table')];
        if (!plots || !table) throw new Error('The comparison has no plots or no table.');
        return { plots, table };
      };
      const under = await boxes();
      expect(under.table.y).toBeGreaterThanOrEqual(under.plots.y + under.plots.height);
      await page.page.setViewportSize({ width: 1700, height: 900 });
      const beside = await boxes();
      expect(beside.table.x).toBeGreaterThanOrEqual(beside.plots.x + beside.plots.width);
      expect(Math.abs(beside.table.y - beside.plots.y)).toBeLessThan(4);
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
    const plots = page.page.locator('#a .epb-plots-ground svg');
    const before = await plots.innerHTML();
    await choice('Channel').selectOption({ label: 'channel 3' });
    expect(await plots.innerHTML()).not.toBe(before);
    await page.page.locator('#a .epb-plots-ground').focus();
    await page.page.keyboard.press('End');
    expect(await told('a')).toMatch(
      /^step 30 \(epoch 5\) channel 3 γ .* · β .* before .* ± .*, after .* ± .* batch moving held, of 26% μ \S+ \S+ \S+ σ² \S+ \S+ \S+$/,
    );
    expect(await rules('a')).toBe(5);
    await page.page.keyboard.press('ArrowDown');
    expect(await told('a')).toContain('channel 4');
    expect(await page.page.locator('#a .epb-plots [aria-live]').textContent()).toContain(
      'channel 4 · μ: batch ',
    );
  });

  test('of many channels the cursor walks over the map', async () => {
    await open(['batch-norm']);
    await page.render('batch-norm', 'a', batchNormExamples['many-channels']?.());
    await page.page.locator('#a .epb-plots-ground').focus();
    await page.page.keyboard.press('Home');
    const all = await told('a');
    expect(all).toMatch(/^step 1 \(epoch 1\) γ .* μ \S+ \(\S+\) \S+ \(\S+\) \S+ σ² /);
    for (let channel = 0; channel < 3; channel += 1) {
      await page.page.keyboard.press('ArrowDown');
      expect(await told('a')).toContain(`step 1 (epoch 1) channel ${channel} γ`);
    }
    for (let channel = 0; channel < 3; channel += 1) await page.page.keyboard.press('ArrowUp');
    expect(await told('a')).toBe(all);
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
      'Rules: dead, or saturated before the last layer, from 50%',
    ])
      expect(text).toContain(part);
  });

  test('where there is little room, one plot of the layer is shown, which keys choose', async () => {
    await open(['distributions'], { width: 1280 });
    await page.render('distributions', 'a', distributionsExamples.healthy?.());
    const shown = async () => {
      await page.settled();
      const all = await page.page.locator('#a .epb-plots-ground text[font-weight="600"]').allTextContents();
      return ['Weights', 'Activations', 'Gradients', 'Loss', 'Norm of all weights'].filter((each) =>
        all.includes(each),
      );
    };
    const pick = page.page.getByRole('combobox', { name: 'Show' });
    await expect.poll(shown).toEqual(['Weights', 'Activations', 'Gradients', 'Loss', 'Norm of all weights']);
    expect(await pick.isVisible()).toBe(false);
    await page.page.setViewportSize({ width: 700, height: 900 });
    await expect.poll(shown).toEqual(['Weights', 'Loss']);
    await pick.focus();
    await page.page.keyboard.press('ArrowDown');
    await expect.poll(shown).toEqual(['Activations', 'Loss']);
    await page.page.keyboard.press('ArrowDown');
    await expect.poll(shown).toEqual(['Gradients', 'Loss']);
    await page.page.keyboard.press('ArrowDown');
    await expect.poll(shown).toEqual(['Loss', 'Norm of all weights']);
    await page.page.setViewportSize({ width: 1280, height: 900 });
    await expect.poll(shown).toEqual(['Weights', 'Activations', 'Gradients', 'Loss', 'Norm of all weights']);
  });

  test.each([
    ['dead-and-saturated', 'Activations', ['Layer', 'Show', 'Histograms']],
    ['vanishing', 'Gradients', ['Layer', 'Show', 'Weights', 'Histograms']],
    ['l2', 'Norm of all weights', ['Layer', 'Show']],
    ['healthy', 'Weights', ['Layer', 'Show', 'Weights', 'Histograms']],
  ])(
    'where there is little room, %s shows its %s, and what can be chosen of it',
    async (name, title, choices) => {
      await open(['distributions'], { width: 700 });
      await page.render('distributions', 'a', distributionsExamples[name]?.());
      await page.settled();
      const titles = await page.page
        .locator('#a .epb-plots-ground text[font-weight="600"]')
        .allTextContents();
      const plots = ['Weights', 'Activations', 'Gradients', 'Norm of all weights'];
      expect(plots.filter((each) => titles.includes(each))).toEqual([title]);
      const boxes = await page.page.locator('#a select:visible').all();
      const labels = await Promise.all(boxes.map((each) => each.getAttribute('aria-label')));
      expect(labels).toEqual(choices);
    },
  );

  test('overlay and offset, layer and tensor are chosen', async () => {
    await open(['distributions']);
    await page.render('distributions', 'a', distributionsExamples.healthy?.());
    const ridge = () => page.page.locator('#a g[data-epoch] path').first().getAttribute('fill');
    expect(await ridge()).not.toBe('none');
    await choice('Histograms').selectOption('overlay');
    expect(await ridge()).toBe('none');
    await choice('Layer').selectOption('dense_3');
    expect(await words()).toContain('dense_3 sigmoid');
    await choice('Weights').selectOption('bias');
    expect(await words()).toContain('dense_3 bias');
  });

  test('the marks of all layers are those of the epoch at the cursor', async () => {
    await open(['distributions']);
    await page.render('distributions', 'a', distributionsExamples['dead-and-saturated']?.());
    const bars = () => page.page.locator('#a svg > g:last-child rect').first().getAttribute('width');
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

  /** What is drawn of each run: how strong and how wide its line of validation is. */
  const lines = (): Promise<Record<string, { seen: number; width: number }>> =>
    page.page.evaluate(() =>
      Object.fromEntries(
        [...document.querySelectorAll('#a .epb-run')].map((group) => {
          const path = [...group.querySelectorAll(':scope > path')]
            .map((each) => getComputedStyle(each))
            .sort((a, b) => Number.parseFloat(b.strokeWidth) - Number.parseFloat(a.strokeWidth))[0];
          const seen = Number(getComputedStyle(group).opacity) * Number(path?.strokeOpacity ?? 1);
          return [
            group.getAttribute('data-run'),
            { seen: Math.round(seen * 100) / 100, width: Number.parseFloat(path?.strokeWidth ?? '0') },
          ];
        }),
      ),
    );
  const bold = async () =>
    Object.entries(await lines())
      .filter(([, { seen, width }]) => seen > 0.6 && width > 2)
      .map(([run]) => Number(run))
      .sort((a, b) => a - b);

  test('of thirty runs the best stands out, and the one that is pointed at; both are named', async () => {
    await open(['compare'], { width: 1280 });
    await page.render('compare', 'a', compareExamples['many-runs']?.());
    const ground = page.page.locator('#a .epb-plots-ground');
    expect(Object.keys(await lines())).toHaveLength(30);
    expect(await bold()).toEqual([1]);
    expect(await words()).toContain('Best validation loss: B dropout 0.025');
    const ends = page.page.locator('#a .epb-run text:visible');
    expect([...new Set(await ends.allTextContents())]).toEqual(['B']);
    // At the last epoch, where the letters stand: the last of the table has the highest gap.
    const box = await ground.boundingBox();
    if (!box) throw new Error('The comparison has no plots.');
    await page.page.mouse.move(box.x + 1213, box.y + 50);
    const told = await readout('a');
    expect(told).toMatch(
      /^epoch 40 · loss · B Run 2, dropout 0\.025 \(the best\): 0\.4039 \(train 0\.375\) · A. Run \d+,/,
    );
    const name = / · (A[A-D]) Run (\d+), dropout ([\d.]+): ([\d.]+)/.exec(told) ?? [];
    const run = Number(name[2]) - 1;
    expect(await bold()).toEqual([1, run]);
    expect([...new Set(await ends.allTextContents())].sort()).toEqual([name[1], 'B']);
    // Its row is brought out, and in sight.
    const row = page.page.locator('#a tr[data-out]');
    expect(await row.getAttribute('data-run')).toBe(String(run));
    const [inner, outer] = [
      await row.boundingBox(),
      await page.page.locator('#a .epb-compare-table').boundingBox(),
    ];
    expect((inner?.y ?? 0) + (inner?.height ?? 0)).toBeLessThanOrEqual(
      (outer?.y ?? 0) + (outer?.height ?? 0),
    );
    await page.page.mouse.move(5, 5);
    expect(await bold()).toEqual([1]);
  });

  test('thirty runs by keyboard: rows in the order of what they reached, one stop of the Tab key; a kept run stays', async () => {
    await open(['compare'], { width: 820 });
    await page.render('compare', 'a', compareExamples['many-runs']?.());
    const best = await page.page.locator('#a tbody td:nth-child(6)').allInnerTexts();
    const values = best.map((cell) => Number.parseFloat(cell));
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(await page.page.locator('#a tbody button[tabindex="0"]').count()).toBe(1);
    await page.page.locator('#a tbody button').first().focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'End', 'ArrowUp']) await page.page.keyboard.press(key);
    const focused = await page.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    expect(focused).toMatch(/^[A-Z]+ Run \d+, dropout 0\.\d+$/);
    const run = Number(/Run (\d+)/.exec(focused)?.[1]) - 1;
    expect(await bold()).toEqual([1, run]);
    expect(await readout('a')).toMatch(
      /^[A-Z]+ Run \d+, dropout .* · train .*, validation .*, best .*, gap .*, per epoch /,
    );
    await page.page.keyboard.press('Enter');
    await page.page.mouse.click(400, 20);
    expect(await bold()).toEqual([1, run]);
    await page.page.locator('#a .epb-plots-ground').focus();
    await page.page.keyboard.press('ArrowUp');
    expect(await bold()).not.toEqual([1, run]);
    await page.page.keyboard.press('Escape');
    expect(await bold()).toEqual([1]);
    await page.page.getByRole('button', { name: 'per epoch' }).click();
    expect((await page.page.locator('#a tbody td:nth-child(8)').allInnerTexts()).slice(0, 3)).toEqual([
      '200 ms',
      '207 ms',
      '214 ms',
    ]);
    expect(await page.page.locator('#a th[aria-sort]').textContent()).toContain('per epoch');
  });

  test('of few runs each keeps its colour; those that are not pointed at stand back', async () => {
    await open(['compare']);
    await page.render('compare', 'a', compareExamples.lecture?.());
    const seen = async () => Object.values(await lines()).map((line) => line.seen);
    expect(await seen()).toEqual([1, 1, 1, 1]);
    await page.page.locator('#a tr[data-run="2"]').hover();
    const now = await lines();
    expect([0, 1, 2, 3].map((run) => now[run]?.seen)).toEqual([0.22, 1, 1, 0.22]);
    await page.page.mouse.move(2, 2);
    expect(await seen()).toEqual([1, 1, 1, 1]);
  });

  test('a wheel over the table of thirty runs moves the page', async () => {
    await open(['compare'], { height: 500 });
    await page.render('compare', 'a', compareExamples['many-runs']?.());
    await page.page.evaluate(() =>
      document.body.append(Object.assign(document.createElement('div'), { style: 'height:3000px' })),
    );
    await page.page.evaluate(() => scrollTo(0, 300));
    const table = page.page.locator('#a .epb-compare-table');
    await table.hover();
    await page.page.mouse.wheel(0, 60);
    await expect.poll(() => page.page.evaluate(() => scrollY)).toBe(360);
    expect(await table.evaluate((each) => each.scrollTop)).toBe(0);
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
    expect(await readout('b')).toContain('step 560 (epoch 20), the last');
    expect(await rules('b')).toBe(0);
  });
});
