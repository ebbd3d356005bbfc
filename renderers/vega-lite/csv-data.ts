import { isNode, type SpecNode } from './spec-node.js';

type Kind = 'number' | 'string' | 'boolean';

/**
 * Rows as the text of a CSV file with the types of its columns, which takes a tenth of the room that JSON takes in a notebook;
 * null where that could change a value. Vega-Lite reads both alike.
 *
 * @param dates Whether texts may be read as dates, of which Vega-Lite must decide.
 */
export function asCsv(
  rows: unknown,
  format: SpecNode,
  dates: boolean,
): { values: string; format: SpecNode } | null {
  if (!Array.isArray(rows) || rows.length === 0 || !rows.every(isNode)) return null;
  if (('type' in format && format.type !== 'json') || 'property' in format || format.parse === null)
    return null;
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const parse: Record<string, Kind> = {};
  for (const name of names) {
    const kind = kindOf(rows, name);
    if (!kind) return null;
    const gaps = kind === 'string' && rows.some((row) => row[name] === null || row[name] === undefined);
    if (gaps && dates) return null;
    // Texts are texts anyway; without a gap nothing is said of them, and Vega-Lite may make dates of them.
    if (kind !== 'string' || gaps) parse[name] = kind;
  }
  const lines = [names.map(quoted).join(',')];
  for (const row of rows) lines.push(names.map((name) => field(row[name])).join(','));
  return {
    values: lines.join('\n'),
    format: { ...format, type: 'csv', parse: { ...parse, ...(isNode(format.parse) ? format.parse : {}) } },
  };
}

function kindOf(rows: readonly SpecNode[], name: string): Kind | null {
  let kind: Kind | null = null;
  for (const row of rows) {
    const value = row[name];
    if (value === null || value === undefined || (typeof value === 'number' && !Number.isFinite(value)))
      continue;
    // An empty text would come back as a missing one.
    if (value === '') return null;
    const own = typeof value;
    if (own !== 'number' && own !== 'string' && own !== 'boolean') return null;
    if (kind !== null && kind !== own) return null;
    kind = own;
  }
  return kind ?? 'number';
}

/** JSON has no number that is not finite: it is missing. */
function field(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  return quoted(String(value));
}

const quoted = (text: string): string =>
  /[",\r\n]|^$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** How many rows such a text has. */
export function csvRows(text: string): number {
  let rows = 0;
  let within = false;
  for (const character of text) {
    if (character === '"') within = !within;
    else if (character === '\n' && !within) rows += 1;
  }
  return rows;
}
