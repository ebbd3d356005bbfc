import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { themes } from './editor.js';
import { TrainingView } from './training-view.js';
import { until } from './until.js';
import { useEditor } from './use-editor.js';

const suite = useEditor('use');

/** A cell too short to be missed, so many that the last is out of sight, and a training that goes on while one looks. */
const filler = Array.from({ length: 8 }, (_, index) => `// ${index}\n`.repeat(9));
const cells = [
  `import * as tf from '@tensorflow/tfjs-node';
import { show } from 'epochbook';
const x = tf.randomNormal([128, 4], 0, 1, 'float32', 1);
const y = x.sum(1, true);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 4, activation: 'relu', inputShape: [4] }));
model.add(tf.layers.dropout({ rate: 0.5 }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });`,
  ...filler,
  `await model.fit(x, y, { epochs: 60, batchSize: 64, validationSplit: 0.2, verbose: 0, callbacks: { onEpochEnd: () => new Promise((go) => setTimeout(go, 150)) } });`,
  'show.dropout()',
];
const FIT = cells.length - 2;

const link = () => suite.window.page.locator('.statusbar-item', { hasText: /Running cell/ });

/** Chooses from the menu of a picture, and gives what it says of it. */
async function take(picture: Locator, words: string, meanwhile = async () => {}): Promise<string> {
  const frame = picture.locator('xpath=ancestor-or-self::*[contains(@class,"epb-picture")][1]');
  await frame.locator('.epb-take').first().click();
  await frame.getByRole('menuitem', { name: words, exact: true }).click();
  await meanwhile();
  const said = frame.locator('.epb-take-menu p');
  await said.waitFor();
  return (await said.textContent()) ?? '';
}

test('after Run All a link in the status bar leads to the cell at work, and goes with it', async () => {
  const { window } = suite;
  const path = await suite.openCells('use', cells);
  await window.reveal(path, 0);
  await window.startAll();
  await link().waitFor();
  await until('the epoch', async () =>
    /Running cell 10 · epoch \d+\/60/.test((await link().textContent())?.replaceAll('\u00a0', ' ') ?? '')
      ? true
      : undefined,
  );
  await window.screenshot('use-link');
  await link().click();
  await window.output('.epb-run');
  await until('no link to what is in sight', async () => ((await link().count()) === 0 ? true : undefined));
  await window.allEnded(path);
});

test('a picture is copied and saved in the real page of outputs', async () => {
  const { window } = suite;
  const path = join(suite.editor.folder, 'use.ipynb');
  await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const view = await window.showOutput(path, FIT, '.epb-run');
  const copied = await take(view, 'Copy as SVG');
  await window.screenshot('use-copied');
  expect(copied).toBe('Copied as SVG text.');
  await expect
    .poll(() => window.page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^<svg .*<title>Run 1/s);
  expect(await take(view, 'Copy as PNG')).toBe('Copied as a PNG picture, at twice its size.');
  const types = await window.page.evaluate(async () =>
    (await navigator.clipboard.read()).flatMap((item) => item.types),
  );
  expect(types).toEqual(['image/png']);
  const said = await take(view, 'Save CSV: epochs…', async () => {
    const box = window.page.locator('.quick-input-widget:visible input').first();
    await box.waitFor();
    await window.screenshot('use-save');
    await box.press('Enter');
  });
  expect(said).toBe('Saved run-1-training-epochs.csv.');
  const file = join(suite.editor.folder, 'run-1-training-epochs.csv');
  expect(existsSync(file)).toBe(true);
  const [head, ...rows] = readFileSync(file, 'utf8').trim().split('\r\n');
  expect(head).toBe('epoch,time_ms,val_loss,loss,learning_rate');
  expect(rows).toHaveLength(60);
});

