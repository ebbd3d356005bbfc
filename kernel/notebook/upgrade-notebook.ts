import { type JsonObject, objectOf } from '../../protocol/index.js';

/** A notebook of format 3 (IPython 2 and before) as one of format 4. Outputs of its code cells are left behind. */
export function upgradeNotebook(old: JsonObject): JsonObject {
  const sheets = Array.isArray(old.worksheets) ? old.worksheets : [];
  const cells = sheets.flatMap((sheet) => {
    const { cells: own } = objectOf(sheet);
    return Array.isArray(own) ? own.map((cell) => upgradedCell(objectOf(cell))) : [];
  });
  const { name: _, ...metadata } = objectOf(old.metadata);
  return { nbformat: 4, nbformat_minor: 0, metadata, cells };
}

function upgradedCell(cell: JsonObject): JsonObject {
  const { cell_type: type, input, source, level, language } = cell;
  const metadata = { ...objectOf(cell.metadata) };
  const text = textOf(input ?? source);
  if (type === 'code') {
    if (typeof language === 'string' && language !== 'python') metadata.vscode = { languageId: language };
    return { cell_type: 'code', metadata, source: text, execution_count: null, outputs: [] };
  }
  if (type === 'heading')
    return { cell_type: 'markdown', metadata, source: `${'#'.repeat(Number(level) || 1)} ${text}` };
  return { cell_type: type === 'raw' ? 'raw' : 'markdown', metadata, source: text };
}

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.map(String).join('') : typeof value === 'string' ? value : '';
