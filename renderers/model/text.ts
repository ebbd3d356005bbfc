import type { Locale, ModelPayload } from '../../protocol/index.js';
import { shorten } from '../drawing/svg.js';
import { isDisposed } from './model.js';
import { modelStrings } from './strings.js';
import { numeric, type SummaryColumn, summaryColumns, summaryRows, totalLines } from './summary-rows.js';
import { modelNotes } from './words.js';

const WIDEST = 44;
/** More rows are no account that anybody reads. */
const MOST_ROWS = 400;

/** Places of a character in a terminal: Hangul takes two. */
const widthOf = (text: string): number =>
  Array.from(text).reduce((all, character) => all + ((character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1), 0);

const padded = (text: string, width: number, right: boolean): string => {
  const room = ' '.repeat(Math.max(0, width - widthOf(text)));
  return right ? room + text : text + room;
};

/** The name a model is shown under. */
export const modelTitle = ({ title, name, className }: ModelPayload): string =>
  title ?? (name.toLowerCase().startsWith(className.toLowerCase()) ? name : `${name} (${className})`);

/** The layers as a table in plain text, like Keras' `model.summary()`, with the totals below. */
export function modelText(payload: ModelPayload, locale: Locale): string {
  const t = modelStrings[locale];
  const lines = [shorten(modelTitle(payload), 120)];
  if (payload.nodes.length === 0) return [...lines, t.noLayers].join('\n');
  const columns = summaryColumns(payload);
  const rows = summaryRows(payload, locale);
  const cells = rows
    .slice(0, MOST_ROWS)
    .map((row) =>
      columns.map(
        (column) =>
          (column === 'layer' ? '  '.repeat(Math.min(8, row.depth)) : '') +
          shorten(row[column].replace(/\s+/g, ' '), WIDEST),
      ),
    );
  const table = [columns.map((column) => t.columns[column as SummaryColumn]), ...cells];
  const widths = columns.map((_, at) => Math.max(...table.map((line) => widthOf(line[at] ?? ''))));
  const written = table.map((line) =>
    line
      .map((cell, at) => padded(cell, widths[at] ?? 0, numeric.has(columns[at] as SummaryColumn)))
      .join('  ')
      .trimEnd(),
  );
  const rule = '─'.repeat(Math.min(120, Math.max(...written.map(widthOf))));
  lines.push(rule, written[0] as string, rule, ...written.slice(1));
  if (rows.length > MOST_ROWS) lines.push(`… ${t.andMore(String(rows.length - MOST_ROWS))}`);
  lines.push(rule, ...totalLines(payload, locale), ...modelNotes(payload, locale, isDisposed(payload)));
  return lines.join('\n');
}
