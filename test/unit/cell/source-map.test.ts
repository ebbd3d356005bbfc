import { generatedPositionFor, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { describe, expect, test } from 'vitest';
import { compileCell } from '../../../kernel/cell/compile.js';

/** Where breakpoints of these lines of a cell go, as the text from there to the end of its line; and whether that leads back. */
function places(text: string, lines: number[]): string[] {
  const { code, sourceMap } = compileCell(text);
  const map = new TraceMap(sourceMap({ name: 'file:///cell.ts', text }));
  const rows = code.split('\n');
  return lines.map((line) => {
    const at = generatedPositionFor(map, { source: 'file:///cell.ts', line, column: 0, bias: 1 });
    if (at.line === null) return 'nowhere';
    const back = originalPositionFor(map, at);
    return `${rows[at.line - 1]?.slice(at.column, at.column + 12)}${back.line === line ? '' : ` (back in ${back.line})`}`;
  });
}

describe('a breakpoint', () => {
  test.each([
    ['a declaration', 'let a = 1;\nlet b = 2;', [1, 2], [' ;( a = 1', ' ;( b = 2']],
    ['the value at the end, which our calls stand before', 'let a = 1;\na;', [2], ['__epochbook.']],
    ['a first line that our calls stand before', 'fit();', [1], ['__epochbook.']],
    ['a function that was moved', 'f();\nfunction f() {\n  return 1;\n}', [3], ['  return 1;']],
    ['code that was rewritten', 'enum E { A }\nconst x: number = E.A;\nx;', [3], ['__epochbook.']],
  ])('stands at %s', (_, text, lines, expected) => {
    const seen = places(text, lines);
    expect(seen.map((each, at) => each.slice(0, expected[at]?.length))).toEqual(expected);
    expect(seen.join()).not.toContain('back in');
  });

  test('an object in braces is at its own columns', () => {
    const text = '\n{ a: [1, 2].map((x) => x) }';
    const map = new TraceMap(compileCell(text).sourceMap({ name: 'c', text }));
    const at = generatedPositionFor(map, { source: 'c', line: 2, column: 20 });
    expect(originalPositionFor(map, { line: at.line ?? 0, column: at.column ?? 0 })).toMatchObject({
      line: 2,
      column: 20,
    });
  });

  test('what is only ours is nowhere', () => {
    const { code, sourceMap } = compileCell('1;\n2;');
    const map = new TraceMap(sourceMap({ name: 'c', text: '1;\n2;' }));
    expect(originalPositionFor(map, { line: 1, column: 3 }).line).toBeNull();
    expect(originalPositionFor(map, { line: code.split('\n').length, column: 0 }).line).toBeNull();
  });
});
