import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestKernel } from './kernel.js';

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
});
afterAll(() => kernel.end());

describe('a cell', () => {
  test('awaits at the top and shows its last value', async () => {
    const { value, result } = await kernel.run('const a: number = await Promise.resolve(41);\na + 1');
    expect(value).toBe('42');
    expect(result.status).toBe('ok');
  });

  test.each([
    ['const x1 = 1', 'let x1 = 2', 'x1', '2'],
    ['const x2 = 1', 'function x2() { return 2 }', 'x2()', '2'],
    ['class X3 {}', 'const X3 = 3', 'X3', '3'],
    ['function x4() { return 1 }', 'class x4 { y = 4 }', 'new x4().y', '4'],
    ['enum X5 { A, B }', 'enum X5 { C = 7 }', 'Object.keys(X5).length + X5.C', '9'],
    ['var x6 = 1; for (var i6 = 0; i6 < 3; i6++);', 'let x6 = 2; const i6 = 5', 'x6 + i6', '7'],
    ['const { x7, y7 = 2 } = { x7: 1 }', 'import { sep as x7 } from "node:path"', 'x7.length + y7', '3'],
  ])('%j, then %j: the later one counts', async (first, second, read, expected) => {
    expect((await kernel.run(first)).error).toBeUndefined();
    expect((await kernel.run(second)).error).toBeUndefined();
    expect((await kernel.run(read)).value).toBe(expected);
  });

  test('a declaration that threw can be made again', async () => {
    await kernel.run('const bad = (() => { throw new Error("x"); })()');
    expect((await kernel.run('const bad = 5; bad')).value).toBe('5');
  });

  test('a const of an earlier cell is still a const', async () => {
    await kernel.run('const fixed = 1');
    expect((await kernel.run('fixed = 2')).error).toMatch(/"fixed" is a const and cannot be assigned again/);
  });

  test('enums, parameter properties, generics, satisfies', async () => {
    const code = `enum Color { Red = 'r' }
class P<T> { constructor(private readonly value: T, public n = 1) {} get(): T { return this.value; } }
const p = new P<number>(3) satisfies P<number>;
[Color.Red, p.get(), p.n]`;
    expect((await kernel.run(code)).value).toBe("[ 'r', 3, 1 ]");
  });

  test('undefined shows nothing; a promise is awaited; a bare object is an object', async () => {
    expect((await kernel.run('undefined')).outputs).toEqual([]);
    expect((await kernel.run('let quiet = 3;')).outputs).toEqual([]);
    expect((await kernel.run('new Promise((r) => setTimeout(() => r("later"), 5))')).value).toBe('later');
    expect((await kernel.run('{ a: 1, b: [2] }')).value).toBe('{ a: 1, b: [ 2 ] }');
  });

  test('JavaScript cells are not taken for TypeScript', async () => {
    expect((await kernel.run('let a = 1 < 2; a', 'javascript')).value).toBe('true');
  });

  test('names of built-ins can be used without harm', async () => {
    expect(
      (
        await kernel.run(
          'const performance = 1; let process = 2; const fetch = 3, URL = 4, Map = 5, console2 = 6; performance + process',
        )
      ).value,
    ).toBe('3');
    const after = await kernel.run(`import * as tf from '@tensorflow/tfjs-node';
const m = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
m.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
(await m.fit(tf.ones([4, 1]), tf.ones([4, 1]), { epochs: 1 })).epoch.length`);
    expect(after.error).toBeUndefined();
    expect(after.value).toBe('1');
    await kernel.run('const { performance, process, fetch, URL, Map } = globalThis');
  });
});

