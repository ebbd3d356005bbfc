import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { themes } from './editor.js';
import { MEAN_CHECK, SOLVED_MEAN } from './exercise-notebooks.js';
import { LessonPicker } from './lesson-picker.js';
import { joined, readNotebook, writeNotebook } from './notebook-file.js';
import { useEditor } from './use-editor.js';
import type { EditorWindow } from './window.js';

const AT = { imports: 0, mean: 1, check: 2 };
const IMPORTS = "import { check, expect } from 'epochbook';";
const CELLS = [IMPORTS, SOLVED_MEAN, MEAN_CHECK];
const patiently = { interval: 250 };

/** A row of the grading view. */
const row = (window: EditorWindow, text: string | RegExp) =>
  window.page.locator('.pane-body .monaco-list-row', { hasText: text }).first();
/** What the grading view says: its head, its message, its rows. */
const viewText = async (window: EditorWindow) => {
  const side = window.page.locator('.part.sidebar');
  const parts = side.locator(
    '.pane-header:visible, .composite.title:visible, .pane:visible .message, .pane:visible .monaco-list-row',
  );
  return (await parts.allTextContents()).join('\n').replaceAll('\u00a0', ' ');
};

async function under(window: EditorWindow, path: string, index: number) {
  await window.reveal(path, index);
  return window.cellStatus(index);
}

async function pick(
  window: EditorWindow,
  path: string,
  index: number,
  choice: string,
): Promise<LessonPicker> {
  await window.reveal(path, index);
  await window.startCommand('epochbook.exercise.mark');
  const picker = LessonPicker.opened(window);
  await picker.asked(/What is this cell for|이 셀의 역할/);
  await picker.choose(choice);
  return picker;
}

