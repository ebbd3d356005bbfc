import { describe, expect, test } from 'vitest';
import type { GroupPayload, RunLayersPayload, RunPayload, SavedLayers } from '../../protocol/index.js';
import { batchNormExamples } from '../../renderers/batch-norm/examples.js';
import { distributionsExamples } from '../../renderers/distributions/examples.js';
import { chain } from '../../renderers/dropout/examples.js';
import { sketchDropout } from '../../renderers/dropout/sketch.js';
import { sketchGroup, sketchRun } from '../../renderers/training/examples.js';
import { packLayers } from '../../renderers/training/thin-layers.js';
import type { Harness, RendererPage } from './harness.js';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();
let page: RendererPage;

async function open(options: Parameters<Harness['open']>[0] & { messaging?: boolean } = {}) {
  page = await harness.open({ height: 1400, ...options });
  await page.activate('training', options.messaging ?? false);
}

const plainLayers = (run: string, steps = 24): RunLayersPayload => ({
  dropout: { ...sketchDropout({ layers: chain([8, 16, 8, 1], [0.3, 0.2]), steps }), run },
  batchNorm: {
    ...(batchNormExamples['grown-up']?.() as NonNullable<RunLayersPayload['batchNorm']>),
    run,
  },
  distributions: {
    ...(distributionsExamples.healthy?.() as NonNullable<RunLayersPayload['distributions']>),
    run,
  },
});
const savedLayers = (run: string, steps?: number): SavedLayers =>
  packLayers(plainLayers(run, steps), 64 * 1024);

const small = (number: number, status: RunPayload['status'] = 'completed'): RunPayload => ({
  ...sketchRun({ name: `Run ${number}`, epochs: 6, planned: 20, status }),
  id: `run-${number}`,
  view: 'compact',
  layers: savedLayers(`run-${number}`),
});

const more = (id: string) => page.page.locator(`#${id} .epb-more`);
const tab = (id: string, name: string) => page.page.locator(`#${id}`).getByRole('tab', { name });
const screenshot = async (name: string) => {
  const folder = process.env.EPOCHBOOK_SCREENSHOTS;
  if (folder) await page.page.screenshot({ path: `${folder}/${name}.png` });
};

describe('a run that is drawn small', () => {
  test('shows the whole of itself, with what its layers did, and is small again', async () => {
    await open();
    await page.render('training', 'a', small(1));
    await page.render('training', 'b', small(2));
    await page.page.waitForSelector('#b .epb-spark-words');
    await screenshot('small-closed');
    expect((await page.page.locator('#a section.epb-compact').boundingBox())?.height).toBe(119);
    expect(await page.page.getByRole('tab').count()).toBe(0);
    expect(await more('a').getAttribute('aria-expanded')).toBe('false');
    await more('a').click();
    await page.page.waitForSelector('#a .epb-chart canvas');
    expect(await more('a').getAttribute('aria-expanded')).toBe('true');
    expect(await page.page.evaluate(() => document.activeElement?.textContent)).toBe('Show less');
    expect(await page.page.locator('#a [role="tab"]').allTextContents()).toEqual([
      'Curves',
      'Dropout',
      'Batch norm',
      'Distributions',
      'Gradient flow',
    ]);
    await tab('a', 'Dropout').click();
    await page.page.waitForSelector('#a .epb-dropout canvas');
    await page.page.locator('#a .epb-dropout input[type="range"]').first().fill('3');
    await page.page.waitForFunction(
      () => document.querySelector<HTMLElement>('#a .epb-dropout')?.dataset.step === '22',
    );
    expect(await page.page.locator('#b .epb-spark-words').count()).toBe(2);
    await page.settled();
    await screenshot('small-open');
    await page.page.keyboard.press('Escape');
    await more('a').click();
    await page.page.waitForSelector('#a .epb-spark-words');
    expect((await page.page.locator('#a section.epb-compact').boundingBox())?.height).toBe(119);
    expect(await page.page.locator('#a canvas').count()).toBe(0);
  });

  test('stays open, at its tab, when the output is drawn anew, and follows the run', async () => {
    await open({ messaging: true });
    await page.render('training', 'a', small(1, 'running'));
    await page.page.waitForSelector('#a .epb-spark-words');
    await more('a').focus();
    await page.page.keyboard.press('Enter');
    await tab('a', 'Distributions').click();
    await page.page.waitForSelector('#a .epb-plots svg');
    await page.page.waitForFunction(() =>
      (window as unknown as { sent: { type: string; run: string }[] }).sent.some(
        ({ type, run }) => type === 'layers' && run === 'run-1',
      ),
    );
    await page.receive({ type: 'layers', run: 'run-1', layers: plainLayers('run-1') });
    await page.dispose('training', 'a');
    await page.page.evaluate(() => document.getElementById('a')?.remove());
    await page.render('training', 'a', small(1));
    await page.page.waitForSelector('#a .epb-plots svg');
    expect(await tab('a', 'Distributions').getAttribute('aria-selected')).toBe('true');
    expect(await page.page.locator('#a [data-status]').last().getAttribute('data-status')).toBe('completed');
    await page.dispose('training', 'a');
    expect(await page.page.locator('#a canvas, #a svg').count()).toBe(0);
  });

  test('in Korean', async () => {
    await open({ language: 'ko' });
    await page.render('training', 'a', small(1));
    await page.page.getByRole('button', { name: '자세히 보기' }).click();
    await page.page.getByRole('button', { name: '간단히 보기' }).waitFor();
    await page.page.getByRole('tab', { name: '드롭아웃' }).waitFor();
  });
});

