/** A few cells, run one after another in a kernel that has run others before, and what they show. */
export interface EvaluationCase {
  name: string;
  cells: string[];
  /** Text of the last cell's value; undefined where it shows none. */
  value?: string;
  /** What the last cell prints. */
  text?: string;
  language?: 'typescript' | 'javascript';
}

/** Files in the notebook's folder. */
export const files: Record<string, string> = {
  'data.json': '\uFEFF{ "rate": 0.1, "layers": [2, 3], "default": 7, "a-b": 1 }',
  'list.json': '[1, 2]',
  'first.ts': "import { second } from './second';\nexport const first = (): number => second + 1;",
  'second.ts': "export { third as second } from './third.js';",
  'third.ts': 'export const third: number = 1;',
  'lexer-misses.cjs':
    "for (const name of ['alpha', 'beta']) exports[name] = name.length;\nexports.common = require('./common.cjs');",
  'common.cjs': 'module.exports = { times: 2 };',
  'whole.cjs': 'module.exports = function whole() { return 5; };\nmodule.exports.part = 6;',
  'decorated.ts':
    'const twice = (method: any, context: any) => function (this: any) { return 2 * method.call(this); };\nexport class Net { constructor(readonly units: number) {} @twice size(): number { return this.units; } }\nexport enum Kind { Dense = 3 }\nexport const enum Quick { Yes = 1 }',
  'import-equals.ts': "import fs = require('fs');\nexport const found: boolean = fs.existsSync(__filename);",
  'commonjs.ts':
    "const path = require('path');\nmodule.exports = { joined: path.join('a', 'b').length as number };",
  'export-equals.cts': 'const value: number = 4;\nexport = value;',
  'resources.ts':
    "export const log: string[] = [];\nexport function work(): number { using a = { [Symbol.dispose]() { log.push('a'); } }; log.push('work'); return 1; }",
  'json-inside.ts': "import data from './data.json';\nexport const rate: number = data.rate;",
  'old/tsconfig.json': '{ "extends": "./base.json" }',
  'old/base.json': '{ "compilerOptions": { "experimentalDecorators": true } }',
  'old/decorated.ts':
    'const seen: unknown[] = [];\nconst mark = (target: any, key: string, descriptor?: PropertyDescriptor) => { seen.push(key, typeof descriptor); };\nexport class Old { @mark run() { return 1; } }\nexport { seen };',
  'circle-a.ts':
    "import { b } from './circle-b';\nexport const a = 1;\nexport const sum = (): number => a + b;",
  'circle-b.ts':
    "import { a } from './circle-a';\nexport const b = 2;\nexport const again = (): number => a;",
  'hash-bang.ts': '#!/usr/bin/env node\nexport const ran: boolean = true;',
  'node_modules/plain/package.json': '{ "name": "plain", "main": "index.js" }',
  'node_modules/plain/index.js':
    "const tf = require('@tensorflow/tfjs');\nmodule.exports = { rank: (x) => tf.tensor(x).rank };",
};

const RESOURCE = "{ [Symbol.dispose]() { console.log('disposed'); } }";

