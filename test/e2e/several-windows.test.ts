import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FIT, KEPT, KeptKernel, LINES, pidIn } from './kept-kernel.js';
import { TrainingView } from './training-view.js';
import { until } from './until.js';
import { useEditor } from './use-editor.js';
import type { EditorWindow } from './window.js';

// One notebook in several windows, of which one has its kernel. The extension host that is asked is that of the newest.

const suite = useEditor('several-windows', { settings: { 'epochbook.keepKernelMinutes': 5 } });
const kept = new KeptKernel(suite);
const status = (window: EditorWindow, text: RegExp) =>
  until(`${text} in the status bar`, async () => text.test(await window.statusBar()));

/** A notebook whose second cell runs in one window, and that is opened in another, where it is told of that. */
async function openTwice(
  name: string,
  code: string,
): Promise<{ path: string; pid: string; first: EditorWindow; second: EditorWindow }> {
  const first = suite.window;
  const path = await suite.openCells(name, [KEPT, code, '']);
  const pid = pidIn((await first.runCell(path, 0)).outputs.map(({ text }) => text).join(''));
  await first.save(path);
  await first.startCell(path, 1);
  await first.cellRunning(path, 1);
  const second = await suite.editor.openAnotherWindow();
  suite.window = second;
  await second.openNotebook(path);
  await second.notification(`Another window has the kernel of ${name}`).waitFor();
  await status(second, /Epochbook: in another window/);
  return { path, pid, first, second };
}

/** From then on the extension host of the first window answers. */
async function closeSecond(second: EditorWindow): Promise<void> {
  await second.page.close();
  suite.window = await suite.editor.reloadWindow();
  await suite.window.closeEditors();
}

const press = (window: EditorWindow, button: string) =>
  window
    .notification(/Another window has|only watches/)
    .getByText(button, { exact: true })
    .click();

test('a second window watches a training, runs nothing, takes it over by one press, and the first one watches', async () => {
  const { path, pid, first, second } = await openTwice('survival-watch', FIT(100_000));
  await press(second, 'Watch');
  await second.cellRunning(path, 1);
  await status(second, /Epochbook: watching another window, running/);
  const view = await TrainingView.appear(second);
  await view.seenGrowing();
  await until('lines of the first window', async () => (await kept.lines(path, 1)).length > 20);
  await kept.expectAllLines(path, 1);
  const item = second.cellStatus(1);
  await until('what is said below the cell', async () =>
    (await item.texts()).some((text) => /Runs in another window: take over/.test(text)),
  );
  await second.screenshot('survival-watches');
  // Neither runs nor stops anything, and says so.
  await second.startCell(path, 2);
  await second.notification(/only watches/).waitFor();
  await second.command('epochbook.interrupt');
  const before = (await kept.lines(path, 1)).length;
  await until('the training to go on', async () => (await kept.lines(path, 1)).length > before + 5);
  expect((await second.cell(path, 2)).order).toBeUndefined();
  await status(first, /Epochbook: running/);

  await item.press('Runs in another window');
  await status(second, /Epochbook: running/);
  await status(first, /Epochbook: in another window/);
  await first.output('.output_container', { text: /goes on in another window/ });
  // And now the other way round.
  await first.page.locator('.notebook-toolbar-container').getByText('Watch', { exact: true }).click();
  await status(first, /Epochbook: watching another window, running/);
  await until('lines after that', async () => (await kept.lines(path, 1)).length > before + 20);
  await second.command('epochbook.interrupt');
  await second.cellEnded(path, 1);
  await kept.expectAllLines(path, 1);
  expect(await kept.text(path, 1)).toContain('done with 42');
  await kept.expectKept(path, 2, pid);
  await first.output('.output_container', { text: /done with 42/ });
  await status(first, /Epochbook: watching another window, idle/);
  expect(kept.processes()).toHaveLength(1);
  await kept.expectEndsWithNotebook();
  await status(first, /Epochbook: not started/);
  await closeSecond(second);
});

test('a window that goes without a word leaves the kernel to the next one, though its extension host lives on', async () => {
  const stop = join(suite.editor.folder, 'stop-crash');
  const path = await suite.openCells('survival-crash', [KEPT, LINES(stop), '']);
  const pid = pidIn((await suite.window.runCell(path, 0)).outputs.map(({ text }) => text).join(''));
  await suite.window.save(path);
  await suite.window.startCell(path, 1);
  await until('some lines', async () => (await kept.lines(path, 1)).length > 3);
  const host = await suite.window.hostPid();
  suite.window = await suite.editor.crashWindow();
  await suite.window.openNotebook(path);
  expect(suite.editor.processes().map((each) => each.pid)).toContain(host);
  await suite.window.cellRunning(path, 1);
  await until('more lines', async () => (await kept.lines(path, 1)).length > 20);
  writeFileSync(stop, '');
  expect((await suite.window.cellEnded(path, 1)).success).toBe(true);
  await kept.expectAllLines(path, 1);
  await kept.expectKept(path, 2, pid);
  await kept.expectEndsWithNotebook();
  process.kill(host ?? -1, 'SIGKILL');
});
