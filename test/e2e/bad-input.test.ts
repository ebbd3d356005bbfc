import { expect, test } from 'vitest';
import type { CellFacts } from './host-window.js';
import { fileBytes } from './notebook-file.js';
import { useEditor } from './use-editor.js';

// What a student gets to see when a cell is wrong.
const suite = useEditor('bad-input');

const textOf = (cell: CellFacts) => cell.outputs.map((output) => output.text).join('\n');

test('an error shows its message and the line of the cell, and no frames of ours', async () => {
  const { window } = suite;
  const path = await suite.openCells('error', [
    'const fine = 1;',
    'const a: number = 1;\n\nnull!.boom;\n',
    'console.log(fine)',
  ]);
  await window.startAll();
  const cell = await window.cellEnded(path, 1);
  expect(cell.success).toBe(false);
  expect(textOf(cell)).toMatch(/Cannot read properties of null/);
  expect(textOf(cell)).toMatch(/Cell \[2\]:3:\d+/);
  expect(textOf(cell)).not.toMatch(/node:|host\.cjs|worker/);
  // Run all stops here; the cells after it keep quiet.
  expect((await window.cell(path, 2)).order).toBeUndefined();
  const drawn = await window.showOutput(path, 1, '.output_container', { text: 'Cannot read properties' });
  await expect
    .poll(async () => (await drawn.textContent())?.split('Cannot read properties of null'))
    .toHaveLength(2);
  await window.screenshot('error-cell');
});

test('a name that a cell not yet run declares: which cell', async () => {
  const { window } = suite;
  const path = await suite.openCells('order', ['rate * 2', "console.log('between')", 'const rate = 0.1;']);
  const cell = await window.runCell(path, 0);
  expect(textOf(cell)).toContain(
    'rate is not defined. The code cell 2 below (“const rate = 0.1;”) declares it, but has not run since the kernel started: run that cell first.',
  );
});

test('a syntax error names line and column and runs nothing', async () => {
  const { window } = suite;
  const path = await suite.openCells('syntax', ["console.log('ran');\nconst = 3;"]);
  const cell = await window.runCell(path, 0);
  expect(cell.success).toBe(false);
  expect(textOf(cell)).toMatch(/SyntaxError/);
  expect(textOf(cell)).toMatch(/2:\d+/);
  expect(textOf(cell)).not.toMatch(/^ran/m);
});

test('an import that does not resolve names the package, the folder and the way to install it', async () => {
  const { window } = suite;
  const path = await suite.openCells('import', ["import _ from 'no-such-package-here';"]);
  const cell = await window.runCell(path, 0);
  expect(cell.success).toBe(false);
  expect(textOf(cell)).toContain('no-such-package-here');
  expect(textOf(cell)).toContain(suite.editor.folder);
  expect(textOf(cell)).toMatch(/npm install/);
});

test('a cell that prints 100 MB is cut with a sentence, and the saved file stays small', async () => {
  const { window } = suite;
  const print =
    "const line = 'x'.repeat(999);\nfor (let i = 0; i < 100_000; i++) console.log(line);\nconsole.log('the last line');";
  const path = await suite.openCells('flood', [print, '1 + 1']);
  const flood = await window.runCell(path, 0, { timeout: 90_000 });
  expect(flood.success).toBe(true);
  const all = await window.evaluateInHost((vscode, file) => {
    const document = vscode.workspace.notebookDocuments.find((one) => one.uri.fsPath === file);
    const items = document?.cellAt(0).outputs.flatMap((output) => output.items) ?? [];
    const text = items.map((item) => new TextDecoder().decode(item.data)).join('');
    return { length: text.length, withoutFlood: text.replaceAll(/x{100,}/g, '').slice(-2000) };
  }, path);
  expect(all.length).toBeLessThan(2_000_000);
  expect(all.withoutFlood).toMatch(/\bcut\b/);
  expect(all.withoutFlood).toContain('the last line');
  expect((await window.runCell(path, 1)).success).toBe(true);
  await window.save(path);
  expect(fileBytes(path)).toBeLessThan(5_000_000);
});

test('an unhandled rejection is shown and the kernel lives on', async () => {
  const { window } = suite;
  const path = await suite.openCells('rejection', [
    "const kept = 41;\nvoid Promise.reject(new Error('nobody waits for me'));\nawait new Promise((resolve) => setTimeout(resolve, 200));",
    'console.log(kept + 1)',
  ]);
  await window.runCell(path, 0);
  await expect.poll(async () => textOf(await window.cell(path, 0))).toContain('nobody waits for me');
  expect(textOf(await window.runCell(path, 1))).toContain('42');
});

test('circular, huge and hostile values print safely', async () => {
  const { window } = suite;
  const hostile = `const circular: { self?: unknown } = {};
circular.self = circular;
console.log(circular);
console.log({ get trap() { throw new Error('trap'); } });
console.log(new Proxy({}, { get() { throw new Error('get'); }, ownKeys() { throw new Error('keys'); } }));
console.log(Array.from({ length: 1_000_000 }, (_, i) => i));
'done'`;
  const path = await suite.openCells('hostile', [hostile]);
  const cell = await window.runCell(path, 0);
  expect(textOf(cell)).toContain('Circular');
  expect(textOf(cell)).toContain('done');
  expect(cell.success).toBe(true);
  expect(cell.outputs.reduce((sum, output) => sum + output.bytes, 0)).toBeLessThan(1_000_000);
});
