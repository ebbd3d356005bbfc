import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CellFacts } from './host-window.js';
import { until, wait } from './until.js';
import { useEditor } from './use-editor.js';

const suite = useEditor('kernel');

const textOf = (cell: CellFacts) => cell.outputs.map((output) => output.text).join('\n');
const kernels = () => suite.editor.processes().filter(({ command }) => command.includes('host.cjs'));

test('Interrupt ends a busy loop and keeps the variables', async () => {
  const { window } = suite;
  const path = await suite.openCells('interrupt', [
    'const kept = 41;',
    'while (true) {}',
    'console.log(kept + 1)',
  ]);
  await window.runCell(path, 0);
  await window.startCell(path, 1);
  await window.cellRunning(path, 1);
  await wait(500);
  await window.command('epochbook.interrupt');
  const looped = await window.cellEnded(path, 1);
  expect(looped.success).toBe(false);
  expect(textOf(looped)).toMatch(/interrupted/i);
  expect(textOf(await window.runCell(path, 2))).toContain('42');
});

test('the stop button of a cell interrupts it', async () => {
  const { window } = suite;
  const path = await suite.openCells('cancel', [
    'const kept = 41;',
    'await new Promise(() => {});',
    'console.log(kept + 1)',
  ]);
  await window.runCell(path, 0);
  await window.startCell(path, 1);
  await window.cellRunning(path, 1);
  // It shows beside a cell that the pointer or the focus is at.
  await window.notebookView.locator('.code-cell-row').nth(1).hover();
  await window.notebookView.locator('.codicon-notebook-stop:visible').first().click();
  expect((await window.cellEnded(path, 1)).success).toBe(false);
  expect(textOf(await window.runCell(path, 2))).toContain('42');
});

test('Restart clears the variables', async () => {
  const { window } = suite;
  const path = await suite.openCells('restart', ['const before = 1; before', 'console.log(typeof before)']);
  await window.runCell(path, 0);
  expect(textOf(await window.runCell(path, 1))).toContain('number');
  await window.command('epochbook.restart');
  const marks = () =>
    window.notebookView.locator('.cell-status-item', { hasText: 'by an earlier kernel' }).count();
  await expect.poll(marks).toBe(2);
  expect(textOf(await window.runCell(path, 1))).toContain('undefined');
  await expect.poll(marks).toBe(1);
});

test.each([
  ['exits', 'process.exit(3)', /3/],
  ['is killed', "process.kill(process.pid, 'SIGKILL'); await new Promise(() => {})", /SIGKILL/],
])('a kernel that %s says so in the cell, and the next run starts a fresh one', async (_, code, cause) => {
  const { window } = suite;
  const path = await suite.openCells(`death-${cause.source}`, [
    'const before = 1;',
    code,
    'console.log(typeof before)',
  ]);
  await window.runCell(path, 0);
  const dead = await window.runCell(path, 1);
  expect(dead.success).toBe(false);
  expect(textOf(dead)).toMatch(cause);
  await expect.poll(() => window.isRunning()).toBe(false);
  await window.screenshot(`kernel-death-${cause.source}`);
  expect(textOf(await window.runCell(path, 2))).toContain('undefined');
});

test('the run of a kernel that dies in a fit is lost, in every form of its output', async () => {
  const { window } = suite;
  const path = await suite.openCells('death-in-fit', [
    `import * as tf from '@tensorflow/tfjs-node';
const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
net.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });`,
    `await net.fit(tf.ones([8, 2]), tf.ones([8, 1]), {
  epochs: 1000000, callbacks: { onEpochEnd: async (epoch) => { if (epoch === 50) process.exit(3); } },
});`,
  ]);
  await window.runCell(path, 0);
  const dead = await window.runCell(path, 1);
  expect(dead.success).toBe(false);
  const text = textOf(dead);
  expect(text).toMatch(/Lost/);
  expect(text).toMatch(/The kernel has ended \(exit code 3\)/);
  const forms = await window.evaluateInHost(async (vscode) => {
    const items = vscode.window.activeNotebookEditor?.notebook.cellAt(1).outputs[0]?.items ?? [];
    return items.map(({ mime, data }) => [mime, new TextDecoder().decode(data)] as const);
  });
  const [json, svg] = ['training.v1+json', 'svg+xml'].map(
    (name) => forms.find(([mime]) => mime.includes(name))?.[1],
  );
  expect(JSON.parse(json ?? '')).toMatchObject({ kind: 'run', status: 'lost' });
  expect(svg).toContain('Lost');
  await expect.poll(() => window.isRunning()).toBe(false);
  await window.screenshot('kernel-death-in-fit');
});