test('in the real page the wheel scrolls the notebook, keys of the plots stay in them, and a pinned epoch is freed elsewhere', async () => {
  const { window } = suite;
  const path = join(suite.editor.folder, 'use.ipynb');
  const view = await window.showOutput(path, FIT, '.epb-run');
  const plot = view.locator('.epb-plot');
  const top = async () => (await plot.boundingBox())?.y ?? 0;
  const zoomed = () => view.locator('.epb-chips .epb-chip').first().textContent();

  const train = view.getByRole('button', { name: 'train', exact: true });
  await train.click();
  await expect.poll(() => train.getAttribute('aria-pressed')).toBe('false');
  await train.press('Enter');
  await expect.poll(() => train.getAttribute('aria-pressed')).toBe('true');

  const place = await top();
  await plot.focus();
  for (const key of ['Home', 'End', 'PageUp', 'PageDown', 'ArrowUp', 'ArrowDown', '+']) await plot.press(key);
  for (const key of ['Home', 'End', 'PageUp', 'ArrowUp'])
    await view.locator('input[type="range"]').first().press(key);
  await until('a part of the epochs', async () =>
    /epochs 30–60/.test((await zoomed()) ?? '') ? true : undefined,
  );
  expect(Math.abs((await top()) - place)).toBeLessThan(2);
  await window.screenshot('use-zoomed');

  const box = await plot.boundingBox();
  await window.page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 100);
  await window.page.keyboard.down('Control');
  await window.page.mouse.wheel(0, -200);
  await window.page.keyboard.up('Control');
  await until('a smaller part', async () => (!/30–60/.test((await zoomed()) ?? '') ? true : undefined));
  expect(Math.abs((await top()) - place)).toBeLessThan(2);
  await window.page.mouse.wheel(0, 150);
  await until('the notebook scrolled', async () => (Math.abs((await top()) - place) > 20 ? true : undefined));

  await plot.press('Enter');
  await plot.press('0');
  const cell = await window.showOutput(path, FIT + 1, '.epb-picture .epb-dropout');
  await cell.locator('button[aria-pressed="true"]').first().waitFor();
  await cell.locator('button[aria-pressed="true"]').first().click();
  await until('the chip gone', async () =>
    (await view.locator('.epb-chip[aria-label*="free"]').isVisible()) ? undefined : true,
  );
});

test('a second fit continues, a double click on Stop opens no tab, layers are called by what they are', async () => {
  const { window } = suite;
  const fitFor = (epochs: number) =>
    `await model.fit(x, y, { epochs: ${epochs}, batchSize: 64, verbose: 0, callbacks: { onEpochEnd: () => new Promise((go) => setTimeout(go, 20)) } }); undefined`;
  const path = await suite.openCells('again', [cells[0] ?? '', fitFor(3), fitFor(100_000_000)]);
  await window.runCell(path, 0);
  await window.runCell(path, 1);
  await window.startCell(path, 2);
  await window.reveal(path, 2);
  const view = await TrainingView.appear(window, { text: 'continues, epoch 4 on' });
  const tabs = view.root.getByRole('tab');
  await expect.poll(() => tabs.allTextContents()).toContain('Dropout');
  await view.root.getByRole('button', { name: /stop/i }).first().dblclick();
  expect((await window.cellEnded(path, 2)).success).toBe(true);
  await expect.poll(() => view.text()).toMatch(/Stopped/);
  expect(await view.root.getByRole('tab', { selected: true }).allTextContents()).toEqual(['Curves']);
  await tabs.filter({ hasText: 'Dropout' }).first().click();
  await expect.poll(() => view.root.locator('.epb-dropout').textContent()).toContain('Dropout 1');
  expect(
    (await window.notebook(path)).cells.flatMap(({ outputs }) => outputs.map(({ text }) => text)),
  ).not.toContain(expect.stringContaining('Waiting for the debugger'));
});

test('small curves take the colours of the theme that is chosen later', async () => {
  const { window } = suite;
  const path = await suite.openCells('small', [
    cells[0] ?? '',
    'for (let run = 0; run < 3; run++) await model.fit(x, y, { epochs: 4, batchSize: 64, verbose: 0 });',
  ]);
  await window.setTheme(themes.light);
  await window.runCell(path, 0);
  await window.runCell(path, 1);
  const view = await window.showOutput(path, 1, '.epb-compact');
  const colours = () =>
    view
      .locator('.epb-spark path[stroke]')
      .evaluateAll((lines) => lines.map((line) => line.getAttribute('stroke')));
  await expect.poll(async () => (await colours()).length).toBeGreaterThan(1);
  const light = await colours();
  await window.setTheme(themes.dark);
  await expect.poll(colours).not.toEqual(light);
  await window.screenshot('use-small-dark');
  await window.setTheme(themes.light);
  await expect.poll(colours).toEqual(light);
});
