import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exerciseCells, teacherProblems } from '../../../exercises/index.js';
import { NotebookFile } from '../../../kernel/notebook/index.js';

const lessons = ['en', 'ko'].flatMap((language) =>
  readdirSync(`workbooks/${language}`)
    .filter((file) => /^[^.]+\.ipynb$/.test(file))
    .map((file) => `${language}/${file}`),
);

describe.each(lessons)('the exercises of %s', (lesson) => {
  const { notebook } = NotebookFile.read(`workbooks/${lesson}`);
  const cells = exerciseCells(notebook.cells);
  const tasks = cells.filter(({ role }) => role === 'task');
  const checks = cells.filter(({ role }) => role === 'check');

  it('are two to five, fit to be handed out', () => {
    expect(tasks.length).toBeGreaterThanOrEqual(2);
    expect(tasks.length).toBeLessThanOrEqual(5);
    expect(teacherProblems(notebook)).toEqual([]);
  });

  it('are told in a numbered text, with their check behind them', () => {
    const number = lesson.slice(3, 5);
    for (const [i, task] of tasks.entries()) {
      const text = notebook.cells[task.index - 1];
      expect(text?.source).toMatch(new RegExp(`^### (Exercise|연습) ${i + 1} · .+\\n\\n`));
      const check = checks[i];
      expect(check?.index).toBe(task.index + 1);
      const id = task.nbgrader?.grade_id ?? '';
      expect(id).toMatch(new RegExp(`^${number}-`));
      expect(check?.nbgrader?.grade_id).toBe(`${id}-check`);
      expect(check?.cell.source).toMatch(new RegExp(`await check\\(\\s*'${id}'`));
    }
  });

  it('have a title, and hints', () => {
    for (const { cell } of checks) {
      expect(cell.source).toMatch(/\btitle: /);
      expect(cell.source).toMatch(/\bhints: \[\s*['"]/);
    }
  });
});
