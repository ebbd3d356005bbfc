import { describe, expect, test } from 'vitest';
import type { RunLayersPayload, RunPayload } from '../../protocol/index.js';
import { batchNormExamples } from '../../renderers/batch-norm/examples.js';
import { distributionsExamples } from '../../renderers/distributions/examples.js';
import { packPayload } from '../../renderers/drawing/packing/pack.js';
import { chain, dropoutExamples } from '../../renderers/dropout/examples.js';
import { sketchDropout } from '../../renderers/dropout/sketch.js';
import { timelineExamples } from '../../renderers/timeline/examples.js';
import { sketchRun } from '../../renderers/training/examples.js';
import { trainingOfVersion1 } from '../saved/saved-files.js';
import type { Harness, RendererPage } from './harness.js';
import { useRenderers } from './use-renderers.js';

const RUN = 'run-7';
const harness = useRenderers();
let page: RendererPage;

async function open(names: string[], options: Parameters<Harness['open']>[0] & { messaging?: boolean } = {}) {
  page = await harness.open({ height: 1400, ...options });
  for (const name of names) await page.activate(name, options.messaging ?? true);
}

const layersOf = (steps = 24): RunLayersPayload => ({
  dropout: { ...sketchDropout({ layers: chain([8, 16, 8, 1], [0.3, 0.2]), steps }), run: RUN },
  batchNorm: {
    ...(batchNormExamples['grown-up']?.() as NonNullable<RunLayersPayload['batchNorm']>),
    run: RUN,
  },
  distributions: {
    ...(distributionsExamples.healthy?.() as NonNullable<RunLayersPayload['distributions']>),
    run: RUN,
  },
});

const runOf = (status: RunPayload['status'], layers?: RunLayersPayload, epochs = 6): RunPayload => ({
  ...sketchRun({ name: 'Run 7', epochs, planned: 20, status }),
  id: RUN,
  ...(layers && { layers }),
});

const tabs = () => page.page.locator('#a [role="tab"]');
const tab = (name: string) => page.page.getByRole('tab', { name });
const height = async () => (await page.page.locator('#a').boundingBox())?.height;
/** What lies outside the view of the run, or is hidden by the edges of something that scrolls. */
const cropped = () =>
  page.page.locator('#a .epb-run').evaluate((run) => {
    const { right, bottom } = run.getBoundingClientRect();
    return [run, ...run.querySelectorAll<HTMLElement>('.epb-panel, .epb-panel *')]
      .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest('[aria-live]'))
      .filter((each) => {
        const box = each.getBoundingClientRect();
        const scrolls = /auto|scroll|hidden/.test(getComputedStyle(each).overflowY);
        const beyond = scrolls && each.clientHeight > 0 && each.scrollHeight > each.clientHeight + 1;
        return beyond || box.right > right + 1 || box.bottom > bottom + 1;
      })
      .map(({ tagName, className }) => `${tagName} ${className}`);
  });
const step = (id = 'a') => page.page.locator(`#${id} .epb-dropout`).getAttribute('data-step');
const asked = async () => (await page.sent()).filter(({ type }) => type === 'layers').length;
const shown = (selector: string) => page.page.waitForSelector(selector);

