import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CellFacts } from './host-window.js';
import { until, wait } from './until.js';
import { useEditor } from './use-editor.js';

const suite = useEditor('input');

const textOf = (cell: CellFacts) => cell.outputs.map((output) => output.text).join('');
const box = () => suite.window.page.locator('.quick-input-widget:visible');
const boxOpen = (prompt: string) =>
  until(
    `the box "${prompt}"`,
    async () => (await box().count()) > 0 && (await box().textContent())?.includes(prompt),
  );
const boxGone = () => until('no box', async () => (await box().count()) === 0);

/** Runs the cell that asks for the name; what stands there of an earlier question goes first. */
async function startAsking(): Promise<void> {
  await boxGone();
  await suite.window.startCell(path, 1);
  await boxOpen('Your name?');
}

const READLINE = `import * as lines from 'node:readline/promises';
import { stdin, stdout } from 'node:process';
const rl = lines.createInterface({ input: stdin, output: stdout });`;
const ASK = "const name = await rl.question('Your name? ');\nconsole.log('Hello, ' + name + '!');";
const CALLBACK = `const old = require('readline').createInterface({ input: process.stdin, output: process.stdout });
old.question('이름이 무엇입니까? ', (name) => { console.log('안녕, ' + name); old.close(); });`;

let path = '';

test('a readline question is answered in a box that shows it', async () => {
  const { window } = suite;
  path = await suite.openCells('input', [READLINE, ASK, CALLBACK, 'console.log(typeof rl)']);
  await window.runCell(path, 0);
  await startAsking();
  await expect.poll(() => box().textContent()).toContain('Cell [2] asks');
  await window.page.keyboard.type('Ann');
  await window.screenshot('input-box');
  await window.page.keyboard.press('Enter');
  const asked = await window.cellEnded(path, 1);
  expect(asked.success).toBe(true);
  expect(textOf(asked)).toBe('Your name? Ann\nHello, Ann!\n');
  await boxGone();
});

test('a question with a callback holds its cell until it is answered', async () => {
  const { window } = suite;
  await window.startCells(path, 2, 4);
  await boxOpen('이름이 무엇입니까?');
  expect((await window.cell(path, 3)).ended).toBeUndefined();
  await window.page.keyboard.type('Minsu');
  await window.setTheme('Default Light Modern');
  await window.screenshot('input-box-light');
  await window.page.keyboard.press('Enter');
  expect(textOf(await window.cellEnded(path, 2))).toBe('이름이 무엇입니까? Minsu\n안녕, Minsu\n');
  await window.cellEnded(path, 3);
});

test('Interrupt closes the box, and the next run asks again', async () => {
  const { window } = suite;
  const { ended } = await window.cell(path, 1);
  await startAsking();
  await window.evaluateInHost((vscode) => vscode.commands.executeCommand('epochbook.interrupt'));
  const stopped = await window.cellEnded(path, 1, { after: ended });
  expect(stopped.success).toBe(false);
  expect(textOf(stopped)).toMatch(/Interrupted/);
  await boxGone();
  await startAsking();
  await window.page.keyboard.type('Bo');
  await window.page.keyboard.press('Enter');
  const again = await window.cellEnded(path, 1, { after: stopped.ended });
  expect(textOf(again)).toContain('Hello, Bo!');
});

test('another box in its place does not end the input', async () => {
  const { window } = suite;
  const { ended } = await window.cell(path, 1);
  await startAsking();
  await window.page.keyboard.type('half');
  await window.page.keyboard.press('F1');
  const note = window.notification('still waits for an answer');
  await note.waitFor();
  await window.page.keyboard.press('Escape');
  await window.screenshot('input-box-waits');
  await note.getByRole('button', { name: 'Answer' }).click();
  await boxOpen('Your name?');
  await expect.poll(() => box().locator('input').first().inputValue()).toBe('half');
  await window.page.keyboard.press('End');
  await window.page.keyboard.type(' done');
  await window.page.keyboard.press('Enter');
  expect(textOf(await window.cellEnded(path, 1, { after: ended }))).toContain('Hello, half done!');
});

