import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { themes } from './editor.js';
import { AT, SOLVED_MEAN, writeStudentCopy } from './exercise-notebooks.js';
import { LessonPicker } from './lesson-picker.js';
import { readNotebook } from './notebook-file.js';
import { useEditor } from './use-editor.js';

const patiently = { interval: 250 };

describe('in English', () => {
  // A student's way through a handed out notebook, told in order.
  const suite = useEditor('exercises');
  let path = '';

  const WRONG_MEAN = SOLVED_MEAN.replace(' / values.length', '');
  /** What stands under a cell, once it is in sight. */
  const under = (index: number) => {
    const status = async () => {
      await suite.window.reveal(path, index);
      return suite.window.cellStatus(index);
    };
    return {
      texts: async () => (await status()).texts(),
      press: async (text: string) => (await status()).press(text),
    };
  };
  const textOf = async (index: number) => (await suite.window.cell(path, index)).text;
  const savedCell = async (index: number) => {
    await suite.window.save(path);
    return readNotebook(path).cells[index];
  };

  test('a handed out notebook shows its exercises, and starts no kernel', async () => {
    const { window, editor } = suite;
    path = join(editor.folder, 'lab.ipynb');
    writeStudentCopy(path);
    await window.openWorkbook(path);
    await expect.poll(() => window.statusBar()).toMatch(/Exercises 0\/2/);
    await expect.poll(() => under(AT.mean).texts(), patiently).toEqual(['Check']);
    await expect.poll(() => under(AT.meanCheck).texts()).toEqual([]);
    expect(await window.statusBar()).toMatch(/Epochbook: not started/);
  });

  test('Check runs the task and its check, and says how far it has come', async () => {
    const { window } = suite;
    await window.runCell(path, AT.imports);
    await window.editCell(path, AT.mean, WRONG_MEAN);
    await under(AT.mean).press('Check');
    await expect.poll(() => under(AT.mean).texts(), patiently).toEqual(['Check', '1/2', 'Reset']);
    expect((await window.cell(path, AT.mean)).order).toBe(2);
    expect((await window.cell(path, AT.meanCheck)).order).toBe(3);
    await expect.poll(() => window.statusBar()).toMatch(/Exercises 0\/2/);
    for (const theme of ['light', 'dark'] as const) {
      await window.setTheme(themes[theme]);
      await window.showOutput(path, AT.meanCheck, '.epb-check');
      await window.screenshot(`exercises-failed-${theme}`);
    }
  });

  test('the button shows one hint after the other, and they are saved as asked for', async () => {
    const { window } = suite;
    const picture = await window.showOutput(path, AT.meanCheck, '.epb-check');
    await picture.getByRole('button', { name: 'Show a hint' }).click();
    await expect.poll(() => picture.textContent()).toContain('How many values does a list have?');
    const shown = async () => {
      const data = (await savedCell(AT.meanCheck))?.outputs?.[0]?.data;
      const payload = data?.['application/vnd.epochbook.check.v1+json'] as { hints: { shown: boolean }[] };
      return payload.hints.map((hint) => hint.shown);
    };
    await expect.poll(shown).toEqual([true, false]);
    await picture.getByRole('button', { name: 'Next hint' }).click();
    await expect.poll(() => picture.textContent()).toContain('Add all values first.');
    await expect.poll(shown).toEqual([true, true]);
    await window.screenshot('exercises-hints');
  });

  test('a solution passes, and the next exercise is the open one', async () => {
    const { window } = suite;
    await window.editCell(path, AT.mean, SOLVED_MEAN);
    await under(AT.mean).press('Check');
    await expect.poll(() => under(AT.mean).texts(), patiently).toEqual(['Check', '2/2', 'Reset']);
    await expect.poll(() => window.statusBar()).toMatch(/Exercises 1\/2/);
    await window.reveal(path, AT.imports);
    await window.command('epochbook.exercise.next');
    const selected = () =>
      window.evaluateInHost((vscode) => vscode.window.activeNotebookEditor?.selection.start);
    await expect.poll(selected).toBe(AT.fit);
  });

  test('a training is checked, its cell unchanged since it was handed out is not reset', async () => {
    const { window } = suite;
    await under(AT.fit).press('Check');
    await expect.poll(() => under(AT.fit).texts(), patiently).toEqual(['Check', '0/2']);
    const text = await textOf(AT.fit);
    await window.editCell(
      path,
      AT.fit,
      text.replace(
        '// your code here',
        'const history = await model.fit(tf.ones([8, 2]), tf.zeros([8, 1]), { epochs: 3 });',
      ),
    );
    await under(AT.fit).press('Check');
    await expect.poll(() => window.statusBar()).toMatch(/Exercises 2\/2/);
  });

  test('Reset puts the beginning back and keeps the text, Bring My Text Back brings it, Undo undoes it', async () => {
    const { window } = suite;
    await under(AT.mean).press('Reset');
    await expect.poll(() => textOf(AT.mean)).toMatch(/^const mean = [\s\S]*\n {2}\/\/ your code here\n};$/);
    await expect
      .poll(() => under(AT.mean).texts(), patiently)
      .toEqual(['Check', '2/2', 'Bring My Text Back']);
    expect(JSON.stringify((await savedCell(AT.mean))?.metadata)).toContain('values.reduce');
    await window.screenshot('exercises-reset');
    const beginning = await textOf(AT.mean);
    await window.command('undo');
    await expect.poll(() => textOf(AT.mean)).toBe(SOLVED_MEAN);
    await window.command('redo');
    await expect.poll(() => textOf(AT.mean)).toBe(beginning);
    const other = 'const mean = () => 2;';
    await window.editCell(path, AT.mean, other);
    await under(AT.mean).press('Bring My Text Back');
    await expect.poll(() => textOf(AT.mean)).toBe(SOLVED_MEAN);
    await under(AT.mean).press('Bring My Text Back');
    await expect.poll(() => textOf(AT.mean)).toBe(other);
    await under(AT.mean).press('Bring My Text Back');
    await expect.poll(() => textOf(AT.mean)).toBe(SOLVED_MEAN);
  });

  test('chapters are picked from, with the state of the exercises', async () => {
    const { window } = suite;
    await window.page.locator('.statusbar-item', { hasText: 'Exercises 2/2' }).click();
    const picker = LessonPicker.opened(window);
    await picker.asked('Go to Chapter');
    const rows = (await picker.rows()).map((row) => row.replaceAll('\u2003', '').trim());
    expect(rows).toEqual([
      'Two exercises',
      'A function for the mean',
      expect.stringMatching(/The mean of a list, 2 of 2 points$/),
      'Train for three epochs',
      expect.stringMatching(/Three epochs, 2 of 2 points$/),
      expect.stringMatching(/why, marked by a person$/),
    ]);
    await picker.settled();
    await window.screenshot('exercises-chapters');
    await picker.choose('Train for three epochs');
    const selected = () =>
      window.evaluateInHost((vscode) => vscode.window.activeNotebookEditor?.selection.start);
    await expect.poll(selected).toBe(AT.fit - 1);
  });

  test('after reopening, the state is there without a kernel', async () => {
    await suite.window.save(path);
    suite.window = await suite.editor.openWindow();
    const { window } = suite;
    await window.openWorkbook(path);
    await expect.poll(() => window.statusBar()).toMatch(/Exercises 2\/2/);
    await expect
      .poll(() => under(AT.mean).texts(), patiently)
      .toEqual(['Check', '2/2', 'Bring My Text Back', 'Reset']);
    expect(await window.statusBar()).toMatch(/Epochbook: not started/);
  });
});

