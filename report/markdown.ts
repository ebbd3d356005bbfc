import MarkdownIt from 'markdown-it';
import { escaped } from './escape.js';
import { highlighted, isHighlighted } from './highlight.js';
import { anchorOf, Marks, withoutMarks } from './marks.js';
import { readsMaths } from './maths.js';
import type { EmbeddedPictures } from './pictures.js';
import { type Sanitized, sanitized } from './sanitize.js';
import type { ReportWords } from './words.js';

/** A heading of the page, for its contents. */
export interface PageHeading {
  /** 1 to 6. */
  level: number;
  text: string;
  anchor: string;
}

/** Attachments of a cell, by name: each a bundle of one picture. */
export type Attachments = Readonly<Record<string, unknown>>;

/** Turns texts of one notebook into HTML, and keeps their headings. */
export class MarkdownReader {
  readonly headings: PageHeading[] = [];
  private readonly marks = new Marks();
  private readonly markdown: MarkdownIt;
  private readonly taken = new Set<string>();

  constructor(
    private readonly pictures: EmbeddedPictures,
    private readonly words: ReportWords,
  ) {
    this.markdown = new MarkdownIt({
      html: true,
      linkify: true,
      highlight: (code, language) =>
        isHighlighted(language) ? this.marks.keep(highlighted(withoutMarks(code), language)) : '',
    });
    // `example.org` without more is as often the name of a file.
    this.markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
    // Only what may stand in a page is asked for: the sanitizer decides.
    this.markdown.validateLink = () => true;
    readsMaths(this.markdown, this.marks);
  }

  /** A text of the notebook as HTML. @param attachments of its cell. */
  read(source: string, attachments: Attachments = {}): string {
    const env = {};
    const tokens = this.markdown.parse(withoutMarks(source), env);
    for (const [at, { type, tag }] of tokens.entries()) {
      if (type !== 'heading_open') continue;
      const inline = tokens[at + 1];
      const text = (inline?.children ?? [])
        .map((child) => (child.type === 'text' || child.type === 'code_inline' ? child.content : ' '))
        .join('')
        .replace(/\s+/g, ' ')
        .trim();
      const anchor = this.free(anchorOf(withoutMarks(text)));
      tokens[at]?.attrSet('id', anchor.slice('of-'.length));
      this.headings.push({ level: Number(tag.slice(1)), text: withoutMarks(text), anchor });
    }
    return this.markup(this.markdown.renderer.render(tokens, this.markdown.options, env), attachments).html;
  }

  /** HTML of a notebook as far as it only shows something. */
  markup(html: string, attachments: Attachments = {}): Sanitized {
    return sanitized(html, {
      picture: (source) => this.pictures.address(source, attachments),
      elsewhere: (source, alternative) => this.elsewhere(source, alternative),
      marked: (text) => this.marks.replace(text),
    });
  }

  /** A name that no other place of the page has. */
  private free(anchor: string): string {
    let name = anchor;
    for (let count = 2; this.taken.has(name); count += 1) name = `${anchor}-${count}`;
    this.taken.add(name);
    return name;
  }

  /** The page asks nobody for anything: a picture of the web is a link to it. */
  private elsewhere(source: string, alternative: string): string {
    const words = escaped(alternative || source.slice(0, 200) || '…');
    return /^https?:/i.test(source)
      ? `<a class="elsewhere" href="${escaped(source)}" rel="noopener noreferrer">${escaped(this.words.pictureAt)} ${words}</a>`
      : `<span class="elsewhere">${escaped(this.words.noPicture)} ${words}</span>`;
  }
}
