import { describe, expect, test } from 'vitest';
import { CellSyntaxError } from '../../../kernel/cell/cell-syntax-error.js';
import { compileCell } from '../../../kernel/cell/compile.js';

const typescript = { language: 'typescript' } as const;

interface Case {
  name: string;
  source: string;
  code: string;
  declared?: string[];
  constants?: Set<string>;
}

const W = '__epochbook.wait';
const last = (expression: string): string => `__epochbook.last(await __epochbook.hold((${expression})))`;
const cases: Case[] = [
  {
    name: 'types are blanked in place, declarations become assignments',
    source: 'const a: number = 1;',
    code: '   ;( a         = 1);',
    declared: ['a'],
  },
  {
    name: 'the last expression is handed over',
    source: 'let a = 1;\na + 1;',
    code: ` ;( a = 1);\n${last('a + 1')};`,
    declared: ['a'],
  },
  {
    name: 'an object alone is an object, not a block',
    source: '{a: 1}',
    code: `(${last('{a: 1}')})`,
  },
  {
    name: 'declarations without semicolons do not run into each other',
    source: 'const f = () => 1\nlet [g] = [f]\n',
    code: '   ;( f = () => 1);\n ;( [g] = [f]);\n',
    declared: ['f', 'g'],
  },
  {
    name: 'functions first, classes in place',
    source: 'f();\nfunction f() { return 1; }\nclass A {}',
    code: 'f = function () { return 1; };f();\n\nA = class A {};',
    declared: ['f', 'A'],
  },
  {
    name: 'imports become awaited calls; a name that no value uses may be a type',
    source: `import d, { a as b, T } from 'x';\nimport * as n from 'y';\nimport 'z';\nlet q: T = b + d;`,
    code: `({"default": d, "a": b, "T": T} = await __epochbook.importModule("x", ["default","a"]));\n(n = await __epochbook.importModule("y", ["*"]));\nawait __epochbook.importModule("z", []);\n ;( q    = b + d);`,
    declared: ['d', 'b', 'T', 'n', 'q'],
  },
  {
    name: 'type-only imports vanish',
    source: `import type { T } from 'x';\nimport { type U } from 'y';`,
    code: `${' '.repeat(27)}\nawait __epochbook.importModule("y", []);`,
  },
  {
    name: 'dynamic import and import.meta',
    source: `const m = await import('x'); const u = import.meta.url;`,
    code: `   ;( m = await ${W}(__epochbook.importDynamic('x')));    ;( u = __epochbook.meta.url);`,
    declared: ['m', 'u'],
  },
  {
    name: 'var in a loop belongs to the notebook',
    source: 'for (var i = 0, j; i < 2; i++);',
    code: 'for (   ( i = 0, 0); i < 2; i++);',
    declared: ['i', 'j'],
  },
  {
    name: 'await inside functions too',
    source: 'const f = async () => { await g(); };',
    code: `   ;( f = async () => { await ${W}(g()); });`,
    declared: ['f'],
  },
  {
    name: 'export means nothing',
    source: 'export const a = 1;\nexport function f() {}',
    code: 'f = function () {};   ;( a = 1);\n',
    declared: ['a', 'f'],
  },
  {
    name: 'assignment to a const, of this cell or an earlier one',
    source: 'const a = 1; a = 2; b++; { let a = 3; a = 4; }',
    constants: new Set(['b']),
    code: '   ;( a = 1); (__epochbook.constantAssigned("a"), a = 2); (__epochbook.constantAssigned("b"), b++); { let a = 3; a = 4; }',
    declared: ['a'],
  },
  {
    name: 'an await that ends a declaration without a semicolon',
    source: 'const a = await b()\nlet c = await a',
    code: `   ;( a = await ${W}(b()));\n ;( c = await ${W}(a));`,
    declared: ['a', 'c'],
  },
  {
    name: 'names above their declaration, but for those in functions',
    source: 'f(a, { a }); const g = () => a; let a = 1; f(a);',
    code: 'f(__epochbook.notYet("a") || a, { a: __epochbook.notYet("a") || a });    ;( g = () => a);  ;( a = 1); f(a);'.replace(
      ' f(a);',
      ` ${last('f(a)')};`,
    ),
    declared: ['g', 'a'],
  },
  {
    name: 'what is thrown, unless it is new and knows its place',
    source: 'if (a) throw { a: 1 }; throw new Error();',
    code: 'if (a) throw __epochbook.thrown({ a: 1 }); throw new Error();',
  },
];

describe('compileCell', () => {
  test.each(cases)('$name', ({ source, code, declared = [], constants }) => {
    const cell = compileCell(source, { ...typescript, ...(constants && { constants }) });
    expect(cell.code).toBe(`(async () => {'use strict';${code}\n})`);
    expect(cell.declared).toEqual(declared);
  });

  test('an enum that runs again starts anew', () => {
    const { code, declared } = compileCell('enum C { A, B }', typescript);
    expect(code).toContain('(C = {})');
    expect(code).not.toContain('C || {}');
    expect(declared).toEqual(['C']);
  });

  test.each([
    ['const a = ;', 1, 11],
    ['let x = 1;\nlet y: = 2;', 2, 8],
    ['await 1;\n  }', 2, 3],
    ['let a = 1;\nlet a = 2;', 2, 5],
    ['enum A { B }\nenum C { D = }', 2, 14],
    ['class A { @d m() {} }\nclass B { @ }', 2, 13],
    ['using a = b();\nusing = = 1;', 2, 9],
    ['#!/usr/bin/env node\nlet x = ;', 2, 9],
  ])('%j does not parse, and says where', (source, line, column) => {
    expect(() => compileCell(source, typescript)).toThrow(CellSyntaxError);
    try {
      compileCell(source, typescript);
    } catch (error) {
      expect(error).toMatchObject({ line, column });
    }
  });

  test('a re-export is refused with a sentence', () => {
    expect(() => compileCell(`export * from 'x'`, typescript)).toThrow(/cannot export from another module/);
  });

  test.each([
    ['const a: number = 1;\nfunction f(): void { throw new Error("x"); }', 'throw', 2, 22],
    ['enum C { A }\nconst x = 1;\nlet y = x.z.q;', 'x.z', 3, 9],
    ['const d = (f: any, c: any) => f;\nclass A { @d m(): void { this.no.where; } }', 'this.no.where', 2, 26],
    ['using r: Disposable = open();\nconst n: number = r.a.b;', 'r.a.b', 2, 19],
    ['import fs = require("fs");\n\n  fs.nothing();', 'fs.nothing', 3, 3],
    ['class B { accessor x = 1 }\nboom<string>();', 'boom', 2, 1],
    ['// first\nconst q = await g();\nboom();', 'boom', 3, 1],
    ['{a: boom()}', 'boom', 1, 5],
  ])('positions in %j lead back to the text', (source, token, line, column) => {
    const { code, locate } = compileCell(source, typescript);
    const lines = code.split('\n');
    const row = lines.findIndex((text) => text.includes(token));
    const found = locate({ line: row + 1, column: (lines[row] ?? '').indexOf(token) + 1 });
    expect(found).toEqual({ line, column });
  });
});
