import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { writeNotebook } from './notebook-file.js';
import { until } from './until.js';
import { useEditor } from './use-editor.js';

const suite = useEditor('layers');

const cells = [
  `import * as tf from '@tensorflow/tfjs-node';
import { show } from 'epochbook';
import { existsSync } from 'node:fs';
// Half of the run waits until somebody has looked.
const onEpochEnd = async (epoch) => {
  do await new Promise((go) => setTimeout(go, 100)); while (epoch === 5 && !existsSync('go-on'));
};
const x = tf.randomNormal([512, 8], 0, 1, 'float32', 1);
const y = x.sum(1, true);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [8] }));
model.add(tf.layers.batchNormalization({}));
model.add(tf.layers.dropout({ rate: 0.4 }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });`,
  'const history = await model.fit(x, y, { epochs: 12, batchSize: 64, validationSplit: 0.2, verbose: 0, callbacks: { onEpochEnd } });',
  'show.dropout()',
  'for (let i = 0; i < 2; i++) await model.fit(x, y, { epochs: 3, batchSize: 64, verbose: 0 });',
  'for (let i = 0; i < 10; i++) await model.fit(x, y, { epochs: 3, batchSize: 64, verbose: 0 });',
];

const kernels = () => suite.editor.processes().filter(({ command }) => command.includes('host.cjs'));
const open = (view: Locator, name: string) => view.getByRole('tab', { name }).click();
const step = async (dropout: Locator) => Number(await dropout.getAttribute('data-step'));
const scrub = (dropout: Locator, index: number) =>
  dropout.locator('input[type="range"]').first().fill(String(index));

/** Scrubs to the first step and to another, and sees both drawn. */
async function scrubbed(dropout: Locator): Promise<void> {
  await scrub(dropout, 0);
  const first = await until('the first step', async () =>
    (await step(dropout)) <= 8 ? await step(dropout) : undefined,
  );
  await scrub(dropout, 3);
  await until('a later step', async () => (await step(dropout)) > first || undefined);
}

