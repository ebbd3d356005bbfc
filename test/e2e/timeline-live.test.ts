import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { type CallbackEventKind, callbackEventKinds } from '../../protocol/index.js';
import { themes } from './editor.js';
import { writeNotebook } from './notebook-file.js';
import { until, wait } from './until.js';
import { useEditor } from './use-editor.js';
import { failureOf } from './workbooks.js';

// A training in which every kind of event occurs, told in order: each test goes on where the one before it ended.
const suite = useEditor('timeline-live');
let path = '';
/** What the picture said of the first event of each kind when the training had ended. */
let told: Record<string, string> = {};

const PREPARE = `
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-node';
import {
  BackupAndRestore, Callback, EarlyStopping, LearningRateScheduler, ModelCheckpoint, ReduceLROnPlateau, seed, show,
  StoppingCriteria,
} from 'epochbook';
seed(1);
const x = tf.randomNormal([96, 4], 0, 1, 'float32', 7);
const y = x.sum(1).greater(0).cast('float32').reshape([96, 1]);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 8, activation: 'relu', inputShape: [4] }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.sgd(0.1), loss: 'binaryCrossentropy', metrics: ['acc'] });

class PowerCut extends Callback {
  override onEpochEnd(epoch: number) {
    if (epoch === 2) throw new Error('the power is cut');
  }
}
await model
  .fit(x, y, { epochs: 9, validationSplit: 0.25, callbacks: [new BackupAndRestore('backup'), new PowerCut()] })
  .catch((error: Error) => console.log(error.message));`;

// It goes on with epoch 4. No improvement counts for EarlyStopping, so that it stops after epoch 10; before, in epoch 9, the
// training waits for the test, which looks at everything else in the meantime.
const TRAIN = `
class Story extends Callback {
  override async onEpochEnd(epoch: number) {
    if (epoch === 4) this.report('half time', 'the weather is fine', 21.5);
    if (epoch === 5) {
      // What was a folder is a file from now on: the next save must fail.
      rmSync('shelf', { recursive: true });
      writeFileSync('shelf', '');
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
    while (epoch === 8 && !existsSync('go-on')) await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
await model.fit(x, y, {
  epochs: 50,
  validationSplit: 0.25,
  callbacks: [
    new EarlyStopping({ minDelta: 5, patience: 6, restoreBestWeights: true }),
    new ModelCheckpoint('best.h5', { monitor: 'val_acc', saveBestOnly: true, initialValueThreshold: 0.01 }),
    new ReduceLROnPlateau({ minDelta: 5, factor: 0.1, patience: 1, cooldown: 2, minLr: 0.02 }),
    new LearningRateScheduler((epoch, rate) => (epoch === 4 ? 0.05 : rate)),
    new StoppingCriteria({ gradient: 1e-6, weightChange: 1e-6 }),
    new BackupAndRestore('backup'),
    new EarlyStopping({ monitor: 'val_los', mode: 'min' }),
    new ModelCheckpoint('shelf/{epoch:02d}.keras'),
    new Story(),
  ],
});`;

const atTheEnd: CallbackEventKind[] = ['stopped', 'restored'];

const marks = (view: Locator, kind: string) => view.locator(`.epb-mark[data-kind="${kind}"]`);
const words = async (view: Locator) => (await view.locator('.epb-why > div').first().textContent()) ?? '';

/** Points at an event of each kind, and gives what is said of it. */
async function hoverOver(view: Locator, kinds: readonly string[]): Promise<Record<string, string>> {
  const said: Record<string, string> = {};
  for (const kind of kinds) {
    const one = marks(view, kind).first();
    await one.waitFor();
    const label = (await one.getAttribute('aria-label')) ?? '';
    said[kind] = await until(`the words of ${kind} under the pointer`, async () => {
      await one.hover({ timeout: 2000 });
      const now = await words(view);
      return (await view.locator('.epb-why').isVisible()) && now !== '' && label.includes(now) && now;
    });
  }
  return said;
}

/** So high that the whole picture is in sight: the notebook does not scroll under the pointer. */
const enlarge = () => suite.window.page.setViewportSize({ width: 1280, height: 1700 });

/** Goes through all events with the keys alone; the words of the first of each kind. */
async function walk(view: Locator): Promise<Record<string, string>> {
  const { page } = suite.window;
  const focus = () =>
    view.evaluate((element) => {
      const active = element.ownerDocument.activeElement;
      return {
        kind: active?.getAttribute('data-kind') ?? '',
        key: `${active?.getAttribute('data-lane')} ${active?.getAttribute('data-key')}`,
      };
    });
  const said: Record<string, string> = {};
  const lanes = new Set<string>();
  // The Tab key enters at the event that was visited last.
  await view.locator('.epb-mark[tabindex="0"]').focus();
  for (let lane = 0; lane < 20; lane += 1) await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Home');
  for (let lane = 0; lane < 20; lane += 1) {
    for (let before = ''; ; ) {
      const { kind, key } = await focus();
      if (key === before) break;
      before = key;
      lanes.add(key.split(' ')[0] as string);
      said[kind] ??= await words(view);
      await page.keyboard.press('ArrowRight');
    }
    const { key } = await focus();
    await page.keyboard.press('ArrowDown');
    if ((await focus()).key === key) break;
    await page.keyboard.press('Home');
  }
  expect(lanes.size).toBe(9);
  return said;
}

