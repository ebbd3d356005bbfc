import { describe, expect, test } from 'vitest';
import type { DropoutPayload } from '../../protocol/index.js';
import { chain, dropoutExamples } from '../../renderers/dropout/examples.js';
import { sketchDropout } from '../../renderers/dropout/sketch.js';
import type { Harness, RendererPage } from './harness.js';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();
let page: RendererPage;

async function open(options: Parameters<Harness['open']>[0] = {}) {
  page = await harness.open({ width: 900, height: 700, ...options });
  await page.activate('dropout', false);
  return page;
}
const titanic = (run = 'run-a'): DropoutPayload => ({
  ...sketchDropout({ name: 'Titanic', layers: chain([8, 16, 8, 1], [0.3, 0.2]), steps: 20 }),
  run,
});
const step = (id = 'a') => page.page.locator(`#${id} .epb-dropout`).getAttribute('data-step');
const waitStep = (value: number, id = 'a') =>
  page.page.waitForSelector(`#${id} .epb-dropout[data-step="${value}"]`);
const button = (name: string, id = 'a') => page.page.locator(`#${id}`).getByRole('button', { name });
const slider = (id = 'a') => page.page.locator(`#${id} input[type="range"]`).first();
const rate = (id = 'a') => page.page.locator(`#${id} .epb-dropout-what-if input`);
const slide = (value: number, id = 'a') =>
  slider(id).evaluate((input: HTMLInputElement, to) => {
    input.value = String(to);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }, value);
const words = async (part: string, id = 'a') =>
  (await page.page.locator(`#${id} .epb-dropout-${part}`).textContent()) ?? '';
/** What a canvas holds, to be compared with itself. */
const drawing = (index: number, id = 'a') =>
  page.page
    .locator(`#${id} canvas`)
    .nth(index)
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
/** Each net has its edges, the edges of the marked unit, and its units. */
const STANDARD = 2;
const THINNED = 5;
const THINNED_MARKS = 4;

describe('steps', () => {
  test('the slider and the buttons show each recorded mask; the standard net stays', async () => {
    await open();
    await page.render('dropout', 'a', titanic());
    await waitStep(134);
    const [standard, last] = [await drawing(STANDARD), await drawing(THINNED)];
    await button('All numbers').click();
    await page.settled();
    await expect.poll(() => words('facts')).toContain('dropout_1 (rate 0.3) over dense_1');
    await slide(3);
    await waitStep(22);
    expect(await drawing(THINNED)).not.toBe(last);
    expect(await drawing(STANDARD)).toBe(standard);
    expect(await slider().getAttribute('aria-valuetext')).toBe('Recorded step 4 of 20: step 22, epoch 1');
    await button('Next step').click();
    await waitStep(29);
    await button('Previous step').click();
    await button('Previous step').click();
    await waitStep(15);
    await slide(19);
    await waitStep(134);
    expect(await drawing(THINNED)).toBe(last);
    expect(await button('Next step').isDisabled()).toBe(true);
  });

  test('another sample has another mask', async () => {
    await open();
    await page.render('dropout', 'a', titanic());
    const before = await drawing(THINNED);
    await page.page.getByLabel('Sample').selectOption('2');
    await page.settled();
    expect(await drawing(THINNED)).not.toBe(before);
  });

  test('plays from the start to the end, and pauses', async () => {
    await open();
    await page.render('dropout', 'a', titanic());
    await button('Play').click();
    await page.page.waitForFunction(() => {
      const at = Number(document.querySelector<HTMLElement>('#a .epb-dropout')?.dataset.step);
      return at > 1 && at < 134;
    });
    await button('Pause').click();
    const at = await step();
    await page.page.waitForTimeout(400);
    expect(await step()).toBe(at);
    await slide(17);
    await button('Play').click();
    await waitStep(134);
    await page.page.waitForSelector('#a button[aria-label="Play"]');
  });

  test('reduced motion ends a run of steps and offers none', async () => {
    await open();
    await page.render('dropout', 'a', titanic());
    await button('Play').click();
    await page.page.waitForFunction(() => {
      const at = Number(document.querySelector<HTMLElement>('#a .epb-dropout')?.dataset.step);
      return at > 1 && at < 134;
    });
    await page.page.emulateMedia({ reducedMotion: 'reduce' });
    await page.settled();
    const at = await step();
    await page.page.waitForTimeout(500);
    expect(await step()).toBe(at);
    expect(await button('Play').isDisabled()).toBe(true);
    await button('Next step').click();
    await page.settled();
    expect(await step()).not.toBe(at);
  });
});

