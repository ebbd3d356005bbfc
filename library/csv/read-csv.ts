import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { expectAwait, resultMembers } from '../../engine/checks/index.js';
import { checkOptions, showGiven } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import { Table } from '../table.js';
import { columnValues, MISSING } from './column-values.js';
import { decodeFile } from './decode-file.js';
import { encodingOf } from './encodings.js';
import { pathOf, unreadable } from './find-file.js';
import { refuseForeignBytes, refuseForeignText } from './foreign-file.js';
import { lineOf } from './line-of.js';
import { allowed, type CsvOptions, elsewhere } from './options.js';
import { parseRows } from './parse-rows.js';
import { excelSeparator, tellSeparator } from './separator.js';
import { shapeRows } from './shape-rows.js';
import { tellDoubts } from './tell-doubts.js';

/**
 * A table from the text of a CSV file.
 *
 * - A column becomes numbers where every value is one: digits, with a sign, decimals or a power of ten (1e5) if need be, or a
 *   word for what is not finite (inf, -Infinity, nan). It becomes booleans where every value is true or false (True, TRUE).
 *   Any other stays text, also codes with leading zeros, dates, and whole numbers with more digits than a number keeps.
 * - Missing values become `null`: empty fields, and words such as NA and null ({@link CsvOptions.missing}).
 * - What looks like numbers in another writing (1,5 or 1,234,567) is told, with the option that reads it.
 *
 * The whole rule stands in docs/tables.md.
 *
 * @throws SyntaxError, with the line, when there is no header, a column name comes twice, a row has another number of values,
 * or a quote is not closed; TypeError for a text that is HTML, JSON or the like.
 */
export function parseCsv(text: string, options: CsvOptions = {}): Table {
  checkOptions('parseCsv', options, allowed, elsewhere);
  if (typeof text !== 'string')
    throw new TypeError(
      say(
        `parseCsv takes the text of a CSV file, but got ${showGiven(text)}. A file is read with await readCsv(path).`,
        `parseCsv에는 CSV 파일의 내용을 주어야 하는데 ${showGiven(text)}을(를) 받았습니다. 파일은 await readCsv(경로)로 읽습니다.`,
      ),
    );
  if (/^[^\r\n,;]+\.(csv|tsv|txt)$/i.test(text.trim()))
    throw new TypeError(
      say(
        `parseCsv takes the text of a CSV file, but ${showGiven(text)} looks like its path: await readCsv(${showGiven(text)}).`,
        `parseCsv에는 CSV 파일의 내용을 주어야 하는데 ${showGiven(text)}은(는) 경로 같습니다: await readCsv(${showGiven(text)})`,
      ),
    );
  return tableOf(text.replace(/^\uFEFF/, ''), options, null);
}

/**
 * Reads a CSV file into a table; see {@link parseCsv}. A relative path starts from the notebook's folder. A file that is not
 * UTF-8 and has no byte order mark is refused, with the encodings that it could be in.
 *
 * ```ts
 * const wine = await readCsv('winequality-red.csv', { separator: ';' });
 * const stations = await readCsv('stations.csv', { encoding: 'euc-kr' });
 * ```
 *
 * @throws Error naming the path when the file cannot be read; RangeError for an unknown encoding; TypeError when the file is
 * in another encoding, or no CSV at all (Excel, HTML, JSON, gzip …); what `parseCsv` throws.
 */
export function readCsv(path: string | URL, options: CsvOptions = {}): Promise<Table> {
  return expectAwait(read(path, options), 'readCsv(…)', resultMembers.table);
}

async function read(given: string | URL, options: CsvOptions): Promise<Table> {
  checkOptions('readCsv', options, allowed, elsewhere);
  if (options.encoding) encodingOf(options.encoding);
  const path = pathOf(given);
  const bytes = await readFile(path).catch(async (cause: NodeJS.ErrnoException) => {
    throw await unreadable(path, cause);
  });
  const file = basename(path);
  refuseForeignBytes(bytes, file);
  const text = decodeFile(bytes, options.encoding ?? undefined, file);
  const tabs = /\.(tsv|tab)$/i.test(file) && !options.separator ? { separator: '\t' } : {};
  return tableOf(text, { ...options, ...tabs }, file);
}

function tableOf(text: string, given: CsvOptions, file: string | null): Table {
  refuseForeignText(text, file ?? say('The text', '이 내용'));
  refuseZeros(text, file);
  const excel = excelSeparator(text);
  // Options that are null count as left out.
  const told = Object.fromEntries(Object.entries(given).filter(([, value]) => (value ?? null) !== null));
  const options: CsvOptions = { separator: excel?.separator ?? ',', ...told };
  const { separator = ',', decimal = '.', thousands } = options;
  if (decimal === thousands) throw sameMark(decimal);
  const body = withoutDosEnd(excel ? `\n${text.slice(excel.length)}` : text);
  const skipLines = (options.skipLines ?? 0) + (excel ? 1 : 0);
  const parsed = parseRows(body, { ...options, separator, skipLines }, file);
  const shaped = shapeRows(parsed, body, { ...options, skipLines }, file);
  const missing = new Set(options.missing ?? MISSING);
  const columns = shaped.names.map((_, j) =>
    columnValues(
      shaped.rows.map((row) => row[j] ?? ''),
      missing,
      { decimal, thousands },
    ),
  );
  if (shaped.names.length === 1) tellSeparator(shaped.names[0] ?? '', separator);
  tellDoubts(shaped, columns, missing, options);
  return new Table(new Map(shaped.names.map((name, j) => [name, columns[j] ?? []])));
}

/** DOS marked the end of a file by a character. */
const withoutDosEnd = (text: string): string => (text.endsWith('\u001A') ? text.slice(0, -1) : text);

/** Zeros stand in no text: a binary file, or one whose end was never written. */
function refuseZeros(text: string, file: string | null): void {
  const at = text.indexOf('\0');
  if (at < 0) return;
  const where = lineOf(file, text.slice(0, at).split(/\r\n|\r|\n/).length);
  throw new SyntaxError(
    say(
      `${where} holds zero bytes: the file is damaged, or no text. Get it once more.`,
      `${where}에 0바이트가 있습니다. 손상되었거나 텍스트가 아닌 파일이니 다시 받으세요.`,
    ),
  );
}

const sameMark = (mark: string): RangeError =>
  new RangeError(
    say(
      `decimal and thousands are both '${mark}'. Numbers as 1.234,5 are read with { decimal: ',', thousands: '.' }.`,
      `decimal과 thousands가 모두 '${mark}'입니다. 1.234,5 같은 수는 { decimal: ',', thousands: '.' }로 읽습니다.`,
    ),
  );
