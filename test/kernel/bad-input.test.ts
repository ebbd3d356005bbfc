import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestKernel } from './kernel.js';

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
});
afterAll(() => kernel.end());

function put(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(kernel.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

describe('files that import each other', () => {
  test('work where nothing is read before it is there', async () => {
    put({
      'even.ts': `import { isOdd } from './odd.ts';\nexport const isEven = (n: number): boolean => n === 0 || isOdd(n - 1);`,
      'odd.ts': `import { isEven } from './even.ts';\nexport const isOdd = (n: number): boolean => n !== 0 && isEven(n - 1);`,
    });
    const ran = await kernel.run(`import { isEven } from './even.ts';\n[isEven(10), isEven(7)]`);
    expect(ran.error).toBeUndefined();
    expect(ran.value).toBe('[ true, false ]');
  });

  test('a file that imports itself', async () => {
    put({
      'self.ts': `import * as self from './self.ts';\nexport const name = 'me';\nexport const all = () => Object.keys(self);`,
    });
    expect((await kernel.run(`import { all } from './self.ts';\nall()`)).value).toBe("[ 'all', 'name' ]");
  });

  test('a value that is read before it is there: its name, its file and its line', async () => {
    put({
      'first.ts': `import { second } from './second.ts';\nexport const first = second + 1;`,
      'second.ts': `import { first } from './first.ts';\n\nexport const second = first + 1;`,
    });
    const { error, result } = await kernel.run(`import { first } from './first.ts';\nfirst`);
    expect(result.status).toBe('error');
    expect(error).toMatch(/first/);
    expect(error).toMatch(/second\.ts:3/);
    expect((await kernel.run('1 + 1')).value).toBe('2');
  });
});

describe('large cells and notebooks', () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, i) => `const line${i} = { a: ${i} };`).join('\n');

  test('a cell of 20,000 lines runs, and the next one sees its names', async () => {
    const ran = await kernel.run(lines(20_000));
    expect(ran.error).toBeUndefined();
    expect((await kernel.run('line0.a + line19999.a')).value).toBe('19999');
  });

  test('an error in its last line names that line', async () => {
    const { error } = await kernel.run(`${lines(19_999)}\nthrow new Error('at the end');`);
    expect(error).toMatch(/at Cell \[\d+\]:20000:7/);
  });

  test('500 cells, each of which needs the one before', async () => {
    await kernel.run('const value0 = 1;');
    for (let i = 1; i < 500; i++) await kernel.run(`const value${i} = value${i - 1} + 1;`);
    expect((await kernel.run('value499')).value).toBe('500');
  });
});

describe('a tsconfig.json', () => {
  test.each([
    ['that is broken', '{ "compilerOptions": { "strict": tru'],
    ['that extends what is not there', '{ "extends": "./none.json" }'],
    ['of other things', '[1, 2]'],
    ['that is empty', ''],
  ])('%s keeps no cell from running, not even one that needs it', async (_, text) => {
    put({ 'tsconfig.json': text });
    const ran = await kernel.run(`const marks: string[] = [];
function mark(_: unknown, context: { name?: string | symbol }) { marks.push(String(context.name)); }
class Marked { @mark field = 1; }
enum Kind { Dense }
[new Marked().field, marks, Kind.Dense]`);
    expect(ran.error).toBeUndefined();
    expect(ran.value).toBe("[ 1, [ 'field' ], 0 ]");
  });
});
