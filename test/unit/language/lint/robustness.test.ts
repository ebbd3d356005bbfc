import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type LintCell, lintNotebook } from '../../../../language/lint/index.js';

const folder = join(import.meta.dirname, '../../../../workbooks/en');

const lessons: LintCell[][] = readdirSync(folder)
  .filter((name) => name.endsWith('.ipynb'))
  .map((name) => {
    const { cells } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
      cells: { cell_type: string; source: string | string[] }[];
    };
    return cells
      .filter(({ cell_type: type }) => type === 'code')
      .map(({ source }, i) => ({
        id: `${name} ${i}`,
        text: [source].flat().join(''),
        language: 'typescript',
      }));
  });

/** Numbers from 0 to below 1, the same each time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** Processor time: the machine may have other work. */
function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const place = (text: string, random: () => number): number => Math.floor(random() * text.length);

describe('any text', () => {
  it.each([1, 2, 3, 4, 5, 6])('cells of lessons that are cut, joined and damaged, seed %d', (seed) => {
    const random = randomFrom(seed);
    const damaged: ((text: string) => string)[] = [
      (text) => text.slice(0, place(text, random)),
      (text) => text.slice(place(text, random)),
      (text) => {
        const at = place(text, random);
        return text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 8));
      },
      (text) => {
        const at = place(text, random);
        return text.slice(0, at) + ('{}()[]`\'";,.=>'[Math.floor(random() * 14)] ?? '') + text.slice(at);
      },
      (text) => text,
    ];
    for (const cells of lessons) {
      const broken = cells.map((cell) => ({
        ...cell,
        text: (damaged[Math.floor(random() * damaged.length)] ?? String)(cell.text),
      }));
      for (const { cell, start, end, fixes } of lintNotebook(broken)) {
        const { length } = broken.find(({ id }) => id === cell)?.text ?? '';
        expect(start).toBeLessThan(end);
        expect(end).toBeLessThanOrEqual(length);
        for (const edit of fixes.flatMap(({ edits }) => edits))
          expect(edit.start).toBeLessThanOrEqual(edit.end);
      }
    }
  });

  it.each([
    ['nothing', ''],
    ['no cell text but space', ' \n\n '],
    ['a function that calls itself', 'function f(n) { return f(n - 1); }\nf(3);'],
    ['functions that call each other', 'const a = () => b();\nconst b = () => a();\na();'],
    ['a model that is in itself', 'const net = tf.sequential();\nnet.add(net);\nnet.compile({ loss: net });'],
    [
      'names of every object',
      'const o = { __proto__: null, constructor: 1 };\ntf.layers.dense(o);\ntf.constructor();\ntf.layers.toString();',
    ],
    [
      'names of every object, asked for',
      'tf.train.constructor(1);\nnet.fit(x, y, { epochs: 1, toString: 2 }).hasOwnProperty.valueOf;',
    ],
    [
      'a call of nothing',
      'tf.sequential().add();\ntf.sequential().compile();\ntf.layers.dense();\ntf.tidy();\ntf.train.adam();',
    ],
    ['spread arguments', 'tf.layers.dense(...rest);\ntf.sequential().fit(...rest);\nconst [a, ...b] = rest;'],
    ['holes', 'const [, b] = [, 1];\nconst c = [,];'],
    ['generators', 'function* g() { const x = yield 1; return x; }\nfor (const x of g()) console.log(x);'],
    [
      'syntax of types',
      'declare const a: number;\nnamespace N { export const b = 1; }\nenum E { a }\ntype T = typeof a;\nabstract class C<T> { abstract m(): T; }',
    ],
    ['labels', 'outer: for (;;) { for (;;) break outer; }'],
    ['switches', 'switch (a) { case 1: net.fit(x); break; default: throw 1; }'],
    ['a private name', 'class A { #x = 1; static { this.y = 2; } get z() { return this.#x; } }'],
    ['exports', 'export const a = 1;\nexport default a;\nexport * from "./a";'],
  ])('%s', (_, text) => {
    expect(() => lintNotebook([{ id: 'a', text, language: 'typescript' }])).not.toThrow();
  });

  const deep = 20_000;
  it.each([
    ['a long sum', `const a = ${Array(deep).fill("'x'").join(' + ')};`],
    ['lists in lists', `const a = ${'['.repeat(deep)}${']'.repeat(deep)};`],
    ['brackets in brackets', `const a = ${'('.repeat(deep)}1${')'.repeat(deep)};`],
    ['a long chain', `const a = b${'.c()'.repeat(deep)};`],
    ['a chain of tensors', `const a = tf.ones([1])${'.square()'.repeat(deep)};`],
    ['blocks in blocks', `${'{'.repeat(deep)}${'}'.repeat(deep)}`],
    ['one else after the other', `if (a) b();${' else if (a) b();'.repeat(deep)}`],
    ['functions in functions', `const a = ${'() => '.repeat(deep)}1;`],
    [
      'functions in functions that are called',
      `const f = (g) => g(() => ${'('.repeat(300)}g${')'.repeat(300)});\n${'f('.repeat(300)}f${')'.repeat(300)};`,
    ],
  ])('%s, deeper than a stack, and the other cells are read', (_, text) => {
    const wrong = "tf.layers.dense({ units: 1, activation: 'softmax' });";
    const cells = [text, wrong].map(
      (cell, i): LintCell => ({ id: String(i), text: cell, language: 'typescript' }),
    );
    expect(lintNotebook(cells).map(({ cell, rule }) => [cell, rule])).toContainEqual([
      '1',
      'softmax-one-unit',
    ]);
  });

  it('deep calls, and calls of calls without number, come to an end', () => {
    const depth = 40;
    const chain = Array.from(
      { length: depth },
      (_, i) => `const f${i} = () => [f${i + 1}(), f${i + 1}(), f${i + 1}()];`,
    );
    const text = `${chain.join('\n')}\nconst f${depth} = () => tf.ones([1]);\nf0();`;
    expect(processorMs(() => lintNotebook([{ id: 'a', text, language: 'typescript' }]))).toBeLessThan(1000);
  });
});

describe('size', () => {
  const all = lessons.flat();
  const cells = Array.from({ length: 500 }, (_, i): LintCell => {
    const cell = all[i % all.length] ?? { id: '', text: '', language: 'typescript' };
    return { ...cell, id: `cell ${i}` };
  });

  it('500 cells of lessons take less than 200 ms', () => {
    lintNotebook(lessons[0] ?? []);
    // In one cell somebody types. The least of some: others may hold the processor's caches.
    const typed = Array.from({ length: 15 }, (_, i) =>
      processorMs(() =>
        lintNotebook([
          ...cells.slice(0, -1),
          { id: 'last', text: `const a = ${i};`, language: 'typescript' },
        ]),
      ),
    );
    expect(Math.min(...typed)).toBeLessThan(200);
  });

  it('a cell of 20,000 lines comes to an end', () => {
    const text = 'console.log(tf.scalar(1).square().dataSync());\n'.repeat(20_000);
    expect(processorMs(() => lintNotebook([{ id: 'a', text, language: 'typescript' }]))).toBeLessThan(5000);
  });
});
