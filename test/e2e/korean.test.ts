import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CellFacts } from './host-window.js';
import { LessonPicker } from './lesson-picker.js';
import { useEditor } from './use-editor.js';
import { Walkthrough } from './walkthrough.js';
import { cellWith, copyWorkbook, failureOf } from './workbooks.js';

// An editor and a browser that speak Korean: what Epochbook itself says must be Korean too.
const suite = useEditor('korean', { locale: 'ko' });
let path = '';

const textOf = (cell: CellFacts) => cell.outputs.map((output) => output.text).join('\n');

test('the Korean workbook runs', async () => {
  const { window } = suite;
  expect(await window.evaluateInHost((vscode) => vscode.env.language)).toBe('ko');
  path = copyWorkbook(suite.editor.folder, 'ko', '07-titanic');
  await window.openWorkbook(path);
  // Up to the first training; test/kernel/workbooks.test.ts runs all of it.
  await window.keepFirstCells(path, cellWith(await window.notebook(path), /\.fit\(/) + 1);
  expect(failureOf(await window.runAll(path))).toBe('');
});

test('status bar, tool bar and the sentences of the kernel are Korean', async () => {
  const { window } = suite;
  await expect.poll(() => window.statusBar()).toMatch(/Epochbook: 대기 중/);
  await window.editCell(path, 1, "process.kill(process.pid, 'SIGKILL'); await new Promise(() => {});");
  expect(textOf(await window.runCell(path, 1))).toMatch(/커널/);
});

test('the text account and the live picture are Korean', async () => {
  const { window } = suite;
  const fit = cellWith(await window.notebook(path), /\.fit(Dataset)?\(/);
  await expect.poll(async () => textOf(await window.cell(path, fit))).toMatch(/완료/);
  const picture = await window.showOutput(path, fit, '.epb-run');
  await window.screenshot('titanic-korean-editor');
  await expect.poll(() => picture.textContent()).toMatch(/완료.*에포크 30/);
});

test('the doctor writes Korean', async () => {
  const { window } = suite;
  await window.command('epochbook.doctor');
  const text = await window.evaluateInHost((vscode) => vscode.window.activeTextEditor?.document.getText());
  expect(text).toMatch(/^# Epochbook 진단\n\nEpochbook을 쓸 수 있습니다/);
  expect(text).toMatch(/– 네이티브 엔진: 설치되지 않음\n {2}→ Epochbook: 네이티브 엔진 설치\n/);
  expect(text).toMatch(/✓ 메모리: [\d.]+GB/);
  await window.screenshot('doctor-korean');
});

test('a lesson is picked in Korean, its Korean edition is copied, and it runs', async () => {
  const { window } = suite;
  const picker = await LessonPicker.open(window, 'Epochbook: 수업 열기');
  await picker.asked('수업 열기');
  await window.screenshot('lessons-korean');
  for (const row of await picker.rows()) expect(row).toMatch(/^\d+\. .*, \d\d분, .*[가-힣]/);
  await picker.choose('조기 종료와 콜백');
  await picker.asked('수업 사본을 둘 폴더');
  await picker.folder(suite.editor.folder);
  const copy = join(suite.editor.folder, '05-early-stopping-and-callbacks.ipynb');
  await window.workbookOpened(copy);
  expect((await window.cell(copy, 0)).text).toMatch(/^# 콜백/);
  await window.keepFirstCells(copy, cellWith(await window.notebook(copy), /\.fit\(/) + 1);
  expect(failureOf(await window.runAll(copy))).toBe('');
  await window.screenshot('lessons-korean-run');
});

test('the walkthrough is followed in Korean: each step has its words, its picture and its button', async () => {
  const { window } = suite;
  const walkthrough = new Walkthrough(() => suite.window, 'ko');
  for (const name of walkthrough.steps) await (await walkthrough.open(name)).waitFor();
  await window.screenshot('walkthrough-korean');
  await (await walkthrough.open('training')).click();
  const front = () =>
    window.evaluateInHost((vscode) => {
      const notebook = vscode.window.activeNotebookEditor?.notebook;
      return notebook?.isUntitled ? notebook.cellAt(0).document.getText() : '';
    });
  await expect.poll(front, { timeout: 60_000 }).toMatch(/[가-힣]/);
});
