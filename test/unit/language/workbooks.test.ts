import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/wasm-typescript';
import { describe, expect, it } from 'vitest';
import { OpenNotebook } from './open-notebook.js';

const root = join(import.meta.dirname, '../../../workbooks');
const lessons = ['en', 'ko'].flatMap((locale) =>
  readdirSync(join(root, locale))
    .filter((name) => name.endsWith('.ipynb'))
    .map((name) => join(locale, name)),
);

interface Saved {
  cells: { cell_type: string; source: string | string[] }[];
}

const codeOf = (lesson: string): string[] => {
  const { cells } = JSON.parse(readFileSync(join(root, lesson), 'utf8')) as Saved;
  return cells.filter(({ cell_type: kind }) => kind === 'code').map(({ source }) => [source].flat().join(''));
};

describe('lessons', () => {
  it('are all there', () => expect(lessons).toHaveLength(24));

  it.each(lessons)('%s has no diagnostic that is false', async (lesson) => {
    const cells = codeOf(lesson);
    const notebook = new OpenNotebook(cells);
    expect(await notebook.errors()).toEqual([]);
    // What is greyed stands in the lesson once: where it is brought in.
    const all = cells.join('\n');
    for (const { start, end, cell } of await notebook.said()) {
      const name = notebook.textOf(cell, start, end);
      expect(all.split(new RegExp(`(?<![\\w$.])${name}(?![\\w$])`)).length - 1, name).toBe(1);
    }
  });

  it.each(lessons)('%s has none in JavaScript either', async (lesson) => {
    const cells = codeOf(lesson).map((text) => transformSync(text, { mode: 'strip-only' }).code);
    expect(await new OpenNotebook(cells, { language: 'javascript' }).errors()).toEqual([]);
  });
});