describe('in English', () => {
  const suite = useEditor('grading');
  let path = '';
  const copy = () => join(suite.editor.folder, 'handout', 'lab.ipynb');
  const submissions = () => join(suite.editor.folder, 'submissions');
  const saved = async (index: number) => {
    await suite.window.save(path);
    return readNotebook(path).cells[index];
  };
  const roles = async (index: number) => (await await under(suite.window, path, index)).texts();

  test('a teacher marks cells by picking what they are for', async () => {
    const { window, editor } = suite;
    path = join(editor.folder, 'lab.ipynb');
    writeNotebook(path, CELLS);
    await window.openWorkbook(path);
    await expect.poll(() => roles(AT.mean)).toEqual([]);
    await window.reveal(path, AT.mean);
    await window.startCommand('epochbook.exercise.mark');
    const picker = LessonPicker.opened(window);
    await picker.asked('What is this cell for?');
    await picker.settled();
    await window.screenshot('grading-mark');
    await picker.choose('the next check');
    await expect.poll(() => roles(AT.mean), patiently).toEqual(['Task · mean']);
    expect((await saved(AT.mean))?.metadata.nbgrader).toEqual({
      schema_version: 3,
      grade: false,
      solution: true,
      locked: false,
      task: false,
      grade_id: 'mean',
    });
    await expect.poll(() => roles(AT.imports), patiently).toEqual(['Mark…']);
  });

  test('what is missing is said at the cell, points are asked for, and Undo takes a mark back', async () => {
    const { window } = suite;
    const tooltip = window.notebookView.locator('.codicon-warning');
    // The task has no lines that are taken out; the hidden tests stand in a cell that is no check.
    await expect.poll(() => tooltip.count()).toBe(2);
    const picker = await pick(window, path, AT.check, 'rules give points');
    await picker.asked('Points');
    await picker.answer('three');
    await expect.poll(() => picker.box.textContent()).toContain('A number, 0 or more');
    await picker.answer('2');
    await expect.poll(() => roles(AT.check), patiently).toEqual(['Check · mean-check · 2 points']);
    await window.command('notebook.focusTop');
    await window.reveal(path, AT.check);
    await window.page.keyboard.press('Escape');
    await window.command('undo');
    await expect.poll(() => roles(AT.check), patiently).toEqual(['Mark…']);
    await window.command('redo');
    await expect.poll(() => roles(AT.check), patiently).toEqual(['Check · mean-check · 2 points']);
    await (await under(window, path, AT.check)).press('Check · mean-check');
    await picker.choose('Change the points');
    await picker.asked('Points');
    await picker.answer('3');
    await expect.poll(() => roles(AT.check), patiently).toEqual(['Check · mean-check · 3 points']);
    await pick(window, path, AT.mean, 'around the selected lines');
    await expect.poll(async () => (await window.cell(path, AT.mean)).text).toMatch(/^\/\/ BEGIN SOLUTION\n/);
    await expect.poll(() => tooltip.count()).toBe(0);
    for (const theme of ['light', 'dark'] as const) {
      await window.setTheme(themes[theme]);
      await window.reveal(path, AT.imports);
      await window.screenshot(`grading-marked-${theme}`);
    }
  });

  const makeCopy = async () => {
    const { window, editor } = suite;
    await window.startCommand('epochbook.makeStudentCopy');
    const picker = LessonPicker.opened(window);
    await picker.asked('Make Student Copy');
    await picker.choose('lab.ipynb');
    await picker.asked('Folder for the student copy');
    await picker.folder(join(editor.folder, 'handout'));
  };

  test('Make Student Copy runs the solution, writes the copy, and never over one unasked', async () => {
    const { window, editor } = suite;
    mkdirSync(join(editor.folder, 'handout'));
    await makeCopy();
    await window.notification('The student copy is ready').waitFor();
    const sources = readNotebook(copy()).cells.map(({ source }) => joined(source));
    expect(sources[AT.mean]).toBe('// your code here');
    expect(sources[AT.check]).not.toContain('1.5');
    await window.command('notifications.clearAll');
    writeFileSync(copy(), 'mine');
    await makeCopy();
    const dialog = window.page.locator('.monaco-dialog-box', { hasText: 'There is a student copy already' });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(readFileSync(copy(), 'utf8')).toBe('mine');
  });

  test('a solution that fails its own check is told before anything is handed out', async () => {
    const { window } = suite;
    const good = (await window.cell(path, AT.mean)).text;
    await window.editCell(path, AT.mean, good.replace(' / values.length', ''));
    await makeCopy();
    await window.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Replace' }).click();
    const error = window.notification('Nothing was written');
    await error.waitFor();
    await error.getByRole('button', { name: 'Show Details' }).click();
    const shown = () =>
      window.evaluateInHost((vscode) => vscode.window.activeTextEditor?.document.getText() ?? '');
    await expect.poll(shown).toMatch(/own solution fails the check mean-check:[\s\S]*mean\(\[1, 2, 3\]\)/);
    expect(readFileSync(copy(), 'utf8')).toBe('mine');
    await window.command('workbench.action.closeActiveEditor');
    await window.editCell(path, AT.mean, good);
    await window.save(path);
  });

  const gradeThem = async () => {
    const { window } = suite;
    await window.startCommand('epochbook.gradeSubmissions');
    const picker = LessonPicker.opened(window);
    await picker.asked(/^Submissions/);
    await picker.folder(submissions());
    return picker;
  };

  test('a grading that is stopped keeps its marks, and goes on', async () => {
    const { window } = suite;
    mkdirSync(submissions());
    writeNotebook(join(submissions(), 'ann.ipynb'), CELLS);
    writeNotebook(join(submissions(), 'ben.ipynb'), [
      IMPORTS,
      SOLVED_MEAN.replace(' / values.length', ''),
      MEAN_CHECK,
    ]);
    writeNotebook(join(submissions(), 'cho.ipynb'), [
      IMPORTS,
      'await new Promise((go) => setTimeout(go, 50_000));',
      MEAN_CHECK,
    ]);
    await gradeThem();
    const progress = window.notification('Grading');
    await expect.poll(() => progress.textContent(), { timeout: 90_000 }).toMatch(/2\/3 · /);
    await window.screenshot('grading-progress');
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => viewText(window)).toMatch(/stopped[\s\S]*ann[\s\S]*ben/);
    expect(existsSync(join(suite.editor.folder, 'submissions.graded', 'marks.csv'))).toBe(false);
    writeFileSync(join(submissions(), 'cho.ipynb'), 'not a notebook');
    await window.command('epochbook.grading.resume');
    await expect.poll(() => viewText(window)).toMatch(/3 of 3 graded/);
  });

  test('the view lists whom to look at, marks, and what failed most', async () => {
    const { window } = suite;
    const text = await viewText(window);
    expect(text).toMatch(/Look at.*1[\s\S]*cho.*0\/3[\s\S]*Students.*3[\s\S]*ann.*3\/3[\s\S]*ben.*1\/3/);
    expect(text).toMatch(/What failed most.*2[\s\S]*mean\(\[1, 2, 3\]\) is 2.*1 of 2/);
    await row(window, /^ann/).click();
    const report = () => window.findOutput('h1', { text: 'ann' });
    const title = () =>
      window.evaluateInHost((vscode) => vscode.window.tabGroups.activeTabGroup.activeTab?.label);
    await expect.poll(title).toBe('ann');
    await expect.poll(() => report().then(Boolean)).toBe(true);
    await row(window, /^ben/).click();
    await expect.poll(title).toBe('ben');
    for (const theme of ['light', 'dark'] as const) {
      await window.setTheme(themes[theme]);
      await window.screenshot(`grading-view-${theme}`);
    }
  });

  test('the graded notebook is one click away, and the table of marks', async () => {
    const { window, editor } = suite;
    await row(window, /^ben/).hover();
    await row(window, /^ben/).getByRole('button', { name: 'Open Graded Notebook' }).click();
    await window.workbookOpened(join(editor.folder, 'submissions.graded', 'notebooks', 'ben.ipynb'));
    await window.screenshot('grading-notebook');
    await window.command('epochbook.grading.openMarks');
    const shown = () =>
      window.evaluateInHost((vscode) => vscode.window.activeTextEditor?.document.getText() ?? '');
    await expect.poll(shown).toMatch(/ann,,3,3,graded[\s\S]*ben,,1,3,graded/);
  });

  test('after a reload the view is there, until it is closed; grading again asks first', async () => {
    const { editor, window } = suite;
    await window.command('workbench.action.closeAllEditors');
    await editor.reloadWindow();
    await window.openWorkbook(path);
    await window.command('epochbook.grading.focus');
    await expect.poll(() => viewText(window)).toMatch(/3 of 3 graded[\s\S]*ann/);
    const picker = await gradeThem();
    await picker.asked('Grade Submissions');
    await window.screenshot('grading-again');
    await picker.cancel();
    await window.command('epochbook.grading.close');
    // The files of the graded, in the explorer that comes in its place, have names too.
    await expect.poll(() => viewText(window)).not.toMatch(/3 of 3 graded|Students/);
  });
});

