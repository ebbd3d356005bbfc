import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { say } from '../../words/index.js';

/**
 * The tree of a JSON text, with the offsets of all its parts.
 *
 * Python's `NaN`, `Infinity` and `-Infinity` read as 0: they are of no use to us, and the text keeps them.
 *
 * @throws SyntaxError that says what is wrong and where.
 */
export function parseJson(text: string): Node {
  const mark = /^(<{7}|={7}|>{7})( |$)/m.exec(text);
  if (mark) throw new SyntaxError(conflict(lineOf(text, mark.index)));
  const errors: ParseError[] = [];
  const root = parseTree(withoutNonFinite(text), errors, { allowTrailingComma: true });
  const [first] = errors;
  if (root && !first) return root;
  throw new SyntaxError(first ? fault(text, first) : say('it is empty', '비어 있습니다'));
}

/** Strings are passed over; what stands outside of them keeps its length. */
const withoutNonFinite = (text: string): string =>
  /NaN|Infinity/.test(text)
    ? text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (part) =>
        part.startsWith('"') ? part : '0'.padStart(part.length),
      )
    : text;

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

const conflict = (line: number): string =>
  say(
    `a merge conflict of git stands in line ${line}: decide for one side, and take the marks (<<<<<<<, =======, >>>>>>>) out`,
    `${line}번째 줄에 git 병합 충돌 표시가 있습니다. 한쪽을 고르고 표시(<<<<<<<, =======, >>>>>>>)를 지우세요`,
  );

function fault(text: string, { error, offset }: ParseError): string {
  if (/^\s*\{/.test(text) && !/\}\s*$/.test(text))
    return say(
      `it ends in the middle, after line ${lineOf(text, text.trimEnd().length)}: the file was cut off`,
      `${lineOf(text, text.trimEnd().length)}번째 줄에서 중간에 끝납니다. 파일이 잘렸습니다`,
    );
  const line = lineOf(text, offset);
  const column = offset - text.lastIndexOf('\n', offset - 1);
  const what = printParseErrorCode(error)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return say(
    `its JSON is broken in line ${line}, column ${column} (${what})`,
    `${line}번째 줄 ${column}번째 칸에서 JSON이 깨져 있습니다(${what})`,
  );
}
