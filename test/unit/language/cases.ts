import type { OpenOptions } from './open-notebook.js';

/** A notebook, and what the language features say where its cursor (`‸`) is. What is not named must not be wrong. */
export interface LanguageCase extends OpenOptions {
  name: string;
  cells: string[];
  /** Names that are offered, and names that are not. */
  offers?: string[];
  offersNot?: string[];
  /** What the hover begins with, or holds. */
  hover?: string | RegExp;
  /** `cell: "text"` of the definition's place, or the end of a file's path. */
  definition?: string[];
  /** `cell: code "text"`; default none. */
  errors?: string[];
  /** `cell: tag "text"`; default none. */
  hints?: string[];
}

const TF = "import * as tf from '@tensorflow/tfjs-node';";

export const cases: LanguageCase[] = [
  // Across cells.
  { name: 'a const of an earlier cell', cells: ['const a = 1;', 'a‸'], hover: 'const a: 1' },
  { name: 'a let of an earlier cell', cells: ['let a = 1;', 'a‸'], hover: 'let a: number' },
  {
    name: 'a function of an earlier cell',
    cells: ['function half(x: number) { return x / 2; }', 'half‸(4)'],
    hover: 'function half(x: number): number',
  },
  {
    name: 'a class of an earlier cell',
    cells: ['class Cat { name = "x"; meow() {} }', 'new Cat().‸'],
    offers: ['name', 'meow'],
    errors: ['1: 1003 ""'],
  },
  {
    name: 'members of a value of an earlier cell',
    cells: ['const rows = [1, 2];', 'rows.‸map(String)'],
    offers: ['map', 'filter', 'length'],
    offersNot: ['toFixed'],
  },
  {
    name: 'an interface of an earlier cell',
    cells: ['interface Point { x: number; y: number }', 'const p: Point = { x: 1, y: 2 };', 'p.‸x'],
    offers: ['x', 'y'],
  },
  {
    name: 'a type of an earlier cell',
    cells: ['type Way = "a" | "b";', 'const way: Way = "‸a";'],
    offers: ['a', 'b'],
  },
  {
    name: 'an enum of an earlier cell',
    cells: ['enum Colour { Red, Green }', 'Colour.‸Red'],
    offers: ['Red', 'Green'],
  },
  {
    name: 'a namespace of an earlier cell',
    cells: ['namespace Maths { export const two = 2; }', 'Maths.‸two'],
    offers: ['two'],
  },
  {
    name: 'destructured names',
    cells: ['const { a, b: [c] } = { a: 1, b: ["x"] };', 'c‸'],
    hover: 'const c: string',
  },
  {
    name: 'names of other cells among what may be written',
    cells: ['const passengers = 1;', 'pas‸'],
    offers: ['passengers'],
    errors: ['1: 2304 "pas"'],
  },
  {
    name: 'nothing of ours among what may be written',
    cells: ['‸'],
    offersNot: ['__epochbook_may', '__awaiter'],
  },
  {
    name: 'a name used in a later cell is not greyed',
    cells: ["import { scale } from 'epochbook';", 'scale‸.minMax([[1, 2]])'],
    hover: /scale/,
  },
  {
    name: 'an import that no cell uses is greyed',
    cells: ["import { scale } from 'epochbook';", '1'],
    hints: ['0: unnecessary "import { scale } from \'epochbook\';"'],
  },
  { name: 'a const that no cell uses is not greyed', cells: ['const a = 1;'] },
  {
    name: 'a local name that is not used is greyed',
    cells: ['function f() { const unused = 1; }'],
    hints: ['0: unnecessary "unused"'],
  },
  { name: 'a parameter that is not used is not greyed', cells: ['[1].map((value, index) => index)'] },
  { name: 'a function that no cell calls is not greyed', cells: ['function f() {}'] },

  // Imports.
  { name: 'tf by its usual import', cells: [TF, 'tf.tensor‸([1])'], hover: /tensor/ },
  {
    name: 'members of tf',
    cells: [TF, 'tf.‸tensor([1])'],
    offers: ['tensor', 'layers', 'sequential', 'train', 'losses', 'metrics', 'io', 'node', 'data', 'Tensor'],
  },
  {
    name: 'a tensor has its chained operations',
    cells: [TF, 'const a = tf.tensor([1]);', 'a.‸square()'],
    offers: ['square', 'matMul', 'dataSync', 'dispose'],
  },
  {
    name: 'types of tf',
    cells: [TF, 'const model: tf.Sequential = tf.sequential();', 'model.‸fit'],
    offers: ['fit', 'add', 'compile'],
  },
  {
    name: 'tf as @tensorflow/tfjs',
    cells: ["import * as tf from '@tensorflow/tfjs';", 'const a‸ = tf.scalar(1);'],
    hover: /const a: tf\.Scalar/,
  },
  {
    name: 'tf as @tensorflow/tfjs-node-gpu',
    cells: ["import * as tf from '@tensorflow/tfjs-node-gpu';", 'const a‸ = tf.scalar(1);'],
    hover: /const a: tf\.Scalar/,
  },
  {
    name: 'tf as a default',
    cells: ["import tf from '@tensorflow/tfjs-node';", 'const a‸ = tf.scalar(1);'],
    hover: /const a: Scalar|const a: tf\.Scalar|Scalar/,
  },
  {
    name: 'tf by names',
    cells: ["import { scalar, type Tensor } from '@tensorflow/tfjs-node';", 'const a: Tensor = scalar(1);'],
  },
  {
    name: 'options of a layer',
    cells: [TF, 'tf.layers.dense({ units: 1, ‸ })'],
    offers: ['activation', 'inputShape', 'kernelRegularizer'],
  },
  {
    name: 'activations of a layer',
    cells: [TF, "tf.layers.dense({ units: 1, activation: '‸relu' })"],
    offers: ['relu', 'softmax', 'sigmoid'],
  },
  {
    name: 'a wrong activation',
    cells: [TF, "tf.layers.dense({ units: 1, activation: 'rilu' })"],
    errors: ['1: 2322 "activation"'],
  },
  { name: 'a name that tf does not have', cells: [TF, 'tf.tensr([1])'], errors: ['1: 2551 "tensr"'] },
  { name: 'optimizers of Keras', cells: [TF, 'tf.train.adamw‸({ weightDecay: 0.01 })'], hover: /adamw/ },
  {
    name: 'losses of Keras with options',
    cells: [
      TF,
      'const loss = tf.losses.categoricalCrossentropy({ fromLogits: true });',
      "tf.sequential().compile({ optimizer: 'adam', loss })",
    ],
  },
  {
    name: 'metrics of Keras with options',
    cells: [
      TF,
      "tf.sequential().compile({ optimizer: 'sgd', loss: 'meanSquaredError', metrics: ['accuracy', tf.metrics.precision({ thresholds: 0.4 })] })",
    ],
  },
  {
    name: 'a metric computed at once',
    cells: [TF, 'const m‸ = tf.metrics.sparseCategoricalCrossentropy(tf.tensor([0]), tf.tensor([[1]]));'],
    hover: /Tensor/,
  },
  { name: 'tf.node', cells: [TF, 'const image‸ = tf.node.decodePng(new Uint8Array(1));'], hover: /Tensor3D/ },
  { name: 'tf.io with files', cells: [TF, "tf.io.fileSystem‸('./model')"], hover: /NodeFileSystem/ },
  { name: 'tf.data', cells: [TF, 'tf.data.‸array([1])'], offers: ['array', 'csv', 'generator', 'zip'] },
  {
    name: 'what can be asked for',
    cells: ["import { input } from 'epochbook';", "const rate = await input.‸number('Learning rate?');"],
    offers: ['number', 'choice', 'slider', 'file'],
    hover: '(method) Input.number(question: string, options?: NumberOptions): Promise<number>',
  },
  {
    name: 'what is chosen is one of the options',
    cells: [
      "import { input } from 'epochbook';",
      "const which = await input.choice('Which?', ['sgd', 'adam']);",
      'which‸',
    ],
    hover: 'const which: "sgd" | "adam"',
  },
  {
    name: 'the library',
    cells: ["import { callbacks, scale, show } from 'epochbook';", 'show.‸dropout()'],
    offers: ['dropout', 'table', 'vegaLite'],
    hints: ['0: unnecessary "callbacks"', '0: unnecessary "scale"'],
  },
  {
    name: 'names in the braces of an import',
    cells: ["import { ‸ } from 'epochbook';"],
    offers: ['scale', 'show', 'EarlyStopping', 'datasets'],
  },
  {
    name: 'a name that the library does not have',
    cells: ["import { scael } from 'epochbook';", 'scael'],
    errors: ['0: 2724 "scael"'],
  },
  {
    name: 'a callback of the library in fit',
    cells: [
      `${TF}\nimport { EarlyStopping } from 'epochbook';`,
      "await tf.sequential().fit(tf.scalar(1), tf.scalar(1), { callbacks: [new EarlyStopping({ monitor: 'val_loss' })] })",
    ],
  },
  {
    name: 'an import in a later cell',
    cells: ['function draw() { return show.table([]); }', "import { show } from 'epochbook';", 'draw‸()'],
    hover: /draw/,
  },
  {
    name: 'the same import in two cells',
    cells: [TF, `${TF}\nconst a‸ = tf.scalar(1);`],
    hover: /tf\.Scalar/,
  },
  {
    name: 'a name that is imported again',
    cells: [
      "import { scale } from 'epochbook';",
      "import { scale, show } from 'epochbook';\nscale‸.minMax([[1]]); show.table([])",
    ],
    hover: /scale/,
  },
  {
    name: 'the hover of a repeated import',
    cells: [TF, 'tf.scalar(1);', "import * as t‸f from '@tensorflow/tfjs';"],
    hover: /import tf|namespace tf|module/,
  },
  {
    name: 'a name imported from elsewhere later',
    cells: [
      "import { basename } from 'node:path';\nbasename('a')",
      "import { basename } from './own.ts';\nconst n‸ = basename(1);",
    ],
    files: { 'own.ts': 'export const basename = (n: number): number => n;' },
    hover: 'const n: number',
  },
  {
    name: 'a name imported after it was declared',
    cells: ['const join = 1;', "import { join } from 'node:path';\nconst p‸ = join('a');"],
    hover: 'const p: string',
  },
  {
    name: 'a name declared after it was imported',
    cells: ["import { join } from 'node:path';\njoin('a');", 'const join = 1;', 'join‸'],
    hover: 'const join: 1',
  },
  {
    name: 'a relative import',
    cells: ["import { twice } from './own.ts';", 'const n‸ = twice(2);'],
    files: { 'own.ts': 'export const twice = (n: number) => 2 * n;' },
    hover: 'const n: number',
  },
  {
    name: 'a relative import without its ending',
    cells: ["import { twice } from './own';", 'twice(‸2)'],
    files: { 'own.ts': 'export const twice = (n: number) => 2 * n;' },
  },
  {
    name: 'a relative import as .js',
    cells: ["import { twice } from './own.js';", 'twice(2)'],
    files: { 'own.ts': 'export const twice = (n: number) => 2 * n;' },
  },
  {
    name: 'JavaScript beside the notebook',
    cells: ["import { twice } from './own.js';", 'const n‸ = twice(2);'],
    files: { 'own.js': '/** @param {number} n */\nexport const twice = (n) => 2 * n;' },
    hover: 'const n: number',
  },
  {
    name: 'a file in a folder',
    cells: ["import { a } from './lib/own.ts';", 'a‸'],
    files: { 'lib/own.ts': "export { a } from './more.ts';", 'lib/more.ts': 'export const a = 1;' },
    hover: /a: 1/,
  },
  {
    name: 'files that import each other in a circle',
    cells: ["import { a } from './a.ts';", 'const n‸ = a();'],
    files: {
      'a.ts': "import { b } from './b.ts';\nexport const a = (): number => b();",
      'b.ts': "import { a } from './a.ts';\nexport const b = (): number => a();",
    },
    hover: 'const n: number',
  },
  {
    name: 'a file that is not there',
    cells: ["import { a } from './none.ts';", 'a'],
    errors: ['0: 2307 "\'./none.ts\'"'],
  },
  {
    name: 'a package that is not there',
    cells: ["import x from 'no-such-package';", 'x'],
    errors: ['0: 2307 "\'no-such-package\'"'],
  },
  {
    name: 'a package that may not be there',
    cells: ["const x = await import('no-such-package').catch(() => null);"],
  },
  {
    name: 'a package of the workspace',
    cells: ["import { sum } from 'sums';", 'const n‸ = sum(1);'],
    files: {
      'node_modules/sums/package.json':
        '{"name":"sums","version":"1.0.0","types":"index.d.ts","main":"index.js"}',
      'node_modules/sums/index.d.ts': 'export declare function sum(...all: number[]): number;',
      'node_modules/sums/index.js': '',
    },
    hover: 'const n: number',
  },
  {
    name: 'a package with @types',
    cells: ["import { sum } from 'sums';", 'const n‸ = sum(1);'],
    files: {
      'node_modules/sums/package.json': '{"name":"sums","version":"1.0.0","main":"index.js"}',
      'node_modules/sums/index.js': 'exports.sum = () => 1;',
      'node_modules/@types/sums/package.json':
        '{"name":"@types/sums","version":"1.0.0","types":"index.d.ts"}',
      'node_modules/@types/sums/index.d.ts': 'export declare function sum(...all: number[]): number;',
    },
    hover: 'const n: number',
  },
  {
    name: 'a package without types',
    cells: ["import { sum } from 'sums';", 'const n‸ = sum(1);'],
    files: {
      'node_modules/sums/package.json': '{"name":"sums","version":"1.0.0","main":"index.js"}',
      'node_modules/sums/index.js': 'exports.sum = () => 1;',
    },
    hover: 'const n: any',
  },
  {
    name: "the workspace's own TensorFlow.js",
    cells: [TF, 'const n‸ = tf.ownName;'],
    files: {
      'node_modules/@tensorflow/tfjs-node/package.json':
        '{"name":"@tensorflow/tfjs-node","version":"9.0.0","types":"index.d.ts","main":"index.js"}',
      'node_modules/@tensorflow/tfjs-node/index.d.ts': 'export declare const ownName: number;',
      'node_modules/@tensorflow/tfjs-node/index.js': '',
    },
    hover: 'const n: number',
  },
  {
    name: 'JSON',
    cells: ["import data from './data.json' with { type: 'json' };", 'data.‸rows'],
    files: { 'data.json': '{"rows": [1]}' },
    offers: ['rows'],
  },
  {
    name: 'Node by a name with node:',
    cells: ["import { readFileSync } from 'node:fs';", "const text‸ = readFileSync('a', 'utf8');"],
    hover: 'const text: string',
  },
  {
    name: 'Node by a name without node:',
    cells: ["import fs from 'fs';", "fs.‸existsSync('a')"],
    offers: ['existsSync', 'readFileSync'],
  },
  {
    name: 'require of the engine',
    cells: ["const tf = require('@tensorflow/tfjs-node');", 'const a‸ = tf.scalar(1);'],
    hover: /Scalar/,
  },
  {
    name: 'require of the library',
    cells: ["const { scale } = require('epochbook');", 'scale.‸minMax([[1]])'],
    offers: ['minMax', 'standardize'],
  },
  { name: 'require of Node', cells: ["const fs = require('fs');", 'fs.‸existsSync'], offers: ['existsSync'] },
  {
    name: 'require of something else',
    cells: ["const it = require('./own.cjs');", 'it.whatever'],
    files: { 'own.cjs': 'module.exports = {};' },
  },
  {
    name: 'import = require',
    cells: ["import fs = require('node:fs');", 'fs.‸existsSync'],
    offers: ['existsSync'],
  },
  { name: 'import for its effects', cells: ["import './own.js';"], files: { 'own.js': 'console.log(1);' } },
  {
    name: 'an import of a type',
    cells: ["import type { Table } from 'epochbook';", 'let table: Table | undefined;', 'table?.‸column'],
    offers: ['column', 'split'],
  },
  {
    name: 'a dynamic import',
    cells: ["const { join } = await import('node:path');", "const p‸ = join('a');"],
    hover: 'const p: string',
  },

  // Declared again.
  {
    name: 'a const declared again as another type',
    cells: ['const a = 1;', 'a.toFixed();', 'const a = "x";', 'a‸.length'],
    hover: 'const a: "x"',
  },
  {
    name: 'before it is declared again it is what it was',
    cells: ['const a = 1;', 'a‸.toFixed()', 'const a = "x";'],
    hover: 'const a: 1',
  },
  {
    name: 'a let declared again',
    cells: ['let a = 1;', 'let a = [1];', 'a‸.length'],
    hover: 'let a: number[]',
  },
  {
    name: 'a function declared again',
    cells: ['function f() { return 1; }', 'function f() { return "x"; }', 'const a‸ = f();'],
    hover: 'const a: string',
  },
  {
    name: 'a class declared again',
    cells: ['class A { one = 1 }', 'class A { two = 2 }', 'new A().‸two'],
    offers: ['two'],
    offersNot: ['one'],
  },
  {
    name: 'an interface declared again',
    cells: ['interface A { one: number }', 'interface A { two: number }', 'const a‸: A = { two: 2 };'],
    hover: 'const a: A',
  },
  {
    name: 'var declared again as another type',
    cells: ['var a = 1;', 'var a = "x";', 'a‸.length'],
    hover: /a: string/,
  },
  { name: 'var after let', cells: ['let a = 1;', 'var a = "x";', 'a.length'] },
  { name: 'var twice in a cell', cells: ['var a = 1;\nvar a = 2;', 'a'] },
  {
    name: 'var in the head of a loop, twice',
    cells: ['for (var i = 0; i < 1; i++) {}', 'for (var i = 0; i < 1; i++) {}', 'i‸'],
    hover: 'var i: number',
  },
  {
    name: 'const twice in one cell',
    cells: ['const a = 1;\nconst a = 2;'],
    errors: ['0: 2451 "a"', '0: 2451 "a"'],
  },
  { name: 'a const that is assigned', cells: ['const a = 1;', 'a = 2;'], errors: ['1: 2588 "a"'] },
  {
    name: 'the same cell twice',
    cells: [
      'const a = [1];\nfor (const b of a) console.log(b);',
      'const a = [1];\nfor (const b of a) console.log(b);',
    ],
  },
  {
    name: 'an enum declared again',
    cells: ['enum A { x }', 'enum A { y }', 'A.‸y'],
    offers: ['y'],
    offersNot: ['x'],
  },

  // Order.
  { name: 'a later name in a function', cells: ['const f = () => later + 1;', 'const later = 1;', 'f()'] },
  { name: 'a later name at the top', cells: ['later;', 'const later = 1;'] },
  { name: 'a later class', cells: ['const make = () => new Late();', 'class Late {}'] },
  {
    name: 'a later name that is declared twice',
    cells: ['const f = () => later;', 'const later = 1;', 'const later = "x";'],
  },
  { name: 'too early in its own cell', cells: ['early;\nconst early = 1;'], errors: ['0: 2448 "early"'] },
  {
    name: 'a let that a function of another cell assigns',
    cells: ['let a: number;', 'const set = () => { a = 1; };\nset();', 'a + 1'],
  },
  { name: 'a name that no cell has', cells: ['const a = nowhere;'], errors: ['0: 2304 "nowhere"'] },
  {
    name: 'code after a throw',
    cells: ['throw new Error("shown");', 'let n: number | string = 1;', 'n‸'],
    hover: 'let n: number',
  },
  {
    name: 'code after process.exit',
    cells: ['process.exit(1)', 'const a = 1;', 'const b‸ = a;'],
    hover: 'const b: 1',
  },

  // What the kernel allows.
  {
    name: 'await at the top',
    cells: ['const a = await Promise.resolve(1);', 'const b‸ = a;'],
    hover: 'const b: number',
  },
  { name: 'for await at the top', cells: ['for await (const a of [Promise.resolve(1)]) a.toFixed();'] },
  {
    name: 'export',
    cells: ['export const a = 1;\nexport function f() {}\nexport class C {}', 'a‸'],
    hover: 'const a: 1',
  },
  {
    name: 'export default',
    cells: ['export default { a: 1 };', 'export default function () {}', 'export default class {}'],
  },
  { name: 'a list of exports', cells: ['const a = 1;\nexport { a };', 'a‸'], hover: 'const a: 1' },
  { name: 'an object alone', cells: ['const b = 1;', '{ a: b‸, c: "x" }'], hover: 'const b: 1' },
  { name: 'a block alone', cells: ['{ const inner = 1; console.log(inner); }'] },
  { name: '#!', cells: ['#!/usr/bin/env node\nconst a = 1;', 'a‸'], hover: 'const a: 1' },
  { name: 'a byte order mark', cells: ['\uFEFFconst a = 1;', 'a‸'], hover: 'const a: 1' },
  {
    name: 'decorators',
    cells: [
      'function log(_: unknown, context: ClassMethodDecoratorContext) { console.log(context.name); }',
      'class A { @log run() {} }',
    ],
  },
  {
    name: 'using',
    cells: ['using a = { [Symbol.dispose]() {} };', 'await using b = { async [Symbol.asyncDispose]() {} };'],
  },
  {
    name: 'globals of cells',
    cells: [
      'display(1).update(2);\nconsole.log(__dirname, __filename, import.meta.dirname, module.id, process.pid);',
    ],
  },
  {
    name: 'declare global',
    cells: ['declare global { var shared: number }', 'shared‸'],
    hover: 'var shared: number',
  },
  {
    name: 'arrays that begin empty',
    cells: ['const rows = [];\nfor (let i = 0; i < 3; i++) rows.push(i);', 'rows.map(‸(row) => row)'],
  },
  {
    name: 'parameters without types',
    cells: ['function mean(values) { return values.length; }', 'mean([1])'],
  },
  {
    name: 'the error of a catch',
    cells: ['try { JSON.parse("{"); } catch (error) { console.log(error.message); }'],
  },
  { name: 'fields without a value', cells: ['class A { x: number; }'] },
  {
    name: 'a constant that is there to be changed',
    cells: ["const optimizer = 'sgd';", "if (optimizer === 'adam') console.log(1);"],
  },
  {
    name: 'numbers and texts compared',
    cells: ['const age = Number("3");', "if (age === 'three') console.log(1);"],
    errors: ['1: 2367 "age === \'three\'"'],
  },
  {
    name: '@ts-nocheck',
    cells: ['// @ts-nocheck\nconst a: number = "x";', 'const b: number = "x";'],
    errors: ['1: 2322 "b"'],
  },
  { name: '@ts-expect-error', cells: ['// @ts-expect-error\nconst a: number = "x";'] },
  {
    name: 'a line that ends without a semicolon',
    cells: ['const f = (x: number) => x', '(1 + 1).toFixed()', '[1].map(String)', '`x`.length'],
  },
  { name: 'empty cells', cells: ['', '  \n', '// only a comment', 'const a‸ = 1;', ''], hover: 'const a: 1' },

  // Mistakes.
  {
    name: 'a wrong argument',
    cells: ['function half(x: number) { return x / 2; }', 'half("4")'],
    errors: ['1: 2345 ""4""'],
  },
  {
    name: 'a wrong type in the third cell',
    cells: ['const a = 1;', 'const b = 2;', 'const c: string = a + b;'],
    errors: ['2: 2322 "c"'],
  },
  { name: 'too few arguments', cells: [TF, 'tf.matMul(tf.scalar(1))'], errors: ['1: 2554 "matMul"'] },
  {
    name: 'a forgotten await',
    cells: ['const load = async () => [1];', 'load().map(String)'],
    errors: ['1: 2339 "map"'],
  },
  { name: 'return at the top', cells: ['return 1;'], errors: ['0: 1108 "return"'] },
  {
    name: 'a misspelt member',
    cells: ['const cat = { name: "x" };', 'cat.nmae'],
    errors: ['1: 2339 "nmae"'],
  },

  // Texts that do not parse.
  {
    name: 'an open brace keeps to its cell',
    cells: ['const a = 1;', 'function f() {', 'const b‸ = a;'],
    hover: 'const b: 1',
    errors: ['1: 1005 ""'],
  },
  {
    name: 'an open template keeps to its cell',
    cells: ['const a = 1;', 'const t = `x ${a', 'const b‸ = a;'],
    hover: 'const b: 1',
    errors: ['1: 1005 ""'],
  },
  {
    name: 'an open comment keeps to its cell',
    cells: ['const a = 1;', '/* open', 'const b‸ = a;'],
    hover: 'const b: 1',
    errors: ['1: 1010 ""'],
  },
  {
    name: 'a brace too many keeps to its cell',
    cells: ['const a = 1;', 'console.log(1); }', 'const b‸ = a;'],
    hover: 'const b: 1',
    errors: ['1: 1128 "}"'],
  },
  {
    name: 'names of a cell that does not parse',
    cells: ['const good = 1;\nconst bad = ;', 'good‸'],
    hover: 'const good: 1',
    errors: ['0: 1109 ";"'],
  },
  {
    name: 'a dot and nothing after it',
    cells: ['const rows = [1];', 'rows.‸', 'const b = rows.length;'],
    offers: ['map'],
    errors: ['1: 1003 ""'],
  },
  {
    name: 'an argument that is being written',
    cells: [TF, 'tf.layers.dense({ un‸', 'const a = 1;'],
    offers: ['units'],
    errors: ['1: 1005 ""'],
  },
  {
    name: 'an import that is being written',
    cells: ["import { sca‸ } from 'epochbook';\nimport { } from", 'const a = 1;'],
    errors: ['0: 1109 ""'],
    offers: ['scale'],
  },
  {
    name: 'nothing that parses',
    cells: ['const a = 1;', ')))](((` ${ }{{', 'const b‸ = a;'],
    hover: 'const b: 1',
    errors: ['1: 1128 ")"', '1: 1128 ")"', '1: 1128 ")"', '1: 1128 "]"', '1: 1109 "}"', '1: 1160 ""'],
  },

  // JavaScript.
  {
    name: 'JavaScript has types',
    cells: ['const rows = [1];', 'rows.‸map(String)'],
    language: 'javascript',
    offers: ['map'],
  },
  {
    name: 'JavaScript has tf',
    cells: [TF, 'const a‸ = tf.scalar(1);'],
    language: 'javascript',
    hover: /Scalar/,
  },
  {
    name: 'JavaScript is not checked for types',
    cells: ['let a = 1;', 'a = "x";', 'a.whatever.more', '({}).x = 1'],
    language: 'javascript',
  },
  {
    name: 'an unknown name in JavaScript',
    cells: ['nowhere'],
    language: 'javascript',
    errors: ['0: 2304 "nowhere"'],
  },
  {
    name: 'require in JavaScript',
    cells: ["const { readFileSync } = require('fs');", "const t‸ = readFileSync('a', 'utf8');"],
    language: 'javascript',
    hover: 'const t: string',
  },
  {
    name: 'JSDoc in JavaScript',
    cells: ['/** @type {string[]} */\nconst names = JSON.parse("[]");', 'names.‸map'],
    language: 'javascript',
    offers: ['map', 'join'],
  },
  {
    name: 'types in JavaScript',
    cells: ['const a: number = 1;'],
    language: 'javascript',
    errors: ['0: 8010 "number"'],
  },
  {
    name: 'both languages in one notebook',
    cells: ['const a = 1;', 'a = "x"; const b: number = "x";'],
    language: ['javascript', 'typescript'],
    errors: ['1: 2588 "a"', '1: 2322 "b"'],
  },

  // Definitions.
  { name: 'the definition of a const', cells: ['const a = 1;', 'a‸ + 1'], definition: ['0: "a"'] },
  {
    name: 'the definition after it is declared again',
    cells: ['const a = 1;', 'const a = "x";', 'a‸.length'],
    definition: ['1: "a"'],
  },
  { name: 'the definition of a function', cells: ['// f\nfunction f() {}', 'f‸()'], definition: ['0: "f"'] },
  {
    name: 'the definition in a file',
    cells: ["import { twice } from './own.ts';", 'twice‸(1)'],
    files: { 'own.ts': 'export const twice = (n: number) => 2 * n;' },
    definition: ['own.ts'],
  },
  {
    name: 'the definition in the types of tf',
    cells: [TF, 'tf.matMul‸(tf.scalar(1), tf.scalar(1))'],
    definition: ['mat_mul.d.ts'],
  },
  {
    name: 'the definition in the library',
    cells: ["import { seed } from 'epochbook';", 'seed‸(1)'],
    definition: ['seed.d.ts'],
  },
  {
    name: 'the definition of a method',
    cells: ['class A { run() {} }', 'new A().run‸()'],
    definition: ['0: "run"'],
  },
];
