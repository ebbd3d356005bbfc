import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FIT, KEPT, KeptKernel, LINES, pidIn } from './kept-kernel.js';
import { tabsSaved } from './saved-tabs.js';
import { TrainingView } from './training-view.js';
import { until, wait } from './until.js';
import { useEditor } from './use-editor.js';

const suite = useEditor('survival', { settings: { 'epochbook.keepKernelMinutes': 5 } });

/** CI takes a few; `EPOCHBOOK_RELOADS=50` takes as many as are asked for. */
const RELOADS = Number(process.env.EPOCHBOOK_RELOADS ?? 4);

const kept = new KeptKernel(suite);
const kernels = () => kept.processes();
const textOf = (path: string, index: number) => kept.text(path, index);
const linesOf = (path: string, index: number) => kept.lines(path, index);
const expectAllLines = (path: string, index: number) => kept.expectAllLines(path, index);
const expectKept = (path: string, index: number, pid: string) => kept.expectKept(path, index, pid);
const expectEndsWithNotebook = () => kept.expectEndsWithNotebook();

/** Waits until the notebook is there again after its window has come back. */
async function back(path: string): Promise<void> {
  const { window } = suite;
  await until('the notebook in the new window', async () => {
    const open = await window.notebook(path).catch(() => undefined);
    if (open && open.cells.length > 0) return true;
    await window.openNotebook(path).catch(() => undefined);
    return false;
  });
}

async function reload(path: string): Promise<void> {
  suite.window = await suite.editor.reloadWindow();
  await back(path);
}

/** The editor starts another one by itself, or says that the window is to be loaded anew. */
async function crashHost(path: string): Promise<void> {
  const { window } = suite;
  const before = await window.hostPid();
  process.kill(before ?? -1, 'SIGKILL');
  const another = async () => {
    const pid = await window.hostPid();
    return pid !== undefined && pid !== before;
  };
  try {
    await until('another extension host', another, { timeout: 20_000 });
  } catch {
    suite.window = await suite.editor.reloadWindow();
  }
  await back(path);
}

test.each([
  ['a reload of the window', reload],
  ['a crash of the extension host', crashHost],
])('a training outlives %s', async (name, leave) => {
  const { window } = suite;
  const path = await suite.openCells(`survival-${name.replaceAll(' ', '-')}`, [KEPT, FIT(300), '']);
  const pid = pidIn((await window.runCell(path, 0)).outputs.map(({ text }) => text).join(''));
  await window.save(path);
  const from = Date.now();
  await window.startCell(path, 1);
  await window.cellRunning(path, 1);
  const to = Date.now();
  await until('some epochs', async () => (await linesOf(path, 1)).length > 20);
  await leave(path);
  await suite.window.cellRunning(path, 1);
  const view = await TrainingView.appear(suite.window);
  await view.seenGrowing();
  await suite.window.screenshot(`survival-${name.replaceAll(' ', '-')}`);
  const ended = await suite.window.cellEnded(path, 1);
  expect(ended.success).toBe(true);
  expect(ended.started).toBeGreaterThanOrEqual(from);
  expect(ended.started).toBeLessThanOrEqual(to);
  await expectAllLines(path, 1);
  expect(await textOf(path, 1)).toContain('done with 42');
  expect(pidIn(await textOf(path, 0))).toBe(pid);
  await expectKept(path, 2, pid);
  expect(kernels()).toHaveLength(1);
  await expectEndsWithNotebook();
});

test('a reload while no cell runs keeps variables and outputs, and the status bar shows the kernel', async () => {
  const { window } = suite;
  const path = await suite.openCells('survival-idle', [KEPT, '']);
  const pid = pidIn((await window.runCell(path, 0)).outputs.map(({ text }) => text).join(''));
  await reload(path);
  await until('the kernel in the status bar', async () =>
    /Epochbook: idle/.test(await suite.window.statusBar()),
  );
  await until('the outputs', async () => pidIn(await textOf(path, 0)) === pid);
  await expectKept(path, 1, pid);
  await expectEndsWithNotebook();
});

