import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeNotebook } from './notebook-file.js';
import { HostError } from './probe-client.js';
import { useEditor } from './use-editor.js';

// The harness alone, without our extension: when this fails, the other suites say nothing about the product.
const suite = useEditor('harness', { extension: 'none' });

test('evaluates code in the extension host', async () => {
  expect(await suite.window.evaluateInHost((vscode, a, b) => `${vscode.env.uiKind} ${a + b}`, 2, 3)).toBe(
    '2 5',
  );
  await expect(
    suite.window.evaluateInHost(() => {
      throw new TypeError('the message of the host');
    }),
  ).rejects.toThrow(HostError);
});

test('opens a notebook and reads its cells', async () => {
  const path = join(suite.editor.folder, 'smoke.ipynb');
  writeNotebook(path, ['const a: number = 1;', 'a + 1']);
  await suite.window.openNotebook(path);
  const facts = await suite.window.notebook(path);
  expect(facts.cells.map((cell) => [cell.kind, cell.language, cell.text])).toEqual([
    ['code', 'typescript', 'const a: number = 1;'],
    ['code', 'typescript', 'a + 1'],
  ]);
  expect(facts.isDirty).toBe(false);
  await expect.poll(() => suite.window.notebookText()).toContain('const a: number = 1;');
});

test('the address that npm start prints opens the file in the folder', async () => {
  const path = join(suite.editor.folder, 'opened by address.ipynb');
  writeNotebook(path, ['const openedByAddress = true;']);
  suite.window = await suite.editor.openWindow({ file: path });
  await expect.poll(() => suite.window.notebookText()).toContain('openedByAddress');
  expect((await suite.window.notebook(path)).cells).toHaveLength(1);
});

test('changes the theme in the running window', async () => {
  await suite.window.setTheme('Light Modern');
  await suite.window.setTheme('Dark Modern');
});
