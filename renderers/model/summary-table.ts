import type { Locale, ModelPayload } from '../../protocol/index.js';
import { element } from '../drawing/page.js';
import { quietScroll } from '../drawing/quiet-scroll.js';
import { modelStrings } from './strings.js';
import { numeric, type SummaryColumn, summaryColumns, summaryRows, totalLines } from './summary-rows.js';

/** The summary as a table of the page, with the totals below it. */
export function summaryTable(payload: ModelPayload, locale: Locale, title: string): HTMLElement[] {
  const t = modelStrings[locale];
  if (payload.nodes.length === 0) return [element('p', {}, t.noLayers)];
  const columns = summaryColumns(payload);
  const kind = (column: SummaryColumn) => (numeric.has(column) ? { class: 'epb-number' } : {});
  const notes: Partial<Record<SummaryColumn, string>> = t.columnNotes;
  const head = columns.map((column) =>
    element(
      'th',
      { scope: 'col', ...kind(column) },
      t.columns[column],
      ...(notes[column] ? [element('span', {}, notes[column])] : []),
    ),
  );
  const rows = summaryRows(payload, locale).map((row) => {
    const name = element('th', { scope: 'row', title: row.layer }, row.layer);
    name.style.setProperty('--epb-depth', String(Math.min(8, row.depth)));
    const cells = columns
      .slice(1)
      .map((column) =>
        element(
          'td',
          { ...kind(column), title: row[column].length > 30 ? row[column] : undefined },
          row[column],
        ),
      );
    return element('tr', {}, name, ...cells);
  });
  const table = element(
    'table',
    { 'aria-label': `${title}: ${t.summary}` },
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows),
  );
  const scroll = element(
    'div',
    { class: 'epb-model-table', tabindex: '0', role: 'region', 'aria-label': `${title}: ${t.summary}` },
    table,
  );
  quietScroll(scroll);
  const totals = totalLines(payload, locale).map((line) => element('div', {}, line));
  return [scroll, element('div', { class: 'epb-model-totals' }, ...totals)];
}
