import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeNotebook } from './notebook-file.js';
import { HostError } from './probe-client.js';
import { giveBack, takeEditor } from './shared-editors.js';
import { until } from './until.js';
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

test('an editor that a file gives back is as new for the next', async () => {
  const options = { extension: 'none', theme: 'light' } as const;
  const editor = await takeEditor(options);
  const window = await editor.openWindow();
  const path = join(editor.folder, 'before.ipynb');
  writeNotebook(path, ['const before = 1;']);
  mkdirSync(editor.storage);
  await window.openNotebook(path);
  await window.editCell(path, 0, 'const before = 2;');
  await window.evaluateInHost(async (vscode) => {
    const settings = vscode.workspace.getConfiguration('editor');
    await settings.update('fontSize', 33, vscode.ConfigurationTarget.Global);
    await settings.update('tabSize', 7, vscode.ConfigurationTarget.Workspace);
    vscode.window.createTerminal('before').show();
    await vscode.commands.executeCommand('workbench.action.toggleZenMode');
  });
  await until('the shell', () =>
    editor.processes().some(({ command }) => command.includes('shellIntegration')),
  );
  expect(await editor.leave()).toEqual([]);
  giveBack(editor, options);

  const next = await takeEditor({ ...options, theme: 'dark', settings: { 'editor.wordWrapColumn': 55 } });
  expect(next).toBe(editor);
  const facts = await (await next.openWindow()).evaluateInHost(async (vscode) => ({
    folder: vscode.workspace.workspaceFolders?.map(({ uri }) => uri.fsPath),
    files: await vscode.workspace.fs.readDirectory(
      vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/nowhere'),
    ),
    notebooks: vscode.workspace.notebookDocuments.length,
    tabs: vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length,
    terminals: vscode.window.terminals.length,
    fontSize: vscode.workspace.getConfiguration('editor').inspect('fontSize')?.globalValue,
    tabSize: vscode.workspace.getConfiguration('editor').inspect('tabSize')?.workspaceValue,
    column: vscode.workspace.getConfiguration('editor').get('wordWrapColumn'),
    theme: vscode.workspace.getConfiguration('workbench').get('colorTheme'),
  }));
  expect(facts).toEqual({
    folder: [next.folder],
    files: [],
    notebooks: 0,
    tabs: 0,
    terminals: 0,
    column: 55,
    theme: 'Dark Modern',
  });
  expect(existsSync(next.storage)).toBe(false);
  expect(await next.stop()).toEqual([]);
});
