import { say } from '../../words/index.js';
import type { Value } from '../value.js';
import type { CsvOptions } from './options.js';
import { isTooLong, type NumberStyle, notFiniteWord, readNumber } from './read-number.js';
import { looksLikeData, type Shaped } from './shape-rows.js';

/** A column as it was written and as it was read. */
interface Column {
  name: string;
  /** What is there, neither empty nor missing. */
  written: string[];
  values: readonly Value[];
}

const MOST_TOLD = 4;

const otherStyles: NumberStyle[] = [
  { decimal: '.', thousands: ',' },
  { decimal: ',', thousands: undefined },
  { decimal: ',', thousands: '.' },
  { decimal: '.', thousands: ' ' },
  { decimal: ',', thousands: ' ' },
  { decimal: '.', thousands: "'" },
];

const styleText = ({ decimal, thousands }: NumberStyle): string =>
  `{ ${[
    ...(decimal === ',' ? ["decimal: ','"] : []),
    ...(thousands === undefined ? [] : [`thousands: ${thousands === "'" ? `"'"` : `'${thousands}'`}`]),
  ].join(', ')} }`;

/**
 * Tells what in a table that was read may be meant otherwise: columns that stayed text although they look like numbers, or
 * were read with a decimal point that may part thousands, and a first line that looks like data.
 *
 * @param columns The values as they were read, in the order of the names.
 */