describe('in Korean', () => {
  const suite = useEditor('grading-korean', { locale: 'ko', theme: 'light' });

  test('marking, grading and its view are Korean', async () => {
    const { window, editor } = suite;
    const path = join(editor.folder, 'lab.ipynb');
    writeNotebook(path, CELLS);
    await window.openWorkbook(path);
    await pick(window, path, AT.mean, '다음 점검 셀');
    const roles = async (index: number) => (await under(window, path, index)).texts();
    await expect.poll(() => roles(AT.mean), patiently).toEqual(['과제 · mean']);
    const picker = await pick(window, path, AT.check, '점수를 줍니다');
    await picker.asked('배점');
    await picker.answer('3');
    await expect.poll(() => roles(AT.check), patiently).toEqual(['점검 · mean-check · 3점']);
    await pick(window, path, AT.mean, 'BEGIN SOLUTION …');
    await expect.poll(async () => (await window.cell(path, AT.mean)).text).toMatch(/BEGIN SOLUTION/);
    await window.screenshot('grading-korean-marked');
    const folder = join(editor.folder, '제출물');
    mkdirSync(folder);
    writeNotebook(join(folder, '김하나.ipynb'), CELLS);
    writeFileSync(join(folder, '이두리.ipynb'), '노트북이 아님');
    await window.startCommand('epochbook.gradeSubmissions');
    await picker.asked(/^제출물/);
    await picker.folder(folder);
    await expect
      .poll(() => viewText(window), { timeout: 90_000 })
      .toMatch(/2개 중 2개 채점[\s\S]*김하나.*3\/3/);
    await row(window, /^김하나/).click();
    await expect.poll(() => window.findOutput('.marks', { text: '3점 중 3점' }).then(Boolean)).toBe(true);
    await window.screenshot('grading-korean-view');
  });
});