test('a kernel that is killed from outside leaves no cell spinning', async () => {
  const { window } = suite;
  const path = await suite.openCells('killed-outside', [
    "console.log('pid ' + String(process.pid))",
    'await new Promise(() => {});',
  ]);
  const pid = Number(/pid (\d+)/.exec(textOf(await window.runCell(path, 0)))?.[1]);
  await window.startCell(path, 1);
  await window.cellRunning(path, 1);
  process.kill(pid, 'SIGKILL');
  const dead = await window.cellEnded(path, 1);
  expect(textOf(dead)).toMatch(/SIGKILL|kill/i);
  await expect.poll(() => window.isRunning()).toBe(false);
});

test('each notebook has a kernel of its own, which ends when the notebook is closed', async () => {
  const { window } = suite;
  await window.closeEditors();
  await until('the end of the kernels of closed notebooks', () => kernels().length === 0);
  const first = await suite.openCells('own-1', ['const own = 1;', 'console.log(typeof own)']);
  await window.runCell(first, 0);
  const second = await suite.openCells('own-2', ['console.log(typeof own)']);
  expect(textOf(await window.runCell(second, 0))).toContain('undefined');
  expect(kernels()).toHaveLength(2);
  await window.closeEditors();
  await until('the end of both kernels', () => kernels().length === 0);
});

test('closing a notebook ends its kernel even in a busy loop', async () => {
  const { window } = suite;
  const path = await suite.openCells('busy-close', ['while (true) {}']);
  await window.startCell(path, 0);
  await window.cellRunning(path, 0);
  await window.closeEditors();
  await until('the end of the kernel', () => kernels().length === 0);
});

test('the folder of the data that the settings name is where the reviews are read from', async () => {
  const { window, editor } = suite;
  mkdirSync(join(editor.folder, 'class'));
  for (const part of ['train', 'test'])
    writeFileSync(join(editor.folder, 'class', `imdb_${part}.jsonl`), '{"label": 1, "text": "fine"}\n');
  const read = `
    import { datasets } from 'epochbook';
    console.log((await datasets.imdb()).source);
  `;
  const path = await suite.openCells('data-folder', [read]);
  // Relative to the folder that is open, and in the kernel that starts next.
  await window.evaluateInHost(async (vscode) => {
    const settings = vscode.workspace.getConfiguration('epochbook');
    await settings.update('dataFolder', 'class', vscode.ConfigurationTarget.Workspace);
  });
  const text = textOf(await window.runCell(path, 0));
  expect(text.trim()).toBe(join(editor.folder, 'class', 'imdb_train.jsonl'));
});

test('New workbook opens a notebook that runs', async () => {
  const { window } = suite;
  await window.command('epochbook.newWorkbook');
  await expect.poll(() => window.kernelLabel()).toContain('Epochbook');
  const mimes = await window.evaluateInHost(async (vscode) => {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    const cell = notebook?.getCells().find((one) => one.kind === vscode.NotebookCellKind.Code);
    if (!notebook || !cell) throw new Error('There is no new workbook with a code cell.');
    await vscode.commands.executeCommand('notebook.execute');
    for (let turns = 0; turns < 300 && cell.executionSummary?.success === undefined; turns++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return {
      success: cell.executionSummary?.success,
      outputs: cell.outputs.map((output) => output.items.map((item) => item.mime)),
    };
  });
  expect(mimes.success).toBe(true);
  await window.closeEditors();
});
