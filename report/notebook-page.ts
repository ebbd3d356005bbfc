import { basename } from 'node:path';
import { exerciseCells, HIDDEN_TESTS, hasRegion, SOLUTION } from '../exercises/index.js';
import type { NotebookFile } from '../kernel/notebook/index.js';
import { type JsonObject, type Locale, objectOf } from '../protocol/index.js';
import { cellsMarkup } from './cells.js';
import { type PageAssets, pageMarkup } from './html.js';
import { MarkdownReader } from './markdown.js';
import { OutputReader } from './outputs.js';
import { EmbeddedPictures } from './pictures.js';
import { reportWords } from './words.js';

export interface PageOptions {
  /** Of the notebook: what its texts call pictures is looked for in it. */
  folder: string | undefined;
  /** What the notebook is called, by its file. */
  name: string;
  /** Of whoever makes the page, for a notebook that does not say its own. */
  locale: Locale;
  /** The names of the pictures that the renderers draw. */
  pictures: readonly string[];
  assets: PageAssets;
  /** The notebook's kernel is at work, as its editor knows. */
  running: boolean;
  date: Date;
}

export interface NotebookPage {
  html: string;
  title: string;
  /** How many pictures are live. */
  pictures: number;
  running: boolean;
  /** The notebook is a teacher's: solutions or hidden tests can be read on the page. */
  solutions: boolean;
}

/** A notebook, with what its file holds of outputs, as one page. */
export function notebookPage(file: NotebookFile, options: PageOptions): NotebookPage {
  const { notebook, raw } = file;
  const locale = localeOf(file, options.locale);
  const words = reportWords[locale];
  const markdown = new MarkdownReader(new EmbeddedPictures(options.folder), words);
  const outputs = new OutputReader(markdown, words, options.pictures);
  const rawCells = (Array.isArray(raw.cells) ? raw.cells : []).map(objectOf);
  const cells = cellsMarkup(notebook, rawCells, { markdown, outputs, words });
  const first = markdown.headings.find(({ level }) => level === 1)?.text;
  const title = first || basename(options.name).replace(/(\.executed)?\.ipynb$/i, '') || 'Notebook';
  const running = options.running || outputs.running;
  const html = pageMarkup(
    {
      title,
      locale,
      words,
      headings: markdown.headings,
      cells,
      live: outputs.live,
      running,
      failed: outputs.failed,
      date: options.date.toLocaleDateString(locale, { dateStyle: 'long' }),
    },
    options.assets,
  );
  return { html, title, pictures: outputs.live.length, running, solutions: tellsSolutions(notebook.cells) };
}

/** The notebook's own language, else that of its texts, else that of whoever makes the page. */
function localeOf({ notebook }: NotebookFile, other: Locale): Locale {
  const own = objectOf(notebook.metadata.epochbook).locale;
  if (typeof own === 'string') return own.startsWith('ko') ? 'ko' : 'en';
  const texts = notebook.cells.filter(({ cell_type: type }) => type === 'markdown');
  if (texts.length === 0) return other;
  return texts.some(({ source }) => /\p{Script=Hangul}/u.test(source)) ? 'ko' : 'en';
}

const tellsSolutions = (
  cells: readonly { cell_type: string; metadata: JsonObject; source: string }[],
): boolean =>
  exerciseCells(cells).some(
    ({ role, cell }) =>
      role === 'solution' || hasRegion(cell.source, SOLUTION) || hasRegion(cell.source, HIDDEN_TESTS),
  );
