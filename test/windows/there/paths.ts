import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestKernel } from '../../kernel/kernel.js';
import { documents, environment, hold, home } from './student.js';

const at = (...names: string[]): string => join(documents, ...names);
const text = (value: unknown): string => JSON.stringify(value);
const long = Array.from({ length: 6 }, (_, i) => `폴더${i}-${'가'.repeat(40)}`).join('\\');

let kernel: TestKernel;
beforeAll(async () => {
  mkdirSync(at('lib'));
  mkdirSync(at(long), { recursive: true });
  writeFileSync(at('lib', '도구.ts'), 'export const twice = (x: number): number => 2 * x;\r\n');
  writeFileSync(at('lib', 'broken.ts'), 'export const a = 1;\r\n\r\nexport const b: number = = 2;\r\n');
  writeFileSync(
    at('lib', 'throws.ts'),
    "export function go(): void {\r\n  throw new Error('far away');\r\n}\r\n",
  );
  const csv = '\uFEFF이름,값\r\n하나,1\r\n둘,2\r\n';
  for (const name of ['data.csv', 'held.csv', 'read-only.csv']) writeFileSync(at(name), csv);
  writeFileSync(at(long, 'data.csv'), csv);
  chmodSync(at('read-only.csv'), 0o444);
  kernel = await TestKernel.start({ folder: documents, env: environment });
  const { error } = await kernel.run(`
import * as tf from '@tensorflow/tfjs-node';
import { readCsv, saveModel, loadModel, callbacks } from 'epochbook';
const net = () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
  model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
  return model;
};
const model = net();
const sum = (m: any) => m.predict(tf.ones([1, 3])).dataSync().join();`);
  expect(error).toBeUndefined();
});
afterAll(() => kernel.client.shutdown());

test('the system of a student', async () => {
  expect(homedir()).toBe(home);
  expect(tmpdir()).toBe(environment.TEMP);
  const { value } = await kernel.run('[process.platform, process.cwd(), process.env.HOME ?? null]');
  expect(value).toContain("'win32'");
  expect(value).toContain('딥러닝 실습');
  expect(value).toContain('null');
});

test.each([
  ['./lib/도구.ts'],
  ['.\\lib\\도구.ts'],
  ['./lib/도구'],
  ['.\\lib\\도구'],
  [at('lib', '도구.ts')],
  [at('lib', '도구.ts').replaceAll('\\', '/')],
  [pathToFileURL(at('lib', '도구.ts')).href],
])('import of %s', async (specifier) => {
  const { value, error } = await kernel.run(`const { twice } = await import(${text(specifier)}); twice(21)`);
  expect(error).toBeUndefined();
  expect(value).toBe('42');
});

test.each([
  ['lib/broken.ts', /broken\.ts does not parse, line 3, column 26: /],
  ['lib/none.ts', /Cannot find "\.\/lib\/none\.ts": there is no file C:\\users\\.*\\lib\\none\.ts\./],
])('an error in an import: %s', async (file, sentence) => {
  const { error } = await kernel.run(`import { b } from './${file}';`);
  expect(error).toMatch(sentence);
  expect(error).not.toContain('\r');
});

test('a line of an own file, in a stack', async () => {
  const { error } = await kernel.run("import { go } from './lib/throws.ts';\ngo();");
  expect(error).toMatch(/far away[\s\S]*throws\.ts:2:9/);
  expect(error).toMatch(/Cell \[\d+\]:2:1/);
});

