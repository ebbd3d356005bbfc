import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readNotebook, type SavedOutput, writeNotebook } from './notebook-file.js';
import { promised, until } from './until.js';
import { useEditor } from './use-editor.js';

const suite = useEditor('lost');

const TRAINING = 'application/vnd.epochbook.training.v1+json';

const NET = `import * as tf from '@tensorflow/tfjs-node';
import { existsSync, rmSync } from 'node:fs';
import { show } from 'epochbook';
const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] }), tf.layers.dropout({ rate: 0.5 })] });
net.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
console.log('pid ' + process.pid);`;
const asked = (name: string, act: string) => `if (existsSync('${name}')) { rmSync('${name}'); ${act}; }`;
const FIT = `await net.fit(tf.ones([8, 2]), tf.ones([8, 1]), { epochs: 1000000, callbacks: { onEpochEnd: async (epoch) => {
  if (epoch === 3) { await show.timeline(); await show.dropout(); }
  ${asked('exit', 'process.exit(3)')}
  ${asked('crash', 'process.abort()')}
} } });`;

async function trainingStarted(path: string): Promise<number> {
  const { window } = suite;
  const { outputs } = await window.runCell(path, 0);
  await window.startCell(path, 1);
  await window.output('.epb-run[data-status="running"]');
  await window.output('.epb-timeline');
  return Number(/pid (\d+)/.exec(outputs.map(({ text }) => text).join(''))?.[1]);
}

/** What is stored of the run that began last. */
function logOfTheLatestRun(): string {
  const runs = join(suite.editor.folder, '.epochbook', 'runs');
  const latest = readdirSync(runs)
    .map((id) => join(runs, id, 'run.jsonl'))
    .filter((log) => existsSync(log))
    .sort((a, b) => statSync(a).birthtimeMs - statSync(b).birthtimeMs)
    .at(-1);
  return latest ? readFileSync(latest, 'utf8') : '';
}

/** Milliseconds until the live view says "Lost". */
async function lostAfter(act: () => unknown): Promise<number> {
  const from = Date.now();
  await act();
  await until('the lost run', () => suite.window.findOutput('.epb-run[data-status="lost"]'), { every: 25 });
  return Date.now() - from;
}

/** All outputs of the cell that trained, in all their forms, as they are in the file. */
const savedOutputs = (path: string): SavedOutput[] => readNotebook(path).cells[1]?.outputs ?? [];

/** Each picture says in each form that the run is lost; that of the run says why too. */
function expectAllLost(outputs: SavedOutput[], reason: RegExp): void {
  const pictures = outputs.flatMap(({ data }) => (data && 'image/svg+xml' in data ? [data] : []));
  expect(pictures.length).toBe(3);
  for (const data of pictures)
    for (const mime of ['image/svg+xml', 'text/plain']) {
      const text = [data[mime]].flat().join('');
      expect(text).toMatch(/lost/i);
      expect(text).not.toContain('▶');
    }
  const run = pictures.find((data) => TRAINING in data) ?? {};
  expect(run[TRAINING]).toMatchObject({
    status: 'lost',
    reason: expect.stringMatching(reason),
    endedAt: expect.any(String),
  });
  const text = [run['text/plain']].flat().join('');
  expect(text).toMatch(reason);
  expect(text).toMatch(/Lost at .*Run the cells again from the top/);
}

/** Comes up to the moment of the end, and gives what then ends the kernel. */
type Ending = (pid: number) => Promise<() => unknown>;
const restart: Ending = async () => {
  const { window } = suite;
  await window.startCommand('epochbook.restart');
  const yes = window.page.locator('.monaco-dialog-box').getByText('Restart', { exact: true });
  await yes.waitFor();
  return () => yes.click();
};
const ask =
  (name: string): Ending =>
  async () =>
  () =>
    writeFileSync(join(suite.editor.folder, name), '');

test.each([
  ['restart', restart, /The kernel was restarted/],
  ['exit', ask('exit'), /exit code 3/],
  ['crash', ask('crash'), /SIGABRT/],
  ['kill', async (pid: number) => () => process.kill(pid, 'SIGKILL'), /SIGKILL/],
] as [string, Ending, RegExp][])(
  'a run whose kernel ends by %s is lost at once, in the file, and when it is opened again',
  async (name, ending, reason) => {
    const { window } = suite;
    const path = await suite.openCells(`lost-${name}`, [NET, FIT]);
    const pid = await trainingStarted(path);
    const took = await lostAfter(await ending(pid));
    expect(took, 'milliseconds').toBeLessThan(promised(2000));
    await window.cellEnded(path, 1);
    const view = await window.output('.epb-run[data-status="lost"]');
    await expect.poll(() => view.textContent()).toMatch(reason);
    await expect.poll(() => view.textContent()).toMatch(/Lost at .*Run the cells again from the top/);
    await expect.poll(() => view.locator('.epb-stop:visible').count()).toBe(0);
    await until('the end of the running mark', async () => !(await window.isRunning()));
    await window.save(path);
    expectAllLost(savedOutputs(path), reason);
    await window.closeEditors();
    await window.openNotebook(path);
    const again = await window.output('.epb-run[data-status="lost"]');
    await expect.poll(() => again.textContent()).toMatch(reason);
    if (name === 'exit') {
      await window.showOutput(path, 1, '.epb-run[data-status="lost"]');
      await window.screenshot('lost-dark');
      await window.setTheme('Light Modern');
      await window.screenshot('lost-light');
      await window.setTheme('Dark Modern');
    }
    await window.closeEditors();
  },
);

test('a notebook that was saved while a run went on shows it as lost when it is opened again', async () => {
  const { window } = suite;
  const path = await suite.openCells('lost-saved', [NET, FIT]);
  await trainingStarted(path);
  // It is unsaved again before it is saved, and a save during which it changes may fail.
  await until(
    'the saved run',
    async () => {
      await window.command('workbench.action.files.save');
      return JSON.stringify(savedOutputs(path)).includes('"status":"running"');
    },
    { every: 1000 },
  );
  await window.closeEditors();
  await until(
    'the end of the kernel',
    () => !suite.editor.processes().some(({ command }) => command.includes('host.cjs')),
  );
  await until('the end in the log of the run', () => logOfTheLatestRun().includes('"lost"'));
  await window.openNotebook(path);
  const view = await window.output('.epb-run[data-status="lost"]');
  await until('why it is lost', async () => /notebook was closed/.test((await view.textContent()) ?? ''));
  await window.save(path);
  expectAllLost(savedOutputs(path), /The notebook was closed while this run went on/);
  await window.closeEditors();
});

test('the same where nothing else is left of the run', async () => {
  const { window, editor } = suite;
  const before = join(editor.folder, 'lost-saved.ipynb');
  const path = join(editor.folder, 'lost-alone.ipynb');
  const output = savedOutputs(before).find(({ data }) => data && TRAINING in data);
  const run = {
    ...(output?.data?.[TRAINING] as object),
    id: 'elsewhere',
    status: 'running',
    reason: undefined,
  };
  const data = { ...output?.data, [TRAINING]: run };
  writeNotebook(path, [NET, FIT]);
  const saved = readNotebook(path);
  Object.assign(saved.cells[1] ?? {}, { outputs: [{ ...output, data }] });
  writeFileSync(path, JSON.stringify(saved));
  await window.openNotebook(path);
  const view = await window.output('.epb-run[data-status="lost"]');
  await until('why it is lost', async () => /not there any more/.test((await view.textContent()) ?? ''));
  await window.closeEditors();
});