test('while it trains, each event appears as it happens and tells why', async () => {
  const { window } = suite;
  path = join(suite.editor.folder, 'every-kind.ipynb');
  writeNotebook(path, [PREPARE, TRAIN, 'await show.timeline();']);
  await enlarge();
  await window.openWorkbook(path);
  const prepared = await window.runCell(path, 0);
  expect(failureOf(await window.notebook(path))).toBe('');
  expect(prepared.outputs.map(({ text }) => text).join('')).toContain('the power is cut');
  await window.startCell(path, 1);
  await window.reveal(path, 1);
  const view = await window.output('.epb-run', { text: 'EarlyStopping' });
  await marks(view, 'resumed').waitFor();
  const early = callbackEventKinds.filter((kind) => !atTheEnd.includes(kind));
  const said = await hoverOver(view, early);
  // A callback of the student's own has its lane from its first report on; from there the output stays as it is.
  const height = (await view.boundingBox())?.height;
  expect((await window.cell(path, 1)).ended).toBeUndefined();
  expect(await view.textContent()).toContain('Training');
  for (const kind of atTheEnd) expect(await marks(view, kind).count()).toBe(0);
  expect(said).toMatchObject({
    improved: expect.stringMatching(/^epoch 4: val_loss 0\.\d+ is the best so far$/),
    waited: expect.stringMatching(
      /^epoch 5: val_loss 0\.\d+ did not beat 0\.\d+ of epoch 4 by more than 5; 1 of 6 epochs of patience used$/,
    ),
    saved: expect.stringMatching(/^epoch 4: saved best\.h5, val_acc /),
    skipped: expect.stringMatching(
      /^epoch \d: saved nothing: val_acc 0\.\d{1,4} did not beat 0\.\d{1,4} of epoch \d$/,
    ),
    reduced: expect.stringMatching(/^epoch 5: learning rate cut from 0\.05 to 0\.02 after 1 epoch/),
    cooled: expect.stringMatching(/^epoch 6: pause after the cut, 1 epoch to go$/),
    // With the wait that it ends, where the two stand close.
    held: expect.stringMatching(/^epoch 7: .*learning rate stays at its least, 0\.02$/),
    scheduled: expect.stringMatching(/^epoch 5: the schedule set the learning rate from 0\.1 to 0\.05$/),
    measured: expect.stringMatching(
      /^epoch 4: \|∇E\| .* is above its threshold 1e-6; \|Δw\| .* is above its threshold 1e-6$/,
    ),
    resumed: expect.stringMatching(/^epoch 3: training went on with epoch 4 from its backup \(backup\)$/),
    missing: expect.stringMatching(/^epoch 4: val_los is not among the logs; there are .*val_loss/),
    failed: expect.stringMatching(/^epoch 7: something went wrong: .*shelf/),
    noted: expect.stringMatching(/^epoch 5: half time: the weather is fine/),
  });
  await window.screenshot('timeline-live-training');

  writeFileSync(join(suite.editor.folder, 'go-on'), '');
  const ended = await window.cellEnded(path, 1);
  expect(failureOf(await window.notebook(path))).toBe('');
  expect(ended.outputs.map(({ text }) => text).join('\n')).toContain("watches 'val_los'");
  await marks(view, 'restored').waitFor();
  expect((await view.boundingBox())?.height).toBe(height);
});

test('when it has ended, pointer and keys reach every kind, and say the same', async () => {
  const { window } = suite;
  const view = await window.showOutput(path, 1, '.epb-run', { text: 'EarlyStopping' });
  told = await hoverOver(view, callbackEventKinds);
  expect(told.stopped).toMatch(/^epoch 10: training stopped: 6 of 6 epochs of patience used; val_loss /);
  expect(told.restored).toMatch(/^epoch 10: weights of epoch 4 put back \(val_loss 0\.\d+\)$/);
  const walked = await walk(view);
  expect(Object.keys(walked).sort()).toEqual([...callbackEventKinds].sort());
  for (const kind of callbackEventKinds)
    expect(walked[kind], kind).toMatch(/^(epoch \d+|before the first epoch)[:,] /);
});

test('the timeline on its own, in light, dark and high contrast', async () => {
  const { window } = suite;
  await window.runCell(path, 2);
  for (const theme of ['light', 'dark', 'highContrast'] as const) {
    await window.setTheme(themes[theme]);
    for (const [cell, selector, name] of [
      [1, '.epb-run', 'training'],
      [2, '.epb-timeline', 'timeline'],
    ] as const) {
      const view = await window.showOutput(path, cell, selector, { text: 'EarlyStopping' });
      expect(await hoverOver(view, ['missing'])).toEqual({ missing: told.missing });
      await view.locator('.epb-lanes').evaluate((element) => element.scrollIntoView({ block: 'end' }));
      await marks(view, 'restored').first().hover();
      await wait(400);
      await window.screenshot(`timeline-live-${name}-${theme}`);
    }
  }
  const view = await window.output('.epb-timeline');
  expect(await hoverOver(view, callbackEventKinds)).toEqual(told);
});

test('closed and opened again, without a kernel, it says the same', async () => {
  await suite.window.save(path);
  suite.window = await suite.editor.openWindow();
  const { window } = suite;
  const kernels = () => suite.editor.processes().filter(({ command }) => command.includes('host.cjs'));
  await until('the end of the kernel of the closed window', () => kernels().length === 0);
  await enlarge();
  await window.openNotebook(path);
  const view = await window.showOutput(path, 1, '.epb-run', { text: 'EarlyStopping' });
  expect(await hoverOver(view, callbackEventKinds)).toEqual(told);
  expect(await walk(view)).toMatchObject({ restored: told.restored, stopped: told.stopped });
  expect(kernels()).toEqual([]);
  await window.screenshot('timeline-live-reopened');
});
