import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  breakAt,
  breakpointsIn,
  debugCell,
  debugs,
  evaluated,
  removeBreakpoints,
  stoppedAt,
} from './debugging.js';
import { until } from './until.js';
import { useEditor } from './use-editor.js';

const suite = useEditor('debug');

const NUMBERS = `/** A half. */
export interface Unused { a: number }
export function halve(x: number): number {
  const result = x / 2;
  return result;
}
`;
const CELLS = [
  `import * as tf from '@tensorflow/tfjs-node';
import { halve } from './numbers';
const t = tf.tensor2d([[1, 2, 3], [4, 5, 6.5]]);`,
  `const first = 1;
function add(x: number, y: number): number {
  const sum = x + y;
  return sum;
}`,
  `let total = 0;
for (let i = 0; i < 5; i++) {
  total = add(total, i);
}
const waited = await Promise.resolve(total);
const half = halve(waited);
console.log('total', total, half);`,
  "console.log('pid ' + process.pid + ' half ' + half);",
];

let path = '';
const textOf = async (index: number, at = path) =>
  (await suite.window.cell(at, index)).outputs.map(({ text }) => text).join('\n');
/** The editor keeps no times of a cell that a debugger has stopped. */
const ended = (index: number, success: boolean) =>
  until(`the end of cell ${index}`, async () => (await suite.window.cell(path, index)).success === success);
/** Not waited for: what lets a cell go on may end the session before it answers. */
const command = (id: string) => suite.window.startCommand(`workbench.action.debug.${id}`);

test('a debugged cell stops at breakpoints of cells and files, shows variables, steps, evaluates, and ends', async () => {
  const { window } = suite;
  const file = join(suite.editor.folder, 'numbers.ts');
  writeFileSync(file, NUMBERS);
  path = await suite.openCells('debug', CELLS);
  await window.runCell(path, 0);
  await window.runCell(path, 1);
  await breakAt(window, path, { cell: 1, line: 3, condition: 'y === 3' });
  await breakAt(window, path, { cell: 2, line: 5 });
  await window.reveal(path, 2);
  await debugCell(window, path, 2);

  const inAdd = await stoppedAt(window, path, 1, 3);
  expect(inAdd.frames.slice(0, 2)).toMatchObject([
    { name: 'add', at: 1, line: 3 },
    { at: 2, line: 3 },
  ]);
  expect(inAdd.variables['Local: add']).toEqual(expect.arrayContaining(['x: 3', 'y: 3']));
  expect(inAdd.variables.Notebook).toEqual(
    expect.arrayContaining(['first: 1', 'total: 3', 't: Tensor float32 [2, 3] 1, 2, 3, 4, 5, 6.5']),
  );
  expect(await evaluated(window, 'x + 100')).toBe('103');
  expect(await evaluated(window, 't.shape.length + total')).toBe('5');
  const pane = window.page.locator('.debug-variables');
  await pane.getByText('Notebook').click();
  await pane.getByText('Tensor float32 [2, 3]').waitFor();
  await window.screenshot('debug-stopped');

  await command('stepOver');
  await stoppedAt(window, path, 1, 4);
  await command('continue');
  await stoppedAt(window, path, 2, 5);
  await command('stepOver');
  await stoppedAt(window, path, 2, 6);
  await command('stepInto');
  await stoppedAt(window, path, file, 4);
  await window.setTheme('Default Light Modern');
  await window.screenshot('debug-file-light');
  await command('continue');
  await ended(2, true);
  expect(await textOf(2)).toMatch(/total .*10.* .*5/);
  await until('the end of the session', async () => !(await debugs(window)));
  // The file that was stepped into has come before it.
  await window.openNotebook(path);
  expect((await window.runCell(path, 3)).success).toBe(true);
  expect(await textOf(3)).toMatch(/pid \d+ half 5/);
});

test('a cell that has another text stops in that; Interrupt ends debugging, and the kernel lives on', async () => {
  const { window } = suite;
  const pid = /pid (\d+)/.exec(await textOf(3))?.[1];
  await removeBreakpoints(window);
  await window.editCell(
    path,
    2,
    'const half = 7;\n// one more line\nconst third = half / 3;\nawait new Promise(() => {});',
  );
  await breakAt(window, path, { cell: 2, line: 3 });
  await debugCell(window, path, 2);
  const { variables } = await stoppedAt(window, path, 2, 3);
  expect(variables.Notebook).toContain('half: 7');
  await window.startCommand('epochbook.interrupt');
  await ended(2, false);
  expect(await textOf(2)).toMatch(/Interrupted\. Variables are kept\./);
  await window.notification('Debugging has ended, as the cell was interrupted.').waitFor();
  await until('the end of the session', async () => !(await debugs(window)));
  await window.runCell(path, 3);
  expect(await textOf(3)).toContain(`pid ${pid} half 7`);
});

test('a notebook that is renamed while its cell is stopped: debugging ends, the cell goes on', async () => {
  const { window } = suite;
  await window.editCell(path, 2, "const half = 8;\ndebugger;\nconsole.log('on it goes');");
  await removeBreakpoints(window);
  await breakAt(window, path, { cell: 3, line: 1, condition: 'half > 100' });
  await window.save(path);
  await debugCell(window, path, 2);
  await stoppedAt(window, path, 2, 2);
  const to = join(suite.editor.folder, 'renamed.ipynb');
  await window.evaluateInHost(
    async (vscode, before, after) => {
      const edit = new vscode.WorkspaceEdit();
      edit.renameFile(vscode.Uri.file(before), vscode.Uri.file(after));
      await vscode.workspace.applyEdit(edit);
    },
    path,
    to,
  );
  await window.notification('Debugging has ended, as the notebook is in another place').waitFor();
  path = to;
  await until('the output in the new place', async () => /on it goes/.test(await textOf(2)));
  expect(await debugs(window)).toBe(false);
  await until('its breakpoints', async () => (await breakpointsIn(window, path)).join() === '3:1 half > 100');
  expect((await window.runCell(path, 3)).success).toBe(true);
});

test('a window that is loaded anew while a cell is stopped: the cell goes on to its end', async () => {
  const { window } = suite;
  await window.save(path);
  await debugCell(window, path, 2);
  await stoppedAt(window, path, 2, 2);
  suite.window = await suite.editor.reloadWindow();
  await until('the notebook', async () => (await suite.window.notebook(path)).cells.length > 0);
  await until('the end of the cell', async () => (await suite.window.cell(path, 2)).success === true);
  expect(await textOf(2)).toContain('on it goes');
});

test('closing the notebook ends debugging and the kernel', async () => {
  const { window } = suite;
  await debugCell(window, path, 2);
  await stoppedAt(window, path, 2, 2);
  await window.closeEditors();
  await until('the end of the session', async () => !(await debugs(window)));
  await until(
    'the end of the kernel',
    () => !suite.editor.processes().some(({ command: run }) => run.includes('host.cjs')),
  );
});
