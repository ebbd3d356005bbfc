import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { makeRun } from '../unit/history/made-runs.js';
import { until } from './until.js';
import { useEditor } from './use-editor.js';

const suite = useEditor('run-history');

const NET = `import * as tf from '@tensorflow/tfjs-node';
import { ModelCheckpoint, seed } from 'epochbook';
const build = (rate: number) => {
  seed(1);
  const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
  net.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(rate) });
  return net;
};
const x = tf.ones([8, 2]);
const y = tf.ones([8, 1]);`;
const SLOW =
  'await build(0.01).fit(x, y, { epochs: 4, callbacks: [new ModelCheckpoint("best.keras", { monitor: "loss" })] });';
const FAST = 'await build(0.1).fit(x, y, { epochs: 4 });';
const LONG = `await build(0.001).fit(x, y, { epochs: 1000000, callbacks: { onEpochEnd: async () => {
  await new Promise((resolve) => setTimeout(resolve, 20));
} } });`;

const row = (text: string | RegExp): Promise<Locator> => suite.window.output('.runs .run', { text });
const rows = async (): Promise<Locator> => (await suite.window.output('.runs')).locator('.run');
const texts = async (): Promise<string[]> => (await rows()).allTextContents();
const answer = async (text: string): Promise<void> => {
  const { page } = suite.window;
  const box = page.locator(
    '.quick-input-widget:visible input[type="text"], .quick-input-widget:visible input.input',
  );
  await box.first().waitFor();
  await box.first().fill(text);
  await page.keyboard.press('Enter');
  await page
    .locator('.quick-input-widget:visible')
    .waitFor({ state: 'detached' })
    .catch(() => undefined);
};
/** Puts the focus on the run of this text, as a click on it does. */
async function choose(text: string | RegExp): Promise<Locator> {
  const found = await row(text);
  await found.click({ position: { x: 60, y: 40 } });
  await expect.poll(() => found.getAttribute('aria-selected')).toBe('true');
  return found;
}
/** A command with what its menu entry gives it: one alone may come before the page has told what is chosen. */
async function ofChosen(command: string): Promise<void> {
  const list = await suite.window.output('.runs');
  const context = JSON.parse((await list.getAttribute('data-vscode-context')) ?? '');
  await suite.window.startCommand(`epochbook.runs.${command}`, context);
}
let path = '';

test('lists trainings as they happen, with best value, settings, and how they ended', async () => {
  const { window } = suite;
  path = await suite.openCells('lab', [NET, SLOW, FAST, LONG]);
  await window.command('epochbook.runHistory.focus');
  await window.output('.empty', { text: /No runs yet/ });
  for (const cell of [0, 1, 2]) await window.runCell(path, cell);
  await expect.poll(async () => (await texts()).length).toBe(2);
  expect(await (await row('Run 1')).textContent()).toMatch(
    /Completed.*loss [\d.]+ \(epoch 4\).*SGD 0\.01 · batch 32 · 4 epochs · 4 saved.*lab\.ipynb/,
  );
  await window.startCell(path, 3);
  const live = await row('Run 3');
  await expect.poll(() => live.getAttribute('data-status')).toBe('running');
  // What is told of it grows.
  const told = () => live.locator('.settings').textContent();
  const before = await until(
    'epochs of the run at work',
    async () => /[1-9][\d,]* of/.test((await told()) ?? '') && told(),
  );
  await expect.poll(told).not.toBe(before);
});

test('a run at work cannot be deleted; its tab draws it live and stops it', async () => {
  const { window } = suite;
  await choose('Run 3');
  await window.page.keyboard.press('Delete');
  await window.notification(/still goes on cannot be deleted/).waitFor();
  await choose('Run 3');
  await window.page.keyboard.press('Enter');
  const stop = await window.output('main .epb-run .epb-stop');
  await stop.click();
  await window.cellEnded(path, 3);
  const live = await row('Run 3');
  await expect.poll(() => live.getAttribute('data-status')).toBe('stopped');
  await window.output('main .epb-run[data-status="stopped"]');
});

test('works without a kernel: renames, writes notes, orders and filters', async () => {
  const { window } = suite;
  await window.closeEditors();
  await window.command('epochbook.runHistory.focus');
  await choose('Run 2');
  await window.page.keyboard.press('F2');
  await answer('The quick one');
  await choose('The quick one');
  await ofChosen('annotate');
  await answer('Ten times the rate');
  expect(await (await row('The quick one')).textContent()).toMatch(
    /The quick one.*Completed.*Ten times the rate/s,
  );
  const filter = await window.output('.bar input');
  await filter.fill('TEN rate');
  await expect.poll(texts).toEqual([expect.stringContaining('The quick one')]);
  await filter.fill('');
  const order = await window.output('.bar select');
  await order.selectOption('best');
  await expect.poll(async () => (await texts())[0]).toContain('The quick one');
  await order.selectOption('newest');
  await expect.poll(async () => (await texts())[0]).toContain('Run 3');
});

