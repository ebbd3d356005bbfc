import { describe, expect, test } from 'vitest';
import type { CallbackEvent, RunDelta, RunPayload } from '../../protocol/index.js';
import { timelineExamples } from '../../renderers/timeline/examples.js';
import { laneGutter } from '../../renderers/timeline/lane-box.js';
import { sketchRun, trainingExamples, withCallbacks } from '../../renderers/training/examples.js';
import type { Harness, RendererPage } from './harness.js';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();

type Options = Parameters<Harness['open']>[0] & { messaging?: boolean; renderer?: string };
async function open({ messaging = true, renderer = 'timeline', ...options }: Options = {}) {
  const page = await harness.open({ height: 900, ...options });
  await page.activate(renderer, messaging);
  return page;
}

const example = (name: string) => timelineExamples[name]?.();
const mark = (page: RendererPage, kind: string, nth = 0) =>
  page.page.locator(`#a .epb-mark[data-kind="${kind}"]`).nth(nth);
const why = (page: RendererPage) => page.page.locator('#a .epb-why');
const focused = (page: RendererPage) =>
  page.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
const ready = (page: RendererPage) => page.page.waitForSelector('#a .epb-mark');

/** What was asked to be loaded; clicks pin epochs besides, which is told to other pages. */
const loads = async (page: RendererPage) => (await page.sent()).filter(({ type }) => type === 'load');

