import type { CellText } from './cell-text.js';

/** A heading of a notebook. */
export interface Heading {
  /** The place of its cell, from 0. */
  index: number;
  /** 1 to 6. */
  level: number;
  /** Without Markdown's marks. */
  text: string;
}

/** The headings of a notebook's texts, as its chapters. Lines of code in them are none. */
export const headingsOf = (cells: readonly CellText[]): Heading[] =>
  cells.flatMap(({ cell_type, source }, index) => (cell_type === 'markdown' ? inText(source, index) : []));

function inText(source: string, index: number): Heading[] {
  const found: Heading[] = [];
  let fence: string | undefined;
  for (const line of source.split('\n')) {
    const mark = /^ {0,3}(```+|~~~+)/.exec(line)?.[1];
    if (mark && fence === undefined) fence = mark;
    else if (mark && fence !== undefined && mark.startsWith(fence)) fence = undefined;
    else if (fence === undefined) {
      const [, signs = '', title = ''] = /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(line) ?? [];
      if (title !== '') found.push({ index, level: signs.length, text: plain(title) });
    }
  }
  return found;
}

const plain = (title: string): string =>
  title
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/`([^`]*)`/g, '$1')
    .replace(/(\*\*|__)(.+?)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*]+)(?<=\S)\*(?![\w*])/g, '$1');
