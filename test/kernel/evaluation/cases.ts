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
  'tested.ts':
    "import test from 'node:test';\nexport const add = (a: number, b: number): number => a + b;\ntest('adds', () => { if (add(1, 2) !== 3) throw new Error('no'); });",
  'counts.ts': 'const all = globalThis as any;\nall.counted = (all.counted ?? 0) + 1;',
  'nested/index.ts': "export const deep: string = 'deep';",
  'one.mts': 'export const m1: number = 1;',
  'two.mjs': 'export const m2 = 2;',
  'waits.ts': 'export const waited: number = await Promise.resolve(9);',
  'passes-on.ts': "export * from './third';\nexport const own8: number = 8;",
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
  // Values people read.
  { name: 'a text of several lines', cells: ["'loss\\n0.5'"], value: 'loss\n0.5' },
  { name: 'a text that is a number', cells: ["'3' + '4'"], value: "'34'" },
  { name: 'an empty text', cells: ["''"], value: "''" },
  { name: 'a text in a list', cells: ["['a']"], value: "[ 'a' ]" },
  { name: 'a JSON text', cells: ['JSON.stringify({ a: [1] }, null, 1)'], value: '{\n "a": [\n  1\n ]\n}' },
  {
    name: 'a model',
    cells: [
      "const y1 = require('@tensorflow/tfjs-node');\ny1.sequential({ name: 'net', layers: [y1.layers.dense({ units: 2, inputShape: [3], name: 'first' })] })",
    ],
    value: 'Sequential "net": 1 layer, 8 parameters (8 trainable)\n  first  Dense  [null, 2]  8',
  },
  {
    name: 'an optimizer',
    cells: ["require('@tensorflow/tfjs').train.sgd(0.5)"],
    value: 'SGD optimizer { learningRate: 0.5 }',
  },
  {
    name: 'a display',
    cells: ['const y2 = display(1);\ny2'],
    value: 'Display: .update(value) puts another value in its place, .remove() takes it away',
  },
  { name: 'undefined and null', cells: ['undefined', 'null'], value: 'null' },
  { name: 'a symbol, a bigint, -0', cells: ["[Symbol('s'), 10n, -0]"], value: '[ Symbol(s), 10n, -0 ]' },
  { name: 'a function', cells: ['function z1() {}\nz1'], value: '[Function: z1]' },
  { name: 'a class', cells: ['class Z2 extends Map {}\nZ2'], value: '[class Z2 extends Map]' },
  {
    name: 'a circle',
    cells: ['const z3: any = {};\nz3.self = z3;\nz3'],
    value: '<ref *1> { self: [Circular *1] }',
  },
  {
    name: 'a proxy that refuses',
    cells: ['new Proxy({}, { get() { throw new Error("no"); } })'],
    value: '{}',
  },
  // Without semicolons.
  {
    name: 'an await at the end of a declaration',
    cells: ['const s1 = await Promise.resolve(2)\ns1'],
    value: '2',
  },
  { name: 'a declaration as the last thing', cells: ['const s2 = await 3', 's2'], value: '3' },
  { name: 'a list after a declaration', cells: ['const s3 = 1\n;[s3].length'], value: '1' },
  { name: 'a function in a declaration, then a call', cells: ['let s4 = () => 5\ns4()'], value: '5' },
  {
    name: 'return-like line breaks',
    cells: ['const s5 = () => {\n  return\n  1\n}\ntypeof s5()'],
    value: "'undefined'",
  },
  { name: 'assignments in a chain', cells: ['let s6, s7\ns6 = s7 = await 4\n;[s6, s7]'], value: '[ 4, 4 ]' },
  // Names above their declarations, where that is allowed.
  {
    name: 'a function that uses a later name',
    cells: ['const v1 = () => v2;\nconst v2 = 6;\nv1()'],
    value: '6',
  },
  {
    name: 'a default that uses the name before it',
    cells: ['const { v3 = 1, v4 = v3 + 1 } = {} as any;\nv4'],
    value: '2',
  },
  {
    name: 'an inner name of the same spelling',
    cells: ['{ const v5 = 7; console.log(`${v5}`); }\nconst v5 = 8;'],
    text: '7\n',
  },
  {
    name: 'a class that uses itself',
    cells: ['class V6 { static a = 1; static b = V6.a + 1; static c() { return V6; } }\nV6.b'],
    value: '2',
  },
  {
    name: 'a recursive function in a declaration',
    cells: ['const v8 = (n: number): number => (n < 2 ? 1 : n * v8(n - 1));\nv8(5)'],
    value: '120',
  },
  // Errors as things to work with.
  { name: 'catch shows nothing', cells: ['try { null!.x; } catch {}'] },
  {
    name: 'a thrown object is the same object',
    cells: ['const e1 = { a: 1 };\nlet e2;\ntry { throw e1; } catch (e) { e2 = e; }\ne1 === e2'],
    value: 'true',
  },
  {
    name: 'finally runs',
    cells: [
      "try { try { throw 'x'; } finally { console.log('finally'); } } catch { console.log('caught'); }",
    ],
    text: 'finally\ncaught\n',
  },
  {
    name: 'a rejected promise that is caught',
    cells: ["await Promise.reject(new Error('no')).catch((e) => e.message)"],
    value: 'no',
  },
  {
    name: 'allSettled',
    cells: ["(await Promise.allSettled([1, Promise.reject('r')])).map(({ status }) => status)"],
    value: "[ 'fulfilled', 'rejected' ]",
  },
  {
    name: 'instanceof across modules',
    cells: [
      "import { readFileSync } from 'node:fs';\nlet e3;\ntry { readFileSync('/none'); } catch (e) { e3 = e; }\n[e3 instanceof Error, e3.code]",
    ],
    value: "[ true, 'ENOENT' ]",
  },
  {
    name: 'Error.prepareStackTrace of one’s own',
    cells: [
      "const kept9 = Error.prepareStackTrace;\nError.prepareStackTrace = (_, calls) => calls.length > 0;\nconst many9 = new Error('x').stack;\nError.prepareStackTrace = kept9;\nmany9",
    ],
    value: 'true',
  },
  // Modules that do things.
  {
    name: 'node:test in a file leaves the next cell its output',
    cells: ["import { add } from './tested';\nadd(1, 2)", "console.log('next');\n4"],
    text: 'next\n',
    value: '4',
  },
  {
    name: 'an import with side effects runs once',
    cells: ["import './counts';\nimport './counts.ts';", '(globalThis as any).counted'],
    value: '1',
  },
  { name: 'a folder with an index', cells: ["import { deep } from './nested';\ndeep"], value: 'deep' },
  {
    name: 'an .mts and an .mjs file',
    cells: ["import { m1 } from './one.mts';\nimport { m2 } from './two.mjs';\n[m1, m2]"],
    value: '[ 1, 2 ]',
  },
  { name: 'top-level await in a file', cells: ["import { waited } from './waits';\nwaited"], value: '9' },
  { name: 'import() of a file', cells: ["(await import('./second')).second"], value: '1' },
  {
    name: 'an import by a computed name',
    cells: ["const name8 = './sec' + 'ond';\n(await import(name8)).second"],
    value: '1',
  },
  {
    name: 'export * through files',
    cells: ["import { third as again8, own8 } from './passes-on';\n[again8, own8]"],
    value: '[ 1, 8 ]',
  },
  {
    name: 'a class of a file, extended',
    cells: [
      "import { Net as Net8 } from './decorated';\nclass More extends Net8 { size() { return super.size() + 1; } }\nnew More(2).size()",
    ],
    value: '5',
  },
  {
    name: 'node: and bare names are one module',
    cells: ["import fs8 from 'fs';\nimport fs9 from 'node:fs';\nfs8 === fs9"],
    value: 'true',
  },
  // JavaScript of today.
  {
    name: 'optional chaining and nullish',
    cells: ['const n1: any = null;\nn1?.a?.[0]?.() ?? 3'],
    value: '3',
  },
  { name: 'logical assignment', cells: ['let n2: number | undefined;\nn2 ??= 4;\nn2'], value: '4' },
  {
    name: 'tagged templates',
    cells: ['const tag7 = (s: TemplateStringsArray, ...v: number[]) => s.raw.join("|") + v;\ntag7`a${1}b`'],
    value: 'a|b1',
  },
  {
    name: 'iterators of one’s own',
    cells: ['class It3 { *[Symbol.iterator]() { yield* [1, 2]; } }\n[...new It3() as any]'],
    value: '[ 1, 2 ]',
  },
  { name: 'named groups', cells: ["/(?<year>\\d{4})/.exec('in 2024')!.groups!.year"], value: "'2024'" },
  {
    name: 'a loop with a label and a value',
    cells: ['let n4 = 0;\nwhile (true) { if (++n4 > 3) break; }\nn4'],
    value: '4',
  },
  {
    name: 'switch',
    cells: ["switch (2 as number) { case 1: console.log('one'); break; case 2: console.log('two'); }"],
    text: 'two\n',
  },
];