/** Ten runs; the fourth has no place for its layers, the fifth has none. */
function group(status?: 'running'): GroupPayload {
  const { runs, ...rest } = sketchGroup(10);
  return {
    ...rest,
    runs: runs.map((run, index) => {
      const id = `fold-${index + 1}`;
      const layers = index === 3 ? {} : packLayers(plainLayers(id, 8 + index), 16 * 1024);
      return {
        ...run,
        id,
        name: `Fold ${index + 1}`,
        status: status ?? (run.status === 'running' ? 'completed' : run.status),
        ...(index !== 4 && { layers }),
      };
    }),
  };
}

test.each([1280, 700, 400])(
  'in %i px the charts of all curves of a group stand above their table',
  async (width) => {
    await open({ width });
    await page.render('training', 'a', sketchGroup(12));
    const pictures = page.page.locator('#a .epb-overlays > [role="img"]');
    await pictures.first().waitFor();
    expect(await pictures.count()).toBe(2);
    const [first, second] = await pictures.evaluateAll((all) =>
      all.map((each) => each.getBoundingClientRect()),
    );
    if (width > 820) expect(second?.top).toBe(first?.top);
    else expect(second?.top).toBeGreaterThanOrEqual(first?.bottom ?? 0);
    // Right below the first one, the second needs no key but its own best mean.
    expect((await pictures.last().textContent())?.includes('mean ± sd of 10')).toBe(width > 820);
    expect(await pictures.last().textContent()).toContain('highest mean');
    expect(await pictures.first().getAttribute('aria-label')).toMatch(
      /^val_loss, mean of 10 runs by epoch: /,
    );
    expect(await pictures.first().textContent()).toContain('mean ± sd of 10, to epoch 20');
    const foot = await page.page.locator('#a tfoot').textContent();
    expect(foot).toMatch(/0\.\d{3} ± 0\.\d{3}0\.\d{4} – 0\.\d{4}/);
    expect(await page.page.locator('#a thead').textContent()).toContain('best val_loss (epoch)');
  },
);

test.each([700, 820, 980, 1100, 1280])(
  'in %i px the curves of a group take what the words leave',
  async (width) => {
    await open({ width });
    const { runs, ...rest } = sketchGroup(12);
    const named = runs.map((run, index) => ({
      ...run,
      name: `Without fold ${index + 1}`,
      final: { ...run.final, val_top_k_accuracy: 0.9 + index / 200 },
    }));
    await page.render('training', 'a', { ...rest, runs: named });
    await page.page.waitForSelector('#a tbody tr:nth-child(12)');
    const over = await page.page
      .locator('#a .epb-scroll')
      .evaluate((scroll) => scroll.scrollWidth - scroll.clientWidth);
    expect(over).toBe(0);
  },
);

const opener = (name: string) => page.page.getByRole('button', { name, exact: true });

