import { say } from '../../words/index.js';
import { lineOf } from './line-of.js';
import type { CsvOptions } from './options.js';
import type { Rows } from './parse-rows.js';
import { separatorHint } from './separator.js';

interface Body {
  names: readonly string[];
  rows: readonly string[][];
  lines: readonly number[];
  /** Whether the names come from the file. */
  headed: boolean;
}

/** @throws SyntaxError for the first row that has more or fewer values than there are columns, with what may be meant. */
export function checkWidths(
  body: Body,
  parsed: Rows,
  text: string,
  options: CsvOptions,
  file: string | null,
): void {
  const { names, rows, lines, headed } = body;
  const odd = rows.findIndex((row) => row.length !== names.length);
  if (odd < 0) return;
  const row = rows[odd] ?? [];
  const where = lineOf(file, lines[odd] ?? 1);
  const width = names.length;
  const short = row.length < width;
  const [en, ko] = short
    ? [`there is none for "${names[row.length]}"`, `"${names[row.length]}"의 값이 없습니다`]
    : [
        `${shown(row[width])} comes after the last column, "${names[width - 1]}"`,
        `마지막 열 "${names[width - 1]}" 뒤에 ${shown(row[width])}이(가) 있습니다`,
      ];
  const columns = headed
    ? say(`the header has ${width} columns`, `머리글의 열은 ${width}개입니다`)
    : say(`there are ${width} columns`, `열은 ${width}개입니다`);
  const hint = advice(body, odd, parsed, text, options, file);
  throw new SyntaxError(
    say(
      `${where} (row ${odd + 1} below the header): it has ${row.length === 1 ? '1 value' : `${row.length} values`}, but ${columns}; ${en}. ${hint}`,
      `${where}(머리글 아래 ${odd + 1}번째 행): 값은 ${row.length}개인데 ${columns}. ${ko}. ${hint}`,
    ),
  );
}

const shown = (value: string | undefined): string => `"${(value ?? '').slice(0, 40)}"`;

/** What may be meant, the surest sign first. */
function advice(
  body: Body,
  odd: number,
  parsed: Rows,
  text: string,
  options: CsvOptions,
  file: string | null,
): string {
  const { names, rows, lines } = body;
  const row = rows[odd] ?? [];
  const hint = separatorHint(text, options);
  if (hint)
    return say(`The file looks parted otherwise: ${hint}.`, `다른 구분자로 나뉜 것 같습니다: ${hint}`);
  const mark = [parsed.rows[0]?.[0], row[0]].map((value) => /^[#%]/.exec(value ?? '')?.[0]).find(Boolean);
  if (mark && options.comment === undefined)
    return say(
      `Comments are left out with { comment: '${mark}' }.`,
      `주석은 { comment: '${mark}' }로 뺍니다.`,
    );
  const top = topLines(parsed, options);
  if (top)
    return say(
      `The names of the columns seem to stand in line ${top + 1}: { skipLines: ${top} }.`,
      `열 이름은 ${top + 1}번째 줄에 있는 것 같습니다: { skipLines: ${top} }`,
    );
  if (rows.every((each) => each.length === names.length + 1))
    return say(
      `Every row has one value more, as when R writes the names of rows: { header: ['row', …the names], skipLines: ${parsed.lines[0] ?? 1} }.`,
      `모든 행에 값이 하나 더 있습니다. R이 행 이름을 쓴 파일이라면 { header: ['row', …열 이름], skipLines: ${parsed.lines[0] ?? 1} }로 읽으세요.`,
    );
  if (odd === rows.length - 1 && row.length < names.length && !parsed.ended && file !== null)
    return say(
      'The file ends there without the end of a line: it was cut off. Get it once more, or take the row out.',
      '파일이 줄 끝 없이 그곳에서 끝납니다. 잘린 파일이니 다시 받거나 그 행을 지우세요.',
    );
  if (row.length === 1 && odd === rows.length - 1)
    return say(
      `If line ${lines[odd]} is no data (a total, a note), take it out of the file.`,
      `${lines[odd]}번째 줄이 데이터가 아니라면(합계, 설명) 파일에서 지우세요.`,
    );
  return row.length < names.length
    ? say(
        'Rows that end early are filled with missing values by { fillShortRows: true }.',
        '일찍 끝나는 행은 { fillShortRows: true }로 빠진 값을 채워 읽습니다.',
      )
    : say(
        'A value that holds the separator must stand between quotes. Is the separator right?',
        '구분자가 든 값은 따옴표로 감싸야 합니다. 구분자가 맞는지 확인하세요.',
      );
}

const LOOKED_AT = 20;

/** Lines above a header, such as a title: how many before the first row that is as wide as those below it. */
function topLines({ rows, lines }: Rows, { header = true }: CsvOptions): number | undefined {
  if (header !== true || rows.length < 4) return undefined;
  const widths = rows.slice(0, LOOKED_AT).map((row) => row.length);
  const widest = Math.max(...widths);
  const first = widths.indexOf(widest);
  if (first === 0 || widths.slice(first).some((width) => width !== widest) || widths.length - first < 2)
    return undefined;
  return (lines[first] ?? 1) - 1;
}