describe('tabs of a run', () => {
  test('are those pictures that the model has, and none where it has none', async () => {
    await open(['training'], { messaging: false });
    await page.render('training', 'a', runOf('completed'));
    await shown('#a canvas');
    expect(await tabs().count()).toBe(0);
    expect(await page.page.getByRole('tablist').count()).toBe(0);
    const { dropout, distributions } = layersOf();
    await page.render('training', 'b', { ...runOf('completed', { dropout, distributions }), id: 'other' });
    await shown('#b [role="tab"]');
    expect(await page.page.locator('#b [role="tab"]').allTextContents()).toEqual([
      'Curves',
      'Dropout',
      'Distributions',
      'Gradient flow',
    ]);
  });

  test.each([
    [
      'en',
      ['Dropout', 'Batch norm', 'Distributions', 'Gradient flow', 'Curves'],
      /another version of Epochbook.*damaged/,
      /cut off/,
    ],
    ['ko', ['드롭아웃', '배치 정규화', '분포', '기울기 흐름', '곡선'], /다른 버전|손상/, /cut off/],
  ] as const)(
    'a picture that is damaged or of another version says so in one line (%s)',
    async (language, names, damaged, why) => {
      await open(['training'], { messaging: false, language });
      const { dropout, batchNorm, distributions } = layersOf();
      const packed = packPayload(dropout as { version: 1 });
      const layers = {
        dropout: { ...packed, text: { ...packed.text, bytes: packed.text.bytes + 9 } },
        batchNorm: { ...batchNorm, layers: 'none' },
        distributions: { ...distributions, penalty: [] },
      };
      await page.render('training', 'a', { ...runOf('completed'), layers });
      await shown('#a canvas');
      expect(await tabs().count()).toBe(5);
      for (const name of names.slice(0, 4)) {
        await tab(name).click();
        const panel = page.page.getByRole('tabpanel');
        await panel.locator('p[role="note"]').waitFor();
        const text = await panel.textContent();
        expect(text).toMatch(damaged);
        if (name === names[0]) expect(text).toMatch(why);
        expect(await panel.locator('canvas, svg').count()).toBe(0);
      }
      // The curves are whole, and so is the next payload that is.
      await tab(names[4]).click();
      await page.page.locator('#a .epb-chart canvas >> visible=true').first().waitFor();
      await tab(names[0]).click();
      await page.render('training', 'a', runOf('completed', layersOf()));
      await shown('#a .epb-dropout canvas');
      expect(await page.page.locator('#a .epb-panel p[role="note"]').count()).toBe(3);
    },
  );

  test('of a version to come say which', async () => {
    await open(['training'], { messaging: false });
    const layers = { dropout: { version: 4 }, batchNorm: null };
    await page.render('training', 'a', { ...runOf('completed'), layers });
    await tab('Dropout').click();
    await page.page.getByRole('tabpanel').locator('p[role="note"]').waitFor();
    expect(await page.page.getByRole('tabpanel').textContent()).toMatch(/version 4 .* reads versions 1 to 3/);
    await tab('Batch norm').click();
    await page.page.getByRole('tabpanel').locator('p[role="note"]').waitFor();
  });

  test('an output saved before payloads were packed opens, in tabs and on its own', async () => {
    await open(['training', 'dropout', 'batch-norm', 'distributions'], { messaging: false });
    const saved = trainingOfVersion1();
    await page.render('training', 'a', saved);
    await shown('#a canvas');
    for (const [name, picture] of [
      ['Dropout', '.epb-dropout canvas'],
      ['Batch norm', '.epb-plots svg'],
      ['Distributions', '.epb-plots svg'],
      ['Gradient flow', '.epb-plots svg'],
    ] as const) {
      await tab(name).click();
      await page.page.locator(`#a ${picture} >> visible=true`).first().waitFor();
    }
    // The same record packed draws the same.
    for (const [name, payload] of [
      ['dropout', saved.layers.dropout],
      ['batch-norm', saved.layers.batchNorm],
      ['distributions', saved.layers.distributions],
    ] as const) {
      await page.render(name, `old-${name}`, payload);
      await page.render(name, `new-${name}`, packPayload(payload));
      await page.settled();
      const words = (id: string) => page.page.locator(`#${id}`).innerText();
      expect(await words(`new-${name}`)).toBe(await words(`old-${name}`));
      expect(await page.page.locator(`#new-${name} p[role="note"]`).count()).toBe(0);
      expect((await words(`new-${name}`)).length).toBeGreaterThan(40);
    }
    const old = await page.page.locator('#old-dropout .epb-dropout').getAttribute('data-step');
    expect(await page.page.locator('#new-dropout .epb-dropout').getAttribute('data-step')).toBe(old);
  });

  test.each([560, 700, 1280, 1920])(
    'at %i px show each picture whole, and load none before',
    async (width) => {
      await open(['training'], { messaging: false, width });
      await page.render('training', 'a', runOf('completed', layersOf()));
      await shown('#a canvas');
      await page.settled();
      const before = page.requests.length;
      const curves = (await height()) as number;
      expect(curves).toBeGreaterThanOrEqual(440);
      await page.page.evaluate(() => {
        const seen = window as unknown as { heights: number[] };
        new ResizeObserver(([entry]) => seen.heights?.push(entry?.contentRect.height ?? 0)).observe(
          document.querySelector('#a') as HTMLElement,
        );
      });
      await page.settled();
      for (const [name, picture] of [
        ['Dropout', '.epb-dropout canvas'],
        ['Batch norm', '.epb-plots svg'],
        ['Distributions', '.epb-plots svg'],
        ['Gradient flow', '.epb-plots svg'],
        ['Curves', '.epb-chart canvas'],
      ]) {
        await page.page.evaluate(() => {
          (window as unknown as { heights: number[] }).heights = [];
        });
        await tab(name as string).click();
        await page.page.locator(`#a ${picture} >> visible=true`).first().waitFor();
        expect(await tab(name as string).getAttribute('aria-selected')).toBe('true');
        await page.settled();
        // Nothing lies below an edge: the view is as high as its picture, and never lower than the curves.
        expect(await height()).toBeGreaterThanOrEqual(curves);
        expect(await cropped()).toEqual([]);
        const heights = await page.page.evaluate(() => (window as unknown as { heights: number[] }).heights);
        // While it loads its place is kept already, so that what is below moves once.
        expect(heights.filter((each) => each < 440)).toEqual([]);
        if (name === 'Curves') expect(await height()).toBe(curves);
        const panel = await tab(name as string).getAttribute('aria-controls');
        expect(await page.page.locator(`[id="${panel}"]`).getAttribute('role')).toBe('tabpanel');
        expect(await page.page.getByRole('tabpanel').count()).toBe(1);
      }
      expect(page.requests.length).toBeGreaterThan(before);
    },
  );

  test('are reached by one press of Tab; arrow keys, Home and End open them', async () => {
    await open(['training'], { messaging: false });
    await page.render('training', 'a', runOf('completed', layersOf()));
    await shown('#a [role="tab"]');
    const { keyboard } = page.page;
    const focused = () => page.page.evaluate(() => document.activeElement?.textContent);
    await keyboard.press('Tab');
    expect(await focused()).toBe('Curves');
    for (const [key, words] of [
      ['ArrowRight', 'Dropout'],
      ['End', 'Gradient flow'],
      ['ArrowRight', 'Curves'],
      ['ArrowLeft', 'Gradient flow'],
      ['Home', 'Curves'],
      ['ArrowRight', 'Dropout'],
    ]) {
      await keyboard.press(key as string);
      expect(await focused()).toBe(words);
      expect(await tab(words as string).getAttribute('aria-selected')).toBe('true');
    }
    await shown('#a .epb-dropout canvas');
    await keyboard.press('Tab');
    expect(
      await page.page.evaluate(() => document.activeElement?.closest('[role="tabpanel"]') !== null),
    ).toBe(true);
  });

  test('speak Korean where the page does', async () => {
    await open(['training'], { messaging: false, language: 'ko' });
    await page.render('training', 'a', runOf('completed', layersOf()));
    await shown('#a [role="tab"]');
    expect(await tabs().allTextContents()).toEqual([
      '곡선',
      '드롭아웃',
      '배치 정규화',
      '분포',
      '기울기 흐름',
    ]);
  });

  test('remember which one was open when the output is drawn anew', async () => {
    await open(['training'], { messaging: false });
    await page.render('training', 'a', runOf('completed', layersOf()));
    await tab('Batch norm').click();
    await page.dispose('training', 'a');
    await page.page.evaluate(() => document.getElementById('a')?.remove());
    await page.render('training', 'a', runOf('completed', layersOf()));
    await shown('#a .epb-plots svg');
    expect(await tab('Batch norm').getAttribute('aria-selected')).toBe('true');
  });

  test('end with the output: nothing listens or asks any more', async () => {
    await open(['training']);
    await page.render('training', 'a', runOf('running', layersOf()));
    await tab('Dropout').click();
    await shown('#a .epb-dropout canvas');
    await page.dispose('training', 'a');
    const before = await asked();
    await page.page.waitForTimeout(1300);
    expect(await asked()).toBe(before);
    expect(await page.page.locator('.epb-dropout').count()).toBe(0);
  });
});

