import { escaped } from './escape.js';

const BEGIN = '\uE000';
const END = '\uE001';
const MARK = new RegExp(`${BEGIN}(\\d+)${END}`, 'g');

/** Takes the signs of marks out of what comes from a notebook. */
export const withoutMarks = (text: string): string => text.replace(/[\uE000\uE001]/g, '');

/**
 * Markup of our own that goes through the sanitizer as marks in a text: formulas, and code in colours. A notebook cannot make a
 * mark, as the signs of marks are taken out of its texts.
 */
export class Marks {
  private readonly kept: string[] = [];

  /** @returns the mark that stands for this markup. */
  keep(html: string): string {
    this.kept.push(html);
    return `${BEGIN}${this.kept.length - 1}${END}`;
  }

  /** A text as HTML, with the kept markup in the place of its marks. */
  replace(text: string): string {
    let html = '';
    let from = 0;
    for (const found of text.matchAll(MARK)) {
      html += escaped(text.slice(from, found.index)) + (this.kept[Number(found[1])] ?? '');
      from = found.index + found[0].length;
    }
    return html + escaped(withoutMarks(text.slice(from)));
  }
}

/** The name by which a place of the page is linked to, out of a heading's text or a name in a notebook's link. */
export function anchorOf(text: string): string {
  const words = withoutMarks(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return `of-${words || 'page'}`;
}