describe('units', () => {
  test('arrow keys walk over units and layers; each is told with draws and weights', async () => {
    await open();
    await page.render('dropout', 'a', titanic());
    await page.page.locator('#a .epb-dropout-stage').focus();
    await page.page.keyboard.press('ArrowDown');
    await page.settled();
    expect(await words('detail')).toContain('input, unit 1 of 8no dropout here');
    await page.page.keyboard.press('ArrowRight');
    await page.page.keyboard.press('ArrowDown');
    await page.settled();
    const told = await words('detail');
    expect(told).toMatch(/dense_1, unit 2 of 16(kept|silenced) in this step · kept \d+ of 40 draws/);
    expect(told).toMatch(/expected 70%, 95% band 5\d(\.\d)?% to 8\d(\.\d)?%/);
    expect(told).toMatch(/In from input: #\d [+−]0\.\d+/);
    expect(told).toMatch(/Out to dense_2: #\d [+−]0\.\d+/);
    expect(await page.page.locator('#a [role=status]').textContent()).toContain('dense_1, unit 2 of 16');
    await page.page.keyboard.press('End');
    await page.settled();
    expect(await words('detail')).toContain('dense_1, unit 16 of 16');
  });

  test('the unit under the pointer is told and marked', async () => {
    await open();
    await page.render('dropout', 'a', titanic());
    const box = await page.page.locator('#a canvas').nth(THINNED).boundingBox();
    if (!box) throw new Error('There is no thinned net.');
    const empty = await drawing(THINNED_MARKS);
    await page.page.mouse.move(box.x + box.width * 0.875, box.y + (box.height - 32) / 2);
    await page.settled();
    expect(await words('detail')).toContain('output, unit 1 of 1');
    expect(await drawing(THINNED_MARKS)).not.toBe(empty);
    expect(await page.page.locator('#a .epb-dropout-ring:visible').count()).toBe(2);
    await page.page.mouse.move(2, 2);
    await page.settled();
    expect(await words('detail')).toContain('Point at a unit');
  });

  test('the other edges fade while a unit is marked, and all its drawn weights are told in words', async () => {
    await open();
    await page.render('dropout', 'a', dropoutExamples['full-32']?.());
    const faded = () =>
      page.page
        .locator('#a canvas')
        .first()
        .evaluate((each) => Number(getComputedStyle(each).opacity));
    expect(await faded()).toBe(1);
    expect(await words('caption')).toContain('Edges: weights after epoch 6, the 390 strongest of 2,368');
    await page.page.locator('#a .epb-dropout-stage').focus();
    for (const key of ['ArrowDown', 'ArrowRight']) await page.page.keyboard.press(key);
    await page.settled();
    expect(await faded()).toBeLessThan(0.4);
    await button('All numbers').click();
    await page.settled();
    await expect.poll(() => words('facts')).not.toBe('');
    const told = await words('facts');
    for (const end of ['In from input: ', 'Out to dense_2: ']) {
      const list = told.slice(told.indexOf(end) + end.length).split(/(?=Out to)|$/)[0] ?? '';
      expect(list.match(/#\d+ [+−]/g)).toHaveLength(32);
    }
  });

  test('Tab reaches every control, and each has a name', async () => {
    await open();
    await page.render('dropout', 'a', titanic());
    await slide(5);
    await waitStep(36);
    const names: string[] = [];
    for (let presses = 0; presses < 14; presses += 1) {
      await page.page.keyboard.press('Tab');
      names.push(
        await page.page.evaluate(() => {
          const at = document.activeElement as HTMLInputElement | null;
          return at?.getAttribute('aria-label') ?? at?.labels?.[0]?.textContent ?? at?.textContent ?? '';
        }),
      );
    }
    for (const name of [
      'Previous step',
      'Play',
      'Next step',
      'Recorded step',
      'Pin',
      'View',
      'Sample',
      'Layer',
      'What if: rate of dropout_1',
      'Network.',
      'All numbers',
    ])
      expect(
        names.some((each) => each.includes(name)),
        name,
      ).toBe(true);
  });
});

describe('what if', () => {
  const kept = () =>
    page.page
      .locator('#a .epb-dropout-kept tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.children].map((cell) => cell.textContent).join(' | ')),
      );
  const headings = () => page.page.locator('#a .epb-dropout-heading:visible').allTextContents();
  const wouldBe = async () => Number((await kept())[1]?.split(' | ')[2]?.split(' ')[0]);

  test('another rate is drawn next to what was, marked as not trained; a reset takes it away', async () => {
    await open();
    await page.render('dropout', 'a', titanic());
    const before = await kept();
    expect(before[0]).toMatch(/^dropout_1 \| 0\.3 \| \d+ of 16 \| ×\u00a01\.429 = [\d.]+$/);
    expect(await headings()).toEqual([
      expect.stringContaining('(a) Standard net'),
      expect.stringContaining('(b) After applying dropout'),
    ]);
    expect(await button('Reset').isDisabled()).toBe(true);
    const was = await drawing(THINNED);
    await rate().fill('0.6');
    await page.settled();
    expect(await headings()).toEqual([
      expect.stringMatching(/^What was.*dropout_1 at 0\.3, × 1\.429$/),
      expect.stringMatching(/^What would benot trained.*dropout_1 at 0\.6, × 2\.5$/),
    ]);
    // What was stands on the left now, unchanged.
    expect(await drawing(STANDARD)).toBe(was);
    expect(await drawing(THINNED)).not.toBe(was);
    const after = await kept();
    expect(after).toHaveLength(3);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toMatch(/^↳ would be \| 0\.6 \| \d+ of 16 \| ×\u00a02\.5 = [\d.]+$/);
    expect(await words('what-if')).toContain('kept × 1/(1\u00a0−\u00a00.6) = 2.5');
    expect(await rate().getAttribute('aria-valuetext')).toMatch(
      /^0\.6, not trained: \d+ of 16 would be kept, each × 2\.5$/,
    );
    await button('Reset').click();
    await page.settled();
    expect(await kept()).toEqual(before);
    expect(await drawing(THINNED)).toBe(was);
    expect(await rate().getAttribute('aria-valuetext')).toBe('0.3, as in training');
    expect(await page.page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe('range');
  });

  test('by keyboard, a higher rate only silences more, and the ends keep all or nearly none', async () => {
    await open();
    await page.render('dropout', 'a', titanic());
    await rate().focus();
    await page.page.keyboard.press('Home');
    await page.settled();
    expect(await wouldBe()).toBe(16);
    let last = 16;
    for (let press = 0; press < 9; press += 1) {
      await page.page.keyboard.press('PageUp');
      await page.settled();
      const now = (await kept()).length === 3 ? await wouldBe() : last;
      expect(now).toBeLessThanOrEqual(last);
      last = now;
    }
    await page.page.keyboard.press('End');
    await page.settled();
    expect(await rate().inputValue()).toBe('0.99');
    expect(await wouldBe()).toBeLessThanOrEqual(1);
    await button('All numbers').click();
    await page.settled();
    await expect
      .poll(() => words('facts'))
      .toMatch(
        /dropout_1 at rate 0\.99 \(not trained; it was 0\.3\): [01] of 16 would be kept, \d+ were\. It would also silence units 2, 3/,
      );
    await expect.poll(() => words('facts')).toContain('draws a number from 0 to 1 for each unit');
  });

  test('each layer has a rate of its own; the unit under the cursor tells what would become of it', async () => {
    await open();
    await page.render('dropout', 'a', titanic());
    await rate().fill('0.9');
    await page.page.locator('#a .epb-dropout-what-if select').selectOption('dropout_2');
    await page.settled();
    expect(await rate().inputValue()).toBe('0.2');
    await rate().fill('0');
    await page.settled();
    expect((await kept()).map((row) => row.split(' | ').slice(0, 2).join(' '))).toEqual([
      'dropout_1 0.3',
      '↳ would be 0.9',
      'dropout_2 0.2',
      '↳ would be 0',
    ]);
    await page.page.locator('#a .epb-dropout-stage').focus();
    for (const key of ['ArrowDown', 'ArrowRight', 'Home']) await page.page.keyboard.press(key);
    await page.settled();
    expect(await words('detail')).toMatch(
      /dense_1, unit 1 of 16.* · would be (kept|silenced) at 0\.9 · drew 0\.\d\d/,
    );
    expect(await page.page.locator('#a [role=status]').textContent()).toContain('drew 0.');
    // Another step has another draw, at the same rates.
    await slide(2);
    await page.settled();
    expect((await kept())[3]).toBe('↳ would be | 0 | 8 of 8 | ×\u00a01 = 8');
  });

  test('what is copied is what is seen: the step, the sample, the rate, or the frequencies', async () => {
    await open();
    await page.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.render('dropout', 'a', titanic());
    /** Copies the picture once its menu is open, and reads its words. */
    const copied = async (): Promise<string> => {
      await page.page.evaluate(() => navigator.clipboard.writeText(''));
      await page.page.locator('#a .epb-take').first().click();
      await page.page.getByRole('menuitem', { name: 'Copy as SVG' }).click();
      await expect.poll(() => page.page.evaluate(() => navigator.clipboard.readText())).toContain('<svg');
      await page.page.keyboard.press('Escape');
      return page.page.evaluate(() => navigator.clipboard.readText());
    };
    await slide(3);
    await page.page.getByLabel('Sample').selectOption('2');
    await page.settled();
    await button('Pin').click();
    expect(await copied()).toContain('(b) After applying dropout · step 22, epoch 1, sample 2');
    await rate().fill('0.6');
    await page.settled();
    const would = await copied();
    expect(would).toContain('What would be (not trained)');
    expect(would).toContain('dropout_1 at 0.6, × 2.5');
    await page.page.getByLabel('View').selectOption('frequency');
    await page.settled();
    expect(await copied()).toContain('Keep frequency · step 22, epoch 1');
  });

  test('a view that does not show it gives way; a narrow one shows what would be alone', async () => {
    await open();
    await page.render('dropout', 'a', titanic());
    await page.page.getByLabel('View').selectOption('frequency');
    await rate().fill('0.5');
    await page.settled();
    expect((await headings())[1]).toContain('What would be');
    await page.page.setViewportSize({ width: 400, height: 900 });
    await page.settled();
    expect(await headings()).toEqual([expect.stringContaining('What would be')]);
    await page.page.setViewportSize({ width: 900, height: 900 });
    await page.settled();
    expect(await headings()).toHaveLength(2);
  });
});

describe('views', () => {
  test('frequencies against their band, per dropout layer', async () => {
    await open();
    await page.render('dropout', 'a', titanic());
    await page.page.getByLabel('View').selectOption('frequency');
    await page.settled();
    expect(await words('frequencies')).toMatch(/share of 40 draws .* 70% is expected/);
    expect(await words('frequencies')).toMatch(/^\d of 16 outside the band; about 0\.\d would be by chance/);
    await page.page.locator('#a .epb-dropout-choices').getByLabel('Layer').selectOption('dropout_2');
    await page.settled();
    expect(await words('frequencies')).toContain('80% is expected');
    await page.page.locator('#a .epb-dropout-stage').focus();
    await page.page.keyboard.press('ArrowRight');
    await page.settled();
    expect(await words('detail')).toContain('dense_2, unit 1 of 8');
  });

  test('the view holds all its words, never shrinks from step to step, and is laid out anew at another width', async () => {
    await open();
    const height = async (id: string) =>
      Math.round((await page.page.locator(`#${id} section`).boundingBox())?.height ?? 0);
    const hidden = (id: string) =>
      page.page
        .locator(`#${id} .epb-dropout-side, #${id} .epb-dropout-detail`)
        .evaluateAll((all) => all.some((each) => each.scrollHeight > each.clientHeight + 1));
    for (const [name, make] of Object.entries(dropoutExamples)) {
      if (name.startsWith('bad-')) continue;
      const id = `x-${name}`;
      await page.render('dropout', id, make());
      await page.settled();
      let last = await height(id);
      expect(last, name).toBeGreaterThanOrEqual(406);
      const slider = page.page.locator(`#${id} input[type="range"]`).first();
      for (const share of (await slider.isEnabled()) ? [0, 0.3, 0.6, 1] : []) {
        await slider.fill(String(Math.floor(share * Number(await slider.getAttribute('max')))));
        await page.settled();
        expect(await hidden(id), name).toBe(false);
        expect(await height(id), name).toBeGreaterThanOrEqual(last);
        last = await height(id);
      }
    }
    await page.page.setViewportSize({ width: 420, height: 700 });
    await page.settled();
    expect(await hidden('x-titanic')).toBe(false);
    const narrow = await height('x-titanic');
    await page.page.setViewportSize({ width: 820, height: 700 });
    await page.settled();
    expect(await height('x-titanic')).toBeLessThan(narrow);
  });

  for (const width of [700, 860, 1280])
    for (const language of ['en', 'ko'])
      test(`406 pixels hold all that teaches, a rate that is tried and a unit too, at ${width} pixels in ${language}`, async () => {
        await open({ width, language });
        for (const name of ['lecture', 'titanic', 'full-32']) {
          await page.render('dropout', 'a', { ...dropoutExamples[name]?.(), run: name });
          await rate().fill('0.6');
          await page.page.locator('#a .epb-dropout-stage').focus();
          for (const key of ['ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowDown'])
            await page.page.keyboard.press(key);
          await page.settled();
          const seen = await page.page.locator('#a .epb-dropout').evaluate((root) => {
            const { bottom, height } = root.getBoundingClientRect();
            const parts = ['stage', 'caption', 'kept', 'legend', 'detail'].map((part) => {
              const each = root.querySelector(`.epb-dropout-${part}`) as HTMLElement;
              return each.checkVisibility() && each.getBoundingClientRect().bottom <= bottom;
            });
            return { height, parts };
          });
          expect(seen, name).toEqual({ height: 406, parts: [true, true, true, true, true] });
        }
      });

  for (const width of [1200, 660, 560, 360])
    for (const language of ['en', 'ko'])
      test(`headings and legend are whole at ${width} pixels, in ${language}`, async () => {
        await open({ width, language });
        await page.render('dropout', 'a', titanic());
        await waitStep(134);
        /** What is wider than its place, and what is lower. */
        const cut = () =>
          page.page.evaluate(() =>
            [
              ...document.querySelectorAll<HTMLElement>(
                '#a .epb-dropout-heading, #a .epb-dropout-heading span, #a .epb-dropout-legend, #a .epb-dropout-caption, #a .epb-dropout-row, #a .epb-dropout-row span',
              ),
            ]
              .filter((each) => each.checkVisibility() && each.clientWidth > 0)
              .filter((each) => each.scrollWidth > each.clientWidth || each.scrollHeight > each.clientHeight)
              .map((each) => each.textContent),
          );
        const views = width < 500 ? ['standard', 'thinned', 'frequency'] : ['both', 'frequency'];
        for (const view of views) {
          await page.page.locator('#a select').first().selectOption(view);
          await page.settled();
          expect(await cut(), view).toEqual([]);
          expect(await page.page.locator('#a .epb-dropout-legend span').count()).toBe(4);
          const stage = await page.page.locator('#a .epb-dropout-stage').evaluate((each) => ({
            shown: each.clientHeight,
            needed: each.scrollHeight,
          }));
          expect(stage.needed).toBe(stage.shown);
          const row = await page.page.locator('#a .epb-dropout-row').first().boundingBox();
          const pin = await page.page.locator('#a [aria-pressed]').boundingBox();
          expect((pin?.x ?? 0) + (pin?.width ?? 1e9)).toBeLessThanOrEqual((row?.x ?? 0) + (row?.width ?? 0));
        }
      });

  test('keys that move a slider or a choice stay in it; others reach the page', async () => {
    await open();
    await page.render('dropout', 'a', titanic());
    await page.page.evaluate(() => {
      const seen = window as unknown as { heard: string[] };
      seen.heard = [];
      addEventListener('keydown', ({ key }) => seen.heard.push(key));
    });
    const moves = ['Home', 'End', 'PageUp', 'PageDown', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'];
    for (const control of [slider(), rate(), page.page.getByLabel('View')])
      for (const key of [...moves, 'F2']) await control.press(key);
    const heard = () => page.page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    expect(await heard()).toEqual(['F2', 'F2', 'F2']);
    await slider().press('Home');
    expect(await slider().inputValue()).toBe('0');
  });

  test('a narrow output shows one net at a time', async () => {
    await open({ width: 400 });
    await page.render('dropout', 'a', titanic());
    expect(await page.page.locator('#a canvas:visible').count()).toBe(3);
    expect(await page.page.getByLabel('View').inputValue()).toBe('thinned');
    await page.page.getByLabel('View').selectOption('standard');
    await page.settled();
    expect(await page.page.locator('#a .epb-dropout-heading:visible').textContent()).toContain(
      '(a) Standard net',
    );
  });

  test('takes the theme, and speaks Korean', async () => {
    await open({ theme: 'dark', language: 'ko' });
    await page.render('dropout', 'a', titanic());
    const dark = await drawing(0);
    await page.theme('light');
    await page.settled();
    expect(await drawing(0)).not.toBe(dark);
    expect(await words('kept')).toContain('유지');
  });
});

describe('the cursor of the run', () => {
  test('scrubbing in one picture shows in the other of the run, and in no other run', async () => {
    await open();
    await page.render('dropout', 'a', titanic());
    await page.render('dropout', 'b', titanic());
    await page.render('dropout', 'c', titanic('run-c'));
    await slider().focus();
    await slide(4);
    await waitStep(29, 'a');
    await waitStep(29, 'b');
    expect(await step('c')).toBe('134');
    // Whoever leaves frees the others again; its own step stays.
    await page.page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await waitStep(134, 'b');
    expect(await step('a')).toBe('29');
  });

  test('a click pins, Escape frees', async () => {
    await open();
    await page.render('dropout', 'a', titanic());
    await page.render('dropout', 'b', titanic());
    await slide(4);
    await page.page.locator('#a .epb-dropout-stage').click();
    await page.page.mouse.move(2, 2);
    await waitStep(29, 'b');
    expect(await button('Pin', 'b').getAttribute('aria-pressed')).toBe('true');
    await slider('b').focus();
    await page.page.keyboard.press('ArrowRight');
    await waitStep(36, 'a');
    await waitStep(36, 'b');
    await page.page.keyboard.press('Escape');
    await page.page.waitForSelector('#b button[aria-pressed="false"]');
    await page.page.waitForSelector('#a button[aria-pressed="false"]');
  });

  test('an epoch of another picture shows its last recorded step', async () => {
    await open();
    await page.render('dropout', 'a', titanic());
    await page.page.evaluate(() => {
      const page = globalThis as unknown as Record<
        symbol,
        Map<
          string,
          {
            state: object;
            listeners: Set<(state: object) => void>;
          }
        >
      >;
      const shared = page[Symbol.for('epochbook.run-cursors')]?.get('run-a');
      if (!shared) throw new Error('There is no cursor.');
      shared.state = { position: { epoch: 2 }, pinned: false };
      for (const listener of shared.listeners) listener(shared.state);
    });
    await waitStep(50);
  });
});

describe('what comes and goes', () => {
  test('a newer payload of the run: who follows goes along, who looks back stays', async () => {
    await open();
    const first = sketchDropout({ layers: chain([4, 8, 1], [0.5]), steps: 5, status: 'running' });
    const second = sketchDropout({ layers: chain([4, 8, 1], [0.5]), steps: 9, status: 'running' });
    await page.render('dropout', 'a', first);
    await waitStep(29);
    await page.render('dropout', 'a', second);
    await waitStep(57);
    await slide(2);
    await page.page.locator('#a .epb-dropout').dispatchEvent('pointerleave');
    await page.render('dropout', 'a', { ...second, status: 'completed' });
    await waitStep(15);
    expect(await words('head')).toContain('Completed');
  });

  test('bad input is one line, and a good payload takes its place', async () => {
    await open();
    const reasons: Record<string, RegExp> = {
      'bad-version': /version 4 .* reads versions 1 to 3/,
      'bad-no-dropout': /no Dropout layer; add tf\.layers\.dropout\(/,
      'bad-zero-width': /"dense_1" has 0 units/,
      'bad-truncated-masks': /the masks of "dropout_1" are not as long/,
      'bad-truncated-weights': /the weights from "input" to "dense_1" are not as long/,
      'bad-nan-counts': /draws/,
      'bad-order': /"dense_1" is fed by/,
    };
    for (const [name, reason] of Object.entries(reasons)) {
      await page.render('dropout', 'a', dropoutExamples[name]?.());
      expect(await page.page.locator('#a [role=note]').textContent(), name).toMatch(reason);
      expect(await page.page.locator('#a .epb-picture > :first-child > *').count()).toBe(1);
      expect(await page.page.locator('#a .epb-take').isVisible()).toBe(false);
    }
    for (const odd of ['{"version":1', 'null', '[]', '7']) {
      await page.render('dropout', 'b', odd);
      expect(await page.page.locator('#b [role=note]').count()).toBe(1);
    }
    // JSON has no NaN: it arrives as null.
    await page.render('dropout', 'a', dropoutExamples['bad-nan-weights']?.());
    expect(await words('note')).toContain('NaN or infinite');
    await page.render('dropout', 'a', titanic());
    await waitStep(134);
    expect(await page.page.locator('#a [role=note]').count()).toBe(0);
  });

  test('who is disposed leaves the cursor and the page', async () => {
    await open();
    await page.render('dropout', 'a', titanic());
    await page.render('dropout', 'b', titanic());
    await button('Play').click();
    await page.dispose('dropout', 'a');
    expect(await page.page.locator('#a section').count()).toBe(0);
    await waitStep(134, 'b');
    await page.dispose('dropout');
    expect(
      await page.page.evaluate(() => {
        const all = (globalThis as unknown as Record<symbol, Map<string, unknown>>)[
          Symbol.for('epochbook.run-cursors')
        ];
        return all?.size;
      }),
    ).toBe(0);
  });
});
