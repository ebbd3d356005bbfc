import { say } from '../../words/index.js';
import { lineOf } from './line-of.js';

/** Rows of values, each with the number of the line where it begins. */
export interface Rows {
  rows: string[][];
  lines: number[];
  /** Whether the text ends with the end of a line. */
  ended: boolean;
}

export interface Marks {
  separator: string;
  comment?: string | undefined;
  escape?: string | undefined;
  skipLines: number;
}

const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const TAB = 9;

const isEnd = (code: number): boolean => code === NEWLINE || code === RETURN || Number.isNaN(code);
const isBlank = (code: number): boolean => code === SPACE || code === TAB;

/**
 * Parts a text into rows. Lines end with LF, CRLF or CR; values between quotes may hold all of these, and quotes written
 * twice; blanks around a value are dropped; empty lines do not count.
 *
 * @param file The file's name, for sentences; null where a text was given.
 * @throws SyntaxError, with the line, for quotes that are not closed, or closed before the value ends.
 */
export function parseRows(text: string, marks: Marks, file: string | null): Rows {
  const reader = new RowReader(text, marks, file);
  const rows: string[][] = [];
  const lines: number[] = [];
  reader.skip(marks.skipLines);
  for (let row = reader.next(); row; row = reader.next()) {
    if (row.length === 1 && row[0] === '') continue;
    rows.push(row);
    lines.push(reader.began);
  }
  return { rows, lines, ended: isEnd(text.charCodeAt(text.length - 1)) };
}

class RowReader {
  /** The line where the last row began. */
  began = 1;
  private line = 1;
  private at = 0;
  private readonly separator: number;
  private readonly escape: number;
  private readonly comment: number;
  private readonly blanks: boolean;

  constructor(
    private readonly text: string,
    marks: Marks,
    private readonly file: string | null,
  ) {
    this.separator = marks.separator.charCodeAt(0);
    this.escape = marks.escape === undefined ? -1 : marks.escape.charCodeAt(0);
    this.comment = marks.comment === undefined ? -1 : marks.comment.charCodeAt(0);
    this.blanks = marks.separator === ' ';
  }

  skip(count: number): void {
    for (let left = count; left > 0 && this.at < this.text.length; left--) this.skipLine();
  }

  next(): string[] | undefined {
    while (this.code() === this.comment) this.skipLine();
    if (this.at >= this.text.length) return undefined;
    this.began = this.line;
    const row: string[] = [];
    if (this.blanks) this.skipBlanks();
    for (;;) {
      row.push(this.value(row.length));
      if (this.blanks) this.skipBlanks();
      if (isEnd(this.code())) break;
      if (!this.blanks) this.at += 1;
    }
    this.endLine();
    return row;
  }

  private code(): number {
    return this.text.charCodeAt(this.at);
  }

  private skipLine(): void {
    while (!isEnd(this.code())) this.at += 1;
    this.endLine();
  }

  private endLine(): void {
    if (this.code() === RETURN && this.text.charCodeAt(this.at + 1) === NEWLINE) this.at += 1;
    this.at += 1;
    this.line += 1;
  }

  /** Blanks that are not what parts values. */
  private skipBlanks(): void {
    while (isBlank(this.code()) && (this.blanks || this.code() !== this.separator)) this.at += 1;
  }

  private value(column: number): string {
    const start = this.at;
    this.skipBlanks();
    if (this.text[this.at] === '"') return this.quoted(column);
    for (let code = this.code(); !isEnd(code) && !this.parts(code); code = this.code())
      this.at += code === this.escape ? 2 : 1;
    const value = this.text.slice(start, Math.min(this.at, this.text.length)).trim();
    return this.escape < 0 ? value : this.unescaped(value);
  }

  private parts(code: number): boolean {
    return this.blanks ? isBlank(code) : code === this.separator;
  }

  private quoted(column: number): string {
    const { text } = this;
    const opened = this.line;
    const start = this.at + 1;
    let doubled = false;
    for (this.at += 1; ; this.at += 1) {
      const code = this.code();
      if (Number.isNaN(code)) throw this.unclosed(opened, column);
      if (code === this.escape && text[this.at] !== '"') this.at += 1;
      else if (code === NEWLINE || (code === RETURN && text.charCodeAt(this.at + 1) !== NEWLINE))
        this.line += 1;
      else if (text[this.at] === '"') {
        if (text[this.at + 1] !== '"') break;
        doubled = true;
        this.at += 1;
      }
    }
    const inside = text.slice(start, this.at);
    this.at += 1;
    if (!this.blanks) this.skipBlanks();
    if (!isEnd(this.code()) && !this.parts(this.code())) throw this.goesOn(column);
    const value = (doubled ? inside.replaceAll('""', '"') : inside).trim();
    return this.escape < 0 ? value : this.unescaped(value);
  }

  /** A word such as \N is no escaped letter. */
  private unescaped(value: string): string {
    const mark = String.fromCharCode(this.escape);
    if (!value.includes(mark) || value === `${mark}N`) return value;
    return value
      .split(`${mark}${mark}`)
      .map((part) => part.replaceAll(mark, ''))
      .join(mark);
  }

  private unclosed(opened: number, column: number): SyntaxError {
    const where = lineOf(this.file, opened);
    return new SyntaxError(
      say(
        `${where}: the quote that opens value ${column + 1} is never closed. The file was cut off, or a quote is missing there.`,
        `${where}: ${column + 1}번째 값을 여는 따옴표가 닫히지 않습니다. 파일이 잘렸거나 그곳에 따옴표가 빠졌습니다.`,
      ),
    );
  }

  private goesOn(column: number): SyntaxError {
    const where = lineOf(this.file, this.line);
    const rest = this.text.slice(this.at, this.at + 20).split(/[\r\n]/, 1)[0] ?? '';
    return new SyntaxError(
      say(
        `${where}: value ${column + 1} goes on after its closing quote, with ${rest}. A quote inside of a value is written twice (""); if the file writes \\", read it with { escape: '\\\\' }.`,
        `${where}: ${column + 1}번째 값이 닫는 따옴표 뒤에도 이어집니다: ${rest}. 값 안의 따옴표는 두 번("") 써야 합니다. 파일에 \\"로 쓰여 있으면 { escape: '\\\\' }로 읽으세요.`,
      ),
    );
  }
}
