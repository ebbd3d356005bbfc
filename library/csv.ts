import { readFile } from 'node:fs/promises';
import { dsvFormat } from 'd3-dsv';
import { expectAwait, resultMembers } from '../engine/checks/index.js';
import { checkOptions, domains, type Elsewhere, showGiven } from '../engine/options/index.js';
import { say } from '../words/index.js';
import { Table } from './table.js';
import type { Value } from './value.js';

export interface CsvOptions {
  /** Between two values; a comma where nothing is said. */
  separator?: string;
  /** Texts that stand for a missing value: '', '?' and 'NA' where nothing is said. */
  missing?: readonly string[];
}

const allowed = { separator: domains.character, missing: domains.texts };

const elsewhere: Elsewhere = {
  delimiter: "separator: ';'",
  sep: "separator: ';'",
  na_values: "missing: ['NA']",
  header: ['The first line is always taken for the names of the columns.', '첫 줄은 항상 열 이름입니다.'],
  names: ['The first line is always taken for the names of the columns.', '첫 줄은 항상 열 이름입니다.'],
  usecols: [
    "Choose columns of the table: table.select('age', 'fare').",
    "표에서 열을 고르세요: table.select('age', 'fare').",
  ],
  encoding: ['Files are read as UTF-8.', '파일은 UTF-8로 읽습니다.'],
};

const NUMBER = /^[+-]?(0|[1-9]\d*|\d*\.\d+|\d+\.)(\.\d*)?([eE][+-]?\d+)?$/;

/** A column whose every value reads as a number is one; a number with leading zeros (a code) stays text. */
function typed(values: readonly (string | null)[]): Value[] {
  const present = values.filter((value) => value !== null);
  if (present.length > 0 && present.every((value) => NUMBER.test(value)))
    return values.map((value) => (value === null ? null : Number(value)));
  if (present.length > 0 && present.every((value) => value === 'true' || value === 'false'))
    return values.map((value) => (value === null ? null : value === 'true'));
  return [...values];
}

/**
 * A table from the text of a CSV file with a header line. A column of numbers becomes numbers, a column of `true` and
 * `false` booleans, any other text; missing values become `null`.
 *
 * @throws SyntaxError when there is no header, a column name comes twice, or a row has another number of values.
 */
export function parseCsv(text: string, options: CsvOptions = {}): Table {
  return tableOf(text, options, 'parseCsv');
}

function tableOf(text: string, options: CsvOptions, callee: string): Table {
  checkOptions(callee, options, allowed, elsewhere);
  if (typeof text !== 'string')
    throw new TypeError(
      say(
        `${callee} takes the text of a CSV file, but got ${showGiven(text)}. A file is read with await readCsv(path).`,
        `${callee}에는 CSV 파일의 내용을 주어야 하는데 ${showGiven(text)}을(를) 받았습니다. 파일은 await readCsv(경로)로 읽습니다.`,
      ),
    );
  const { separator = ',', missing = ['', '?', 'NA'] } = options;
  const [header, ...rows] = dsvFormat(separator)
    .parseRows(text.replace(/^\uFEFF/, ''))
    .filter((row) => row.length > 1 || row[0] !== '');
  if (!header)
    throw new SyntaxError(
      say(
        'The CSV text is empty; a header line is needed.',
        'CSV가 비어 있습니다. 머리글 줄이 있어야 합니다.',
      ),
    );
  const names = header.map((name) => name.trim());
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new SyntaxError(
      say(
        `The CSV header names column "${twice}" twice.`,
        `CSV 머리글에 열 "${twice}"이(가) 두 번 나옵니다.`,
      ),
    );
  const odd = rows.findIndex((row) => row.length !== names.length);
  if (odd >= 0)
    throw new SyntaxError(
      say(
        `Row ${odd + 1} below the CSV header has ${rows[odd]?.length} values, but the header has ${names.length} columns. ` +
          'Is the separator right?',
        `CSV 머리글 아래 ${odd + 1}번째 행의 값은 ${rows[odd]?.length}개인데 머리글의 열은 ${names.length}개입니다. ` +
          '구분자가 맞는지 확인하세요.',
      ),
    );
  if (names.length === 1) warnOfSeparator(names[0] ?? '', separator);
  const absent = new Set(missing);
  return new Table(
    Object.fromEntries(
      names.map((name, j) => [
        name,
        typed(
          rows.map((row) => {
            const value = (row[j] ?? '').trim();
            return absent.has(value) ? null : value;
          }),
        ),
      ]),
    ),
  );
}

/**
 * Reads a CSV file (UTF-8) into a table; see {@link parseCsv}. A relative path starts from the notebook's folder.
 *
 * ```ts
 * const wine = await readCsv('winequality-red.csv', { separator: ';' });
 * ```
 *
 * @throws Error naming the path when the file cannot be read.
 */
export function readCsv(path: string | URL, options: CsvOptions = {}): Promise<Table> {
  return expectAwait(read(path, options), 'readCsv(…)', resultMembers.table);
}

async function read(path: string | URL, options: CsvOptions): Promise<Table> {
  checkOptions('readCsv', options, allowed, elsewhere);
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new Error(
      say(
        `The CSV file ${path} cannot be read (${cause.code ?? cause.message}), looking from ${process.cwd()}.`,
        `CSV 파일 ${path}을(를) 읽을 수 없습니다(${cause.code ?? cause.message}). 찾은 위치: ${process.cwd()}`,
      ),
      { cause },
    );
  });
  return tableOf(text, options, 'readCsv');
}

/** One column whose name holds what parts columns elsewhere: the wrong separator. */
function warnOfSeparator(name: string, separator: string): void {
  const other = [';', '\t', ','].find((mark) => mark !== separator && name.includes(mark));
  if (!other) return;
  const shown = other === '\t' ? '\\t' : other;
  console.warn(
    say(
      `The CSV has only one column, "${name}". It looks parted by '${shown}': readCsv(path, { separator: '${shown}' }).`,
      `CSV의 열이 "${name}" 하나뿐입니다. '${shown}'(으)로 나뉜 것 같습니다: readCsv(경로, { separator: '${shown}' }).`,
    ),
  );
}
