import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from './artifacts.js';
import { CellLanguage } from './cell-language.js';
import { until } from './until.js';
import { useEditor } from './use-editor.js';

const suite = useEditor('language');

const language = (path: string) => new CellLanguage(suite.window, path);
const languageProcesses = () =>
  suite.editor.processes().filter(({ command }) => /language[\\/]server\.cjs/.test(command));

const cells = [
  "import * as tf from '@tensorflow/tfjs-node';\nimport { scale } from './own.ts';",
  'const rows = [3, 1, 2];\nconst half = (x: number) => x / 2;',
  'const total = half(rows.length);\nrows.',
  "const wrong: number = 'text';\nscale(total);",
  'tf.tensor(rows)',
];

test('names of other cells and of imports are offered, each once', async () => {
  writeFileSync(join(suite.editor.folder, 'own.ts'), 'export const scale = (x: number): number => 2 * x;\n');
  const path = await suite.openCells('language', cells);
  const asked = language(path);
  const offered = await until(
    'the members of an array of another cell',
    async () => {
      const names = await asked.completions(2, 'rows.');
      return names.includes('findLast') ? names : undefined;
    },
    { timeout: 120_000 },
  );
  expect(offered.filter((name, i) => offered.indexOf(name) !== i)).toEqual([]);
  expect(offered).not.toContain('total');
  const ofTf = await asked.completions(4, 'tf.');
  expect(ofTf).toEqual(expect.arrayContaining(['tensor', 'layers', 'sequential', 'train']));
  expect(ofTf.filter((name, i) => ofTf.indexOf(name) !== i)).toEqual([]);
  const said = await asked.hovers(2, 'half');
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('const half: (x: number) => number');
  expect(await asked.definitions(3, 'total')).toEqual(['cell 2:0']);
  expect(await asked.definitions(3, 'scale')).toEqual(['own.ts:0']);
  expect(await asked.definitions(4, 'tensor')).toEqual([expect.stringMatching(/^tensor\.d\.ts:\d+$/)]);
});

test('a wrong type is underlined in its cell at its place, and no more once it is mended', async () => {
  const { window } = suite;
  const path = join(suite.editor.folder, 'language.ipynb');
  const asked = language(path);
  await window.editCell(path, 2, 'const total = half(rows.length);');
  const said = await until('the error in cell 3', async () => {
    const all = await asked.said();
    return all[3]?.length && !all[2]?.length ? all : undefined;
  });
  expect(said).toMatchObject([[], [], [], [{ severity: 0, source: 'ts', text: 'wrong', line: 0 }], []]);
  await window.reveal(path, 3);
  await window.notebookView.locator('.squiggly-error').first().waitFor();
  await window.screenshot('language-error');
  await window.editCell(path, 3, 'const wrong: number = 3;\nscale(total);');
  await until('nothing underlined', async () =>
    (await asked.said()).flat().length === 0 ? true : undefined,
  );
  await window.notebookView.locator('.squiggly-error').first().waitFor({ state: 'detached' });
});

test('a name is renamed in all cells', async () => {
  const { window } = suite;
  const path = join(suite.editor.folder, 'language.ipynb');
  // VS Code hands its command on wrongly for a cell that is not in sight.
  await window.reveal(path, 0);
  expect(await language(path).rename(2, 'half', 'halved')).toBe('');
  const texts = async () => (await window.notebook(path)).cells.map(({ text }) => text);
  await expect
    .poll(texts)
    .toEqual([
      cells[0],
      'const rows = [3, 1, 2];\nconst halved = (x: number) => x / 2;',
      'const total = halved(rows.length);',
      'const wrong: number = 3;\nscale(total);',
      'tf.tensor(rows)',
    ]);
});

test('what is typed is completed in the page', async () => {
  const { window } = suite;
  const path = join(suite.editor.folder, 'language.ipynb');
  await window.editCell(path, 4, '');
  await window.reveal(path, 4);
  await window.command('notebook.cell.edit');
  await window.page.keyboard.type('tf.lay');
  // Beside its name a row tells what it is, once that has come.
  const named = window.page
    .locator('.suggest-widget:visible .monaco-list-row .label-name')
    .filter({ hasText: /^layers$/ });
  await named.first().waitFor();
  await window.screenshot('language-suggest');
  // The list is drawn anew while more of it comes.
  await expect.poll(() => named.count(), { timeout: 20_000 }).toBe(1);
  await window.page.keyboard.press('Escape');
});

test('a name that is not imported brings its import', async () => {
  const { window } = suite;
  const path = await suite.openCells('imports', ['const a = 1;', 'standardi']);
  const offered = await until('what could be imported', async () => {
    const names = await language(path).completions(1, 'standardi');
    return names.includes('EarlyStopping') ? names : undefined;
  });
  expect(offered).toContain('tf');
  await window.editCell(path, 1, 'show.table([]);');
  await until('the unknown name', async () => ((await language(path).said())[1]?.length ? true : undefined));
  const mended = await window.evaluateInHost(async (vscode, file) => {
    const open = vscode.workspace.notebookDocuments.find(({ uri }) => uri.fsPath === file);
    const document = open?.cellAt(1).document;
    if (!document) throw new Error(`${file} is not open.`);
    const range = new vscode.Range(0, 0, 0, 4);
    const actions = await vscode.commands.executeCommand<import('vscode').CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
    );
    const found = actions.find(({ title }) => /epochbook/.test(title));
    if (!found?.edit) throw new Error(actions.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(found.edit);
    return document.getText();
  }, path);
  expect(mended).toBe("import { show } from 'epochbook';\nshow.table([]);");
});

