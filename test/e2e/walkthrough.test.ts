import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LessonPicker } from './lesson-picker.js';
import { writeNotebook } from './notebook-file.js';
import { until } from './until.js';
import { useEditor } from './use-editor.js';
import { manifest, Walkthrough } from './walkthrough.js';
import { failureOf } from './workbooks.js';

// The first steps of somebody new, told in order: each step of the walkthrough is opened, and its button pressed.
const suite = useEditor('walkthrough');
const walkthrough = new Walkthrough(() => suite.window);

const activeNotebook = () =>
  suite.window.evaluateInHost((vscode) => vscode.window.activeNotebookEditor?.notebook.uri.toString() ?? '');

/** Runs all cells of the notebook in front, and gives what failed. */
async function runActive(): Promise<string[]> {
  const { window } = suite;
  await until('the kernel', async () => (await window.kernelLabel()).includes('Epochbook'));
  await window.startAll();
  return until('the end of all cells', () =>
    window.evaluateInHost((vscode) => {
      const cells = vscode.window.activeNotebookEditor?.notebook.getCells() ?? [];
      const code = cells.filter(({ kind }) => kind === vscode.NotebookCellKind.Code);
      const ended = code.every(({ executionSummary }) => executionSummary?.success !== undefined);
      const failed = code.filter(({ executionSummary }) => executionSummary?.success === false);
      return ended || failed.length > 0 ? failed.map(({ document }) => document.getText()) : undefined;
    }),
  );
}

test('step 1 opens a lesson', async () => {
  const { window, editor } = suite;
  await (await walkthrough.open('lesson')).click();
  const picker = LessonPicker.opened(window);
  await picker.asked('Open a Lesson');
  await picker.choose('Who survived the Titanic?');
  await picker.asked('Folder for your copy');
  await picker.folder(editor.folder);
  await window.workbookOpened(join(editor.folder, '07-titanic.ipynb'));
});

test('step 2 opens a training that runs as it is', async () => {
  const { window } = suite;
  await (await walkthrough.open('training')).click();
  await until('the new workbook', async () => (await activeNotebook()).startsWith('untitled:'));
  expect(await runActive()).toEqual([]);
  await window.evaluateInHost((vscode) => {
    vscode.window.activeNotebookEditor?.revealRange(
      new vscode.NotebookRange(3, 4),
      vscode.NotebookEditorRevealType.AtTop,
    );
  });
  await window.output('.epb-run:is([data-status="completed"], [data-status="stopped"])');
  const printed = await window.evaluateInHost((vscode) =>
    vscode.window.activeNotebookEditor?.notebook
      .getCells()
      .flatMap(({ outputs }) =>
        outputs.flatMap(({ items }) => items.map(({ data }) => new TextDecoder().decode(data))),
      )
      .join('\n'),
  );
  expect(Number(/accuracy (0\.\d+|1\.0+)/.exec(printed ?? '')?.[1])).toBeGreaterThan(0.9);
});

test('step 3 shows the run in the history', async () => {
  const { window } = suite;
  await (await walkthrough.open('picture')).click();
  await window.output('.runs .run', { text: /val_loss/ });
  await window.screenshot('walkthrough-history');
});

test('step 4 lays two runs side by side', async () => {
  const { window, editor } = suite;
  const path = join(editor.folder, 'two.ipynb');
  writeNotebook(path, [
    `import * as tf from '@tensorflow/tfjs-node';
for (const rate of [0.1, 0.01]) {
  const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  net.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(rate) });
  await net.fit(tf.ones([8, 1]), tf.ones([8, 1]), { epochs: 3 });
}`,
  ]);
  await window.openWorkbook(path);
  expect(failureOf(await window.runAll(path))).toBe('');
  await (await walkthrough.open('compare')).click();
  const picker = LessonPicker.opened(window);
  await picker.asked('Compare which runs?');
  for (const name of ['Run 1', 'Run 2'])
    await picker.box
      .locator('.monaco-list-row', { hasText: new RegExp(`^${name}.*two`) })
      .first()
      .click();
  await window.page.keyboard.press('Enter');
  const main = await window.output('main', { text: /Run 1/ });
  await expect.poll(() => main.textContent()).toMatch(/Run 2/);
});