test('after a reload a cell at work is stopped, and cells that waited have their turn after others', async () => {
  const { window } = suite;
  const stop = join(suite.editor.folder, 'stop-queue');
  const path = await suite.openCells('survival-queue', [
    KEPT,
    LINES(stop),
    "console.log('after ' + kept)",
    'for (;;) await new Promise((r) => setTimeout(r, 50));',
  ]);
  await window.startAll();
  await until('some lines', async () => (await linesOf(path, 1)).length > 3);
  await reload(path);
  await until('more lines', async () => (await linesOf(path, 1)).length > 8);
  writeFileSync(stop, '');
  await suite.window.cellEnded(path, 1);
  await expectAllLines(path, 1);
  const after = await suite.window.cellEnded(path, 2);
  expect(after.success).toBe(true);
  expect(await textOf(path, 2)).toContain('after 41');
  await suite.window.cellRunning(path, 3);
  await reload(path);
  await suite.window.cellRunning(path, 3);
  await suite.window.command('epochbook.interrupt');
  const ended = await suite.window.cellEnded(path, 3);
  expect(ended.success).toBe(false);
  await expectEndsWithNotebook();
});

test('reloads at random moments lose no line and double none', async () => {
  const { window } = suite;
  const stop = join(suite.editor.folder, 'stop-random');
  const path = await suite.openCells('survival-random', [KEPT, LINES(stop), '']);
  const pid = pidIn((await window.runCell(path, 0)).outputs.map(({ text }) => text).join(''));
  await window.save(path);
  await window.startCell(path, 1);
  // What the kernel has not been asked for yet, no window that comes can know.
  await until('the first line', async () => (await linesOf(path, 1)).length > 0);
  for (let times = 0; times < RELOADS; times++) {
    await wait(Math.random() * 2500);
    suite.window = await suite.editor.reloadWindow();
  }
  await back(path);
  await until('the lines', async () => (await linesOf(path, 1)).length > 30);
  const seen = (await linesOf(path, 1)).length;
  await until('more lines', async () => (await linesOf(path, 1)).length > seen + 20);
  writeFileSync(stop, '');
  expect((await suite.window.cellEnded(path, 1)).success).toBe(true);
  await expectAllLines(path, 1);
  await expectKept(path, 2, pid);
  await expectEndsWithNotebook();
});

const SAVING = `import * as tf from '@tensorflow/tfjs-node';
import { ModelCheckpoint } from 'epochbook';
const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
net.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
await net.fit(tf.ones([8, 2]), tf.ones([8, 1]), { epochs: 100000, callbacks: [
  new ModelCheckpoint({ filepath: 'saved.weights.h5', saveWeightsOnly: true }),
  { onEpochEnd: async (epoch) => { console.log('line ' + (epoch + 1) + '.'); await new Promise((r) => setTimeout(r, 50)); } },
] });
console.log('done with ' + (kept + 1));`;

test('a kernel whose notebook is behind another tab is found again as well', async () => {
  const { window } = suite;
  const path = await suite.openCells('survival-hidden', [KEPT, '']);
  const pid = pidIn((await window.runCell(path, 0)).outputs.map(({ text }) => text).join(''));
  await window.save(path);
  const note = join(suite.editor.folder, 'note.txt');
  writeFileSync(note, 'in front');
  await window.evaluateInHost(async (vscode, file) => {
    await vscode.window.showTextDocument(vscode.Uri.file(file), { preview: false });
  }, note);
  await tabsSaved(window.page, ['survival-hidden.ipynb', 'note.txt']);
  suite.window = await suite.editor.reloadWindow();
  await until('the hidden notebook', async () => (await suite.window.notebook(path)).cells.length > 0);
  await suite.window.openNotebook(path);
  await until('the kernel', async () => /Epochbook: idle/.test(await suite.window.statusBar()));
  await expectKept(path, 1, pid);
  await expectEndsWithNotebook();
});

