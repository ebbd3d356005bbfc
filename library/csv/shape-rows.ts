import { say } from '../../words/index.js';
import { checkWidths } from './check-widths.js';
import { lineOf } from './line-of.js';
import type { CsvOptions } from './options.js';
import type { Rows } from './parse-rows.js';

/** Named columns of equally long rows, still text. */
export interface Shaped {
  names: string[];
  rows: string[][];
}

/** What a column without a name is called, by its place from 0. */
const placeName = (place: number): string => `column${place}`;

const isEmpty = (row: readonly string[] | undefined): boolean => row?.every((value) => value === '') ?? true;

/**
 * Names the columns and gives every row a value for each. Left out are rows at the end that hold nothing, and columns that
 * have neither name nor values, as spreadsheets and trailing separators leave them.
 *
 * @param file The file's name, for sentences; null where a text was given.
 * @throws SyntaxError where there is no header, a name comes twice, or a row has more or fewer values than the header.
 */
export function shapeRows(parsed: Rows, text: string, options: CsvOptions, file: string | null): Shaped {
  const { header = true, fillShortRows = false } = options;
  const rows = [...parsed.rows];
  while (rows.length > 1 && (rows.at(-1)?.length ?? 0) > 1 && isEmpty(rows.at(-1))) rows.pop();
  const first = rows[0];
  if (!first && !(typeof header === 'object' && header.length > 0)) throw empty(file);
  const given = typeof header === 'object';
  const names = given
    ? [...header]
    : header
      ? (rows.shift() ?? [])
      : (first ?? []).map((_, j) => placeName(j));
  const lines = header === true ? parsed.lines.slice(1) : parsed.lines;

  dropTrailing(names, rows, given);
  if (fillShortRows) for (const row of rows) while (row.length < names.length) row.push('');
  checkWidths({ names, rows, lines, headed: header === true }, parsed, text, options, file);

  const kept = names.map((name, j) => name !== '' || rows.some((row) => row[j] !== ''));
  const keep = <T>(values: T[]): T[] => (kept.every(Boolean) ? values : values.filter((_, j) => kept[j]));
  const named = names.map((name, j) => (name === '' ? freeName(names, j) : name));
  checkNames(named, parsed.lines[0] ?? 1, file, header === true && looksLikeData(names));
  return { names: keep(named), rows: kept.every(Boolean) ? rows : rows.map(keep) };
}

/** A separator at the end of every row, but not of the header, or of the header alone. */
function dropTrailing(names: string[], rows: string[][], given: boolean): void {
  if (rows.length === 0) return;
  const width = names.length;
  if (rows.every((row) => row.length === width + 1 && row[width] === '')) for (const row of rows) row.pop();
  else if (!given && names.at(-1) === '' && rows.every((row) => row.length === width - 1)) names.pop();
}

function freeName(names: readonly string[], place: number): string {
  let name = placeName(place);
  while (names.includes(name)) name += '_';
  return name;
}

function checkNames(names: readonly string[], line: number, file: string | null, data: boolean): void {
  const second = names.findIndex((name, j) => names.indexOf(name) !== j);
  if (second < 0) return;
  const name = names[second] ?? '';
  const first = names.indexOf(name);
  const where = lineOf(file, line);
  throw new SyntaxError(
    say(
      `${where}: the header names column "${name}" twice (columns ${first + 1} and ${second + 1}). ${data ? 'It looks like data: a file without a header is read with { header: false }.' : `Give names of your own: { header: [${names.length} names], skipLines: ${line} }.`}`,
      `${where}: 머리글에 열 "${name}"이(가) 두 번 나옵니다(${first + 1}번째와 ${second + 1}번째 열). ${data ? '머리글이 아니라 데이터 같습니다. 머리글이 없는 파일은 { header: false }로 읽습니다.' : `이름을 직접 주세요: { header: [이름 ${names.length}개], skipLines: ${line} }`}`,
    ),
  );
}

/** Names that are numbers with decimals, or most of them numbers, and not one after another as years are. */
export function looksLikeData(names: readonly string[]): boolean {
  const numbers = names.filter((name) => /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(name));
  if (numbers.some((name) => /\d\.\d|e/i.test(name))) return true;
  const values = numbers.map(Number);
  const ordered = [1, -1].some((sign) =>
    values.every((value, i) => i === 0 || sign * (value - (values[i - 1] ?? 0)) > 0),
  );
  return numbers.length >= 2 && !ordered;
}

const empty = (file: string | null): SyntaxError =>
  new SyntaxError(
    file === null
      ? say(
          'The CSV text is empty; a header line is needed.',
          'CSV가 비어 있습니다. 머리글 줄이 있어야 합니다.',
        )
      : say(
          `${file} is empty; a header line is needed. If it should hold data, get the file once more.`,
          `${file}이(가) 비어 있습니다. 머리글 줄이 있어야 합니다. 데이터가 있어야 할 파일이라면 다시 받으세요.`,
        ),
  );
