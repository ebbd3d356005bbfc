import { say } from '../../words/index.js';
import type { CsvOptions } from './options.js';
import { parseRows } from './parse-rows.js';

const candidates = [';', '\t', '|', ',', ' '];
const LOOKED_AT = 20_000;

/** `sep=;` in the first line, as Excel writes and reads it. */
export function excelSeparator(text: string): { separator: string; length: number } | undefined {
  const found = /^\uFEFF?"?sep=(.)"?[ \t]*(?:\r\n|\r|\n|$)/i.exec(text);
  return found?.[1] ? { separator: found[1], length: found[0].length } : undefined;
}

/**
 * The option for another separator, where with it the first lines have equally many values, and more than one; with the
 * decimal comma, where there are such numbers.
 */
export function separatorHint(text: string, options: CsvOptions): string | undefined {
  const { separator = ',', skipLines = 0 } = options;
  const end = text.length > LOOKED_AT ? text.lastIndexOf('\n', LOOKED_AT) + 1 : text.length;
  const part = text.slice(0, end || LOOKED_AT);
  for (const other of candidates) {
    if (other === separator) continue;
    try {
      const { rows } = parseRows(part, { ...options, separator: other, skipLines }, null);
      const width = rows[0]?.length ?? 0;
      if (width < 2 || rows.length < 2 || rows.some((row) => row.length !== width)) continue;
      const comma = rows.slice(1).some((row) => row.some((value) => /^[+-]?\d+,\d+$/.test(value)));
      return `{ separator: '${shownSeparator(other)}'${comma && other !== ',' ? ", decimal: ','" : ''} }`;
    } catch {
      // With this separator the quotes do not fit.
    }
  }
  return undefined;
}

const shownSeparator = (separator: string): string => (separator === '\t' ? '\\t' : separator);

/** One column whose name holds what parts columns elsewhere: the wrong separator. */
export function tellSeparator(name: string, separator: string): void {
  const other = candidates.slice(0, -1).find((mark) => mark !== separator && name.includes(mark));
  if (!other) return;
  const shown = shownSeparator(other);
  console.warn(
    say(
      `The CSV has only one column, "${name}". It looks parted by '${shown}': readCsv(path, { separator: '${shown}' }).`,
      `CSV의 열이 "${name}" 하나뿐입니다. '${shown}'(으)로 나뉜 것 같습니다: readCsv(경로, { separator: '${shown}' }).`,
    ),
  );
}
