import { domains, type Elsewhere, either, oneOf } from '../../engine/options/index.js';

export interface CsvOptions {
  /**
   * Between two values. Where nothing is said: what a first line `sep=;` says (Excel), a tab in a file that ends in .tsv or
   * .tab, else a comma. A space stands for any number of spaces and tabs.
   */
  separator?: string;
  /**
   * Words that stand for a missing value, in place of those that do where nothing is said: NA, N/A, n/a, #N/A, #NA, <NA>,
   * NULL, null, #NULL!, None, NaN, nan, ? and \N. An empty field is always missing.
   */
  missing?: readonly string[];
  /**
   * How the file is encoded, by any usual name: 'euc-kr' or 'cp949', 'shift_jis', 'windows-1252' … Where nothing is said, by its
   * byte order mark, else UTF-8. Of `readCsv`.
   */
  encoding?: string;
  /** Before the decimals: a point, or a comma as in 1,5. */
  decimal?: '.' | ',';
  /** Between thousands, as the comma in 1,234,567; nothing where nothing is said. */
  thousands?: ',' | '.' | ' ' | "'";
  /** Whether the first line names the columns. Without it they are column0, column1 …; a list of names names them. */
  header?: boolean | readonly string[];
  /** How many lines to leave out at the top. */
  skipLines?: number;
  /** Lines that begin with this character are left out, as with '#'. */
  comment?: string;
  /** A character that takes the meaning of the next one, as the backslash in "a \"b\"". */
  escape?: string;
  /** Rows that end early get missing values instead of an error. */
  fillShortRows?: boolean;
}

export const allowed = {
  separator: domains.character,
  missing: domains.texts,
  encoding: domains.text,
  decimal: oneOf('.', ','),
  thousands: oneOf(',', '.', ' ', "'"),
  header: either(domains.boolean, domains.texts),
  skipLines: domains.count,
  comment: domains.character,
  escape: domains.character,
  fillShortRows: domains.boolean,
};

const TYPES = [
  'A column whose every value is a number becomes numbers, any other text; change one with table.withColumn(name, (row) => …).',
  '값이 모두 수인 열은 수가 되고 나머지는 텍스트입니다. 바꾸려면 table.withColumn(이름, (row) => …)을 쓰세요.',
] as const;

/** What pandas and R call otherwise. */
export const elsewhere: Elsewhere = {
  delimiter: "separator: ';'",
  delim: "separator: ';'",
  sep: "separator: ';'",
  delim_whitespace: "separator: ' '",
  na_values: "missing: ['NA']",
  naStrings: "missing: ['NA']",
  names: "header: ['age', 'fare']",
  hasHeader: 'header: false',
  skiprows: 'skipLines: 1',
  skip: 'skipLines: 1',
  fileEncoding: "encoding: 'euc-kr'",
  dec: "decimal: ','",
  escapechar: "escape: '\\\\'",
  fill: 'fillShortRows: true',
  dtype: TYPES,
  types: TYPES,
  usecols: [
    "Choose columns of the table: table.select('age', 'fare').",
    "표에서 열을 고르세요: table.select('age', 'fare').",
  ],
  nrows: [
    'Take the first rows of the table: table.head(100).',
    '표에서 처음 행을 고르세요: table.head(100).',
  ],
};
