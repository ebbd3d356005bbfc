import type { JsonObject } from '../../protocol/index.js';

/** A cell of a notebook as a script holds it. */
export interface ScriptCell {
  kind: 'code' | 'markdown' | 'raw';
  /** Of code, as VS Code names it. */
  language: string;
  text: string;
  /** nbformat's metadata of the cell: marks of exercises, tags. */
  metadata: JsonObject;
}

/** A line that begins a cell, as VS Code, Spyder and Jupytext mark them. */
const MARKER = /^\/\/ ?%%(?!%)(.*)$/;
/** A line of a cell that would be taken for a marker, or for one that was escaped. */
const LOOKS_LIKE_MARKER = /^(\/\/ ?)(\\*%%)/;
const ESCAPED = /^(\/\/ ?)\\(\\*%%)/;
/** What runs as it stands in a script; all else is a comment. */
const RUNS = new Set(['typescript', 'javascript']);

/**
 * A notebook's cells as a script: code as it is, all else in comments, each cell behind a line `// %%`.
 * `cellsOfScript` gives back the same cells.
 */
export function scriptOfCells(cells: readonly ScriptCell[]): string {
  return cells.map((cell) => `${[markerOf(cell), ...linesOf(cell).map(escapeLine)].join('\n')}\n`).join('\n');
}

function markerOf({ kind, language, metadata }: ScriptCell): string {
  const kinds = {
    code: language === 'typescript' ? '' : ` [${language}]`,
    markdown: ' [markdown]',
    raw: ' [raw]',
  };
  const told = Object.keys(metadata).length > 0 ? ` ${JSON.stringify(metadata)}` : '';
  return `// %%${kinds[kind]}${told}`;
}

function linesOf({ kind, language, text }: ScriptCell): string[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const runs = kind === 'code' && RUNS.has(language);
  return runs ? lines : lines.map((line) => (line === '' ? '//' : `// ${line}`));
}

const escapeLine = (line: string): string => line.replace(LOOKS_LIKE_MARKER, '$1\\$2');

/**
 * The cells of a script. One without any marker is one cell; what stands before the first marker is a cell too, if there is
 * anything. In a cell that is a comment, what is no comment becomes a cell of code behind it, so that nothing gets lost.
 */
export function cellsOfScript(text: string): ScriptCell[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n/g, '\n')
    .split('\n');
  const starts = lines.flatMap((line, index) => (MARKER.test(line) ? [index] : []));
  const ends = [...starts.slice(1), lines.length];
  const before = lines.slice(0, starts[0] ?? lines.length);
  const first = withoutLast(before).join('\n');
  const opening = first.trim() === '' ? [] : [codeCell(first)];
  const cells = starts.flatMap((start, index) => {
    const told = MARKER.exec(lines[start] as string)?.[1] ?? '';
    return cellsOf(told.trim(), withoutLast(lines.slice(start + 1, ends[index])));
  });
  return [...opening, ...cells];
}

/** The line that parts a cell from the next, or ends the file. */
const withoutLast = (lines: readonly string[]): string[] =>
  lines.at(-1) === '' ? lines.slice(0, -1) : [...lines];

const codeCell = (text: string, language = 'typescript', metadata: JsonObject = {}): ScriptCell => ({
  kind: 'code',
  language,
  text,
  metadata,
});

function cellsOf(told: string, lines: readonly string[]): ScriptCell[] {
  const { kind, metadata, title } = headOf(told);
  const plain = lines.map((line) => line.replace(ESCAPED, '$1$2'));
  if (kind === '' || RUNS.has(kind)) {
    // What another program calls a cell stays as its first comment.
    const text = [...(title === '' ? [] : [`// ${title}`]), ...plain].join('\n');
    return [codeCell(text, kind || 'typescript', metadata)];
  }
  const end = plain.findIndex((line) => !line.startsWith('//'));
  const comments = (end < 0 ? plain : plain.slice(0, end)).map((line) => line.replace(/^\/\/ ?/, ''));
  const words = [...(title === '' ? [] : [title]), ...comments].join('\n');
  const isText = kind === 'markdown' || kind === 'md' || kind === 'raw';
  const cell: ScriptCell = isText
    ? { kind: kind === 'raw' ? 'raw' : 'markdown', language: 'markdown', text: words, metadata }
    : codeCell(words, kind, metadata);
  const rest = end < 0 ? '' : plain.slice(end).join('\n').trim();
  return rest === '' ? [cell] : [cell, codeCell(rest)];
}

/** `[markdown] {"tags":[…]}`, in which each part may be missing; what is neither is a title. */
function headOf(told: string): { kind: string; metadata: JsonObject; title: string } {
  const [, kind = '', rest = ''] = /^(?:\[([\w+#-]+)\])?\s*(.*)$/.exec(told) ?? [];
  if (!rest.startsWith('{')) return { kind: kind.toLowerCase(), metadata: {}, title: rest };
  try {
    return { kind: kind.toLowerCase(), metadata: JSON.parse(rest) as JsonObject, title: '' };
  } catch {
    return { kind: kind.toLowerCase(), metadata: {}, title: rest };
  }
}