test('tabs of a run: trained, scrubbed, played, linked, and read again without a kernel', async () => {
  const { window } = suite;
  const path = join(suite.editor.folder, 'layers.ipynb');
  writeNotebook(path, cells);
  await window.openWorkbook(path);
  await window.startAll();
  let view = await window.output('.epb-run', { timeout: 90_000 });
  await view.getByRole('tab').first().waitFor();
  await expect
    .poll(() => view.getByRole('tab').allTextContents())
    .toEqual(['Curves', 'Dropout', 'Batch norm', 'Distributions', 'Gradient flow']);
  await open(view, 'Dropout');
  const live = view.locator('.epb-dropout');
  await live.locator('canvas').first().waitFor();
  await window.page.waitForTimeout(500);
  const height = (await view.boundingBox())?.height;
  const before = await step(live);
  writeFileSync(join(suite.editor.folder, 'go-on'), '');
  // The last step goes on while the run goes on, through the kernel.
  await until('a newer step in the open tab', async () => (await step(live)) > before || undefined);
  await window.screenshot('layers-live');
  await window.allEnded(path);
  await until('the saved run', async () =>
    (await view.getAttribute('data-status')) === 'completed' ? true : undefined,
  );
  await expect
    .poll(() => view.getByRole('tab', { name: 'Dropout' }).getAttribute('aria-selected'))
    .toBe('true');
  // Facts that grow longer may take a second line, and keep it.
  const grown = ((await view.boundingBox())?.height ?? Number.NaN) - (height ?? 0);
  expect([grown >= 0, grown <= 28]).toEqual([true, true]);
  await scrubbed(live);
  const play = live.locator('.epb-dropout-play');
  await play.click();
  const played = await step(live);
  await until('the next step, played', async () => (await step(live)) > played || undefined);
  await play.click();

  // Another rate is tried with the keys of its slider, and the notebook stays where it is.
  const rate = live.locator('.epb-dropout-what-if input');
  await rate.focus();
  const top = (await view.boundingBox())?.y;
  for (const [key, value] of [
    ['Home', '0'],
    ['PageUp', '0.1'],
    ['End', '0.99'],
    ['PageDown', '0.89'],
  ] as const) {
    await rate.press(key);
    await expect.poll(() => rate.inputValue()).toBe(value);
    await live.locator('.epb-dropout-kept tr[data-would]', { hasText: value }).waitFor();
  }
  await window.screenshot('layers-what-if');
  expect((await view.boundingBox())?.y).toBe(top);
  await live.getByRole('button', { name: 'Reset' }).click();
  await live.locator('.epb-dropout-kept tr[data-would]').waitFor({ state: 'detached' });

  // The picture of the other cell follows the curves.
  await open(view, 'Curves');
  const plot = view.locator('.epb-plot');
  await plot.focus();
  const values = view.locator(':is(.epb-values, .epb-dock) strong >> visible=true').first();
  // The curves hear keys once they are drawn.
  const epoch = await until('a pinned epoch', async () => {
    const told = await values.textContent({ timeout: 1000 }).catch(() => '');
    const found = /^Epoch (\d+), pinned$/.exec(told ?? '');
    if (found) return Number(found[1]);
    for (const key of ['Home', 'ArrowRight', 'Enter']) await plot.press(key);
    return undefined;
  });
  await window.screenshot('layers-pinned');
  const cell = await window.showOutput(path, 2, ':not(.epb-panel) > .epb-dropout');
  await until('the same epoch in the other cell', async () => {
    const at = await step(cell);
    return at > 7 * (epoch - 1) && at <= 7 * epoch ? true : undefined;
  });
  await window.screenshot('layers-other-cell');
  view = await window.showOutput(path, 1, '.epb-run');
  for (const theme of ['Default Light Modern', 'Default Dark Modern']) {
    await window.setTheme(theme);
    for (const name of ['Dropout', 'Batch norm', 'Distributions']) {
      await open(view, name);
      await view.locator('.epb-panel :is(svg, canvas) >> visible=true').first().waitFor();
      await window.screenshot(
        `layers-${theme.includes('Dark') ? 'dark' : 'light'}-${name.replace(' ', '-')}`,
      );
    }
  }
  await window.save(path);
  await window.closeEditors();
  suite.window = await suite.editor.openWindow();
  await until('the end of the kernel', () => kernels().length === 0);
  await suite.window.openNotebook(path);
  view = await suite.window.output('.epb-run');
  await open(view, 'Dropout');
  const saved = view.locator('.epb-dropout');
  await saved.locator('canvas').first().waitFor();
  // Not one of the 12 · 7 steps was left out.
  await expect.poll(() => saved.locator('input[type="range"]').first().getAttribute('max')).toBe('83');
  await scrubbed(saved);
  await suite.window.screenshot('layers-reopened');

  // One of two runs of a cell, which are drawn small.
  const small = await suite.window.showOutput(path, 3, '.epb-compact');
  for (const theme of ['Default Light Modern', 'Default Dark Modern']) {
    await suite.window.setTheme(theme);
    await until(`the colours of ${theme} in a compact run`, () =>
      small.evaluate((run) => {
        const wanted = getComputedStyle(document.documentElement).getPropertyValue('--vscode-charts-blue');
        const drawn = [...run.querySelectorAll('.epb-spark path')].map((each) => each.getAttribute('stroke'));
        return drawn.includes(wanted.trim()) ? true : undefined;
      }),
    );
    await suite.window.screenshot(`layers-compact-${theme.includes('Dark') ? 'dark' : 'light'}`);
  }
  await small.getByRole('button', { name: 'Show details' }).click();
  await open(small, 'Dropout');
  const opened = small.locator('.epb-dropout');
  await opened.locator('canvas').first().waitFor();
  await scrubbed(opened);
  await suite.window.screenshot('layers-small-reopened');

  // One of ten, which are a table.
  const group = await suite.window.showOutput(path, 4, '.epb-group');
  await group.locator('tbody tr').nth(4).getByRole('button').click();
  const chosen = group.locator('.epb-detail');
  await chosen.locator('.epb-dropout canvas').first().waitFor();
  await scrubbed(chosen.locator('.epb-dropout'));
  await suite.window.screenshot('layers-group-reopened');
  await chosen.getByRole('tab', { name: 'Distributions' }).click();
  await chosen.locator('.epb-plots svg >> visible=true').first().waitFor();
  expect(kernels()).toEqual([]);
});
