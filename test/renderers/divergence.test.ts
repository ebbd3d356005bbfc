import { expect, test } from 'vitest';
import { compareExamples } from '../../renderers/compare/examples.js';
import { timelineExamples } from '../../renderers/timeline/examples.js';
import { sketchRun, trainingExamples } from '../../renderers/training/examples.js';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();

interface Row {
  renderer: 'training' | 'compare' | 'timeline';
  payload: unknown;
  /** Where the view says it. */
  where: string;
  en: string;
  ko: string;
}

const rows: Record<string, Row> = {
  'a run': {
    renderer: 'training',
    payload: trainingExamples.diverged?.(),
    where: '.epb-status',
    en: '⚠ Completed, diverged: exploding from epoch 6, NaN from epoch 10',
    ko: '⚠ 완료, 발산: 에포크 6부터 폭발, 에포크 10부터 NaN',
  },
  'a compact run': {
    renderer: 'training',
    payload: trainingExamples['compact-diverged']?.(),
    where: '.epb-facts .epb-bad',
    en: 'diverged: exploding from epoch 9, NaN from epoch 14',
    ko: '발산: 에포크 9부터 폭발, 에포크 14부터 NaN',
  },
  'a run of a group': {
    renderer: 'training',
    payload: trainingExamples['group-diverged']?.(),
    where: 'tr[data-diverged] .epb-word',
    en: '⚠ Completed, diverged: epoch 8',
    ko: '⚠ 완료, 발산: 에포크 8',
  },
  'a run that goes on': {
    renderer: 'training',
    payload: trainingExamples['diverging-running']?.(),
    where: '.epb-status',
    en: '⚠ Training, diverged: NaN from epoch 6',
    ko: '⚠ 학습 중, 발산: 에포크 6부터 NaN',
  },
  'its validation alone': {
    renderer: 'training',
    payload: trainingExamples['diverged-validation']?.(),
    where: '.epb-status',
    en: '⚠ Completed, validation diverged: ∞ from epoch 9',
    ko: '⚠ 완료, 검증 발산: 에포크 9부터 ∞',
  },
  'a run of a comparison': {
    renderer: 'compare',
    payload: compareExamples.diverged?.(),
    where: '.epb-compare-diverged >> nth=0',
    en: '(diverged: epoch 9)',
    ko: '(발산: 에포크 9)',
  },
  'a timeline': {
    renderer: 'timeline',
    payload: timelineExamples.diverged?.(),
    where: '.epb-timeline-status',
    en: '⚠ Completed, diverged: exploding from epoch 5, NaN from epoch 8',
    ko: '⚠ 완료, 발산: 에포크 5부터 폭발, 에포크 8부터 NaN',
  },
};

test.each(['en', 'ko'] as const)('each headline says it, in the colour of errors: %s', async (language) => {
  const page = await harness.open({ language });
  for (const renderer of ['training', 'compare', 'timeline']) await page.activate(renderer);
  const plain = await page.page.evaluate(() => getComputedStyle(document.body).color);
  for (const [index, [name, row]] of Object.entries(rows).entries()) {
    await page.render(row.renderer, `item${index}`, row.payload);
    const place = page.page.locator(`#item${index} ${row.where}`);
    // A view draws when the page has time for it.
    await expect.poll(async () => (await place.textContent())?.trim(), { message: name }).toBe(row[language]);
    expect(await place.evaluate((node) => getComputedStyle(node).color), name).not.toBe(plain);
  }
});

test('what to try is there to read, and the view grows by no more than it needs', async () => {
  for (const width of [360, 820]) {
    const page = await harness.open({ width });
    await page.activate('training');
    await page.render('training', 'a', sketchRun({ epochs: 14 }));
    await page.page.waitForSelector('#a canvas');
    const height = () => page.page.locator('#a .epb-run').evaluate((node) => node.scrollHeight);
    const before = await height();
    await page.render('training', 'b', trainingExamples.diverged?.());
    await page.page.waitForSelector('#b canvas');
    await page.settled();
    const note = page.page.locator('#b .epb-note');
    expect(await note.textContent()).toMatch(/^Diverged, loss is .*lower the learning rate .*scale inputs/);
    const after = await page.page.locator('#b .epb-run').evaluate((node) => node.scrollHeight);
    const lines = (await note.boundingBox())?.height ?? 0;
    expect(await note.evaluate((node) => node.scrollHeight <= node.clientHeight + 1)).toBe(true);
    expect(after - before).toBeLessThanOrEqual(lines);
  }
});

test('a run that came back is not marked', async () => {
  const page = await harness.open();
  await page.activate('training');
  await page.render('training', 'a', trainingExamples.spike?.());
  expect(await page.page.locator('.epb-status').textContent()).toBe('✓ Completed');
  expect(await page.page.locator('[data-diverged]').count()).toBe(0);
});