describe('in Korean', () => {
  const suite = useEditor('exercises-korean', { locale: 'ko', theme: 'light' });

  test('checks, states and chapters are Korean', async () => {
    const { window, editor } = suite;
    const path = join(editor.folder, 'lab.ipynb');
    writeStudentCopy(path, 'ko');
    await window.openWorkbook(path);
    await expect.poll(() => window.statusBar()).toMatch(/연습 문제 0\/2/);
    await window.runCell(path, AT.imports);
    await window.editCell(path, AT.mean, SOLVED_MEAN);
    await window.reveal(path, AT.mean);
    await window.cellStatus(AT.mean).press('점검');
    const texts = async () => {
      await window.reveal(path, AT.mean);
      return window.cellStatus(AT.mean).texts();
    };
    await expect.poll(texts, patiently).toEqual(['점검', '2/2', '처음으로 되돌리기']);
    await window.cellStatus(AT.mean).press('처음으로 되돌리기');
    await expect.poll(texts, patiently).toEqual(['점검', '2/2', '내가 쓴 내용 되살리기']);
    await expect
      .poll(async () => (await window.cell(path, AT.mean)).text)
      .toContain('// 여기에 코드를 쓰세요');
    await window.startCommand('epochbook.exercise.goToChapter');
    const picker = LessonPicker.opened(window);
    await picker.asked('장으로 이동');
    const rows = (await picker.rows()).map((row) => row.replaceAll('\u2003', '').trim());
    expect(rows).toContainEqual(expect.stringMatching(/목록의 평균, 2점 중 2점$/));
    await picker.settled();
    await window.screenshot('exercises-korean');
    await picker.cancel();
  });
});