describe('imports', () => {
  test('the engine and the library, under all their names', async () => {
    const code = `import * as a from '@tensorflow/tfjs-node';
import * as b from '@tensorflow/tfjs';
import { scale } from 'epochbook';
const c = await import('@tensorflow/tfjs-node');
[a === b, a === c, a.getBackend(), typeof scale.standardize]`;
    expect((await kernel.run(code)).value).toBe("[ true, true, 'wasm', 'function' ]");
  });

  test('Node, relative TypeScript files that use the engine, edited files, ESM-only and CommonJS packages', async () => {
    const { folder } = kernel;
    const put = (path: string, text: string): void => {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    put('part.ts', `export const half = (x: number): number => x / 2;`);
    put(
      'net.ts',
      `import * as tf from '@tensorflow/tfjs-node';\nimport { half } from './part';\nexport enum Kind { Dense }\nexport const sum = (x: number[]): number => half(tf.tensor1d(x).sum().dataSync()[0]!);`,
    );
    put('node_modules/esm-only/package.json', `{"name":"esm-only","type":"module","exports":"./index.js"}`);
    put(
      'node_modules/esm-only/index.js',
      `import * as tf from '@tensorflow/tfjs';\nexport const backend = () => tf.getBackend();`,
    );
    put('node_modules/cjs/package.json', `{"name":"cjs","main":"index.js"}`);
    put(
      'node_modules/cjs/index.js',
      `const tf = require('@tensorflow/tfjs');\nmodule.exports = { rank: (x) => tf.tensor(x).rank };`,
    );
    const code = `import { readFileSync } from 'node:fs';
import { join } from 'path';
import { sum, Kind, type Nothing } from './net';
import { backend } from 'esm-only';
import { rank } from 'cjs';
[typeof readFileSync, typeof join, sum([1, 2, 3]), Kind.Dense, backend(), rank([[1]])]`;
    const first = await kernel.run(code);
    expect(first.error).toBeUndefined();
    expect(first.value).toBe("[ 'function', 'function', 3, 0, 'wasm', 2 ]");
    put('part.ts', `export const half = (x: number): number => x * 10;`);
    const soon = new Date(Date.now() + 5000);
    utimesSync(join(folder, 'part.ts'), soon, soon);
    utimesSync(join(folder, 'net.ts'), soon, soon);
    expect((await kernel.run(`import { sum } from './net.ts';\nsum([1, 2, 3])`)).value).toBe('60');
  });

  test('a package that is not there: its name, where it was looked for, how to install it', async () => {
    const { error, result } = await kernel.run(`console.log('before');\nimport x from '@some/thing/deep';`);
    expect(result.status).toBe('error');
    expect(error).toContain('Cannot find the package "@some/thing"');
    expect(error).toContain(join(kernel.folder, 'node_modules'));
    expect(error).toContain('npm install @some/thing');
  });

  test('a file that is not there', async () => {
    const { error } = await kernel.run(`import { x } from './nowhere';\nx`);
    expect(error).toContain('Cannot find "./nowhere"');
    expect(error).toContain(kernel.folder);
  });

  test('an export that is not there, with a hint', async () => {
    const { error } = await kernel.run(`import { scael } from 'epochbook';\nscael.minMax([])`);
    expect(error).toContain('"epochbook" has no export named "scael". Did you mean "scale"?');
  });
});

describe('errors', () => {
  test('have the message, the cell, the line and the column, and no frames of ours', async () => {
    const { error, result } = await kernel.run(
      `function outer(): number {\n  return inner();\n}\nfunction inner(): number {\n  throw new TypeError('bad value');\n}\nouter();`,
    );
    expect(result.error).toMatchObject({ name: 'TypeError', message: 'bad value', line: 5, column: 9 });
    const order = /Cell \[(\d+)\]/.exec(error ?? '')?.[1];
    expect(error).toBe(
      [
        'TypeError: bad value',
        `    at inner (Cell [${order}]:5:9)`,
        `    at outer (Cell [${order}]:2:10)`,
        `    at Cell [${order}]:7:1`,
        '',
        "  5 |   throw new TypeError('bad value');",
        '              ^',
      ].join('\n'),
    );
  });

  test('after an await, in another cell', async () => {
    await kernel.run('async function later() {\n  await null;\n  throw new Error("late");\n}');
    const { error } = await kernel.run('\n\nawait later();');
    expect(error).toMatch(/at later \(Cell \[\d+\]:3:9\)/);
    expect(error).not.toMatch(/node:|dist|epochbook-cell|__epochbook/);
  });

  test('a syntax error names line and column and runs nothing', async () => {
    const { error, text, result } = await kernel.run(`console.log('never');\nconst q = ;`);
    expect(result.error).toMatchObject({ name: 'SyntaxError', line: 2, column: 11 });
    expect(error).toContain(':2:11');
    expect(error).toContain('2 | const q = ;');
    expect(text).toBe('');
  });

  test.each([
    [`throw 'just text'`, 'Uncaught just text'],
    ['throw { code: 7 }', 'Uncaught { code: 7 }'],
    ['throw undefined', 'Uncaught undefined'],
    [`throw new Error('outer', { cause: new Error('inner') })`, 'Caused by: Error: inner'],
    [`throw Object.defineProperty(new Error('x'), 'message', { get() { throw 1 } })`, 'Error:'],
    ['null.x', "Cannot read properties of null (reading 'x')"],
  ])('%s', async (code, expected) => {
    expect((await kernel.run(code)).error).toContain(expected);
  });

  test('an unhandled rejection is shown and the kernel lives on', async () => {
    await kernel.run('var kept = 5;');
    const { result, outputs } = await kernel.run(
      `Promise.reject(new Error('nobody waits'));\nawait new Promise((r) => setTimeout(r, 50));`,
    );
    expect(result.status).toBe('ok');
    expect(JSON.stringify(outputs)).toContain('nobody waits');
    expect(JSON.stringify(outputs)).toContain('Nothing awaited this promise');
    const timer = await kernel.run(
      `setTimeout(() => { throw new Error('in a timer'); }, 0);\nawait new Promise((r) => setTimeout(r, 50));`,
    );
    expect(JSON.stringify(timer.outputs)).toContain('in a timer');
    expect((await kernel.run('kept')).value).toBe('5');
  });
});

describe('output', () => {
  test('streams are kept apart, in order with displays, with colours', async () => {
    const { outputs } = await kernel.run(
      `console.log('one', 1);\nconsole.error('two');\ndisplay({ 'text/html': '<b>3</b>', 'text/plain': 'three' });\nprocess.stdout.write('four');\nconsole.log('!');`,
    );
    expect(outputs).toEqual([
      { output_type: 'stream', name: 'stdout', text: ['one \u001b[33m1\u001b[39m\n'] },
      { output_type: 'stream', name: 'stderr', text: ['two\n'] },
      {
        output_type: 'display_data',
        data: { 'text/html': ['<b>3</b>'], 'text/plain': ['three'] },
        metadata: {},
      },
      { output_type: 'stream', name: 'stdout', text: ['four!\n'] },
    ]);
  });

  test('a display can be updated from a later cell, and removed', async () => {
    await kernel.run(`const handle = display('first');`);
    const order = kernel.events.length;
    expect(order).toBeGreaterThan(0);
    await kernel.run(`handle.update({ 'text/plain': 'second', 'image/png': new Uint8Array([1, 2, 3]) });`);
    const before = JSON.stringify(kernel.events.filter((e) => e.type === 'output').at(-1));
    expect(before).toContain('"second"');
    expect(before).toContain('AQID');
    await kernel.run('handle.remove();');
    expect(JSON.stringify(kernel.events.filter((e) => e.type === 'output').at(-1))).toContain('remove');
  });

  test('a tensor shows type, shape and values', async () => {
    const { value } = await kernel.run(
      `import * as tf from '@tensorflow/tfjs-node';\ntf.tensor2d([[1, 2], [3, 4]], [2, 2], 'int32')`,
    );
    expect(value).toBe('Tensor int32 [2, 2]\n[[1, 2],\n [3, 4]]');
    expect((await kernel.run('const gone = tf.tensor1d([1]); gone.dispose(); gone')).value).toContain(
      'disposed',
    );
  });

  test('circular, huge and hostile values print safely', async () => {
    const circular = await kernel.run(
      'const round: any = { name: "r" }; round.self = round; console.log(round); round',
    );
    expect(circular.value).toContain('[Circular *1]');
    const huge = await kernel.run('Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => ["k" + i, i]))');
    expect(huge.value?.length).toBeLessThan(20_000);
    expect(huge.value).toContain('99800 more properties');
    const long = await kernel.run('"x".repeat(1e6)');
    expect(long.value?.length).toBeLessThan(120_000);
    for (const hostile of [
      '({ get a() { throw new Error("no") } })',
      'new Proxy({}, { get() { throw new Error("trap") }, ownKeys() { throw new Error("trap") }, getPrototypeOf() { throw new Error("trap") } })',
      '({ [Symbol.for("nodejs.util.inspect.custom")]() { throw new Error("custom") } })',
      '({ get [Symbol.toStringTag]() { throw new Error("tag") } })',
      'Object.create(null, { shape: { get() { throw 1 } } })',
    ]) {
      const { result, outputs } = await kernel.run(
        `const bad = ${hostile};\nconsole.log('printed', bad);\nbad`,
      );
      expect(result.status, hostile).toBe('ok');
      expect(JSON.stringify(outputs), hostile).toContain('printed');
      expect(outputs.length, hostile).toBe(2);
    }
  });

  test('100 MB of print is cut with a sentence; the kernel stays responsive and the output small', async () => {
    const { outputs, text, result } = await kernel.run(
      `const line = 'x'.repeat(999);\nfor (let i = 0; i < 100_000; i++) console.log(line);\nconsole.log('the very end');`,
    );
    expect(result.status).toBe('ok');
    expect(JSON.stringify(outputs).length).toBeLessThan(1_000_000);
    expect(text).toContain('Output cut here: this cell prints more than the notebook can hold');
    expect(text).toMatch(/this cell printed 100,000,013 characters/);
    expect(text.trimEnd().endsWith('the very end')).toBe(true);
    expect((await kernel.run('1 + 1')).value).toBe('2');
  });
});
