import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TensorAccount, VariableInfo, VariablesReport } from '../../protocol/index.js';
import { TestKernel } from './kernel.js';

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
  await kernel.run("import * as tf from '@tensorflow/tfjs-node';\nimport { Table } from 'epochbook';");
});
afterAll(() => kernel.end());

const list = (): Promise<VariablesReport> => kernel.client.inspect('variables', {});
const found = async (name: string): Promise<VariableInfo> => {
  const one = (await list()).variables.find((variable) => variable.name === name);
  if (!one) throw new Error(`${name} is not listed.`);
  return one;
};

describe('the list of variables', () => {
  const never = 'while (true);';
  const traps = ['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf']
    .map((trap) => `${trap}() { globalThis.trapped = true; ${never} }`)
    .join(', ');

  it.each([
    ['tf.zeros([20, 4])', { kind: 'tensor', type: 'Tensor', shape: [20, 4], dtype: 'float32', bytes: 320 }],
    ["tf.tensor([1, 2], [2], 'int32').variable()", { type: 'Variable', dtype: 'int32', bytes: 8 }],
    ['tf.scalar(true)', { shape: [], dtype: 'bool', bytes: 1, opens: true }],
    ["tf.tensor(['a', 'b'])", { shape: [2], dtype: 'string', opens: true }],
    [
      '(() => { const t = tf.ones([3]); t.dispose(); return t; })()',
      { shape: [3], disposed: true, bytes: 0, preview: 'disposed: its values are gone' },
    ],
    [
      'tf.sequential({ layers: [tf.layers.dense({ units: 8, inputShape: [4] }), tf.layers.dense({ units: 1 })] })',
      { kind: 'model', type: 'Sequential', parameters: 49, bytes: 196 },
    ],
    [
      '(() => { const x = tf.input({ shape: [3] }); return tf.model({ inputs: x, outputs: tf.layers.dense({ units: 2 }).apply(x) }); })()',
      { kind: 'model', type: 'Model', parameters: 8 },
    ],
    [
      'tf.sequential({ layers: [tf.layers.bidirectional({ layer: tf.layers.lstm({ units: 2 }), inputShape: [5, 3] })] })',
      { parameters: 2 * 4 * (3 * 2 + 2 * 2 + 2) },
    ],
    ['new Float64Array(1000)', { kind: 'list', type: 'Float64Array', shape: [1000], bytes: 8000 }],
    ['new Float32Array(new ArrayBuffer(1e6)).subarray(5, 8)', { shape: [3], bytes: 12 }],
    ['[[1, 2, 3], [4, 5, 6]]', { kind: 'list', shape: [2, 3], dtype: 'number', bytes: 48, about: true }],
    ['new Table({ age: [1, null], name: ["a", "b"] })', { kind: 'table', type: 'Table', shape: [2, 2] }],
    ['[{ a: 1, b: 2 }, { a: 3 }]', { kind: 'table', type: 'array of objects', preview: 'a, b' }],
    ['({ age: [22, 38], fare: [7, 71] })', { kind: 'table', shape: [2, 2] }],
    ["({ $columns: ['a'], $data: [[1], [2]] })", { kind: 'table', shape: [2, 1] }],
    ['-0', { type: 'number', preview: '-0' }],
    ['NaN', { type: 'number', preview: 'NaN' }],
    ['10n ** 3000000n', { type: 'bigint', preview: 'a very large integer' }],
    ["'x'.repeat(1e7)", { type: 'string', bytes: 1e7 }],
    ['null', { type: 'null', preview: 'null' }],
    ['class Net {}', { kind: 'function', type: 'class', preview: 'Net' }],
    ['new Map([[1, 2]])', { kind: 'object', type: 'Map', preview: '1 entries' }],
    ["new Date('2026-11-28T12:00:00Z')", { type: 'Date', preview: '2026-11-28T12:00:00.000Z' }],
    ['Object.defineProperty([1, 2], 0, { get() { while (true); } })', { kind: 'list', shape: [2] }],
    [`new Proxy({}, { ${traps} })`, { type: 'Proxy', preview: 'is not looked into' }],
    [`new Proxy([1, 2], { ${traps} })`, { type: 'Proxy' }],
    [`new Proxy(function f() {}, { ${traps} })`, { type: 'Proxy' }],
    [`Object.create(new Proxy({}, { ${traps} }))`, { kind: 'object' }],
    [`[new Proxy({}, { ${traps} }), 1]`, { kind: 'list', shape: [2] }],
    [
      `({ get shape() { ${never} }, get dtype() { ${never} }, get dataId() { ${never} } })`,
      { kind: 'object' },
    ],
    [`[{ get a() { ${never} }, b: 1 }]`, { kind: 'table', preview: 'b' }],
    [`({ layers: [], get inputs() { ${never} }, [Symbol.toStringTag]: 'x' })`, { kind: 'object' }],
    [`({ shape: [2], dtype: 'float32', dataId: {}, dataSync() { ${never} } })`, { kind: 'tensor' }],
    [`new (class { get [Symbol.toStringTag]() { ${never} } })()`, { kind: 'object' }],
    [`({ toString() { ${never} }, toJSON() { ${never} }, valueOf() { ${never} } })`, { kind: 'object' }],
    ['(() => { const a = {}; a.me = a; a.list = [a]; return a; })()', { kind: 'object' }],
    ['(() => { let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return a; })()', { kind: 'list' }],
    ['new Array(4e9)', { kind: 'list', shape: [4e9] }],
    ['Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [i, i]))', { kind: 'object' }],
    ['Object.create(null)', { kind: 'object' }],
    ['Promise.resolve(1)', { kind: 'object', type: 'Promise' }],
    ["Object.assign(new Error('no'), { stack: 1 })", { type: 'Error', preview: 'no' }],
  ] as [string, Partial<VariableInfo>][])('tells of %s', async (code, wanted) => {
    const { result } = await kernel.run(`const it = ${code};\nundefined`);
    expect(result.status).toBe('ok');
    expect(await found('it')).toMatchObject({ name: 'it', ...wanted });
    expect((await kernel.run('globalThis.trapped')).value).toBeUndefined();
  });

  it('tells imports from values, and leaves out what a cell at work has not come to', async () => {
    expect(await found('tf')).toMatchObject({ kind: 'import' });
    const running = kernel.run(
      'const early = 1;\nawait new Promise((go) => { globalThis.go = go; });\nconst late = 2;',
    );
    await expect.poll(async () => (await list()).variables.map(({ name }) => name)).toContain('early');
    expect((await list()).variables.map(({ name }) => name)).not.toContain('late');
    await kernel.client.interrupt();
    await running;
  });

  it('lists 10,000 variables, counts the others, and holds up no cell meanwhile', async () => {
    const own = await TestKernel.start();
    const names = Array.from({ length: 10_500 }, (_, i) => `v${i} = ${i}`);
    await own.run(`let ${names.join(', ')};`);
    // Steps of a cell come between those of the list.
    const cell = own.run(
      'let longest = 0, last = performance.now(); const until = last + 1000;\n' +
        'while (performance.now() < until) { await new Promise((r) => setImmediate(r)); const now = performance.now(); longest = Math.max(longest, now - last); last = now; }\nlongest',
    );
    const { variables, more } = await own.client.inspect('variables', {});
    expect(variables).toHaveLength(10_000);
    expect(variables[9_999]).toMatchObject({ name: 'v9999', preview: '9999' });
    expect(more).toBeGreaterThanOrEqual(500);
    expect(Number((await cell).value)).toBeLessThan(250);
    await own.end();
  });
});