test('step 5 leads to a lesson with exercises, between which keys go', async () => {
  const { window, editor } = suite;
  await (await walkthrough.open('exercise')).click();
  const picker = LessonPicker.opened(window);
  await picker.asked('Open a Lesson');
  await picker.choose('Who survived the Titanic?');
  await picker.asked('Folder for your copy');
  await picker.folder(editor.folder);
  await picker.asksWith(/begun this lesson/);
  await picker.row('A new copy').click();
  const path = join(editor.folder, '07-titanic-2.ipynb');
  await window.workbookOpened(path);
  await expect.poll(() => window.statusBar()).toMatch(/Exercises 0\//);
  const isTask = () =>
    window.evaluateInHost((vscode) => {
      const front = vscode.window.activeNotebookEditor;
      return front
        ? 'nbgrader' in (front.notebook.cellAt(front.selection.start).metadata.metadata ?? {})
        : false;
    });
  expect(await isTask()).toBe(false);
  // As a student does who has chosen a cell and writes nothing.
  await window.command('workbench.action.focusActiveEditorGroup');
  await window.command('notebook.focusTop');
  await until(
    'a task',
    async () => {
      await window.page.keyboard.press('e');
      await window.page.keyboard.press('n');
      return isTask();
    },
    { every: 500 },
  );
});

test('step 6 opens the settings of Epochbook', async () => {
  const { window } = suite;
  await (await walkthrough.open('settings')).click();
  await window.screenshot('walkthrough-settings');
  const setting = window.page.locator('.settings-editor .setting-item-label', { hasText: /Confirm Restart/ });
  await setting.first().waitFor();
});

test('the steps that were followed are ticked off', async () => {
  await walkthrough.open('exercise');
  await suite.window.screenshot('walkthrough');
  for (const name of ['lesson', 'training', 'picture', 'compare'])
    await expect.poll(() => walkthrough.step(name).getAttribute('aria-checked')).toBe('true');
});

test('a notebook becomes a script and a notebook again, with all its code and words', async () => {
  const { window, editor } = suite;
  const path = join(editor.folder, 'way.ipynb');
  writeNotebook(path, ['const a = 1;\n// %% no marker', '', 'const a = `\n*/`;']);
  await window.openWorkbook(path);
  await window.evaluateInHost(async (vscode, file) => {
    const edit = new vscode.WorkspaceEdit();
    const markdown = new vscode.NotebookCellData(
      vscode.NotebookCellKind.Markup,
      '# Title\n\n*/ words',
      'markdown',
    );
    edit.set(vscode.Uri.file(file), [vscode.NotebookEdit.insertCells(1, [markdown])]);
    await vscode.workspace.applyEdit(edit);
  }, path);
  const before = (await window.notebook(path)).cells.map(({ kind, text }) => [kind, text]);
  await window.command('epochbook.convertToScript');
  await window.notification(/npx epochbook run way\.ts.*several cells declare a/).waitFor();
  await window.command('workbench.action.files.save');
  await until('the saved script', () =>
    readFileSync(join(editor.folder, 'way.ts'), 'utf8').includes('// %% [markdown]\n// # Title'),
  );
  await window.command('epochbook.openScriptAsNotebook');
  await until('the notebook of the script', async () => (await activeNotebook()).startsWith('untitled:'));
  const after = await window.evaluateInHost((vscode) =>
    vscode.window.activeNotebookEditor?.notebook
      .getCells()
      .map(({ kind, document }) => [
        kind === vscode.NotebookCellKind.Code ? 'code' : 'markdown',
        document.getText(),
      ]),
  );
  expect(after).toEqual(before);
});

test('snippets are offered in cells where a line begins, and in no other file', async () => {
  const { window, editor } = suite;
  const offered = (file: string, cell: number | null, text: string) =>
    window.evaluateInHost(
      async (vscode, path, index, written) => {
        const uri = vscode.Uri.file(path);
        const document =
          index === null
            ? await vscode.workspace.openTextDocument({ language: 'typescript', content: written })
            : (await vscode.workspace.openNotebookDocument(uri)).cellAt(index).document;
        if (index !== null) {
          const edit = new vscode.WorkspaceEdit();
          edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), written);
          await vscode.workspace.applyEdit(edit);
        }
        const list = await vscode.commands.executeCommand<{ items: { label: string | { label: string } }[] }>(
          'vscode.executeCompletionItemProvider',
          document.uri,
          new vscode.Position(0, written.length),
        );
        return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      },
      file,
      cell,
      text,
    );
  const path = join(editor.folder, 'snippets.ipynb');
  writeNotebook(path, ['1']);
  await window.openWorkbook(path);
  expect(await offered(path, 0, 'dense')).toContain('dense-model');
  expect(await offered(path, 0, 'const a = dense')).not.toContain('dense-model');
  expect(await offered(path, null, 'dense')).not.toContain('dense-model');
});

test('keys do not clash with those of the editor in notebooks', async () => {
  const { window } = suite;
  const text = await window.evaluateInHost(async (vscode) =>
    (
      await vscode.workspace.openTextDocument(vscode.Uri.parse('vscode://defaultsettings/keybindings.json'))
    ).getText(),
  );
  const bindings = [...text.matchAll(/"key": "([^"]+)",\s+"command": "([^"]+)"(?:,\s+"when": "([^"]+)")?/g)];
  expect(bindings.length).toBeGreaterThan(500);
  for (const { key, command } of manifest().contributes.keybindings) {
    if (command === 'epochbook.endInput') continue;
    const first = key.split(' ')[0];
    const taken = bindings.filter(
      ([, other = '', its = '', when = '']) =>
        !its.startsWith('epochbook.') &&
        (other === key || other === first) &&
        (when === '' || /notebook/i.test(when)),
    );
    expect(
      taken.map(([whole]) => whole),
      key,
    ).toEqual([]);
  }
});