export function tellDoubts(
  { names, rows }: Shaped,
  columns: readonly (readonly Value[])[],
  missing: ReadonlySet<string>,
  options: CsvOptions,
): void {
  const found = new Map<string, { columns: string[]; say(columns: string): string }>();
  const add = (key: string, name: string, sentence: (columns: string) => string): void => {
    const known = found.get(key);
    if (known) known.columns.push(name);
    else found.set(key, { columns: [name], say: sentence });
  };
  if ((options.header ?? true) === true && looksLikeData(names))
    add('header', '', () =>
      say(
        `The first line, ${names.slice(0, 4).join(', ')}${names.length > 4 ? ' …' : ''}, was taken for the names of the columns, but looks like data. A file without a header is read with { header: false }.`,
        `첫 줄 ${names.slice(0, 4).join(', ')}${names.length > 4 ? ' …' : ''}을(를) 열 이름으로 읽었지만 데이터 같습니다. 머리글이 없는 파일은 { header: false }로 읽습니다.`,
      ),
    );
  else if (/^[#%]/.test(names[0] ?? '') && options.comment === undefined)
    add('comment', '', () =>
      say(
        `The first column is called "${names[0]}". If lines that begin so are comments: { comment: '${names[0]?.[0]}' }.`,
        `첫 열의 이름이 "${names[0]}"입니다. 그렇게 시작하는 줄이 주석이라면 { comment: '${names[0]?.[0]}' }를 쓰세요.`,
      ),
    );
  names.forEach((name, j) => {
    const written = rows.map((row) => row[j] ?? '').filter((text) => text !== '' && !missing.has(text));
    const column = { name, written, values: columns[j] ?? [] };
    const doubt = column.values.some((value) => typeof value === 'string')
      ? textDoubt(column, missing, rows, j, options)
      : pointDoubt(column, options);
    if (doubt) add(doubt.key, name, doubt.say);
  });
  for (const { columns: named, say: sentence } of [...found.values()].slice(0, MOST_TOLD))
    console.warn(sentence(listed(named)));
}

interface Doubt {
  key: string;
  say(columns: string): string;
}

const listed = (names: readonly string[]): string =>
  `${names
    .slice(0, 5)
    .map((name) => `"${name}"`)
    .join(', ')}${names.length > 5 ? say(` and ${names.length - 5} more`, ` 외 ${names.length - 5}개`) : ''}`;

function textDoubt(
  column: Column,
  missing: ReadonlySet<string>,
  rows: readonly string[][],
  place: number,
  options: CsvOptions,
): Doubt | undefined {
  const { written } = column;
  const style: NumberStyle = { decimal: options.decimal ?? '.', thousands: options.thousands };
  const odd = written.filter(
    (text) => readNumber(text, style) === undefined && notFiniteWord(text) === undefined,
  );
  const example = odd[0];
  if (example === undefined) return undefined;
  const long = odd.find(isTooLong);
  if (long !== undefined && odd.every(isTooLong)) return tooLong(long);
  const styles = otherStyles.filter((other) =>
    written.every((text) => readNumber(text, other) !== undefined),
  );
  if (styles.length > 0) return otherWriting(example, styles);
  return unitDoubt(odd, written) ?? nearlyNumbers(column, odd, missing, rows, place);
}

const tooLong = (example: string): Doubt => ({
  key: 'long',
  say: (columns) =>
    say(
      `Column ${columns} stays text: ${example} has more digits than a number keeps.`,
      `열 ${columns}은(는) 텍스트로 둡니다. ${example}은(는) 수가 담을 수 있는 자릿수를 넘습니다.`,
    ),
});

function otherWriting(example: string, [first, second]: NumberStyle[]): Doubt {
  const option = first ? styleText(first) : '';
  const value = (style: NumberStyle | undefined): string => String(style ? readNumber(example, style) : '');
  // 1,234 is either; what has the same value both ways needs no second one.
  const other = second && value(second) !== value(first) ? `; ${styleText(second)} → ${value(second)}` : '';
  return {
    key: option,
    say: (columns) =>
      say(
        `Column ${columns} stays text, but looks like numbers (${example}): ${option} → ${value(first)}${other}.`,
        `열 ${columns}은(는) 텍스트로 읽었지만 수 같습니다(${example}): ${option} → ${value(first)}${other}`,
      ),
  };
}

const UNIT =
  /^(?:[$€£¥₩￦]|US\$|USD|EUR|KRW)\s*[+-]?\d[\d.,\s]*$|^[+-]?\d[\d.,\s]*(?:[%€$£¥₩％]|원|USD|EUR|KRW)$/;

function unitDoubt(odd: readonly string[], written: readonly string[]): Doubt | undefined {
  if (odd.length < written.length || !odd.every((text) => UNIT.test(text))) return undefined;
  return {
    key: 'unit',
    say: (columns) =>
      say(
        `Column ${columns} stays text: ${odd[0]} has a sign beside the number. Take it off: table.withColumn(name, (row) => Number(String(row[name]).replace(/[^\\d.-]/g, ''))).`,
        `열 ${columns}은(는) 텍스트로 둡니다. ${odd[0]}처럼 수 옆에 기호가 있습니다. 떼어 내세요: table.withColumn(이름, (row) => Number(String(row[이름]).replace(/[^\\d.-]/g, '')))`,
      ),
  };
}

/** All but few are numbers, and those few are the same words: a missing value in the manner of that file. */
function nearlyNumbers(
  { written }: Column,
  odd: readonly string[],
  missing: ReadonlySet<string>,
  rows: readonly string[][],
  place: number,
): Doubt | undefined {
  const distinct = new Set<string>();
  for (const word of odd) if (distinct.add(word).size > 3) return undefined;
  const words = [...distinct];
  const numbers = written.length - odd.length;
  const few = words.length === 1 || numbers >= 9 * odd.length;
  if (!few || numbers < 2 || numbers < odd.length || words.some((word) => /^[+-]?0\d|^\+\d/.test(word)))
    return undefined;
  const known = [...missing].filter((word) => rows.some((row) => row[place] === word));
  const option = `{ missing: [${[...words, ...known].map((word) => `'${word}'`).join(', ')}] }`;
  const shown = words.map((word) => `'${word}'`).join(', ');
  return {
    key: option,
    say: (columns) =>
      say(
        `Column ${columns} stays text: ${numbers} values are numbers, ${odd.length} are ${shown}. If that stands for a missing value: ${option}.`,
        `열 ${columns}은(는) 텍스트로 둡니다. 값 ${numbers}개는 수이고 ${odd.length}개는 ${shown}입니다. 빠진 값을 뜻한다면 ${option} 옵션을 쓰세요.`,
      ),
  };
}

/** 1.234 between semicolons is a number either way. */
function pointDoubt({ written, values }: Column, options: CsvOptions): Doubt | undefined {
  const { separator, decimal, thousands } = options;
  if (separator !== ';' || decimal !== undefined || thousands !== undefined) return undefined;
  const parted = written.filter((text) => /^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(text));
  if (parted.length === 0 || !written.every((text) => /^[+-]?\d{1,3}(\.\d{3})?$/.test(text)))
    return undefined;
  const example = parted[0] ?? '';
  return {
    key: 'point',
    say: (columns) =>
      say(
        `Column ${columns} was read with a decimal point: ${example} is ${values.find((value) => String(value) === String(Number(example)))}. If the point parts thousands: { decimal: ',', thousands: '.' }.`,
        `열 ${columns}의 점을 소수점으로 읽었습니다(${example}). 천 단위 구분이라면 { decimal: ',', thousands: '.' }를 쓰세요.`,
      ),
  };
}