describe('tensors of a cell', () => {
  let order = 1000;
  const run = async (cell: string, code: string): Promise<TensorAccount> => {
    await kernel.client.execute({ cell, order: ++order, code, language: 'typescript' });
    const { accounts } = await list();
    const account = accounts.find((each) => each.cell === cell);
    if (!account) throw new Error(`Nothing is told of ${cell}.`);
    return account;
  };
  const again = async (cell: string, code: string, times = 3): Promise<TensorAccount> => {
    for (let i = 1; i < times; i++) await run(cell, code);
    return run(cell, code);
  };

  it.each([
    ['a value made anew', 'const again1 = tf.ones([10]);', [['again1', 1, 40]], 0],
    ['results in between', 'tf.ones([2]).add(1).mul(2); 0', [], 3],
    ['the same within tidy', 'tf.tidy(() => tf.ones([2]).add(1).mul(2).dataSync()[0])', undefined, 0],
    [
      'a value that is disposed of first',
      'globalThis.t?.dispose(); globalThis.t = tf.ones([3]); 0',
      undefined,
      0,
    ],
    [
      'a model made anew and trained, with its optimizer',
      `const net = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
       net.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
       const x = tf.ones([4, 3]), y = tf.ones([4, 2]);
       await net.fit(x, y, { epochs: 2, verbose: 0 });`,
      [
        ['net', 6, 96],
        ['x', 1, 48],
        ['y', 1, 32],
      ],
      0,
    ],
    [
      'a value that another variable keeps',
      'const kept1 = tf.ones([2]); globalKeep.push(kept1); 0',
      undefined,
      0,
    ],
    ['a list that is to grow', 'globalKeep.push(tf.ones([5])); 0', undefined, 0],
    [
      'lists of tensors made anew',
      'const many = Array.from({ length: 3000 }, () => tf.scalar(1)); 0',
      [['many', 3000, 12000]],
      0,
    ],
  ] as [string, string, [string, number, number][] | undefined, number][])(
    '%s',
    async (cell, code, replaced, others) => {
      await kernel.run('var globalKeep = globalThis.keepThem ??= [];');
      const { left, runs } = await again(cell, code);
      expect(runs).toBe(3);
      if (!replaced) {
        expect(left).toBeUndefined();
        return;
      }
      const told = left?.replaced.map(({ name, tensors, bytes }) => [name, tensors, bytes]);
      expect(told).toEqual(replaced);
      expect(left).toMatchObject({ others, times: others > 0 ? 2 : 0 });
    },
  );

  it('counts anew when the text is another', async () => {
    await again('edited', 'tf.ones([2]).add(1); 0', 3);
    const { left } = await run('edited', 'tf.ones([2]).add(2); 0');
    expect(left).toMatchObject({ others: 2, times: 1 });
  });

  it('says nothing of a run that has failed, or where there is too much to look through', async () => {
    expect((await again('failed', 'tf.ones([2]); throw new Error("no");')).left).toBeUndefined();
    await kernel.run('const heap = new Map(Array.from({ length: 50000 }, (_, i) => [i, { i }]));');
    expect((await again('much', 'const much = tf.ones([2]);')).left).toBeUndefined();
    await kernel.run('heap.clear()');
    expect((await run('much', 'const much = tf.ones([2]);')).left?.replaced).toHaveLength(1);
  });

  it('tells its clients at the end of a cell', async () => {
    await run('told', 'const told1 = tf.ones([2]);');
    const told = kernel.events.filter((event) => event.type === 'tensors').map(({ account }) => account);
    expect(told.at(-1)).toMatchObject({ cell: 'told', runs: 1, grown: { tensors: 1, bytes: 8 } });
  });
});