test('moves runs into the bin and brings them back', async () => {
  const { window, editor } = suite;
  const runs = join(editor.folder, '.epochbook', 'runs');
  const before = readdirSync(runs).sort();
  await choose('Run 1');
  await window.page.keyboard.press('Delete');
  await expect.poll(async () => (await texts()).length).toBe(2);
  expect(readdirSync(runs).length).toBe(2);
  await window
    .notification(/"Run 1" was moved into the bin/)
    .getByText('Undo')
    .click();
  await row('Run 1');
  await choose('The quick one');
  await window.page.keyboard.press('Delete');
  await expect.poll(async () => (await texts()).length).toBe(2);
  await window.page.keyboard.press('Control+z');
  expect(await (await row('The quick one')).textContent()).toContain('Ten times the rate');
  expect(readdirSync(runs).sort()).toEqual(before);
});

test('opens runs and draws them side by side, by the renderers of the notebook', async () => {
  const { window } = suite;
  await choose('The quick one');
  await window.page.keyboard.press('Enter');
  const picture = await window.output('main .epb-run', { text: 'The quick one' });
  await expect.poll(() => picture.textContent()).toMatch(/Completed/);
  expect(await picture.locator('svg, canvas').count()).toBeGreaterThan(0);
  await window.screenshot('history-run-dark');
  await choose('Run 1');
  await (await row('The quick one')).click({ modifiers: ['Control'], position: { x: 60, y: 40 } });
  await ofChosen('compare');
  const compared = await window.output('main', { text: /learning rate/i });
  await expect
    .poll(() => compared.textContent())
    .toMatch(/Run 1[\s\S]*The quick one|The quick one[\s\S]*Run 1/);
  await window.screenshot('history-compare-dark');
  await window.setTheme('Light Modern');
  await window.screenshot('history-compare-light');
  await window.setTheme('Dark Modern');
  await window.closeEditors();
});

test('has a menu for runs, drawn by the editor', async () => {
  const { window } = suite;
  await choose('Run 1');
  await window.page.keyboard.press('Shift+F10');
  const menu = window.page.locator('.monaco-menu');
  await menu.getByText('Load a Model of a Run…').waitFor();
  const entries = (await menu.locator('.action-label').allTextContents()).filter(
    (text) => text.trim() !== '',
  );
  expect(entries).toEqual([
    'Open Run',
    'Show the Cell That Made the Run',
    'Load a Model of a Run…',
    'Rename Run…',
    'Write a Note on a Run…',
    'Move Run into the Bin',
  ]);
  await window.page.keyboard.press('Escape');
});

test('shows the cell that made a run, says that it has changed, and puts a cell there that loads its model', async () => {
  const { window } = suite;
  const selected = () =>
    window.evaluateInHost((vscode) => vscode.window.activeNotebookEditor?.selection.start);
  await choose('The quick one');
  await ofChosen('showCell');
  await expect.poll(selected, { timeout: 60_000 }).toBe(2);
  // A notebook that is being opened may get its cells once more.
  await window.workbookOpened(path);
  await window.editCell(path, 1, `// another rate\n${SLOW}`);
  await choose('Run 1');
  await ofChosen('showCell');
  await window.notification('This cell has been changed since it made the run.').waitFor();
  expect(await selected()).toBe(1);
  await choose('Run 1');
  await ofChosen('loadCheckpoint');
  const added = async () => (await window.notebook(path)).cells.map(({ text }) => text);
  await expect
    .poll(added, { timeout: 60_000 })
    .toContain("const model = await tf.loadLayersModel('file://best.keras');");
  await window.keepFirstCells(path, 3);
  await window.command('workbench.action.files.revert');
  await window.closeEditors();
});

test('lists a thousand runs at once, and those that are damaged as far as they go', async () => {
  const { window, editor } = suite;
  const folder = join(editor.folder, 'archive');
  const loss = Array.from({ length: 20 }, (_, epoch) => 1 / (epoch + 1));
  for (let number = 0; number < 1000; number += 1)
    makeRun(folder, {
      id: `old-${String(number).padStart(4, '0')}`,
      name: `Old ${number}`,
      startedAt: 1_780_000_000_000 + number,
      logs: { loss: loss.map((value) => value + number / 1000) },
      notebook: join(folder, 'old.ipynb'),
    });
  makeRun(folder, { id: 'half', name: 'Half', logs: { loss: [3, 2] } }, ['{"version":1,"typ']);
  await window.command('epochbook.runs.refresh');
  const count = await window.output('.count');
  await expect.poll(() => count.textContent()).toBe('1,004 runs');
  expect(await (await row(/half.*Unreadable/)).textContent()).toMatch(/no readable beginning/);
  const order = await window.output('.bar select');
  const from = Date.now();
  await order.selectOption('best');
  await expect
    .poll(async () => (await rows()).first().textContent(), { interval: 20 })
    .not.toContain('Run 3');
  expect(Date.now() - from).toBeLessThan(2000);
  await (await rows()).first().focus();
  await window.page.keyboard.press('End');
  await expect.poll(() => window.page.evaluate(() => document.activeElement?.tagName)).toBe('IFRAME');
  const last = (await rows()).last();
  await expect.poll(() => last.getAttribute('aria-posinset')).toBe('1004');
  await window.screenshot('history-thousand');
  rmSync(folder, { recursive: true });
  await expect.poll(() => count.textContent()).toBe('3 runs');
  expect(existsSync(folder)).toBe(false);
});