describe('while a run goes on', () => {
  test('a later snapshot brings the tabs, without a jump', async () => {
    await open(['training']);
    await page.render('training', 'a', runOf('running'));
    await page.receive({ type: 'state', run: RUN, seq: 3, payload: runOf('running', undefined, 8) });
    await shown('#a canvas');
    expect(await tabs().count()).toBe(0);
    await page.render('training', 'a', runOf('running', layersOf()));
    await shown('#a [role="tab"]');
    expect(await tabs().count()).toBe(5);
    expect(await height()).toBe(440);
    // What the older snapshot holds of the curves is not taken.
    expect(await page.page.locator('#a [data-steps]').getAttribute('data-steps')).toBe('224');
  });

  test('an open picture asks at most once a second, and only when it was answered; curves ask nothing', async () => {
    await open(['training']);
    await page.render('training', 'a', runOf('running', layersOf(4)));
    await shown('#a [role="tab"]');
    await page.page.waitForTimeout(1200);
    expect(await asked()).toBe(0);
    await tab('Dropout').click();
    await page.page.waitForFunction(() =>
      (window as unknown as { sent: { type: string }[] }).sent.some(({ type }) => type === 'layers'),
    );
    const started = Date.now();
    await page.page.waitForTimeout(1500);
    expect(await asked()).toBe(1);
    for (let answer = 0; answer < 12; answer += 1) {
      await page.receive({ type: 'layers', run: RUN, layers: layersOf(5 + answer) });
      await page.page.waitForTimeout(100);
    }
    const seconds = (Date.now() - started) / 1000;
    expect(await asked()).toBeGreaterThan(1);
    expect(await asked()).toBeLessThanOrEqual(1 + Math.ceil(seconds));
    // The newest answer is drawn: a picture that shows the last step goes on with it.
    await shown(`#a .epb-dropout[data-step="${1 + 15 * 7}"]`);
    await tab('Curves').click();
    await page.receive({ type: 'layers', run: RUN, layers: layersOf(20) });
    const before = await asked();
    await page.page.waitForTimeout(1300);
    expect(await asked()).toBe(before);
  });

  test('out of sight it does not ask', async () => {
    await open(['training'], { height: 500 });
    await page.render('training', 'a', runOf('running', layersOf(4)));
    await tab('Dropout').click();
    await shown('#a .epb-dropout canvas');
    await page.page.evaluate(() => {
      document.body.style.paddingBottom = '3000px';
      scrollTo(0, 2500);
    });
    await page.settled();
    await page.receive({ type: 'layers', run: RUN, layers: layersOf(5) });
    const before = await asked();
    await page.page.waitForTimeout(1300);
    expect(await asked()).toBe(before);
    await page.page.evaluate(() => scrollTo(0, 0));
    await page.page.waitForFunction(
      (count) =>
        (window as unknown as { sent: { type: string }[] }).sent.filter(({ type }) => type === 'layers')
          .length > count,
      before,
    );
  });

  test('the second click of a double click on Stop opens no tab, when the run ends in between', async () => {
    await open(['training']);
    await page.render('training', 'a', runOf('running', layersOf()));
    await shown('#a [role="tab"]');
    const stop = await page.page.locator('#a .epb-stop').boundingBox();
    const place = { x: (stop?.x ?? 0) + 100, y: (stop?.y ?? 0) + 10 };
    await page.page.mouse.click(place.x, place.y);
    await page.render('training', 'a', runOf('stopped', layersOf()));
    await shown('#a [data-status="stopped"]');
    await page.page.mouse.click(place.x, place.y);
    expect(await tab('Curves').getAttribute('aria-selected')).toBe('true');
    // Its room is given up a moment later.
    await page.page.waitForFunction(
      ({ x, y }) => document.elementFromPoint(x, y)?.closest('[role="tab"]'),
      place,
    );
  });

  test('its end keeps the tab, the step and the layer, without a flash', async () => {
    await open(['training']);
    await page.render('training', 'a', runOf('running', layersOf(24)));
    await tab('Dropout').click();
    await shown('#a .epb-dropout canvas');
    await page.page.locator('#a .epb-dropout input[type="range"]').first().fill('5');
    await page.page.waitForFunction(
      () => document.querySelector<HTMLElement>('#a .epb-dropout')?.dataset.step === '36',
    );
    await tab('Distributions').click();
    const layer = page.page.locator('#a .epb-plots select').first();
    await layer.selectOption({ index: 1 });
    const chosen = await layer.inputValue();
    await tab('Dropout').click();
    const was = await height();
    await page.page.evaluate(() => {
      const seen = window as unknown as { emptied: number };
      seen.emptied = 0;
      new MutationObserver(() => {
        if (!document.querySelector('#a .epb-dropout canvas')) seen.emptied += 1;
      }).observe(document.querySelector('#a') as HTMLElement, { childList: true, subtree: true });
    });
    await page.render('training', 'a', runOf('completed', layersOf(30), 20));
    await shown('#a [data-status="completed"]');
    await page.settled();
    expect(await tab('Dropout').getAttribute('aria-selected')).toBe('true');
    expect(await step()).toBe('36');
    expect(await page.page.evaluate(() => (window as unknown as { emptied: number }).emptied)).toBe(0);
    expect(await height()).toBe(was);
    await tab('Distributions').click();
    expect(await layer.inputValue()).toBe(chosen);
    const before = await asked();
    await page.page.waitForTimeout(1300);
    expect(await asked()).toBe(before);
  });
});