describe('the timeline on its own', () => {
  test('draws a lane per callback, with its settings and what it came to', async () => {
    const page = await open();
    await page.render('timeline', 'a', example('lecture'));
    await ready(page);
    const text = (await page.page.locator('#a').textContent()) ?? '';
    for (const part of [
      'Run 1: callbacks',
      '■ Stopped',
      '26 of 60 epochs',
      'EarlyStopping · val_loss · patience 6',
      'ModelCheckpoint',
      'stopped: epoch 26',
      'best: epoch 20',
      'rate 0.0001',
    ])
      expect(text).toContain(part);
    expect(await page.page.locator('#a .epb-mark').count()).toBe(26 + 2 + 26 + 26 + 1);
  });

  /** The words of an SVG text's place on the page, and of the picture that holds it. */
  const places = (page: RendererPage, selector: string) =>
    page.page.evaluate((wanted) => {
      const root = document.querySelector('#a .epb-lanes')?.getBoundingClientRect() as DOMRect;
      return [...document.querySelectorAll(wanted)].map((node) => {
        const { left, right, top, bottom } = node.getBoundingClientRect();
        const inside = left >= root.left && right <= root.right && bottom <= root.bottom;
        return { words: node.textContent ?? '', left, right, top, bottom, inside };
      });
    }, selector);

  for (const width of [1200, 560, 360])
    test(`the key shows every sign in use, whole, at ${width} pixels`, async () => {
      const page = await open({ width });
      await page.render('timeline', 'a', example('every-kind'));
      await ready(page);
      const key = await places(page, '#a .epb-lanes > svg > g:last-child > text');
      expect(key.map(({ words }) => words)).toEqual([
        'improved',
        'waited',
        'saved',
        'not saved, rate at its least, paused',
        'rate cut',
        'rate set, measured, noted',
        'stopped',
        'restored, resumed',
        'not logged, failed',
        'threshold',
      ]);
      expect(key.filter(({ inside }) => !inside)).toEqual([]);
      const signs = await places(page, '#a .epb-lanes > svg > g:last-child > g');
      expect(signs).toHaveLength(key.length);
      expect(signs.filter(({ inside }) => !inside)).toEqual([]);
    });

  for (const language of ['en', 'ko'])
    test(`what a lane came to is counted whole, in ${language}`, async () => {
      const page = await open({ width: 560, language });
      for (const [name, numbers] of [
        ['lecture', ['1', '14', '10', '2']],
        ['ten-thousand-epochs', ['21', '54']],
      ] as const) {
        await page.render('timeline', 'a', example(name));
        await ready(page);
        const ends = await places(page, '#a .epb-lane-end text');
        expect(ends.filter(({ inside, words }) => !inside || words.includes('…'))).toEqual([]);
        const plateau = page.page.locator('#a .epb-lane-end').nth(2);
        const shown = (await plateau.locator('text').allTextContents()).slice(1);
        expect(shown.slice(0, numbers.length)).toEqual(numbers);
        expect(shown).toHaveLength(4);
        expect(await plateau.locator('> g').count()).toBe(4);
        const words = await plateau.locator('title').textContent();
        expect(words).toMatch(language === 'ko' ? /학습률 낮춤 \d+번, 쉼/ : /\d+ improved, [\d,]+ waited/);
      }
    });

  test('the names of criteria stand apart', async () => {
    const page = await open({ width: 560 });
    await page.render('timeline', 'a', example('criteria'));
    await ready(page);
    const names = (await places(page, '#a text[text-anchor="end"]')).filter(({ words }) =>
      words.startsWith('|'),
    );
    expect(names.map(({ words }) => words).sort()).toEqual(['|ΔE|', '|Δw|', '|∇E|']);
    const tops = names.map(({ top }) => top).sort((a, b) => a - b);
    for (const [index, top] of tops.slice(1).entries())
      expect(top - (tops[index] as number)).toBeGreaterThanOrEqual(11);
  });

  for (const [width, beside] of [
    [560, false],
    [700, true],
    [1280, true],
    [1920, true],
  ] as const)
    test(`titles stand ${beside ? 'left of' : 'above'} their lanes at ${width} pixels, and no words on words or lines`, async () => {
      const page = await open({ width, theme: 'dark', height: 1000 });
      for (const name of ['every-kind', 'lecture', 'ten-thousand-epochs', 'twelve-lanes', 'odd-names']) {
        await page.render('timeline', 'a', example(name));
        await ready(page);
        await page.page.locator('#a .epb-mark').first().hover();
        await page.settled();
        const found = await page.page.evaluate(() => {
          const box = (node: Element) => node.getBoundingClientRect();
          const titles = [...document.querySelectorAll('#a .epb-lane-label')].map(box);
          const marks = [...document.querySelectorAll('#a .epb-mark .epb-hit')].map(box);
          const words = [...document.querySelectorAll('#a svg text')]
            .filter((node) => node.textContent && getComputedStyle(node).visibility !== 'hidden')
            .map((node) => ({
              words: node.textContent,
              halo: node.hasAttribute('paint-order'),
              at: box(node),
            }));
          const meet = (a: DOMRect, b: DOMRect, x: number, y: number) =>
            Math.min(a.right, b.right) - Math.max(a.left, b.left) > x &&
            Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > y;
          const upright = [...document.querySelectorAll('#a svg path')].filter((node) =>
            /^(M[-\d.]+,[-\d.]+[Vv][-\d.]+)+$/.test(node.getAttribute('d') ?? ''),
          );
          return {
            // Left of every mark, or over it.
            titles: titles.every((title) => marks.every((each) => title.right <= each.left + 1)),
            overlaps: words.flatMap((one, index) =>
              words
                .slice(index + 1)
                .filter((other) => meet(one.at, other.at, 1, 3.5))
                .map((other) => `${one.words} | ${other.words}`),
            ),
            // A line that passes over a lane's title: none has a part there, whatever the box around all its parts is.
            crossed: titles.flatMap((title) =>
              upright.flatMap((path) => {
                const matrix = (path as SVGGraphicsElement).getScreenCTM() as DOMMatrix;
                const parts = [
                  ...(path.getAttribute('d') ?? '').matchAll(/M([-\d.]+),([-\d.]+)([Vv])([-\d.]+)/g),
                ];
                return parts.flatMap(([, x, y, sort, to]) => {
                  const top = Number(y);
                  const end = sort === 'v' ? top + Number(to) : Number(to);
                  const at = matrix.e + Number(x);
                  const over = at > title.left + 1 && at < title.right - 1;
                  return over && matrix.f + top < title.bottom - 3 && matrix.f + end > title.top + 3
                    ? [`${x} ${y} ${to}`]
                    : [];
                });
              }),
            ),
            beyond: words
              .filter(({ at }) => at.left < 0 || at.right > innerWidth)
              .map(({ words: each }) => each),
          };
        });
        expect(found.titles, name).toBe(beside);
        expect(found.overlaps, name).toEqual([]);
        expect(found.crossed, name).toEqual([]);
        expect(found.beyond, name).toEqual([]);
      }
    });

  test('every kind tells its sentence to the pointer, and to a screen reader', async () => {
    const page = await open({ height: 1200 });
    await page.render('timeline', 'a', example('every-kind'));
    await ready(page);
    const kinds: Record<string, RegExp> = {
      improved: /^epoch 1: val_loss 0\.7592 is the best so far$/,
      waited: /^epoch 8: val_loss 0\.4826 did not beat 0\.4589 of epoch 7; 1 of 4 epochs of patience used$/,
      saved: /^epoch 1: saved best\.keras, val_loss 0\.7592/,
      skipped: /^epoch 8: saved nothing: val_loss 0\.4826 did not beat 0\.4589 of epoch 7$/,
      reduced:
        /^epoch 8: learning rate cut from 0\.01 to 0\.001 after 1 epoch without improvement of more than 0\.0001$/,
      held: /^epoch 14: learning rate stays at its least, 0\.0001$/,
      cooled: /^epoch 12: pause after the cut, 2 epochs to go$/,
      scheduled: /^epoch 1: the schedule set the learning rate from 0\.01 to 0\.009$/,
      stopped: /^epoch 14: training stopped: 4 of 4 epochs of patience used; val_loss 0\.4638 did not beat/,
      restored: /^epoch 14: weights of epoch 10 put back \(val_loss 0\.442\)$/,
      resumed: /^before the first epoch: training went on with epoch 3 from its backup \(backup\/titanic\)$/,
      missing: /^epoch 1: val_los is not among the logs; there are loss, acc, val_loss, val_acc$/,
      measured:
        /^epoch 1: \|∇E\| .* is above its threshold 0\.02; \|ΔE\| .* threshold 0\.005; \|Δw\| .* threshold 0\.001$/,
      failed: /^epoch 6: something went wrong: ENOSPC/,
      noted: /^epoch 4: dead units: 3 of 16 never fire \(3\)$/,
    };
    for (const [kind, sentence] of Object.entries(kinds)) {
      const one = mark(page, kind);
      await one.hover();
      // Past a mark with a button the words change after a moment.
      await expect
        .poll(() => why(page).locator('div').first().textContent(), { message: kind })
        .toMatch(sentence);
      const label = (await one.getAttribute('aria-label')) ?? '';
      expect(label, kind).toContain(await why(page).locator('div').first().textContent());
      // What has no room beside the lane is told, too, and is the name of the lane.
      const lane = mark(page, kind, 0).locator('xpath=ancestor::*[@role="group"][1]');
      expect(await why(page).locator('div').nth(1).textContent(), kind).toBe(
        await lane.getAttribute('aria-label'),
      );
      expect(await one.getAttribute('role'), kind).toBe(kind === 'saved' ? 'button' : 'img');
    }
  });

  test('the words go away when the pointer leaves, and stay while it is in them', async () => {
    const page = await open();
    await page.render('timeline', 'a', example('lecture'));
    await ready(page);
    await mark(page, 'saved', 3).hover();
    await why(page).waitFor({ state: 'visible' });
    await page.page.getByRole('button', { name: 'Load in a new cell' }).hover();
    await page.page.waitForTimeout(500);
    expect(await why(page).isVisible()).toBe(true);
    await page.page.mouse.move(2, 2);
    await why(page).waitFor({ state: 'hidden' });
    expect(await page.page.locator('#a .epb-lane-rule:visible').count()).toBe(0);
  });

  test.each(['timeline', 'training'])('the words of a mark stand below the lanes (%s)', async (renderer) => {
    const page = await open({ renderer, width: 720 });
    const payload = renderer === 'timeline' ? example('lecture') : trainingExamples.callbacks?.();
    await page.render(renderer, 'a', payload);
    await ready(page);
    for (const [kind, said] of [
      ['improved', 'best so far'],
      ['saved', 'saved'],
      ['reduced', 'cut from'],
    ] as const) {
      // Past other marks no words change, as the pointer may be on its way to the button.
      await mark(page, kind).hover();
      await expect.poll(() => why(page).textContent()).toContain(said);
      const [words, lowest] = await page.page.evaluate(() => {
        const box = (each: Element) => each.getBoundingClientRect();
        const marks = [...document.querySelectorAll('#a .epb-mark .epb-hit')].map((each) => box(each).bottom);
        return [box(document.querySelector('#a .epb-why') as Element).top, Math.max(...marks)];
      });
      expect(words, kind).toBeGreaterThan(lowest);
    }
  });

  test('keyboard: Tab enters, arrows move in a lane and between lanes, Home, End, Escape leaves', async () => {
    const page = await open();
    await page.render('timeline', 'a', example('lecture'));
    await ready(page);
    await page.page.keyboard.press('Tab');
    expect(await focused(page)).toMatch(/^EarlyStopping, epoch 1: /);
    expect(await page.page.locator('#a .epb-mark[tabindex="0"]').count()).toBe(1);
    await page.page.keyboard.press('ArrowRight');
    await page.page.keyboard.press('ArrowRight');
    expect(await focused(page)).toMatch(/^EarlyStopping, epoch 3: /);
    expect(await why(page).textContent()).toContain('epoch 3: ');
    await page.page.keyboard.press('ArrowDown');
    expect(await focused(page)).toMatch(/^ModelCheckpoint, epoch 3: saved .*Enter loads it in a new cell$/);
    await page.page.keyboard.press('ArrowDown');
    expect(await focused(page)).toMatch(/^ReduceLROnPlateau, epoch 3: /);
    await page.page.keyboard.press('End');
    expect(await focused(page)).toMatch(/^ReduceLROnPlateau, epoch 26: /);
    await page.page.keyboard.press('ArrowUp');
    expect(await focused(page)).toMatch(/^ModelCheckpoint, epoch 26: saved nothing/);
    await page.page.keyboard.press('Home');
    expect(await focused(page)).toMatch(/^ModelCheckpoint, epoch 1: /);
    await page.page.keyboard.press('ArrowLeft');
    expect(await focused(page)).toMatch(/^ModelCheckpoint, epoch 1: /);
    await page.page.keyboard.press('Escape');
    expect(await focused(page)).toBe('');
    expect(await why(page).isVisible()).toBe(false);
    await page.page.keyboard.press('Tab');
    await page.page.keyboard.press('Shift+Tab');
    await page.page.keyboard.press('Tab');
    expect(await page.page.locator('#a .epb-mark[tabindex="0"]').count()).toBe(1);
  });

  test('a saved model is loaded by the button, by Enter and by a double click, once each', async () => {
    const page = await open();
    await page.render('timeline', 'a', example('lecture'));
    await ready(page);
    const message = (path: string) => ({ type: 'load', run: 'run-1', path, weightsOnly: false });
    await mark(page, 'saved', 1).hover();
    const button = page.page.locator('#a .epb-load');
    await button.click();
    await button.dispatchEvent('click');
    expect(await loads(page)).toEqual([message('models/titanic-02.keras')]);
    expect(await button.textContent()).toBe('A cell that loads this file was put below.');
    await mark(page, 'saved', 2).dblclick();
    await mark(page, 'saved', 4).focus();
    await page.page.keyboard.press('Enter');
    await mark(page, 'skipped', 0).focus();
    await page.page.keyboard.press('Enter');
    expect(await loads(page)).toEqual([
      message('models/titanic-02.keras'),
      message('models/titanic-03.keras'),
      message('models/titanic-05.keras'),
    ]);
  });

  test('without messaging nothing offers to load', async () => {
    const page = await open({ messaging: false });
    await page.render('timeline', 'a', example('lecture'));
    await ready(page);
    await mark(page, 'saved', 0).hover();
    await why(page).waitFor({ state: 'visible' });
    expect(await page.page.locator('#a .epb-load').isVisible()).toBe(false);
    expect(await mark(page, 'saved', 0).getAttribute('role')).toBe('img');
  });

  test('10,000 epochs: few elements, crowds told together, cuts and saves on their own', async () => {
    const page = await open();
    await page.render('timeline', 'a', example('ten-thousand-epochs'));
    await ready(page);
    expect(await page.page.locator('#a .epb-mark').count()).toBeLessThan(250);
    expect(await page.page.locator('#a .epb-mark[data-kind="saved"]').count()).toBe(54);
    expect(await mark(page, 'several', 1).getAttribute('aria-label')).toMatch(
      /^EarlyStopping, epochs 442 to 883: 442 waited; 646 of 10,000 epochs of patience used$/,
    );
  });

  test('replaced in place: the same event is the same element', async () => {
    const page = await open();
    const whole = example('running');
    if (!whole) throw new Error('the example is gone');
    await page.render('timeline', 'a', {
      ...whole,
      callbacks: { ...whole.callbacks, events: whole.callbacks.events.slice(0, -4) },
    });
    await ready(page);
    await mark(page, 'improved', 0).evaluate((node) => node.setAttribute('data-seen', 'yes'));
    await page.render('timeline', 'a', whole);
    await page.settled();
    expect(await page.page.locator('#a .epb-mark[data-seen]').count()).toBe(1);
    expect(await page.page.locator('#a .epb-mark').count()).toBe(whole.callbacks.events.length);
    expect(await page.page.locator('#a section').count()).toBe(1);
    await page.dispose('timeline', 'a');
    expect(await page.page.locator('#a section').count()).toBe(0);
  });

  test('a new mark appears without motion where motion is reduced', async () => {
    const page = await open();
    const whole = example('running');
    if (!whole) throw new Error('the example is gone');
    const draw = async () => {
      const { events } = whole.callbacks;
      await page.render('timeline', 'a', {
        ...whole,
        callbacks: { ...whole.callbacks, events: events.slice(0, -1) },
      });
      await page.render('timeline', 'a', whole);
      await page.settled();
      const names = await page.page.evaluate(() =>
        [...document.querySelectorAll('#a .epb-new')].map((node) => getComputedStyle(node).animationName),
      );
      await page.dispose('timeline', 'a');
      return names;
    };
    expect(await draw()).toEqual(['epb-mark-new']);
    await page.page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await draw()).toEqual(['none']);
  });

  test('Korean, and names are text in every place', async () => {
    const page = await open({ language: 'ko' });
    await page.render('timeline', 'a', example('odd-names'));
    await ready(page);
    expect(await page.page.locator('#a script').count()).toBe(0);
    expect(await page.page.locator('#a').textContent()).toContain('기다림 4 / 9');
    await mark(page, 'noted', 0).hover();
    expect(await why(page).textContent()).toContain('</g><script>alert(2)</script>');
    await mark(page, 'saved', 0).hover();
    expect(await why(page).textContent()).toContain(`/home/${'very/'.repeat(20)}long & <odd>`);
    const box = await why(page).boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(820);
  });

  test.each([
    ['not json', 'not json'],
    ['another version', JSON.stringify({ ...example('lecture'), version: 2 })],
    ['a wrong type', JSON.stringify({ ...example('lecture'), epochs: 'many' })],
    ['a kind that does not exist', JSON.stringify(example('lecture')).replaceAll('"waited"', '"slept"')],
  ])('%s is one clear line', async (_, payload) => {
    const page = await open();
    await page.render('timeline', 'a', payload);
    expect(await page.page.locator('#a').textContent()).toContain('written by another version of Epochbook');
    expect(await page.page.locator('#a p').count()).toBe(1);
    await page.render('timeline', 'a', example('lecture'));
    await ready(page);
    expect(await page.page.locator('#a p').count()).toBe(0);
  });

  test('lanes out of range, epochs below one, and events out of order are drawn safely', async () => {
    const page = await open();
    const whole = example('lecture');
    if (!whole) throw new Error('the example is gone');
    const odd = (part: Partial<CallbackEvent>): CallbackEvent => ({
      lane: 0,
      kind: 'noted',
      epoch: 1,
      step: 1,
      facts: {},
      ...part,
    });
    const events = [...whole.callbacks.events].reverse();
    events.push(
      odd({ lane: 99 }),
      odd({ lane: -1 }),
      odd({ lane: 0.5 }),
      odd({ epoch: 0 }),
      odd({ epoch: -3, step: -9 }),
      odd({ epoch: 1e300, step: 1e300 }),
      odd({ kind: 'restored', facts: { bestEpoch: 1e300 } }),
      odd({ kind: 'waited', facts: { wait: 5, patience: -2 } }),
      odd({ kind: 'measured', value: 'NaN', facts: { threshold: 'Infinity' } }),
    );
    await page.render('timeline', 'a', { ...whole, callbacks: { ...whole.callbacks, events } });
    await ready(page);
    const html = await page.page
      .locator('#a svg')
      .evaluateAll((all) => all.map((svg) => svg.outerHTML).join());
    expect(html.length).toBeGreaterThan(1000);
    expect(
      / (?:d|x|y|cx|cy|r|width|height|transform)="[^"]*(?:NaN|undefined|Infinity)/.exec(html),
    ).toBeNull();
  });

  test.each(Object.keys(timelineExamples))(
    'draws %s in every theme without a word on the console',
    async (name) => {
      const page = await open({ width: 700 });
      await page.render('timeline', 'a', example(name));
      for (const theme of ['light', 'dark', 'high-contrast'] as const) {
        await page.theme(theme);
        await page.settled();
      }
      await page.page.setViewportSize({ width: 330, height: 900 });
      await page.settled();
      expect(await page.page.locator('#a section').count()).toBe(1);
    },
  );
});