test('a training that ends while no window is there has its tick, its time and all of its picture', async () => {
  const { window, editor } = suite;
  const path = await suite.openCells('survival-away', [KEPT, FIT(80)]);
  await window.runCell(path, 0);
  await window.startCell(path, 1);
  await window.output('.epb-run[data-status="running"]');
  await until('some epochs', async () => (await linesOf(path, 1)).length > 3);
  const runs = join(editor.folder, '.epochbook', 'runs');
  const logs = () => readdirSync(runs).map((id) => readFileSync(join(runs, id, 'run.jsonl'), 'utf8'));
  suite.window = await editor.leaveWindow(() =>
    until('the end of the run', () => logs().every((log) => log.includes('"type":"end"'))),
  );
  await back(path);
  const ended = await suite.window.cellEnded(path, 1);
  expect(ended.success).toBe(true);
  expect(ended.order).toBe(2);
  expect((ended.ended ?? 0) - (ended.started ?? 0)).toBeLessThan(60_000);
  await suite.window.output('.epb-run[data-status="completed"]');
  await expectAllLines(path, 1);
  expect(await textOf(path, 1)).toContain('done with 42');
  await expectEndsWithNotebook();
});

test('what a kernel put out that nobody came back to is there when its notebook is opened again', async () => {
  const { window } = suite;
  const keep = (minutes: number) =>
    suite.window.evaluateInHost(async (vscode, value) => {
      const settings = vscode.workspace.getConfiguration('epochbook');
      await settings.update('keepKernelMinutes', value, vscode.ConfigurationTarget.Global);
    }, minutes);
  await keep(0.05);
  const path = await suite.openCells('survival-alone', [KEPT, LINES(join(suite.editor.folder, 'never'))]);
  await window.runCell(path, 0);
  await window.startCell(path, 1);
  await until('some lines', async () => (await linesOf(path, 1)).length > 3);
  const seen = (await linesOf(path, 1)).length;
  suite.window = await suite.editor.leaveWindow(() =>
    until('the end of the kernel', () => kernels().length === 0),
  );
  await keep(5);
  await back(path);
  const ended = await suite.window.cellEnded(path, 1);
  expect(ended.success).toBe(false);
  await expectAllLines(path, 1);
  // It has gone on for three seconds.
  expect((await linesOf(path, 1)).length).toBeGreaterThan(seen + 10);
  expect(await textOf(path, 1)).toMatch(
    /Nobody had this notebook open for 0.05 min.*run the cells again from the top/s,
  );
  await suite.window.screenshot('survival-alone');
  await expectEndsWithNotebook();
});

test('a training whose kernel was killed says why, and goes on from its last checkpoint by one press', async () => {
  const { window } = suite;
  const path = await suite.openCells('survival-killed', [KEPT, SAVING]);
  const pid = pidIn((await window.runCell(path, 0)).outputs.map(({ text }) => text).join(''));
  await window.startCell(path, 1);
  await until('some epochs', async () => (await linesOf(path, 1)).length > 8);
  // Its end is seen by a window that has not started it.
  await reload(path);
  await suite.window.cellRunning(path, 1);
  await until('more epochs', async () => (await linesOf(path, 1)).length > 12);
  process.kill(Number(pid), 'SIGKILL');
  const ended = await suite.window.cellEnded(path, 1);
  expect(ended.success).toBe(false);
  const text = await textOf(path, 1);
  expect(text).toMatch(/crashed or was ended from outside.*memory was last seen at \d+ MB/);
  expect(text).toMatch(/run the cells again from the top/);
  await suite.window.reveal(path, 1);
  const status = suite.window.cellStatus(1);
  const offer = await until('the offer', async () =>
    (await status.texts()).find((each) => /Resume from epoch/.test(each)),
  );
  await suite.window.screenshot('survival-killed');
  const from = Number(/epoch (\d+)/.exec(offer)?.[1]);
  expect(from).toBeGreaterThan(8);
  await status.press('Resume from epoch');
  await until('epochs after the last', async () => ((await linesOf(path, 1)).at(-1) ?? 0) > from + 8);
  await suite.window.command('epochbook.interrupt');
  await suite.window.cellEnded(path, 1, { after: ended.ended });
  const lines = await linesOf(path, 1);
  expect(lines).toEqual(lines.map((_, i) => from + i));
  expect(await textOf(path, 1)).toContain('done with 42');
  await expectEndsWithNotebook();
});
