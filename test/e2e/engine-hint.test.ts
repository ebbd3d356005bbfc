import { describe, expect, test } from 'vitest';
import { nativeStorage, noNative } from '../native-engine.js';
import { readNotebook } from './notebook-file.js';
import { wait } from './until.js';
import { useEditor } from './use-editor.js';

const CELLS = [
  `import * as tf from '@tensorflow/tfjs-node';
const model = tf.sequential({ layers: [
  tf.layers.dense({ units: 64, inputShape: [8], activation: 'relu' }),
  tf.layers.dense({ units: 32, activation: 'relu' }),
  tf.layers.dense({ units: 1, activation: 'sigmoid' }),
] });
model.compile({ loss: 'binaryCrossentropy', optimizer: 'adam' });
await model.fit(tf.ones([320, 8]), tf.ones([320, 1]), { epochs: 2 });
tf.getBackend()`,
  'typeof model',
];

// One notebook takes the faster engine, another wants to hear no more of it.
describe.skipIf(noNative)(`the hint at a faster engine ${noNative}`, () => {
  const suite = useEditor('engine-hint', {
    // Any training is long enough here.
    env: { EPOCHBOOK_STORAGE: nativeStorage, EPOCHBOOK_HINT_AFTER_MS: '1' },
    settings: { 'epochbook.engine': 'native' },
  });

  const open = (name: string) => suite.openCells(name, CELLS, { course: { week: 3 } });

  const toast = (text: RegExp) => suite.window.page.locator('.notification-toast', { hasText: text }).first();
  const press = (text: RegExp, button: string) =>
    toast(text).locator('.monaco-button', { hasText: button }).first().click();
  const timings = () => suite.editor.processes().filter(({ command }) => command.includes('engine probe'));
  const shown = async (path: string, index: number) => {
    const { outputs } = await suite.window.runCell(path, index);
    return outputs.map(({ text }) => text).join('\n');
  };

  /** A timing would begin after a second and take two or more. */
  async function noTiming(): Promise<void> {
    for (let waited = 0; waited < 3000; waited += 100) {
      expect(timings()).toEqual([]);
      await wait(100);
    }
  }
  const set = (name: string, value: unknown) =>
    suite.window.evaluateInHost(
      async (vscode, key, next) => {
        const settings = vscode.workspace.getConfiguration('epochbook');
        await settings.update(key, next, vscode.ConfigurationTarget.Global);
      },
      name,
      value,
    );

  test('comes once no cell runs, and "Use it" changes the notebook and, after a restart, its engine', async () => {
    const { window } = suite;
    const path = await open('use');
    expect(await shown(path, 0)).toContain('tensorflow');
    await expect.poll(() => window.statusBar()).toContain('native (TensorFlow');
    const hint = /use\.ipynb: This model trains [\d.]+ times faster on the embedded engine \([\d.]+ against/;
    await toast(hint).waitFor({ timeout: 120_000 });
    await window.screenshot('engine-hint');
    await press(hint, 'Use it for this notebook');

    const told = /will use the embedded engine when its kernel starts next/;
    await toast(told).waitFor();
    // Nothing is lost before the student says so.
    expect(await shown(path, 1)).toContain('object');
    await press(told, 'Restart the kernel (variables are lost)');
    await expect.poll(() => window.statusBar()).toContain('embedded (WebAssembly');
    expect(await shown(path, 1)).toContain("'undefined'");
    expect(await shown(path, 0)).toContain('wasm');

    await window.save(path);
    expect(readNotebook(path).metadata).toMatchObject({
      epochbook: { engine: 'embedded' },
      course: { week: 3 },
      kernelspec: { name: 'epochbook' },
    });
  });

  test('"Never for this notebook" holds for its next kernels and for every engine', async () => {
    const { window } = suite;
    const path = await open('never');
    await window.runCell(path, 0);
    const hint = /never\.ipynb: This model trains/;
    await toast(hint).waitFor({ timeout: 120_000 });
    await press(hint, 'Never for this notebook');
    // On the other engine a hint would be news again.
    await set('engine', 'embedded');
    await window.command('epochbook.restart');
    expect(await shown(path, 0)).toContain('wasm');
    await noTiming();
    await set('engine', 'native');
  });

  test('the setting turns it off', async () => {
    await set('engineHint', false);
    const path = await open('off');
    expect(await shown(path, 0)).toContain('tensorflow');
    await noTiming();
    await set('engineHint', undefined);
  });
});