describe('under the training curves', () => {
  const run = (epochs = 12): RunPayload => ({
    ...withCallbacks(sketchRun({ epochs, planned: 60, status: 'running' })),
    id: 'run-7',
  });

  /** An epoch that did not improve, and what two of the callbacks said of it. */
  const delta = (seq: number, epoch: number): { type: 'delta'; delta: RunDelta } => {
    const facts = { best: 0.4, bestEpoch: 11, wait: epoch - 11, patience: 7 };
    return {
      type: 'delta',
      delta: {
        run: 'run-7',
        seq,
        status: 'running',
        progress: { epoch, batch: 28, steps: epoch * 28, elapsedMs: epoch * 200, stepsPerSecond: 140 },
        epochs: {
          epoch: [epoch],
          time: [epoch * 200],
          learningRate: [0.001],
          tensors: [5],
          bytes: [6],
          logs: { loss: [0.5], val_loss: [0.6], acc: [0.7], val_acc: [0.65] },
        },
        steps: { step: [epoch * 28], learningRate: [0.001], logs: { loss: [0.5] } },
        events: [
          { lane: 0, kind: 'waited', epoch, step: epoch * 28, value: 0.6, facts },
          { lane: 1, kind: 'skipped', epoch, step: epoch * 28, value: 0.6, facts },
        ],
        best: null,
      },
    };
  };
  const count = (page: RendererPage) => page.page.locator('#a .epb-mark').count();

  test('the output is as high from the start as at the end', async () => {
    const page = await open({ renderer: 'training' });
    await page.render('training', 'a', run());
    const height = async () => (await page.page.locator('#a .epb-run').boundingBox())?.height;
    const first = await height();
    await ready(page);
    await page.settled();
    // A plot more than without callbacks: that of the learning rate.
    expect(first).toBe(440 + 88 + 3 * 42 + 24 + 64);
    expect(await height()).toBe(first);
    await page.render('training', 'a', { ...run(20), status: 'completed' });
    await page.page.waitForSelector('#a [data-status="completed"]');
    expect(await height()).toBe(first);
    const ends = await page.page.evaluate(() => {
      const of = (selector: string) => document.querySelector(selector)?.getBoundingClientRect().bottom ?? 0;
      return [of('#a .epb-lanes'), of('#a .epb-note'), of('#a .epb-run')];
    });
    expect(ends[0]).toBeLessThanOrEqual((ends[1] as number) - 17);
    expect(ends[1]).toBeLessThanOrEqual(ends[2] as number);
  });

  test('a run without callbacks looks as before', async () => {
    const page = await open({ renderer: 'training' });
    await page.render('training', 'a', sketchRun({ epochs: 5 }));
    await page.page.waitForSelector('#a canvas');
    expect((await page.page.locator('#a .epb-run').boundingBox())?.height).toBe(440);
    expect(await page.page.locator('#a .epb-lanes').count()).toBe(0);
  });

  test('increments append marks and keep those that are there, with the focus', async () => {
    const page = await open({ renderer: 'training' });
    await page.render('training', 'a', run());
    await page.receive({ type: 'state', run: 'run-7', seq: 0, payload: run() });
    await ready(page);
    const before = await count(page);
    const second = mark(page, 'improved', 1);
    await second.focus();
    await page.page.evaluate(() => document.activeElement?.setAttribute('data-seen', 'yes'));
    await page.receive(delta(1, 13));
    await page.page.waitForSelector('#a [data-steps="364"]');
    await expect.poll(() => count(page)).toBe(before + 2);
    expect(await page.page.evaluate(() => document.activeElement?.getAttribute('data-seen'))).toBe('yes');
    // A state that already holds an event, and the increment that tells it again.
    const known = run();
    const [waited, skipped] = delta(9, 14).delta.events ?? [];
    known.callbacks?.events.push(waited as CallbackEvent, skipped as CallbackEvent);
    await page.receive({ type: 'state', run: 'run-7', seq: 8, payload: known });
    await page.receive(delta(9, 14));
    await page.page.waitForSelector('#a [data-steps="392"]');
    await expect.poll(() => count(page)).toBe(before + 2);
  });

  test('lanes and curves have the same edges, and point at the same epoch', async () => {
    const page = await open({ renderer: 'training' });
    await page.render('training', 'a', { ...run(), status: 'completed' });
    await ready(page);
    await page.settled();
    const plot = await page.page.locator('#a .epb-plot').boundingBox();
    if (!plot) throw new Error('no plot');
    const left = laneGutter(plot.width);
    const at = (epoch: number) => plot.x + left + ((plot.width - left - 140) * epoch) / 12;
    await page.page.mouse.move(at(6), plot.y + 80);
    expect(await page.page.locator('#a .epb-values strong').textContent()).toBe('Epoch 6');
    expect(await page.page.locator('#a .epb-said').textContent()).toMatch(
      /^Epoch 6EarlyStopping: val_loss .*ModelCheckpoint: saved best\.keras.*ReduceLROnPlateau: val_loss /,
    );
    const x = (selector: string) =>
      page.page.locator(selector).evaluate((node) => node.getBoundingClientRect().left);
    const rule = await x('#a .epb-rule');
    expect(await x('#a .epb-lane-rule')).toBeCloseTo(rule, 0);
    const six = await page.page
      .locator('#a .epb-mark[data-lane="0"]')
      .nth(5)
      .evaluate((node) => {
        const box = node.querySelector('.epb-hit')?.getBoundingClientRect();
        return box ? (box.left + box.right) / 2 : 0;
      });
    expect(Math.abs(six - rule)).toBeLessThan(1);
    await page.page.mouse.move(2, 2);
    expect(await page.page.locator('#a .epb-lane-rule').isVisible()).toBe(false);
    await page.page.locator('#a .epb-mark[data-lane="2"]').nth(8).hover();
    expect(await page.page.locator('#a .epb-values strong').textContent()).toBe('Epoch 9');
    const lanes = await page.page.locator('#a .epb-lanes').boundingBox();
    await page.page.mouse.move(at(3), (lanes?.y ?? 0) + 5);
    expect(await page.page.locator('#a .epb-values strong').textContent()).toBe('Epoch 3');
  });

  test('follows the switch to steps', async () => {
    const page = await open({ renderer: 'training' });
    await page.render('training', 'a', { ...run(), status: 'completed' });
    await ready(page);
    const at = () =>
      page.page
        .locator('#a .epb-mark[data-lane="0"]')
        .nth(5)
        .evaluate((node) => node.getBoundingClientRect().left);
    const before = await at();
    await page.page.getByLabel('Axis').selectOption('step');
    await page.settled();
    expect(Math.abs((await at()) - before)).toBeLessThan(2);
  });

  test('a stop is a line through curves and lanes; a save is loaded from here too', async () => {
    const page = await open({ renderer: 'training' });
    await page.render('training', 'a', trainingExamples.callbacks?.());
    await ready(page);
    await page.settled();
    expect(await page.page.locator('#a .epb-stop-line').count()).toBe(1);
    await mark(page, 'saved', 0).focus();
    await page.page.keyboard.press('Enter');
    expect(await loads(page)).toEqual([
      { type: 'load', run: 'run-example-26', path: 'best.keras', weightsOnly: false },
    ]);
  });

  test('disposed of, nothing of it stays, and messages pass by', async () => {
    const page = await open({ renderer: 'training' });
    await page.render('training', 'a', run());
    await ready(page);
    await mark(page, 'saved', 0).hover();
    await page.dispose('training', 'a');
    await page.receive(delta(1, 13));
    await page.page.waitForTimeout(400);
    expect(await page.page.locator('#a .epb-lanes').count()).toBe(0);
  });
});
