import ts from 'typescript6';
import { escaped } from './escape.js';

const CODE = /^(type|java)script(react)?$|^[cm]?[tj]sx?$/i;

/** Whether code of this language is shown in colours. */
export const isHighlighted = (language: string): boolean => CODE.test(language);

/** What the parts of TypeScript are called in the page's style. */
const classes: Partial<Record<ts.TokenClass, string>> = {
  [ts.TokenClass.Keyword]: 'k',
  [ts.TokenClass.Comment]: 'c',
  [ts.TokenClass.NumberLiteral]: 'n',
  [ts.TokenClass.BigIntLiteral]: 'n',
  [ts.TokenClass.StringLiteral]: 's',
};
const LITERALS = new Set(['true', 'false', 'null', 'undefined', 'NaN', 'Infinity']);

let classifier: ts.Classifier | undefined;

/** Code as HTML, with the classes of its parts where its language is TypeScript or JavaScript. */
export function highlighted(code: string, language: string): string {
  if (!isHighlighted(language)) return escaped(code);
  classifier ??= ts.createClassifier();
  let state = ts.EndOfLineState.None;
  return code
    .split('\n')
    .map((line) => {
      const { entries, finalLexState } = (classifier as ts.Classifier).getClassificationsForLine(
        line,
        state,
        false,
      );
      state = finalLexState;
      let at = 0;
      return entries
        .map(({ length, classification }) => {
          const text = line.slice(at, at + length);
          at += length;
          return part(text, classification, line.slice(at));
        })
        .join('');
    })
    .join('\n');
}

function part(text: string, kind: ts.TokenClass, rest: string): string {
  const name = nameOf(text, kind, rest);
  return name ? `<span class="${name}">${escaped(text)}</span>` : escaped(text);
}

function nameOf(text: string, kind: ts.TokenClass, rest: string): string | undefined {
  if (LITERALS.has(text)) return 'n';
  // The classifier finds where a regular expression ends, and has no class for it.
  if (/^\/.+\/[a-z]*$/.test(text)) return kind === ts.TokenClass.Comment ? 'c' : 's';
  if (kind !== ts.TokenClass.Identifier) return classes[kind];
  if (/^\s*\(/.test(rest)) return 'f';
  return /^[A-Z]/.test(text) ? 't' : undefined;
}
