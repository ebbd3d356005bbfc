import { expect, test } from 'vitest';
import { themes } from './editor.js';
import type { CellFacts } from './host-window.js';
import { fileBytes, readNotebook } from './notebook-file.js';
import { TrainingView } from './training-view.js';
import { promised, until } from './until.js';
import { useEditor } from './use-editor.js';
import { cellWith, copyWorkbook, failureOf } from './workbooks.js';

// The story of a student with the Titanic workbook, told in order: each test goes on where the one before it ended.
const suite = useEditor('titanic');
let path = '';

const TRAINING = 'application/vnd.epochbook.training.v1+json';
/** Pixels of a line of the view's head. */
const LINE = 28;
const fits = /\.fit(Dataset)?\(/;

test('the workbook opens and the Epochbook kernel is chosen by itself', async () => {
  path = copyWorkbook(suite.editor.folder, 'en', '07-titanic');
  const { window } = suite;
  await window.openWorkbook(path);
  expect((await window.notebook(path)).isDirty).toBe(false);
});

test('run all trains with a picture, and every cell gets its order and success mark', async () => {
  const { window } = suite;
  const fit = cellWith(await window.notebook(path), fits);
  await window.reveal(path, fit);
  await window.startAll();
  const view = await TrainingView.appear(window);
  const height = await view.height();
  const facts = await window.allEnded(path);
  expect(failureOf(facts)).toBe('');
  // Facts that grow longer ("2 min, 10 s left") may take a second line, and keep it.
  const grown = (await view.height()) - height;
  expect([grown >= 0, grown <= LINE]).toEqual([true, true]);
  await expect.poll(() => view.drawn()).toBeGreaterThan(0);
  const code = facts.cells.filter((cell) => cell.kind === 'code');
  expect(code.map((cell) => cell.order)).toEqual(code.map((_, index) => index + 1));
  expect(code.every((cell) => cell.success && (cell.ended ?? 0) >= (cell.started ?? 0))).toBe(true);
  await expect.poll(() => window.successMarks()).toBeGreaterThan(0);
  await expect.poll(() => window.isRunning()).toBe(false);

  const [output] = facts.cells[fit]?.outputs.filter(({ mimes }) => mimes.includes(TRAINING)) ?? [];
  expect(output?.mimes.slice().sort()).toEqual([TRAINING, 'image/svg+xml', 'text/plain']);
  expect(output?.text).toMatch(/epoch/i);
});

test('the status bar tells the state of the kernel and the engine', async () => {
  await expect.poll(() => suite.window.statusBar()).toMatch(/embedded \(WebAssembly/);
  await expect.poll(() => suite.window.statusBar()).toMatch(/idle/i);
});

test('the finished pictures look right in a light and a dark theme', async () => {
  const { window } = suite;
  const facts = await window.notebook(path);
  const pictures = [
    { name: 'vega-lite', cell: cellWith(facts, /show\.vegaLite/), selector: '.epb-vega-lite' },
    { name: 'training', cell: cellWith(facts, fits), selector: '.epb-run' },
    { name: 'table', cell: cellWith(facts, /show\.table/), selector: '.epb-table' },
    {
      name: 'confusion-matrix',
      cell: cellWith(facts, /show\.confusionMatrix/),
      selector: '.epb-confusion',
    },
  ];
  for (const theme of ['light', 'highContrast', 'dark'] as const) {
    await window.setTheme(themes[theme]);
    for (const { name, cell, selector } of pictures) {
      const output = await window.showOutput(path, cell, selector);
      expect(await output.textContent()).not.toBe('');
      await window.screenshot(`titanic-${name}-${theme}`);
    }
  }
});

test('Stop in a second run ends training after the batch, and the next cells still have weights and history', async () => {
  const { window } = suite;
  const before = await window.notebook(path);
  const fit = cellWith(before, fits);
  const evaluation = cellWith(before, /show\.confusionMatrix/);
  const text = before.cells[fit]?.text ?? '';
  // So long that only Stop can end it.
  const endless = text.replace(/epochs,/, 'epochs: 100_000_000,');
  expect(endless).not.toBe(text);
  await window.editCell(path, fit, endless);
  await window.startCells(path, fit, evaluation + 1);
  await window.reveal(path, fit);
  const view = await TrainingView.appear(window, { text: '100,000,000' });
  await view.seenGrowing();
  await window.screenshot('titanic-live');
  const pressed = Date.now();
  await view.stop();
  const cell = await window.cellEnded(path, fit, { after: before.cells[fit]?.ended });
  expect((cell.ended ?? Number.POSITIVE_INFINITY) - pressed).toBeLessThan(promised(5000));
  expect(cell.success).toBe(true);
  expect(textOf(cell)).toMatch(/lowest validation loss: \d/);
  await expect.poll(() => view.text()).toMatch(/stopped/i);
  const evaluated = await window.cellEnded(path, evaluation, { after: before.cells[evaluation]?.ended });
  expect(evaluated.success).toBe(true);
  expect(textOf(evaluated)).toMatch(/accuracy on the test rows: 0\.[678]/);
});

test('saved, closed and reopened in a fresh window, the workbook shows its picture without running', async () => {
  await suite.window.save(path);
  const saved = readNotebook(path);
  const fit = saved.cells.find((cell) => cell.outputs?.some((output) => output.data?.[TRAINING]));
  const data = fit?.outputs?.find((output) => output.data?.[TRAINING])?.data ?? {};
  expect(Object.keys(data).sort()).toEqual([TRAINING, 'image/svg+xml', 'text/plain']);
  expect(typeof data[TRAINING]).toBe('object');
  expect(fileBytes(path)).toBeLessThan(3_000_000);

  suite.window = await suite.editor.openWindow();
  const { window } = suite;
  await until('the end of the kernel of the closed window', () => kernels().length === 0);
  await window.openNotebook(path);
  const facts = await window.notebook(path);
  await window.reveal(path, cellWith(facts, fits));
  // The workbook has the pictures of other runs too, and which one is drawn first is the editor's affair.
  const view = await TrainingView.appear(window, { text: '100,000,000' });
  await expect.poll(() => view.text()).toMatch(/stopped/i);
  await expect.poll(() => view.drawn()).toBeGreaterThan(0);
  expect((await window.notebook(path)).isDirty).toBe(false);
  expect(kernels()).toEqual([]);
  await window.screenshot('titanic-reopened');
});

const textOf = (cell: CellFacts) => cell.outputs.map((output) => output.text).join('\n');
const kernels = () => suite.editor.processes().filter(({ command }) => command.includes('host.cjs'));
