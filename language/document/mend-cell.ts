import ts from 'typescript6';
import type { CellParts, TextEdit } from './cell-parts.js';
import { parseText } from './parse-text.js';

/** Closes what a cell that does not parse leaves open, so that the cells after it are not swallowed. */
export function mendCell(parts: CellParts): void {
  const { text } = parts;
  const taken = parts.edits.filter(({ start, end }) => end > start);
  const isFree = ({ start, end }: TextEdit): boolean =>
    taken.every((edit) =>
      end > start ? end <= edit.start || start >= edit.end : start <= edit.start || start >= edit.end,
    );
  parts.edits.push(...closers(text).filter(isFree));
  parts.edits.sort((a, b) => a.start - b.start || a.end - b.end);
  parts.usable = keepsToItself(applyEdits(text, parts.edits), parts);
  if (parts.usable) return;
  // What cannot be mended says nothing to the other cells.
  parts.declared.clear();
  parts.imports = [];
  parts.hoisted = [];
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let [done, at] = ['', 0];
  for (const edit of edits) {
    done += text.slice(at, edit.start) + edit.text;
    at = Math.max(at, edit.end);
  }
  return done + text.slice(at);
}

function keepsToItself(body: string, { language }: CellParts): boolean {
  const block = `{\n${body}\n;\n}`;
  const { statements } = parseText(block, language);
  const [first] = statements;
  return (
    statements.length === 1 &&
    first !== undefined &&
    ts.isBlock(first) &&
    first.end === block.length &&
    first.getEnd() === block.length &&
    !isOpen(first)
  );
}

/** The parser gives a block that is never closed the length of the text too. */
function isOpen(block: ts.Block): boolean {
  return block.statements.end >= block.end;
}

const OPENERS = { '(': ')', '[': ']', '{': '}', '${': '}' } as const;
type Opener = keyof typeof OPENERS;

/** Where brackets, texts and comments have to be closed, and what closes nothing has to go. */
function closers(text: string): TextEdit[] {
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, false, ts.LanguageVariant.Standard, text);
  const open: Opener[] = [];
  const edits: TextEdit[] = [];
  let before: ts.SyntaxKind = ts.SyntaxKind.Unknown;
  let last = '';
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    const isSlash = token === ts.SyntaxKind.SlashToken || token === ts.SyntaxKind.SlashEqualsToken;
    if (isSlash && !endsValue(before)) token = scanner.reScanSlashToken();
    if (token === ts.SyntaxKind.CloseBraceToken && open.at(-1) === '${') {
      token = scanner.reScanTemplateToken(false);
      if (token !== ts.SyntaxKind.TemplateMiddle) open.pop();
    }
    if (token === ts.SyntaxKind.TemplateHead) open.push('${');
    else if (token === ts.SyntaxKind.OpenParenToken) open.push('(');
    else if (token === ts.SyntaxKind.OpenBracketToken) open.push('[');
    else if (token === ts.SyntaxKind.OpenBraceToken) open.push('{');
    else if (isCloser(token)) close(scanner.getTokenText(), scanner.getTokenStart());
    if (scanner.isUnterminated()) last = unterminatedEnd(token);
    const isTrivia = token >= ts.SyntaxKind.FirstTriviaToken && token <= ts.SyntaxKind.LastTriviaToken;
    if (!isTrivia) before = token;
  }
  const end = text.length;
  const rest = open.reverse().map((opener) => (opener === '${' ? '}`' : OPENERS[opener]));
  edits.push({ start: end, end, text: `${last}${rest.length > 0 ? `\n${rest.join('')}` : ''}` });
  return edits;

  function close(closer: string, at: number): void {
    const depth = open.findLastIndex((opener) => OPENERS[opener] === closer && opener !== '${');
    const crossed = open.slice(depth + 1);
    if (depth < 0 || crossed.includes('${')) {
      edits.push({ start: at, end: at + 1, text: ' ' });
      return;
    }
    if (crossed.length > 0)
      edits.push({
        start: at,
        end: at,
        text: crossed
          .reverse()
          .map((opener) => OPENERS[opener])
          .join(''),
      });
    open.length = depth;
  }
}

const isCloser = (token: ts.SyntaxKind): boolean =>
  token === ts.SyntaxKind.CloseParenToken ||
  token === ts.SyntaxKind.CloseBracketToken ||
  token === ts.SyntaxKind.CloseBraceToken;

function unterminatedEnd(token: ts.SyntaxKind): string {
  if (token === ts.SyntaxKind.MultiLineCommentTrivia) return '*/';
  const isTemplate =
    token === ts.SyntaxKind.NoSubstitutionTemplateLiteral ||
    token === ts.SyntaxKind.TemplateTail ||
    token === ts.SyntaxKind.TemplateHead;
  return isTemplate ? '`' : '';
}

/** After these a slash divides. */
const endsValue = (token: ts.SyntaxKind): boolean =>
  token === ts.SyntaxKind.Identifier ||
  token === ts.SyntaxKind.NumericLiteral ||
  token === ts.SyntaxKind.BigIntLiteral ||
  token === ts.SyntaxKind.StringLiteral ||
  token === ts.SyntaxKind.NoSubstitutionTemplateLiteral ||
  token === ts.SyntaxKind.TemplateTail ||
  token === ts.SyntaxKind.RegularExpressionLiteral ||
  token === ts.SyntaxKind.CloseParenToken ||
  token === ts.SyntaxKind.CloseBracketToken ||
  token === ts.SyntaxKind.CloseBraceToken ||
  token === ts.SyntaxKind.ThisKeyword ||
  token === ts.SyntaxKind.SuperKeyword ||
  token === ts.SyntaxKind.TrueKeyword ||
  token === ts.SyntaxKind.FalseKeyword ||
  token === ts.SyntaxKind.NullKeyword;