describe('a run of a group', () => {
  test('shows what its layers did, as it was saved; another one takes its place', async () => {
    await open();
    await page.render('training', 'a', group());
    await page.page.waitForSelector('#a tbody tr:nth-child(10)');
    expect(await page.page.locator('.epb-row-open').count()).toBe(9);
    await opener('Fold 2').focus();
    await page.page.keyboard.press('Enter');
    await page.page.waitForSelector('#a .epb-detail .epb-dropout canvas');
    expect(await page.page.getByRole('tab').allTextContents()).toEqual([
      'Dropout',
      'Batch norm',
      'Distributions',
      'Gradient flow',
    ]);
    expect(await opener('Fold 2').first().getAttribute('aria-expanded')).toBe('true');
    expect(await page.page.evaluate(() => (document.activeElement as HTMLElement).dataset.run)).toBe(
      'fold-2',
    );
    await page.settled();
    await screenshot('group-open');
    await page.page.getByRole('tab', { name: 'Batch norm' }).click();
    await page.page.locator('#a .epb-plots svg >> visible=true').first().waitFor();
    await opener('Fold 3').click();
    await page.page.waitForSelector('#a .epb-detail[aria-label="Fold 3"]');
    expect(await page.page.locator('.epb-detail').count()).toBe(1);
    expect(await page.page.locator('tr[data-chosen]').count()).toBe(1);
    // The table goes on growing above it.
    const grown = group();
    await page.render('training', 'a', {
      ...grown,
      runs: [...grown.runs, { ...(grown.runs[9] as GroupPayload['runs'][number]), id: 'fold-11' }],
    });
    await page.page.waitForSelector('#a tbody tr:nth-child(11)');
    await page.page.waitForSelector('#a .epb-detail[aria-label="Fold 3"]');
    await page.page.getByRole('button', { name: 'Close' }).click();
    expect(await page.page.locator('.epb-detail').count()).toBe(0);
    expect(await page.page.evaluate(() => (document.activeElement as HTMLElement).dataset.run)).toBe(
      'fold-3',
    );
  });

  test.each(['en', 'ko'])(
    'without a place in the output says where its layers are to be seen (%s)',
    async (language) => {
      await open({ language });
      await page.render('training', 'a', group());
      await opener('Fold 4').click();
      const note = page.page.locator('.epb-detail-note');
      await note.waitFor();
      expect(await note.textContent()).toContain("show.dropout('fold-4')");
      expect(await page.page.getByRole('tab').count()).toBe(0);
      await screenshot(`group-no-place-${language}`);
    },
  );

  test('is asked of the kernel: once when it has ended, again and again while it goes on', async () => {
    await open({ messaging: true });
    await page.render('training', 'a', group());
    const asked = async () => (await page.sent()).filter(({ type }) => type === 'layers');
    await opener('Fold 4').click();
    await page.page.waitForFunction(() => (window as unknown as { sent: unknown[] }).sent.length === 1);
    expect(await asked()).toEqual([{ type: 'layers', run: 'fold-4' }]);
    expect(await page.page.locator('.epb-detail-note').textContent()).toContain('Asking the kernel');
    await page.receive({ type: 'layers', run: 'fold-9', layers: plainLayers('fold-9') });
    expect(await page.page.getByRole('tab').count()).toBe(0);
    await page.receive({ type: 'layers', run: 'fold-4', layers: plainLayers('fold-4', 30) });
    await page.page.waitForSelector('#a .epb-detail .epb-dropout canvas');
    expect(await page.page.locator('.epb-detail-note').isVisible()).toBe(false);
    // On a busy machine the answer may have come after the patience of who asked, which is five seconds.
    const answered = (await asked()).length;
    await page.page.waitForTimeout(1300);
    expect(await asked()).toHaveLength(answered);
    await page.render('training', 'a', group('running'));
    await page.page.waitForFunction(
      (count) =>
        (window as unknown as { sent: { type: string }[] }).sent.filter(({ type }) => type === 'layers')
          .length > count,
      answered,
    );
    await page.dispose('training', 'a');
    await page.receive({ type: 'layers', run: 'fold-4', layers: null });
    const before = (await asked()).length;
    await page.page.waitForTimeout(1300);
    expect(await asked()).toHaveLength(before);
  });

  test('that no kernel knows shows what was saved', async () => {
    await open({ messaging: true });
    await page.render('training', 'a', group());
    await opener('Fold 4').click();
    await page.receive({ type: 'layers', run: 'fold-4', layers: null });
    await page.page.waitForFunction(() =>
      document.querySelector('.epb-detail-note')?.textContent?.includes('not in the saved output'),
    );
    await opener('Fold 1').click();
    await page.receive({ type: 'layers', run: 'fold-1', layers: null });
    await page.page.waitForSelector('#a .epb-detail .epb-dropout canvas');
  });
});

test.each(['light', 'dark', 'high-contrast'] as const)('small runs are drawn in %s', async (theme) => {
  await open({ theme, height: 1000 });
  await page.render('training', 'a', small(1));
  await page.render('training', 'b', group());
  await opener('Fold 2').click();
  await page.page.waitForSelector('#b .epb-detail .epb-dropout canvas');
  await page.settled();
  await screenshot(`small-${theme}`);
  const colours = await page.page.evaluate(() => {
    const chosen = document.querySelector('tr[data-chosen] th') as HTMLElement;
    const other = document.querySelector('tbody tr:not([data-chosen]) th') as HTMLElement;
    return [chosen, other].map((each) => getComputedStyle(each).backgroundColor);
  });
  expect(colours[0]).not.toBe(colours[1]);
});
