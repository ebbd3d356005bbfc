import { readFileSync } from 'node:fs';

export interface LessonCell {
  id: string;
  kind: 'markdown' | 'code';
  source: string;
  /** The first heading of a markdown cell. */
  heading: { level: number; title: string } | undefined;
}
export interface Lesson {
  path: string;
  cells: LessonCell[];
}

export function readLesson(path: string): Lesson {
  const { cells } = JSON.parse(readFileSync(path, 'utf8')) as {
    cells: { id: string; cell_type: 'markdown' | 'code'; source: string[] }[];
  };
  return {
    path,
    cells: cells.map(({ id, cell_type: kind, source }) => {
      const text = source.join('');
      const [, marks = '', title = ''] = (kind === 'markdown' && /^(#+) (.*)$/m.exec(text)) || [];
      return { id, kind, source: text, heading: marks ? { level: marks.length, title } : undefined };
    }),
  };
}

/**
 * What stands under a heading: its cell, up to the next heading of its level that has a code cell before it. (A theory may
 * have two headings before its first code.)
 *
 * @throws Error where the lesson has no such heading.
 */
export function cellUnder(
  { path, cells }: Lesson,
  title: string,
): { id: string; text: string; code: string } {
  const start = cells.findIndex(({ heading }) => heading?.title === title);
  const first = cells[start];
  if (!first?.heading) throw new Error(`${path} has no heading "${title}".`);
  const { level } = first.heading;
  const isEnd = ({ heading }: LessonCell, i: number) =>
    i > start &&
    heading &&
    heading.level <= level &&
    cells.slice(start, i).some(({ kind }) => kind === 'code');
  const end = cells.findIndex(isEnd);
  const under = cells.slice(start, end < 0 ? cells.length : end);
  const join = (kind: LessonCell['kind']) =>
    under
      .filter((cell) => cell.kind === kind)
      .map(({ source }) => source)
      .join('\n\n');
  return { id: first.id, text: plain(join('markdown')), code: join('code') };
}

/** Without marks of Markdown around the words of a formula. */
const plain = (markdown: string): string =>
  markdown.replaceAll('\\|', '|').replaceAll('**', '').replaceAll('`', '');

/** The rows of each table of a page, without its head. */
export function tablesOf(markdown: string): string[][][] {
  return [...markdown.matchAll(/^\|.*\|\n\|[-|]+\|\n((?:\|.*\|\n)+)/gm)].map(([, rows = '']) =>
    rows
      .trimEnd()
      .split('\n')
      .map((row) =>
        row
          .slice(1, -1)
          .split(/(?<!\\)\|/)
          .map((cell) => cell.trim().replaceAll('\\|', '|')),
      ),
  );
}
