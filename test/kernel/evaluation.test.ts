import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cases, files } from './evaluation/cases.js';
import { TestKernel } from './kernel.js';

let kernel: TestKernel;
const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(kernel.folder, path)), { recursive: true });
  writeFileSync(join(kernel.folder, path), text);
};

async function start(): Promise<void> {
  kernel = await TestKernel.start();
  for (const [path, text] of Object.entries(files)) put(path, text);
}

test('there are at least 150', () => expect(cases.length).toBeGreaterThanOrEqual(150));

describe('cells', () => {
  beforeAll(start);
  afterAll(() => kernel.end());

  test.each(cases)('$name', async ({ cells, value, text = '', language }) => {
    let last = '';
    let shown: string | undefined;
    for (const code of cells) {
      const ran = await kernel.run(code, language);
      expect(ran.error).toBeUndefined();
      last = ran.text;
      shown = ran.value;
    }
    expect({ value: shown, text: last }).toEqual({ value, text });
  });
});

describe('edited files', () => {
  beforeAll(start);
  afterAll(() => kernel.end());

  test.each([
    ['a module', 'third.ts', 'export const third = 10;', "import { third as v } from './third';\nv", '10'],
    [
      'by way of two others',
      'third.ts',
      'export const third = 41;',
      "import { first as f } from './first';\nf()",
      '42',
    ],
    ['a CommonJS file', 'common.cjs', 'module.exports = { times: 3 };', "require('./common.cjs').times", '3'],
    [
      'a CommonJS file by way of another',
      'common.cjs',
      'module.exports = { times: 4 };',
      "require('./lexer-misses.cjs').common.times",
      '4',
    ],
    [
      'a CommonJS file by way of an import',
      'common.cjs',
      'module.exports = { times: 5, more: 0 };',
      "import * as l from './lexer-misses.cjs';\nl.common.times",
      '5',
    ],
    ['JSON', 'list.json', '[7, 8, 9]', "import list from './list.json';\nlist", '[ 7, 8, 9 ]'],
    ['required JSON', 'list.json', '[1, 2, 3, 4]', "require('./list.json').length", '4'],
    [
      'JSON within a file',
      'data.json',
      '{ "rate": 0.25 }',
      "import { rate as q } from './json-inside';\nq",
      '0.25',
    ],
  ])('%s', async (_, file, text, code, value) => {
    await kernel.run(code);
    put(file, text);
    expect(await kernel.run(code)).toMatchObject({ error: undefined, value });
  });

  test('a file that is not edited stays the same module', async () => {
    put('kept.ts', 'export const made = { at: Math.random() };');
    const code = "import { made as m } from './kept';\nm.at";
    expect((await kernel.run(code)).value).toBe((await kernel.run(code)).value);
  });

  test('one that was missing and is there now', async () => {
    put('late.ts', "import { come } from './coming';\nexport const got = come;");
    const code = "import { got } from './late';\ngot";
    expect((await kernel.run(code)).error).toMatch(/Cannot find "\.\/coming", which late\.ts imports/);
    put('coming.ts', 'export const come = 3;');
    expect(await kernel.run(code)).toMatchObject({ error: undefined, value: '3' });
    rmSync(join(kernel.folder, 'late.ts'));
    expect((await kernel.run(code)).error).toMatch(/Cannot find "\.\/late"/);
  });
});

describe('files with faults', () => {
  beforeAll(start);
  afterAll(() => kernel.end());

  test.each([
    [
      'TypeScript',
      'bad.ts',
      'export const a = 1;\nconst b: number = ;',
      /bad\.ts does not parse, line 2, column 19/,
    ],
    ['JavaScript', 'bad.js', 'export const a = 1;\nlet b = = 2;', /bad\.js does not parse, line 2, column 9/],
    ['decorators', 'bad-too.ts', '@ class A {\n}', /bad-too\.ts does not parse, line 1, column \d/],
    ['JSON', 'bad.json', '{ "a": 1, }', /bad\.json/],
  ])('%s: file and place', async (_, file, text, message) => {
    put(file, text);
    const { error } = await kernel.run(`import './${file}';`);
    expect(error).toMatch(message);
    expect(error).toMatch(/Cell \[\d+\]:1:1/);
  });

  test('one that another imports', async () => {
    put('deep.ts', "export const ok = 1;\nimport './deeper';");
    put('deeper.ts', 'if (');
    expect((await kernel.run("import './deep';")).error).toMatch(/deeper\.ts does not parse, line 1/);
  });

  test('a package that a file imports and is not there', async () => {
    put('needs.ts', "import x from 'no-such-package';\nexport default x;");
    const { error } = await kernel.run("import n from './needs';");
    expect(error).toContain('Cannot find the package "no-such-package" that needs.ts imports');
  });

  test.each([
    ["require('./nowhere')", /Cannot find "\.\/nowhere": there is no file .*nowhere/],
    ["require('no-such-package')", /Cannot find the package "no-such-package"/],
    ["import { existSync } from 'fs'; existSync", /no export named "existSync"\. Did you mean "existsSync"/],
  ])('%s', async (code, message) => {
    expect((await kernel.run(code)).error).toMatch(message);
  });
});