test('a mistake of deep learning is told with its reason, and mended', async () => {
  const { window } = suite;
  const path = await suite.openCells('lint', [
    "import * as tf from '@tensorflow/tfjs-node';\nconst model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2], activation: 'softmax' })] });",
    "model.compile({ optimizer: 'sgd', loss: 'binaryCrossentropy' });",
  ]);
  const asked = language(path);
  const warnings = async () =>
    (await asked.said()).map((of) => of.filter(({ source }) => source === 'Epochbook'));
  const told = await until('the warning', async () => {
    const all = await warnings();
    return all.flat().length > 0 ? all : undefined;
  });
  expect(told[0]).toMatchObject([{ severity: 1, message: expect.stringContaining('softmax') }]);
  await window.reveal(path, 0);
  await window.notebookView.locator('.squiggly-warning').first().waitFor();
  await window.screenshot('language-lint');
  await window.evaluateInHost(async (vscode, file) => {
    const open = vscode.workspace.notebookDocuments.find(({ uri }) => uri.fsPath === file);
    const document = open?.cellAt(0).document;
    if (!document) throw new Error(`${file} is not open.`);
    const [warning] = vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ source }) => source === 'Epochbook');
    const actions = await vscode.commands.executeCommand<import('vscode').CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      warning?.range ?? new vscode.Range(0, 0, 0, 0),
    );
    const fix = actions.find(({ isPreferred }) => isPreferred);
    if (!fix?.edit) throw new Error(actions.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(fix.edit);
  }, path);
  await until('no warning', async () => ((await warnings()).flat().length === 0 ? true : undefined));
});

test('in lessons nothing is underlined, and nothing greyed that is used', async () => {
  const { window } = suite;
  const names = readdirSync(join(repository, 'workbooks', 'en')).filter((name) => name.endsWith('.ipynb'));
  for (const name of [names[0], names[6]] as string[]) {
    const lesson = JSON.parse(readFileSync(join(repository, 'workbooks', 'en', name), 'utf8'));
    // The last cell says when the others have been checked.
    const sentinel = {
      ...lesson.cells.at(-1),
      cell_type: 'code',
      id: 'sentinel',
      metadata: {},
      outputs: [],
      execution_count: null,
    };
    lesson.cells.push({ ...sentinel, source: ['noSuchName'] });
    const path = join(suite.editor.folder, name);
    writeFileSync(path, JSON.stringify(lesson));
    await window.openWorkbook(path);
    const asked = language(path);
    const said = await until('the sentinel', async () => {
      const all = await asked.said();
      return all.at(-1)?.length ? all : undefined;
    });
    expect(said.slice(0, -1).flat()).toEqual([]);
    expect(said.at(-1)).toHaveLength(1);
    await window.screenshot(`language-${name.slice(0, 2)}`);
  }
});

test('other files keep the support of VS Code, and other notebooks are left alone', async () => {
  const { window } = suite;
  const file = join(suite.editor.folder, 'plain.ts');
  writeFileSync(file, 'const amount = 1;\namount.toFixed();\nconst wrong: string = amount;\n');
  const asked = (line: number, character: number) =>
    window.evaluateInHost(
      async (vscode, path, at, column) => {
        const document = await vscode.workspace.openTextDocument(path);
        await vscode.window.showTextDocument(document);
        const hovers = await vscode.commands.executeCommand<import('vscode').Hover[]>(
          'vscode.executeHoverProvider',
          document.uri,
          new vscode.Position(at, column),
        );
        const said = vscode.languages.getDiagnostics(document.uri).map(({ code }) => code);
        return { hovers: hovers.length, said };
      },
      file,
      line,
      character,
    );
  await until('the error of VS Code itself', async () => {
    const { hovers, said } = await asked(1, 2);
    return hovers === 1 && said.includes(2322) ? true : undefined;
  });
  const python = join(suite.editor.folder, 'python.ipynb');
  const cell = {
    cell_type: 'code',
    id: 'a',
    metadata: {},
    execution_count: null,
    outputs: [],
    source: ['a = 1'],
  };
  const metadata = {
    kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' },
    language_info: { name: 'python' },
  };
  writeFileSync(python, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells: [cell] }));
  await window.openNotebook(python);
  expect(await language(python).hovers(0, 'a')).toEqual([]);
});

test('a process that dies is started again, which is said once', async () => {
  const { window } = suite;
  const path = await suite.openCells('killed', ['const rows = [1];', 'rows.map(String)']);
  const answers = () =>
    until(
      'completions',
      async () => ((await language(path).completions(1, 'rows.')).includes('findLast') ? true : undefined),
      {
        timeout: 120_000,
      },
    );
  await answers();
  const told = window.page.locator('.notification-list-item', { hasText: 'knows the types of cells' });
  for (let n = 0; n < 2; n++) {
    const [before] = languageProcesses();
    process.kill(before?.pid ?? 0, 'SIGKILL');
    await until('another process', async () =>
      languageProcesses().some(({ pid }) => pid !== before?.pid) ? true : undefined,
    );
    await answers();
  }
  await window.command('notifications.showList');
  await told.first().waitFor();
  expect(await told.count()).toBe(1);
  await window.command('notifications.clearAll');
});

test('the Doctor tells its memory, and it ends with the notebooks', async () => {
  const { window } = suite;
  await window.startCommand('epochbook.doctor');
  await until('the memory in the report', () =>
    window.evaluateInHost((vscode) =>
      vscode.workspace.textDocuments.some((document) => /the process holds \d+ MB/.test(document.getText())),
    ),
  );
  await window.closeEditors();
  await until('no process', async () => (languageProcesses().length === 0 ? true : undefined));
});