export const cases: EvaluationCase[] = [
  // CommonJS, as tutorials begin.
  {
    name: 'require of the engine',
    cells: ["const a1 = require('@tensorflow/tfjs-node'); a1.getBackend()"],
    value: 'wasm',
  },
  { name: 'require of the plain name', cells: ["require('@tensorflow/tfjs').getBackend()"], value: 'wasm' },
  {
    name: 'require is the same engine as import',
    cells: ["import * as a2 from '@tensorflow/tfjs-node';\nrequire('@tensorflow/tfjs-node') === a2"],
    value: 'true',
  },
  {
    name: 'require of the library',
    cells: ["typeof require('epochbook').scale.minMax"],
    value: 'function',
  },
  { name: 'require of Node', cells: ["require('node:path').basename('/a/b')"], value: 'b' },
  {
    name: 'require of a package that requires the engine',
    cells: ["require('plain').rank([[1]])"],
    value: '2',
  },
  { name: 'require of a file', cells: ["require('./common.cjs').times"], value: '2' },
  { name: 'require of JSON', cells: ["require('./list.json')"], value: '[ 1, 2 ]' },
  { name: 'require of TypeScript', cells: ["require('./commonjs.ts').joined"], value: '3' },
  { name: 'require of TypeScript with export =', cells: ["require('./export-equals.cts')"], value: '4' },
  {
    name: 'require within a function, called by a later cell',
    cells: ["const a3 = () => require('os').EOL.length > 0", 'a3()'],
    value: 'true',
  },
  { name: 'require.resolve', cells: ["require.resolve('node:fs')"], value: 'node:fs' },
  {
    name: 'a require of the notebook’s own',
    cells: [
      "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\nrequire('./common.cjs').times",
      "const a4 = require('./list.json').length;\na4",
    ],
    value: '2',
  },
  {
    name: 'destructured require',
    cells: ["const { join: a5 } = require('path'); a5('a', 'b').length"],
    value: '3',
  },
  { name: 'module.exports', cells: ['module.exports = { a6: 1 }; module.exports.a6'], value: '1' },
  { name: 'exports', cells: ['exports.a7 = 2; exports.a7'], value: '2' },
  { name: 'import = require', cells: ["import a8 = require('fs');\na8.existsSync('/')"], value: 'true' },
  {
    name: 'import = require, used by a later cell',
    cells: ["import a9 = require('path');", "a9.basename('/x/y')"],
    value: 'y',
  },
  {
    name: 'import = of a namespace',
    cells: [
      'namespace Outer { export namespace Inner { export const deep = 4 } }\nimport In = Outer.Inner;\nIn.deep',
    ],
    value: '4',
  },
  {
    name: '__dirname and __filename',
    cells: ["[typeof __dirname, __filename.endsWith('notebook.ts')]"],
    value: "[ 'string', true ]",
  },
  // Imports.
  {
    name: 'default import of the engine',
    cells: ["import b1 from '@tensorflow/tfjs-node';\nb1.getBackend()"],
    value: 'wasm',
  },
  {
    name: 'default and named import of the engine',
    cells: ["import b2, { scalar as b3 } from '@tensorflow/tfjs';\nb2.scalar === b3"],
    value: 'true',
  },
  {
    name: 'default import of the library',
    cells: ["import b4 from 'epochbook';\ntypeof b4.plan"],
    value: 'function',
  },
  { name: 'default import of JSON', cells: ["import b5 from './data.json';\nb5.layers"], value: '[ 2, 3 ]' },
  {
    name: 'JSON with its attribute',
    cells: ["import b6 from './data.json' with { type: 'json' };\nb6.rate"],
    value: '0.1',
  },
  { name: 'a name out of JSON', cells: ["import { rate as b7 } from './data.json';\nb7"], value: '0.1' },
  { name: 'JSON that is a list', cells: ["import b8 from './list.json';\nb8"], value: '[ 1, 2 ]' },
  { name: 'JSON by import()', cells: ["(await import('./list.json')).default.length"], value: '2' },
  {
    name: 'JSON within an imported file',
    cells: ["import { rate as b9 } from './json-inside';\nb9"],
    value: '0.1',
  },
  {
    name: 'all of a CommonJS module whose names the lexer misses',
    cells: ["import * as c1 from './lexer-misses.cjs';\n[c1.alpha, c1.beta, c1.common.times]"],
    value: '[ 5, 4, 2 ]',
  },
  {
    name: 'a name that the lexer misses',
    cells: ["import { beta as c2 } from './lexer-misses.cjs';\nc2"],
    value: '4',
  },
  {
    name: 'a CommonJS module that is a function',
    cells: ["import c3, { part as c4 } from './whole.cjs';\n[c3(), c4]"],
    value: '[ 5, 6 ]',
  },
  {
    name: 'all of an ES module is what it exports',
    cells: ["import * as c5 from './first';\nObject.keys(c5)"],
    value: "[ 'first' ]",
  },
  {
    name: 'files that import each other',
    cells: [
      "import { sum as c6 } from './circle-a';\nimport { again as c7 } from './circle-b';\n[c6(), c7()]",
    ],
    value: '[ 3, 1 ]',
  },
  {
    name: 'a circle that includes a file begun at its other end',
    cells: ["import { b as c8 } from './circle-b';\nc8"],
    value: '2',
  },
  {
    name: 'decorators, enums and parameter properties in a file',
    cells: ["import { Net, Kind, Quick } from './decorated';\n[new Net(4).size(), Kind.Dense, Quick.Yes]"],
    value: '[ 8, 3, 1 ]',
  },
  {
    name: 'old decorators where tsconfig asks for them',
    cells: ["import { Old, seen } from './old/decorated';\n[new Old().run(), seen]"],
    value: "[ 1, [ 'run', 'object' ] ]",
  },
  {
    name: 'using in a file',
    cells: ["import { log as c9, work } from './resources';\nwork(); c9"],
    value: "[ 'work', 'a' ]",
  },
  { name: 'a #! line in a file', cells: ["import { ran } from './hash-bang';\nran"], value: 'true' },
  {
    name: 'an import that only types use',
    cells: [
      "import { type Tensor, Rank } from '@tensorflow/tfjs-node';\nlet d1: Tensor<Rank.R1> | undefined;\nd1 === undefined",
    ],
    value: 'true',
  },
  {
    name: 'import type',
    cells: ["import type { Tensor as D2 } from '@tensorflow/tfjs-node';\nlet d3: D2 | null = null;\nd3"],
    value: 'null',
  },
  {
    name: 'import below its use',
    cells: ["d4('/a/b');\nimport { basename as d4 } from 'path';\nd4('/c/d')"],
    value: 'd',
  },
  {
    name: 'import.meta',
    cells: ["[typeof import.meta.url, import.meta.filename.endsWith('notebook.ts')]"],
    value: "[ 'string', true ]",
  },
  // Enums and namespaces.
  { name: 'enum', cells: ['enum E1 { A, B = 5, C }\n[E1.B, E1.C, E1[5]]'], value: "[ 5, 6, 'B' ]" },
  { name: 'enum in a later cell', cells: ['enum E2 { A = 7 }', 'E2.A'], value: '7' },
  {
    name: 'enum with other members run again',
    cells: ['enum E3 { A, B }', 'enum E3 { C }\nObject.keys(E3)'],
    value: "[ '0', 'C' ]",
  },
  {
    name: 'enum in two parts in one cell',
    cells: ['enum E4 { A }\nenum E4 { B = 1 }\n[E4.A, E4.B]'],
    value: '[ 0, 1 ]',
  },
  { name: 'string enum', cells: ["enum E5 { Up = 'up' }\nE5.Up"], value: 'up' },
  { name: 'const enum', cells: ['const enum E6 { A = 3 }\nE6.A'], value: '3' },
  { name: 'const enum in a later cell', cells: ['const enum E7 { A = 4 }', 'E7.A'], value: '4' },
  { name: 'exported enum', cells: ['export enum E8 { A = 2 }', 'E8.A'], value: '2' },
  {
    name: 'declare enum leaves nothing',
    cells: ["declare enum E9 { A }\ntypeof globalThis['E9']"],
    value: "'undefined'",
  },
  {
    name: 'namespace',
    cells: ['namespace N1 { export const a = 1; export function f() { return a + 1; } }\nN1.f()'],
    value: '2',
  },
  { name: 'namespace in a later cell', cells: ['namespace N2 { export const a = 9 }', 'N2.a'], value: '9' },
  {
    name: 'namespace of a class',
    cells: ['class N3 { static a = 1 }\nnamespace N3 { export const b = 2 }\n[N3.a, N3.b]'],
    value: '[ 1, 2 ]',
  },
  {
    name: 'namespace of types alone',
    cells: ['namespace N4 { export type A = number }\nlet n4: N4.A = 1;\nn4'],
    value: '1',
  },
  // Classes.
  {
    name: 'parameter properties',
    cells: ['class C1 { constructor(private a: number, readonly b = a) {} }\nnew C1(2)'],
    value: 'C1 { a: 2, b: 2 }',
  },
  {
    name: 'a method decorator',
    cells: [
      'const up = (f: any, c: ClassMethodDecoratorContext) => function (this: unknown) { return `${String(c.name)}!${f.call(this)}`; };\nclass C2 { @up f() { return 1; } }\nnew C2().f()',
    ],
    value: 'f!1',
  },
  {
    name: 'a class decorator, in a later cell',
    cells: [
      'const tag = (c: any, _: ClassDecoratorContext) => { c.tagged = true; };\n@tag class C3 {}',
      '(C3 as any).tagged',
    ],
    value: 'true',
  },
  {
    name: 'a field decorator',
    cells: [
      'const plus = (_: undefined, __: ClassFieldDecoratorContext) => (v: number) => v + 1;\nclass C4 { @plus a = 1 }\nnew C4().a',
    ],
    value: '2',
  },
  {
    name: 'an accessor',
    cells: ['class C5 { accessor a = 5 }\nconst c5 = new C5(); c5.a++; c5.a'],
    value: '6',
  },
  {
    name: 'a decorated accessor',
    cells: [
      'const seen5: string[] = [];\nconst spy = (t: any, c: any) => ({ get(this: any) { seen5.push(c.name); return t.get.call(this); } });\nclass C6 { @spy accessor a = 1 }\n[new C6().a, seen5]',
    ],
    value: "[ 1, [ 'a' ] ]",
  },
  {
    name: 'private names, static blocks',
    cells: [
      'class C7 { #a = 1; static b = 0; static { C7.b = 2; } get a() { return this.#a; } }\n[new C7().a, C7.b]',
    ],
    value: '[ 1, 2 ]',
  },
  {
    name: 'abstract, override, implements',
    cells: [
      'interface I8 { f(): number }\nabstract class A8 { abstract f(): number }\nclass C8 extends A8 implements I8 { override f(): number { return 8; } }\nnew C8().f()',
    ],
    value: '8',
  },
  {
    name: 'overloads',
    cells: [
      'function o1(a: string): string;\nfunction o1(a: number): number;\nfunction o1(a: any) { return a; }\no1(3)',
    ],
    value: '3',
  },
  {
    name: 'declare fields',
    cells: ['class C9 { declare a: number; b = 1 }\nObject.keys(new C9())'],
    value: "[ 'b' ]",
  },
  // Resources.
  {
    name: 'using',
    cells: [`using u1 = ${RESOURCE};\nconsole.log('at work');\n1`],
    text: 'at work\ndisposed\n',
    value: '1',
  },
  {
    name: 'using in a block',
    cells: [`{ using u2 = ${RESOURCE}; }\nconsole.log('after')`],
    text: 'disposed\nafter\n',
  },
  {
    name: 'using in a function',
    cells: [`function u3() { using a = ${RESOURCE}; return 3; }\nu3()`],
    text: 'disposed\n',
    value: '3',
  },
  {
    name: 'using in a loop',
    cells: [`for (using u4 of [${RESOURCE}]) console.log('body');\n4`],
    text: 'body\ndisposed\n',
    value: '4',
  },
  {
    name: 'await using',
    cells: ["await using u5 = { async [Symbol.asyncDispose]() { console.log('gone'); } };\n'x'"],
    text: 'gone\n',
    value: 'x',
  },
  { name: 'a name that is using', cells: ['const using = 6; using'], value: '6' },
  // Types that leave nothing.
  {
    name: 'satisfies and as const',
    cells: ['const t1 = { a: 1 } as const satisfies { a: number };\nt1'],
    value: '{ a: 1 }',
  },
  { name: 'non-null', cells: ['const t2: number[] = [1];\nt2[0]! + 1'], value: '2' },
  { name: 'generic arrow functions', cells: ['const t3 = <T,>(x: T): T => x;\nt3(3)'], value: '3' },
  { name: 'type arguments', cells: ['new Map<string, number>([["a", 1]]).get("a")'], value: '1' },
  { name: 'instantiation expressions', cells: ['const t4 = Array<number>;\nnew t4(2).length'], value: '2' },
  {
    name: 'type guards and assertions',
    cells: [
      'function t5(x: unknown): asserts x is number {}\nfunction t6(x: unknown): x is string { return typeof x === "string"; }\nt6("a")',
    ],
    value: 'true',
  },
  { name: 'declare global', cells: ['declare global { interface Window { x: number } }\n5'], value: '5' },
  {
    name: 'declare function and const',
    cells: ['declare function t7(): void;\ndeclare const t8: number;\ntypeof globalThis["t8"]'],
    value: "'undefined'",
  },
  {
    name: 'template literal types, conditional types, unique symbols',
    cells: ['type T9<A> = A extends `a${infer B}` ? B : never;\nconst t9: T9<"ab"> = "b";\nt9'],
    value: 'b',
  },
  {
    name: 'optional parameters, this, rest',
    cells: ['function p1(this: void, a?: number, ...b: number[]) { return [a, b]; }\np1(1, 2)'],
    value: '[ 1, [ 2 ] ]',
  },
  // Texts.
  { name: 'a #! line', cells: ['#!/usr/bin/env node\n1 + 1'], value: '2' },
  { name: 'a cell of one string', cells: ['"a string"'], value: 'a string' },
  { name: 'two strings', cells: ["'one'\n'two'"], value: 'two' },
  { name: "'use strict' shows nothing", cells: ["'use strict'"] },
  { name: 'a template', cells: ['`a${1}`'], value: 'a1' },
  { name: 'a byte order mark', cells: ['\uFEFF3'], value: '3' },
  { name: 'CR LF', cells: ['const q1 = 1;\r\nq1 + 1\r\n'], value: '2' },
  { name: 'a comment at the end', cells: ['1 + 2 // three'], value: '3' },
  { name: 'an object', cells: ['{ a: 1 }'], value: '{ a: 1 }' },
  {
    name: 'an object with methods and spread',
    cells: ['{ ...{ a: 1 }, b() { return 1; } }'],
    value: '{ a: 1, b: [Function: b] }',
  },
  { name: 'a block', cells: ['{ let q2 = 1; q2; }'] },
  { name: 'a regular expression', cells: ['/a+/.test("aa")'], value: 'true' },
  { name: 'an empty cell', cells: [''] },
  { name: 'only comments', cells: ['// nothing\n/* at all */'] },
  { name: 'a semicolon after the value', cells: ['1;'], value: '1' },
  { name: 'Korean names', cells: ['const 손실 = 0.5;\n손실 * 2'], value: '1' },
  { name: 'escapes in names', cells: ['const \\u{61}b = 3; ab'], value: '3' },
  {
    name: 'a label',
    cells: ['outer: for (const i of [1, 2]) { for (;;) { continue outer; } }\n7'],
    value: '7',
  },
  // Names across cells.
  { name: 'const again', cells: ['const r1 = 1', 'const r1 = 2; r1'], value: '2' },
  {
    name: 'const as a function, then a class',
    cells: ['const r2 = 1', 'function r2() { return 2; }', 'class r2 { static a = 3 }\nr2.a'],
    value: '3',
  },
  { name: 'var in a block', cells: ['if (true) { var r3 = 3; }', 'r3'], value: '3' },
  {
    name: 'destructuring',
    cells: ['const { a: r4, ...r5 } = { a: 1, b: 2 };\nlet [r6 = 6] = [];', '[r4, r5, r6]'],
    value: '[ 1, { b: 2 }, 6 ]',
  },
  {
    name: 'a function above its declaration',
    cells: ['r7();\nfunction r7() { return 7; }\nr7()'],
    value: '7',
  },
  {
    name: 'a closure sees the newest value',
    cells: ['let r8 = 1; const r9 = () => r8;', 'r8 = 5; r9()'],
    value: '5',
  },
  { name: 'generators', cells: ['function* g1() { yield 1; yield 2; }\n[...g1()]'], value: '[ 1, 2 ]' },
  { name: 'export default', cells: ['export default 5'], value: '5' },
  { name: 'export of a list', cells: ['const x1 = 1;\nexport { x1 };\nx1'], value: '1' },
  // Await.
  { name: 'await', cells: ['await Promise.resolve(4)'], value: '4' },
  { name: 'a promise as the value', cells: ['Promise.resolve(5)'], value: '5' },
  {
    name: 'for await',
    cells: ['async function* w1() { yield 1; }\nlet w2 = 0;\nfor await (const v of w1()) w2 += v;\nw2'],
    value: '1',
  },
  {
    name: 'await in a class field and a default',
    cells: ['const w3 = [await 1, ...(await [2])];\nw3'],
    value: '[ 1, 2 ]',
  },
  // JavaScript.
  { name: 'JavaScript is not TypeScript', language: 'javascript', cells: ['const j1 = 1; j1'], value: '1' },
  {
    name: 'decorators in JavaScript',
    language: 'javascript',
    cells: ['const j2 = (f) => () => 2 * f();\nclass J3 { @j2 f() { return 3; } }\nnew J3().f()'],
    value: '6',
  },
  {
    name: 'using in JavaScript',
    language: 'javascript',
    cells: [`using j4 = ${RESOURCE};\n4`],
    text: 'disposed\n',
    value: '4',
  },
];
