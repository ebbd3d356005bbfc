import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from './artifacts.js';
import { LessonPicker } from './lesson-picker.js';
import { useEditor } from './use-editor.js';
import { cellWith, failureOf } from './workbooks.js';

// A student takes lessons from the picker, told in order: each test goes on where the one before it ended.
const suite = useEditor('lessons');

const COMMAND = 'Epochbook: Open a Lesson';
const TITANIC = 'Who survived the Titanic?';
const BEGUN = /begun this lesson/;

/** As it is handed out: without the solutions of its exercises. */
const lessonFile = (name: string) => join(repository, 'dist', 'lessons', 'en', name);
const inFolder = (name: string) => join(suite.editor.folder, name);
const notebooks = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.ipynb'));

/** From the palette to the question for the folder. */
async function chooseLesson(lesson: string): Promise<LessonPicker> {
  const picker = await LessonPicker.open(suite.window, COMMAND);
  await picker.asked('Open a Lesson');
  await picker.choose(lesson);
  await picker.asked('Folder for your copy');
  return picker;
}

test('the picker has every lesson of the course, in order, with what it teaches and how long it takes', async () => {
  const picker = await LessonPicker.open(suite.window, COMMAND);
  await picker.asked('Open a Lesson');
  await suite.window.screenshot('lessons-list');
  const numbers = notebooks(lessonFile(''))
    .map((name) => Number.parseInt(name, 10))
    .sort((a, b) => a - b);
  expect(await picker.rows()).toEqual(
    numbers.map((number) => expect.stringMatching(new RegExp(`^${number}\\. .{3,}, \\d\\d min, .{20,}`))),
  );
  await picker.cancel();
});

test('Escape copies nothing', async () => {
  const picker = await chooseLesson(TITANIC);
  await picker.cancel();
  await expect.poll(() => picker.box.count()).toBe(0);
  expect(readdirSync(suite.editor.folder)).toEqual([]);
});

test('a chosen lesson opens as a copy in the chosen folder, gets its kernel, and runs', async () => {
  const { window } = suite;
  const picker = await chooseLesson(TITANIC);
  await window.screenshot('lessons-folder');
  await picker.folder(suite.editor.folder);
  const path = inFolder('07-titanic.ipynb');
  await window.workbookOpened(path);
  expect(readFileSync(path, 'utf8')).toBe(readFileSync(lessonFile('07-titanic.ipynb'), 'utf8'));
  const opened = await window.notebook(path);
  expect(opened.isDirty).toBe(false);
  // titanic.test.ts runs all of it.
  await window.keepFirstCells(path, cellWith(opened, /\.split\(/) + 1);
  expect(failureOf(await window.runAll(path))).toBe('');
  await window.screenshot('lessons-run');
});

test('the copy can be changed and saved, and the lesson itself stays as it was', async () => {
  const { window } = suite;
  const lesson = readFileSync(lessonFile('07-titanic.ipynb'), 'utf8');
  const path = inFolder('07-titanic.ipynb');
  const cell = cellWith(await window.notebook(path), /passengers\.missing/);
  await window.editCell(path, cell, "console.log('my own work');");
  await window.save(path);
  expect(readFileSync(path, 'utf8')).toContain('my own work');
  expect(readFileSync(lessonFile('07-titanic.ipynb'), 'utf8')).toBe(lesson);
});

test('a second copy in the same folder leaves the first alone', async () => {
  const { window } = suite;
  const before = readFileSync(inFolder('07-titanic.ipynb'), 'utf8');
  const picker = await chooseLesson(TITANIC);
  await picker.folder(suite.editor.folder);
  await picker.asksWith(BEGUN);
  await window.screenshot('lessons-begun');
  await picker.row('A new copy').click();
  await window.workbookOpened(inFolder('07-titanic-2.ipynb'));
  expect(readFileSync(inFolder('07-titanic.ipynb'), 'utf8')).toBe(before);
  expect(readFileSync(inFolder('07-titanic-2.ipynb'), 'utf8')).not.toContain('my own work');
});

test('a student who has begun a lesson can go on with it', async () => {
  const { window } = suite;
  await window.closeEditors();
  const picker = await chooseLesson(TITANIC);
  await picker.folder(suite.editor.folder);
  await picker.asksWith(BEGUN);
  expect(await picker.rows()).toEqual([
    expect.stringMatching(/07-titanic-2\.ipynb.*changed .*\d/),
    expect.stringMatching(/07-titanic\.ipynb.*changed .*\d/),
    expect.stringContaining('A new copy'),
  ]);
  await picker.row('07-titanic.ipynb').click();
  const path = inFolder('07-titanic.ipynb');
  await window.workbookOpened(path);
  expect(cellWith(await window.notebook(path), /my own work/)).toBeGreaterThan(0);
  expect(notebooks(suite.editor.folder).sort()).toEqual(['07-titanic-2.ipynb', '07-titanic.ipynb']);
});

test('where the folder cannot be written to, it is said, and another can be chosen', async () => {
  const { window } = suite;
  const picker = await chooseLesson('Early stopping and callbacks');
  // No program may make a file there, not even for root.
  await picker.folder('/proc');
  const notice = window.notification(/The lesson could not be copied to \/proc: /);
  await notice.waitFor();
  await window.screenshot('lessons-refused');
  await notice.getByRole('button', { name: 'Choose Another Folder' }).click();
  await picker.asked('Folder for your copy');
  await picker.folder(suite.editor.folder);
  await window.workbookOpened(inFolder('05-early-stopping-and-callbacks.ipynb'));
});

test('without an open folder the lesson opens too, and runs', async () => {
  suite.window = await suite.editor.openWindow({ noFolder: true });
  const { window } = suite;
  expect(await window.evaluateInHost((vscode) => vscode.workspace.workspaceFolders ?? [])).toEqual([]);
  const folder = inFolder('elsewhere');
  mkdirSync(folder);
  const picker = await chooseLesson(TITANIC);
  await picker.folder(folder);
  const path = join(folder, '07-titanic.ipynb');
  await window.workbookOpened(path);
  // Up to the data; files that a lesson names lie beside its copy.
  const load = cellWith(await window.notebook(path), /datasets\.titanic/);
  await window.editCell(path, load, 'await datasets.titanic();\nprocess.cwd();');
  await window.keepFirstCells(path, load + 1);
  const facts = await window.runAll(path);
  expect(failureOf(facts)).toBe('');
  expect(facts.cells[load]?.outputs[0]?.text).toBe(folder);
});