describe('models', () => {
  test.each([
    ['file://모델/하나.h5'],
    ['file://models\\two.keras'],
    [`file://${at('셋.h5')}`],
    [`file://${at('넷.keras').replaceAll('\\', '/')}`],
    [pathToFileURL(at('다섯 번째.h5')).href],
    [`file://${at(long, '여섯.keras')}`],
    ['file://.\\seven.h5'],
  ])('save and load %s', async (url) => {
    const { value, error } = await kernel.run(
      `await model.save(${text(url)}); sum(await tf.loadLayersModel(${text(url)})) === sum(model)`,
    );
    expect(error).toBeUndefined();
    expect(value).toBe('true');
  });

  test.each([
    ['file://폴더/model', 'file://폴더/model/model.json'],
    ['file://폴더\\other', 'file://폴더\\other\\model.json'],
    [`file://${at('folder')}`, `file://${at('folder', 'model.json')}`],
    [pathToFileURL(at('빈 칸')).href, pathToFileURL(at('빈 칸', 'model.json')).href],
  ])('save %s, load %s', async (folder, file) => {
    const { value, error } = await kernel.run(
      `await model.save(${text(folder)}); sum(await tf.loadLayersModel(${text(file)})) === sum(model)`,
    );
    expect(error).toBeUndefined();
    expect(value).toBe('true');
  });

  test('what was saved lies where Windows would have it', () => {
    const names = readdirSync(documents);
    for (const name of [
      '모델',
      'models',
      '셋.h5',
      '넷.keras',
      '다섯 번째.h5',
      'seven.h5',
      '폴더',
      'folder',
      '빈 칸',
    ])
      expect(names).toContain(name);
    expect(existsSync(at(long, '여섯.keras'))).toBe(true);
    expect(names.filter((name) => /%|\.tmp$/.test(name))).toEqual([]);
  });

  test.each([
    ['file://con.h5', /keeps the name "con\.h5" for a device/],
    ['file://AUX', /keeps the name "AUX" for a device/],
    ['file://models\\nul.keras', /keeps the name "nul\.keras" for a device/],
    ['file://lpt1/model', /keeps the name "lpt1" for a device/],
    ['file://ends in a dot.', /allows no name that ends in a dot or a space \("ends in a dot\."\)/],
    ['file://what?.h5', /allows none of .* in a name \("what\?\.h5"\)/],
  ])('the name %s is refused', async (url, sentence) => {
    const { error } = await kernel.run(`await model.save(${text(url)});`);
    expect(error).toMatch(sentence);
  });

  test('over a file that is read-only, or open elsewhere', async () => {
    for (const name of ['mine.h5', 'open.keras']) await kernel.run(`await saveModel(model, '${name}');`);
    const before = readFileSync(at('open.keras'));
    chmodSync(at('mine.h5'), 0o444);
    const file = hold(at('open.keras'));
    const readOnly = await kernel.run("await saveModel(model, 'mine.h5');");
    const open = await kernel.run("await saveModel(model, 'open.keras');");
    const read = await kernel.run("await loadModel('open.keras');");
    closeSync(file);
    expect(readOnly.error).toMatch(/Cannot save to .*mine\.h5: it is read-only, or open/);
    expect(open.error).toMatch(/Cannot save to .*open\.keras: .*open.* Close it there/);
    expect(read.error).toMatch(/Cannot load .*open\.keras: another program has it open/);
    expect(readFileSync(at('open.keras')).equals(before)).toBe(true);
    expect(readdirSync(documents).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('tables', () => {
  test.each([
    ['data.csv'],
    ['DATA.CSV'],
    ['.\\data.csv'],
    [at('data.csv')],
    [pathToFileURL(at('data.csv')).href],
    [at(long, 'data.csv')],
    ['read-only.csv'],
  ])('%s', async (path) => {
    const { value, error } = await kernel.run(
      `const table = await readCsv(${text(path)}); [table.columns.join('|'), table.rows.length, table.column('값').join('|')]`,
    );
    expect(error).toBeUndefined();
    expect(value).toBe("[ '이름|값', 2, '1|2' ]");
  });

  test.each([
    ["readCsv('lib\\titanic.csv')", /a backslash begins a special character/],
    ["readCsv('C:\\dir.csv')", /a backslash begins a special character/],
    ["loadModel('lib\\none.h5')", /a backslash begins a special character/],
    ["readCsv('none.csv')", /cannot be read \(ENOENT\)(?!.*backslash)/],
  ])('a path that is none: %s', async (call, sentence) => {
    const { error } = await kernel.run(`await ${call};`);
    expect(error).toMatch(sentence);
  });

  test('one that is open in Excel', async () => {
    const file = hold(at('held.csv'));
    const read = await kernel.run("await readCsv('held.csv');");
    const log = await kernel.run(
      "await model.fit(tf.ones([4, 3]), tf.ones([4, 2]), { callbacks: [new callbacks.CSVLogger('held.csv')] });",
    );
    closeSync(file);
    expect(read.error).toMatch(/held\.csv cannot be read \(EBUSY\).*[Cc]lose it there/);
    expect(log.error).toMatch(/CSVLogger: cannot write held\.csv: another program has it open/);
  });
});

test('a run is stored beside the notebook', async () => {
  const { error } = await kernel.run(
    "await net().fit(tf.ones([8, 3]), tf.ones([8, 2]), { epochs: 3, callbacks: [new callbacks.CSVLogger('log.csv'), new callbacks.TensorBoard('logs\\\\첫째')] });",
  );
  expect(error).toBeUndefined();
  const runs = at('.epochbook', 'runs');
  const lines = readdirSync(runs).map((id) =>
    readFileSync(join(runs, id, 'run.jsonl'), 'utf8')
      .trim()
      .split('\n'),
  );
  expect(lines.some((own) => JSON.parse(own.at(-1) ?? '{}').status === 'completed')).toBe(true);
  expect(readFileSync(at('log.csv'), 'utf8').split('\r\n')).toHaveLength(5);
  expect(readdirSync(at('logs', '첫째')).length).toBeGreaterThan(0);
});
