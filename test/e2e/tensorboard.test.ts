import { join } from 'node:path';
import { expect, test } from 'vitest';
import { interopPython } from '../../scripts/provide-python.mjs';
import { LessonPicker } from './lesson-picker.js';
import { writeNotebook } from './notebook-file.js';
import { useEditor } from './use-editor.js';

const python = interopPython();
const suite = useEditor('tensorboard');
const started = () => suite.editor.processes().filter(({ command }) => command.includes('--logdir'));
/** Without the data server that each has. */
const servers = () => started().filter(({ command }) => command.includes('--host'));

const TRAIN = `import * as tf from '@tensorflow/tfjs-node';
import { TensorBoard } from 'epochbook';
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
await model.fit(tf.ones([10, 2]), tf.zeros([10, 1]), { epochs: 2, callbacks: [new TensorBoard('logs/first')] });`;

/** A path on the machine: where the editor is remote, its user settings do not count. */
const useProgram = (path: string) =>
  suite.window.evaluateInHost(async (vscode, program) => {
    const { Global } = vscode.ConfigurationTarget;
    await vscode.workspace.getConfiguration('epochbook').update('tensorboard.program', program, Global);
  }, path);

const open = () =>
  suite.window.evaluateInHost(async (vscode) => {
    // It goes on until its message is closed.
    void vscode.commands.executeCommand('epochbook.openTensorBoard');
  });

test.skipIf(!python)(
  `Open in TensorBoard offers the newest logs, starts it once, and ends it${python ? '' : ' (skipped: no Python with TensorBoard)'}`,
  async () => {
    const { window } = suite;
    await useProgram(python ?? '');
    const path = join(suite.editor.folder, 'board.ipynb');
    writeNotebook(path, [TRAIN]);
    await window.openWorkbook(path);
    expect((await window.runCell(path, 0)).success).toBe(true);

    await open();
    const picker = LessonPicker.opened(window);
    await picker.row('logs/first').waitFor();
    await window.screenshot('tensorboard-folders');
    await picker.choose('logs/first');
    const notice = window.page
      .locator('.notifications-toasts')
      .getByText(/TensorBoard shows .*logs.first at http/);
    await notice.waitFor({ timeout: 90_000 });
    await window.screenshot('tensorboard-started');
    expect(servers()).toHaveLength(1);
    const address = /at (http\S+)/.exec((await notice.textContent()) ?? '')?.[1] ?? '';
    // The address is the one from outside: the browser of this test goes there, as a student's would.
    const response = await window.page.context().request.get(`${address.replace(/\/$/, '')}/data/runs`);
    expect(await response.json()).toEqual(['train']);

    await open();
    await picker.choose('logs/first');
    await expect
      .poll(() => window.page.getByRole('button', { name: 'Stop TensorBoard' }).count())
      .toBeGreaterThan(0);
    expect(servers()).toHaveLength(1);
    await window.page.getByRole('button', { name: 'Stop TensorBoard' }).first().click();
    await expect.poll(() => started().length).toBe(0);
  },
);

test.skipIf(!python)(
  `a TensorBoard ends with its window${python ? '' : ' (skipped: no Python with TensorBoard)'}`,
  async () => {
    const path = join(suite.editor.folder, 'again.ipynb');
    writeNotebook(path, [TRAIN]);
    await suite.window.openWorkbook(path);
    await suite.window.runCell(path, 0);
    await open();
    await LessonPicker.opened(suite.window).choose('logs/first');
    await expect.poll(() => servers().length).toBe(1);
    suite.window = await suite.editor.openWindow();
    await expect.poll(() => started().length).toBe(0);
  },
);

test('where it does not start, the reason is shown', async () => {
  const { window } = suite;
  await useProgram('/none/tensorboard');
  await window.evaluateInHost(async (vscode) => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    void vscode.commands.executeCommand('epochbook.openTensorBoard', folder?.uri);
  });
  const toast = window.page.locator('.notifications-toasts');
  await toast.getByText(/"\/none\/tensorboard" does not exist/).waitFor();
  await toast.getByRole('button', { name: 'How to install' }).waitFor();
  await window.screenshot('tensorboard-missing');
});
