import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Notebook } from '../../kernel/notebook/notebook.js';

const root = join(import.meta.dirname, '../..');
const read = (path: string): Notebook => JSON.parse(readFileSync(join(root, path), 'utf8'));
const notebooks = (folder: string) =>
  readdirSync(join(root, folder))
    .filter((name) => /^[^.]+\.ipynb$/.test(name))
    .sort();
const text = (source: string | string[]) => [source].flat().join('');

describe.each(['en', 'ko'])('the lessons that a build makes for students (%s)', (language) => {
  const names = notebooks(`workbooks/${language}`);

  test('are those of the course, and nothing else', () => {
    expect(readdirSync(join(root, `dist/lessons/${language}`)).sort()).toEqual(names);
  });

  test.each(names)('%s has no solution', (name) => {
    const teacher = read(`workbooks/${language}/${name}`);
    const student = read(`dist/lessons/${language}/${name}`);
    expect(student.cells.map(({ id }) => id)).toEqual(teacher.cells.map(({ id }) => id));
    const changed = teacher.cells.flatMap((cell, i) => {
      const [full, left] = [cell, student.cells[i]].map((one) => text(one?.source ?? ''));
      if (full === left) return [];
      const solution = /^ *\/\/ BEGIN SOLUTION\n(.*?)^ *\/\/ END SOLUTION/ms.exec(full ?? '')?.[1] ?? '';
      const lines = solution.split('\n').filter((line) => line.trim().length > 8);
      expect(lines.length, cell.id).toBeGreaterThan(0);
      expect(lines.filter((line) => left?.includes(line))).toEqual([]);
      return [cell.metadata.nbgrader as { solution: boolean }];
    });
    const tasks = teacher.cells.filter(
      ({ metadata }) => (metadata.nbgrader as (typeof changed)[0])?.solution,
    );
    expect(changed.length).toBe(tasks.length);
    expect(JSON.stringify(student)).not.toMatch(/(BEGIN|END) (SOLUTION|HIDDEN TESTS)/);
  });
});

test('the package has the lessons of students, and their data, and no copy of the teacher', () => {
  const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
  const files = execFileSync(process.execPath, [vsce, 'ls', '--no-dependencies'], {
    cwd: root,
    encoding: 'utf8',
  })
    .trim()
    .split('\n');
  const lessons = ['en', 'ko'].flatMap((language) =>
    notebooks(`workbooks/${language}`).map((name) => `dist/lessons/${language}/${name}`),
  );
  expect(files.filter((file) => file.endsWith('.ipynb')).sort()).toEqual(lessons);
  expect(files).toContain('workbooks/data/titanic.csv');
});
