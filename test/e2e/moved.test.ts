import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { joined, readNotebook } from './notebook-file.js';
import { until } from './until.js';
import { useEditor } from './use-editor.js';

const suite = useEditor('moved');

const KEPT = "const kept = 41; console.log('pid ' + process.pid);";
/** Says a number a quarter of a second, until the file is there. */
const LOOP = `import { existsSync } from 'node:fs';
for (let i = 1; !existsSync(stop); i++) { console.log('line ' + i + '.'); await new Promise((r) => setTimeout(r, 250)); }
console.log('done with ' + (kept + 1));`;
const kernels = () => suite.editor.processes().filter(({ command }) => command.includes('host.cjs'));
const textOf = async (path: string, index: number) =>
  (await suite.window.cell(path, index)).outputs.map(({ text }) => text).join('\n');

async function rename(from: string, to: string): Promise<void> {
  const done = await suite.window.evaluateInHost(
    async (vscode, before, after) => {
      const edit = new vscode.WorkspaceEdit();
      edit.renameFile(vscode.Uri.file(before), vscode.Uri.file(after));
      return vscode.workspace.applyEdit(edit);
    },
    from,
    to,
  );
  expect(done).toBe(true);
}

/** A cell at work before the notebook went elsewhere goes on there, and says all that it says once, in order. */
async function expectGoesOn(path: string, index: number, stop: string): Promise<void> {
  const { window } = suite;
  await until('the open notebook', async () => (await window.notebook(path)).cells.length > index);
  const seen = async () =>
    [...(await textOf(path, index)).matchAll(/line (\d+)\./g)].map(([, n]) => Number(n));
  const before = await until('its outputs', async () => {
    const lines = await seen();
    return lines.length > 0 && lines;
  });
  await until('more lines', async () => (await seen()).length > before.length + 3);
  await window.cellRunning(path, index);
  writeFileSync(stop, '');
  const ended = await window.cellEnded(path, index);
  expect(ended.success).toBe(true);
  const lines = await seen();
  expect(lines).toEqual(lines.map((_, i) => i + 1));
  expect(await textOf(path, index)).toContain('done with 42');
}

/** The kernel is the same, with its variables. */
async function expectKept(path: string, index: number, pid: string): Promise<void> {
  const { window } = suite;
  await window.evaluateInHost(
    async (vscode, file, at) => {
      const notebook = vscode.workspace.notebookDocuments.find(({ uri }) => uri.fsPath === file);
      const edit = new vscode.WorkspaceEdit();
      const cell = new vscode.NotebookCellData(
        2,
        "console.log('pid ' + process.pid + ' kept ' + kept)",
        'typescript',
      );
      if (notebook) edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(at, [cell])]);
      await vscode.workspace.applyEdit(edit);
    },
    path,
    index,
  );
  await window.runCell(path, index);
  expect(await textOf(path, index)).toContain(`pid ${pid} kept 41`);
}

const pidIn = (text: string): string => /pid (\d+)/.exec(text)?.[1] ?? '';

test('the first save keeps kernel, variables, the cell at work and its outputs', async () => {
  const { window, editor } = suite;
  await window.command('epochbook.newWorkbook');
  await expect.poll(() => window.kernelLabel()).toContain('Epochbook');
  const stop = join(editor.folder, 'stop-first');
  await window.evaluateInHost(
    async (vscode, cells) => {
      const notebook = vscode.window.activeNotebookEditor?.notebook;
      const edit = new vscode.WorkspaceEdit();
      const data = cells.map((text) => new vscode.NotebookCellData(2, text, 'typescript'));
      if (notebook)
        edit.set(notebook.uri, [
          vscode.NotebookEdit.replaceCells(new vscode.NotebookRange(0, notebook.cellCount), data),
        ]);
      await vscode.workspace.applyEdit(edit);
    },
    [KEPT, LOOP.replace('stop', JSON.stringify(stop))],
  );
  await window.startAll();
  const output = await until('the pid', async () => {
    const text = await window.evaluateInHost((vscode) => {
      const [first, second] = vscode.window.activeNotebookEditor?.notebook.getCells() ?? [];
      const said = (cell: typeof first) =>
        (cell?.outputs ?? [])
          .flatMap(({ items }) => items.map(({ data }) => new TextDecoder().decode(data)))
          .join('');
      return [said(first), said(second)];
    });
    return /pid/.test(text[0] ?? '') && /line 3/.test(text[1] ?? '') && text[0];
  });
  mkdirSync(join(editor.folder, 'lab'));
  const path = join(editor.folder, 'lab', 'first.ipynb');
  await window.startCommand('workbench.action.files.save');
  const input = window.page.locator('.quick-input-widget input');
  // The dialog proposes a name of its own, at its time: what is typed before is mixed with it.
  await until('the name that is proposed', async () => /\.ipynb$/.test(await input.inputValue()));
  const ok = window.page.locator('.quick-input-widget').getByText('OK').first();
  const save = async (): Promise<boolean> => {
    if (!existsSync(path) && (await input.isVisible())) {
      if ((await input.inputValue()) === path) await ok.click({ timeout: 1000 }).catch(() => undefined);
      else await input.fill(path);
    }
    return existsSync(path);
  };
  await until('the saved file', save, { every: 500 });
  await expectGoesOn(path, 1, stop);
  await window.screenshot('moved-first-save');
  await expectKept(path, 2, pidIn(output));
  await window.save(path);
  expect(JSON.stringify(readNotebook(path).cells[1]?.outputs)).toContain('done with 42');
  expect(kernels()).toHaveLength(1);
  await window.closeEditors();
  await until('the end of the kernel', () => kernels().length === 0);
});

test.each([
  ['renaming it', 'a.ipynb', 'a.ipynb', 'b.ipynb'],
  ['moving it to another folder', 'c.ipynb', 'c.ipynb', 'room/c.ipynb'],
  ['renaming its folder', 'before/d.ipynb', 'before', 'after'],
])('%s keeps kernel, variables, the cell at work and its outputs', async (_, name, from, to) => {
  const { window, editor } = suite;
  const place = (file: string) => join(editor.folder, file);
  for (const folder of ['room', 'before']) mkdirSync(place(folder), { recursive: true });
  const stop = place(`stop-${to.replaceAll('/', '-')}`);
  const path = await suite.openCells(name.replace('.ipynb', ''), [
    KEPT,
    LOOP.replace('stop', JSON.stringify(stop)),
  ]);
  const pid = pidIn((await window.runCell(path, 0)).outputs.map(({ text }) => text).join(''));
  await window.startCell(path, 1);
  await until('some lines', async () => /line 3/.test(await textOf(path, 1)));
  await rename(place(from), place(to));
  const moved = name.startsWith(from) && from !== name ? place(name.replace(from, to)) : place(to);
  await expectGoesOn(moved, 1, stop);
  expect(existsSync(path)).toBe(false);
  await expectKept(moved, 2, pid);
  await window.save(moved);
  expect(joined(readNotebook(moved).cells[1]?.source)).toContain('line ');
  expect(JSON.stringify(readNotebook(moved).cells[1]?.outputs)).toContain('done with 42');
  expect(kernels()).toHaveLength(1);
  await window.closeEditors();
  await until('the end of the kernel', () => kernels().length === 0);
});
