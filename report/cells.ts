import { type CellRole, exerciseCells } from '../exercises/index.js';
import { languageOf, type Notebook, type NotebookCell } from '../kernel/notebook/index.js';
import { type JsonObject, objectOf } from '../protocol/index.js';
import { escaped } from './escape.js';
import { highlighted, isHighlighted } from './highlight.js';
import type { MarkdownReader } from './markdown.js';
import type { OutputReader } from './outputs.js';
import type { ReportWords } from './words.js';

/** What cells are read with. */
export interface CellReaders {
  markdown: MarkdownReader;
  outputs: OutputReader;
  words: ReportWords;
}

/**
 * The cells of a notebook as HTML, in their order. Of metadata only the marks are looked at: nothing of them comes into the page.
 *
 * @param raw the cells as the file has them, with their outputs.
 */
export function cellsMarkup(notebook: Notebook, raw: readonly JsonObject[], readers: CellReaders): string {
  const roles = exerciseCells(notebook.cells).map(({ role }) => role);
  return notebook.cells
    .map((cell, index) => {
      const html = cellMarkup(notebook, cell, raw[index] ?? {}, readers);
      return folded(html, roles[index] ?? 'other', readers.words);
    })
    .join('\n');
}

/** What is to be looked at later is folded: solutions and hints. */
function folded(html: string, role: CellRole, words: ReportWords): string {
  if (html === '' || (role !== 'solution' && role !== 'hint')) return html;
  return `<details class="folded"><summary>${escaped(words[role])}</summary>${html}</details>`;
}

function cellMarkup(notebook: Notebook, cell: NotebookCell, raw: JsonObject, readers: CellReaders): string {
  if (cell.cell_type === 'markdown') {
    const html = readers.markdown.read(cell.source, objectOf(raw.attachments));
    return html.trim() === '' ? '' : `<section class="text">${html}</section>`;
  }
  if (cell.cell_type !== 'code')
    return cell.source.trim() === '' ? '' : `<pre class="printed">${escaped(cell.source)}</pre>`;
  return codeMarkup(notebook, cell, raw, readers);
}

function codeMarkup(
  notebook: Notebook,
  cell: NotebookCell,
  raw: JsonObject,
  { markdown: _, outputs, words }: CellReaders,
): string {
  const list = Array.isArray(raw.outputs) ? raw.outputs : [];
  if (cell.source.trim() === '' && list.length === 0) return '';
  const count = typeof raw.execution_count === 'number' ? String(raw.execution_count) : '';
  const name = count ? words.cell(count) : words.notRun;
  const code = cell.source === '' ? '' : codeOf(cell.source, languageOf(notebook, cell), name);
  const shown = outputs.read(list);
  const { source_hidden: hidden, outputs_hidden: noOutputs } = objectOf(cell.metadata.jupyter);
  const results =
    shown && (noOutputs === true || cell.metadata.collapsed === true)
      ? `<details class="folded"><summary>${escaped(words.hiddenOutput)}</summary>${shown}</details>`
      : shown;
  const given =
    code && hidden === true
      ? `<details class="folded"><summary>${escaped(words.hidden)}</summary>${code}</details>`
      : code;
  return `<section class="cell" aria-label="${escaped(name)}"><span class="count" aria-hidden="true">${
    count ? `[${escaped(count)}]` : ''
  }</span><div class="body">${given}${results ? `<div class="outputs">${results}</div>` : ''}</div></section>`;
}

const codeOf = (source: string, language: string, name: string): string =>
  `<pre class="code" tabindex="0" role="region" aria-label="${escaped(name)}"><code>${
    isHighlighted(language) ? highlighted(source, language) : escaped(source)
  }</code></pre>`;