describe('the cursor of a run', () => {
  const over = async (selector: string, share: number) => {
    const box = await page.page.locator(selector).first().boundingBox();
    if (!box) throw new Error(`${selector} is not on the page.`);
    return { x: box.x + box.width * share, y: box.y + 60 };
  };
  const readout = (id: string) => page.page.locator(`#${id} .epb-plots-readout`).textContent();
  const tip = () => page.page.locator('#a .epb-values strong').textContent();
  const timelineRules = () =>
    page.page
      .locator('#t .epb-lane-rule')
      .evaluateAll((all) =>
        all.filter((each) => !(each as HTMLElement).hidden).map((each) => (each as HTMLElement).style.left),
      );

  async function notebook() {
    await open(['training', 'dropout', 'distributions', 'timeline'], { height: 2600, messaging: false });
    const { dropout, distributions } = layersOf();
    await page.render('training', 'a', runOf('completed', layersOf(), 12));
    await page.render('training', 'b', runOf('completed', layersOf(), 12));
    await page.render('dropout', 'd', dropout);
    await page.render('distributions', 'w', distributions);
    await page.render('timeline', 't', { ...timelineExamples.lecture?.(), run: RUN });
    await shown('#a canvas');
    await page.page.locator('#b').getByRole('tab', { name: 'Dropout' }).click();
    await shown('#b .epb-dropout canvas');
    await page.settled();
  }

  test('hovering the curves shows the epoch in cells and tabs; a click pins it; Escape frees it', async () => {
    await notebook();
    const last = await step('d');
    const at = await over('#a .epb-plot', 0.25);
    await page.page.mouse.move(at.x, at.y);
    await page.settled();
    const epoch = Number(/(\d+)$/.exec((await tip()) ?? '')?.[1]);
    expect(epoch).toBeGreaterThan(1);
    expect(await readout('w')).toContain(`epoch ${epoch}`);
    expect(await step('d')).not.toBe(last);
    expect(await step('b')).toBe(await step('d'));
    expect(new Set(await timelineRules()).size).toBe(1);
    expect(await timelineRules()).toHaveLength(2);
    await page.page.mouse.click(at.x, at.y);
    await page.page.mouse.move(2, 2);
    await page.settled();
    expect(await tip()).toBe(`Epoch ${epoch}, pinned`);
    expect(await readout('w')).toContain('pinned');
    await page.page.keyboard.press('Escape');
    await page.settled();
    expect(await page.page.locator('#a .epb-values').isVisible()).toBe(false);
    expect(await step('d')).toBe(last);
    expect(await timelineRules()).toEqual([]);
  });

  test('and back: dropout, distributions and the timeline move the rule of the curves', async () => {
    await notebook();
    await page.page.locator('#d input[type="range"]').first().fill('8');
    await page.settled();
    expect(await tip()).toBe('Epoch 3');
    await page.page.locator('#w .epb-plots-ground').focus();
    // The slider that lost the focus lets go of the cursor.
    await page.settled();
    await page.page.keyboard.press('Home');
    await page.settled();
    // Before the first epoch there is nothing in the curves.
    expect(await readout('w')).toContain('epoch 0');
    expect(await page.page.locator('#a .epb-values').isVisible()).toBe(false);
    await page.page.keyboard.press('ArrowRight');
    await page.page.keyboard.press('ArrowRight');
    await page.settled();
    expect(await tip()).toBe('Epoch 2');
    await page.page.keyboard.press('Escape');
    const at = await over('#t .epb-timeline-plot', 0.3);
    await page.page.mouse.move(at.x, at.y);
    await page.settled();
    const epoch = Number(/(\d+)$/.exec((await tip()) ?? '')?.[1]);
    expect(epoch).toBeGreaterThan(1);
    expect(await readout('w')).toContain(`epoch ${epoch}`);
    await page.page.mouse.click(at.x, at.y);
    await page.page.mouse.move(2, 2);
    await page.settled();
    expect(await tip()).toContain('pinned');
  });

  test('the lanes under the curves keep a pinned epoch while marks are visited', async () => {
    await open(['training'], { messaging: false });
    const run = { ...sketchRun({ name: 'Run 7', epochs: 12, planned: 12, status: 'completed' }), id: RUN };
    const { callbacks } = timelineExamples.lecture?.() ?? {};
    await page.render('training', 'a', { ...run, callbacks });
    await shown('#a .epb-mark');
    await page.settled();
    const at = await over('#a .epb-plot', 0.5);
    await page.page.mouse.click(at.x, at.y);
    const rule = page.page.locator('#a .epb-lane-rule');
    const left = await rule.evaluate((each) => each.style.left);
    await page.page.locator('#a .epb-mark').first().hover();
    await page.page.mouse.move(2, 2);
    await page.page.waitForTimeout(400);
    expect(await rule.isVisible()).toBe(true);
    expect(await rule.evaluate((each) => each.style.left)).toBe(left);
  });
});

test.each(['light', 'dark', 'high-contrast'] as const)('tabs are drawn in %s', async (theme) => {
  await open(['training'], { theme, messaging: false, height: 560 });
  await page.render(
    'training',
    'a',
    runOf('completed', { ...layersOf(), dropout: dropoutExamples.lecture?.() }, 12),
  );
  const folder = process.env.EPOCHBOOK_SCREENSHOTS;
  for (const name of ['Curves', 'Dropout', 'Batch norm', 'Distributions', 'Gradient flow']) {
    await tab(name).click();
    await page.settled();
    await page.settled();
    // The open tab is told by a line under it, which is not there under the others.
    const lines = await tabs().evaluateAll((all) =>
      all.map((each) => getComputedStyle(each).borderBottomColor),
    );
    expect(lines.filter((line) => line !== 'rgba(0, 0, 0, 0)')).toHaveLength(1);
    if (folder) await page.page.screenshot({ path: `${folder}/tabs-${theme}-${name}.png` });
  }
});
