import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copiesIn, copyLesson } from '../../../extension/lesson-copy.js';

let root: string;
let folder: string;
let lesson: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'epochbook-lesson-copy-'));
  folder = join(root, 'student');
  mkdirSync(folder);
  mkdirSync(join(root, 'course'));
  lesson = join(root, 'course', 'titanic.ipynb');
  writeFileSync(lesson, 'the lesson');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('copyLesson', () => {
  it('takes the name of the lesson, then the first number that is free, and leaves what is there', async () => {
    expect(await copyLesson(lesson, folder)).toBe(join(folder, 'titanic.ipynb'));
    writeFileSync(join(folder, 'titanic.ipynb'), 'the work of the student');
    mkdirSync(join(folder, 'titanic-2.ipynb'));
    expect(await copyLesson(lesson, folder)).toBe(join(folder, 'titanic-3.ipynb'));
    expect(textOf('titanic.ipynb')).toBe('the work of the student');
    expect(textOf('titanic-3.ipynb')).toBe('the lesson');
  });

  it('gives each of two copies at once a file of its own', async () => {
    const paths = await Promise.all([copyLesson(lesson, folder), copyLesson(lesson, folder)]);
    expect(paths.map((path) => basename(path)).sort()).toEqual(['titanic-2.ipynb', 'titanic.ipynb']);
  });

  it('of a read-only lesson can be changed', async () => {
    chmodSync(lesson, 0o444);
    expect(statSync(await copyLesson(lesson, folder)).mode & 0o200).toBe(0o200);
  });

  it('into a folder that is not there fails and leaves nothing', async () => {
    await expect(copyLesson(lesson, join(folder, 'none'))).rejects.toThrow('ENOENT');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('copiesIn', () => {
  it('finds the files that are copies of this lesson, the last changed first', async () => {
    const others = [
      'titanic-a.ipynb',
      'titanic-02.ipynb',
      'my-titanic.ipynb',
      'titanic-1.ipynb',
      'callbacks.ipynb',
    ];
    for (const [i, name] of ['titanic.ipynb', 'titanic-2.ipynb', 'titanic-12.ipynb', ...others].entries()) {
      writeFileSync(join(folder, name), '');
      utimesSync(join(folder, name), i, i);
    }
    mkdirSync(join(folder, 'titanic-3.ipynb'));
    const found = await copiesIn(folder, ['titanic.ipynb']);
    expect(found.map(({ path }) => basename(path))).toEqual([
      'titanic-12.ipynb',
      'titanic-2.ipynb',
      'titanic.ipynb',
    ]);
    expect(found[2]?.changedAt).toEqual(new Date(0));
  });

  it('of a lesson whose own name ends in a number', async () => {
    for (const name of ['lesson-7.ipynb', 'lesson-7-2.ipynb', 'lesson-8.ipynb', 'lesson.ipynb'])
      writeFileSync(join(folder, name), '');
    const found = (await copiesIn(folder, ['lesson-7.ipynb'])).map(({ path }) => basename(path));
    expect(found.sort()).toEqual(['lesson-7-2.ipynb', 'lesson-7.ipynb']);
  });

  it('of a lesson whose file was called otherwise before', async () => {
    const names = ['titanic.ipynb', 'titanic-2.ipynb', '07-titanic.ipynb', '07-titanic-2.ipynb', '07.ipynb'];
    for (const [i, name] of names.entries()) {
      writeFileSync(join(folder, name), '');
      utimesSync(join(folder, name), i, i);
    }
    const found = await copiesIn(folder, ['07-titanic.ipynb', 'titanic.ipynb']);
    expect(found.map(({ path }) => basename(path))).toEqual(names.slice(0, 4).reverse());
  });
});
