import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { tabsSaved } from './saved-tabs.js';
import { until } from './until.js';
import { useEditor } from './use-editor.js';

const suite = useEditor('report');

const NET = `import * as tf from '@tensorflow/tfjs-node';
import { writeFileSync } from 'node:fs';
writeFileSync('pid', String(process.pid));
const train = async () => {
  const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
  net.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
  const onEpochEnd = async () => { await new Promise((resolve) => setTimeout(resolve, 20)); };
  return net.fit(tf.ones([8, 2]), tf.ones([8, 1]), { epochs: 100000, callbacks: { onEpochEnd } });
};`;
const LONG = 'await train();';

/** The picture in a tab of its own: that of the notebook is in no `main`. */
const kept = (of = ''): Promise<Locator> => suite.window.output(`main .epb-run${of}`);
const epochOf = async (picture: Locator): Promise<number> => {
  const told = await picture
    .locator('[role="progressbar"]')
    .first()
    .getAttribute('aria-valuetext', { timeout: 2000 });
  return Number(/[\d,]+/.exec(told ?? '')?.[0].replace(/\D/g, '') ?? Number.NaN);
};
/** Waits until the picture shows a later epoch than it does now. */
async function grows(picture: Locator): Promise<void> {
  const before = await until('an epoch', async () => (await epochOf(picture).catch(() => 0)) || undefined);
  await expect.poll(() => epochOf(picture).catch(() => 0)).toBeGreaterThan(before);
}
let path = '';

test('a picture is kept in view beside the notebook, from its menu, and goes on live', async () => {
  const { window } = suite;
  path = await suite.openCells('kept', [
    NET,
    LONG,
    ...Array.from({ length: 30 }, (_, at) => `// cell ${at}\n\n\n`),
  ]);
  await window.runCell(path, 0);
  await window.startCell(path, 1);
  const picture = await window.output('.epb-run');
  await picture.hover();
  await (await window.output('.epb-picture > .epb-take-root > .epb-take')).click();
  await (await window.output('[role="menuitem"]', { text: 'Keep in view' })).click();
  await grows(await kept());
  await window.page.locator('.tab', { hasText: 'Run 1 · kept' }).waitFor();
  expect(await (await window.output('main .epb-take')).isVisible()).toBe(true);
  await window.screenshot('kept-beside-dark');
});

test('an epoch that is pinned beside the notebook is pinned in the notebook, and freed there', async () => {
  const { window } = suite;
  const plot = await window.output('main .epb-run canvas');
  const { width = 0, height = 0 } = (await plot.boundingBox()) ?? {};
  await plot.click({ position: { x: width * 0.3, y: height * 0.5 } });
  const chip = await window.output('.epb-run:not(main *) .epb-chip', { text: /epoch/ });
  await window.output('main .epb-chip', { text: (await chip.textContent()) ?? '' });
  await chip.click();
  await until('the pin gone', async () => !(await window.findOutput('main .epb-chip')));
});

test('it stays when its cell is scrolled away, and its button stops the training', async () => {
  const { window } = suite;
  await window.command('notebook.focusBottom');
  await until('the cell out of sight', async () => !(await window.notebookText()).includes('train()'));
  await grows(await kept());
  await (await window.output('main .epb-stop')).click();
  await window.cellEnded(path, 1);
  await kept('[data-status="stopped"]');
});

test('it follows its cell when that runs again', async () => {
  const { window } = suite;
  await window.startCell(path, 1);
  await window.page.locator('.tab', { hasText: 'Run 2 · kept' }).waitFor();
  await grows(await kept());
});

test('it comes again with its window, and goes on', async () => {
  await tabsSaved(suite.window.page, ['kept.ipynb', 'Run 2 · kept']);
  suite.window = await suite.editor.reloadWindow();
  await grows(await kept());
  // Either of the two may have been in front.
  await suite.window.command('workbench.action.focusFirstEditorGroup');
  await suite.window.workbookOpened(path);
});

test('the notebook is exported as a page while it runs, which says so, and draws offline', async () => {
  const { window, editor } = suite;
  const page = join(editor.folder, 'kept.html');
  await window.startCommand('epochbook.exportHtml');
  const box = window.page.locator('.quick-input-widget:visible input').first();
  await expect.poll(() => box.inputValue()).toContain('kept.html');
  await window.page.keyboard.press('Enter');
  await window.notification(/kept\.html is written.*still running; the page says so/).waitFor();
  expect(readFileSync(page, 'utf8')).toContain('was still running when the page was made');
  const tab = await window.page.context().newPage();
  try {
    const asked: string[] = [];
    tab.on('request', (request) => asked.push(request.url()));
    await tab.goto(pathToFileURL(page).href);
    await expect.poll(() => tab.locator('figure.picture').first().getAttribute('data-state')).toBe('drawn');
    expect(await tab.locator('.live').first().innerText()).toContain('Run 2');
    expect(asked.filter((url) => !/^(data|blob):/.test(url))).toEqual([pathToFileURL(page).href]);
  } finally {
    await tab.close();
  }
});

test('it tells of a kernel that has died', async () => {
  process.kill(Number(readFileSync(join(suite.editor.folder, 'pid'), 'utf8')), 'SIGKILL');
  await kept('[data-status="lost"]');
});