test('Escape ends the input, which the cell tells', async () => {
  const { window } = suite;
  const { ended } = await window.cell(path, 1);
  await startAsking();
  await window.page.keyboard.press('Escape');
  const stopped = await window.cellEnded(path, 1, { after: ended });
  expect(stopped.success).toBe(false);
  expect(textOf(stopped)).toMatch(/The input was ended with Escape\./);
  expect(textOf(stopped)).toMatch(/EndOfInput[\s\S]*The input ended before .*Your name\?.* was answered/);
  await window.screenshot('input-box-escape');
  await boxGone();
});

test('a kernel that ends takes its box with it', async () => {
  const { window } = suite;
  await window.runCell(path, 0);
  const { ended } = await window.cell(path, 1);
  await startAsking();
  await wait(300);
  for (const { pid } of suite.editor.processes().filter(({ command }) => command.includes('host.cjs')))
    process.kill(pid, 'SIGKILL');
  expect((await window.cellEnded(path, 1, { after: ended })).success).toBe(false);
  await boxGone();
});

const ASKS = [
  "import { input } from 'epochbook';\nconst rate = await input.number('Learning rate?', { min: 0, max: 1, value: 0.01 });\nrate * 2",
  "const optimizer = await input.choice('Optimizer?', ['sgd', 'adam']);\noptimizer",
  "const keep = await input.slider('Keep probability', { step: 0.1 });\nkeep",
  "const file = await input.file('Your data?', { extensions: ['csv'] });\nrequire('path').basename(file)",
];

test('input of the library is answered in boxes that know what fits', async () => {
  const { window } = suite;
  writeFileSync(join(suite.editor.folder, 'wine.csv'), 'a,b\n1,2\n');
  path = await suite.openCells('asks', ASKS);
  const { keyboard } = window.page;
  await window.startCell(path, 0);
  await boxOpen('Learning rate?');
  await keyboard.type('2');
  await boxOpen('1 or less');
  await window.screenshot('input-number');
  await keyboard.press('Enter');
  await keyboard.press('Backspace');
  await keyboard.type('0.5');
  await keyboard.press('Enter');
  expect(textOf(await window.cellEnded(path, 0))).toBe('Learning rate? 0.5\n1');
  await window.startCell(path, 1);
  await boxOpen('adam');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  expect(textOf(await window.cellEnded(path, 1))).toContain('Optimizer? adam');
  await window.startCell(path, 2);
  await boxOpen('0.5');
  await keyboard.press('ArrowUp');
  await window.screenshot('input-slider');
  await keyboard.press('Enter');
  expect(textOf(await window.cellEnded(path, 2))).toContain('Keep probability 0.6');
  await window.startCell(path, 3);
  await boxOpen('wine.csv');
  await window.screenshot('input-file');
  await keyboard.press('Enter');
  expect(textOf(await window.cellEnded(path, 3))).toContain('wine.csv');
});

test('Escape closes a question of the library, which says so; a reloaded window asks again', async () => {
  const { window } = suite;
  const { ended } = await window.cell(path, 1);
  await window.startCell(path, 1);
  await boxOpen('adam');
  await window.page.keyboard.press('Escape');
  const closed = await window.cellEnded(path, 1, { after: ended });
  expect(closed.success).toBe(false);
  expect(textOf(closed)).toMatch(/Optimizer\?.* was closed without an answer\./);
  await boxGone();
  await window.save(path);
  await window.startCell(path, 1);
  await boxOpen('adam');
  suite.window = await suite.editor.reloadWindow();
  await boxOpen('adam');
  await suite.window.page.keyboard.press('Enter');
  const again = await suite.window.cellEnded(path, 1, { after: closed.ended });
  expect(textOf(again)).toContain('Optimizer? sgd');
});
