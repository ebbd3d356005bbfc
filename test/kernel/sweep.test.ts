import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestKernel } from './kernel.js';

const SETUP = `
import * as tf from '@tensorflow/tfjs-node';
import { Table, scale, seed as start, sweep as tryAll } from 'epochbook';
import { join as joined } from 'node:path';

const rows: number[][] = Array.from({ length: 60 }, (_, i) => [i % 7, (i * i) % 11]);
const scaler = scale.standardize(rows);
const x = tf.tensor2d(scaler.apply(rows));
const data = { y: tf.tensor2d(rows.map(([a, b]) => [a - b])), table: new Table({ a: [1, 2, null] }), when: new Date(5) };
let calls = 0;

class Base { constructor(readonly units: number) {} }
class Net extends Base {
  build(rate: number): tf.Sequential {
    const model = tf.sequential();
    model.add(tf.layers.dense({ units: this.units, activation: 'tanh', inputShape: [2] }));
    model.add(tf.layers.dense({ units: 1 }));
    model.compile({ optimizer: tf.train.adam(rate), loss: 'meanSquaredError', metrics: ['rmse'] });
    return model;
  }
}
function made(units: number, rate: number) { return new Net(units).build(rate); }
const values = async (found: any) => found.trials.map(({ values }: any) => values.val_loss);
`;

const TRAIN = `async ({ rate, units }, { name }) => {
  calls += 1;
  console.log(name, joined('a', 'b'), data.table.length, data.when.getTime(), scaler.statistics.mean.length);
  return made(units, rate).fit(x, data.y, { epochs: 3, batchSize: 16, validationSplit: 0.25, verbose: 0 });
}`;
const SPACE = '{ rate: [0.1, 0.01], units: [2, 4] }';

describe('a sweep in processes of its own', () => {
  let kernel: TestKernel;
  beforeAll(async () => {
    kernel = await TestKernel.start();
    const { error } = await run(SETUP);
    expect(error).toBeUndefined();
  });
  afterAll(() => kernel.end());

  const run = async (code: string) => {
    const cell = await kernel.run(code);
    return { ...cell, text: stripVTControlCharacters(cell.text) };
  };
  const names = (): string[] => {
    const folder = join(kernel.folder, '.epochbook', 'runs');
    if (!existsSync(folder)) return [];
    return readdirSync(folder).map((id) => {
      const [start = '{}'] = readFileSync(join(folder, id, 'run.jsonl'), 'utf8').split('\n');
      return (JSON.parse(start) as { name: string }).name.replace(/^Run \d+: /, '');
    });
  };

  it('hands over what train uses, and comes to what one process comes to', async () => {
    const { text, error, outputs } = await run(
      `const found = await tryAll(${SPACE}, ${TRAIN}, { seed: 3, workers: 2 }); console.log(found.best.name, calls)`,
    );
    expect(error).toBeUndefined();
    expect(text).toContain('rate 0.01, units 2 a/b 3 5 2\n');
    expect(text).not.toContain('one after another');
    // Trials count in their own processes.
    expect(text.trim().split('\n').at(-1)).toMatch(/^rate 0.\d+, units \d 0$/);
    expect(outputs.filter(({ output_type: type }) => type === 'display_data')).toHaveLength(2);
    expect(new Set(names())).toEqual(
      new Set([0.1, 0.01].flatMap((rate) => [2, 4].map((units) => `rate ${rate}, units ${units}`))),
    );
    const here = await run(
      `const one = await tryAll(${SPACE}, ${TRAIN}, { seed: 3, workers: 1 });
       console.log('same', JSON.stringify(await values(one)) === JSON.stringify(await values(found)), calls)`,
    );
    expect(here.error).toBeUndefined();
    expect(here.text.trim().split('\n').at(-1)).toBe('same true 4');
    expect(names()).toHaveLength(8);
  });

  it('takes train out of a file', async () => {
    const text =
      'const ten = 10;\nexport const train = ({ a }: { a: number }): number => ten * a + process.pid * 0;\n';
    writeFileSync(join(kernel.folder, 'own.ts'), text);
    const ran = await run(
      `import { train as fromFile, train } from './own.ts';
       const of = await tryAll({ a: [1, 2] }, train, { workers: 2 }); console.log(of.best.values.value === 10)`,
    );
    expect(ran.error).toBeUndefined();
    expect(ran.text).toBe('true\n');
  });

  it.each([
    [
      'a model',
      'const model = made(2, 0.1); const used = [{ model }]',
      'used[0].model',
      'train uses used[0].model, and such a value (Sequential)',
    ],
    [
      'a name of no cell',
      '{ let hidden = 3; var peek = () => hidden; }',
      'peek()',
      'peek uses hidden, which is no name',
    ],
    ['a bound function', 'const bound = Math.max.bind(null, 1)', 'bound(2)', 'bound has no text of its own'],
  ])('runs here where train uses %s, and says so', async (_, code, use, reason) => {
    await run(code);
    const { text, error } = await run(
      `const local = await tryAll({ a: [1, 2] }, ({ a }) => { ${use}; return a; }, { workers: 2 }); console.log(local.best.name)`,
    );
    expect(error).toBeUndefined();
    expect(text).toContain('The trials run one after another in this process: ');
    expect(text).toContain(reason);
    expect(text).toMatch(/a 1\n$/);
  });

  it('throws what the first trial throws', async () => {
    const { error } = await run(
      `await tryAll({ a: [1, 2] }, ({ a }) => { throw new RangeError('no such layer ' + a); }, { workers: 2 })`,
    );
    expect(error).toMatch(/no such layer [12]/);
  });

  it('does not wait for other trials then', async () => {
    const begun = Date.now();
    const { error } = await run(
      `await tryAll({ a: [1, 2] }, async ({ a }) => {
        if (a === 1) throw new Error('first');
        await new Promise((resolve) => setTimeout(resolve, 60_000));
        return a;
      }, { workers: 2 })`,
    );
    expect(error).toContain('first');
    expect(Date.now() - begun).toBeLessThan(30_000);
  });

  it('lives on where a trial takes its process with it', async () => {
    const { text, error } = await run(
      `const hurt = await tryAll({ a: [1, 2, 3, 4] }, async ({ a }) => {
        if (a === 2) {
          await new Promise((resolve) => setTimeout(resolve, 500));
          process.exit(3);
        }
        return a;
      }, { workers: 2 });
      console.log(hurt.trials.map(({ status }) => status).join(' '))`,
    );
    expect(error).toBeUndefined();
    expect(text).toMatch(/sweep: trial 2 \(a 2\) failed: .*3/);
    expect(text).toContain('done failed done done');
  });

  it('is given up where its cell is broken off', async () => {
    const running = run(
      `await tryAll({ a: [1, 2] }, async ({ a }) => {
        console.log('begun', a);
        await new Promise((resolve) => setTimeout(resolve, 60_000));
        return a;
      }, { workers: 2 })`,
    );
    await expect.poll(() => JSON.stringify(kernel.outputsOf(kernel.cells))).toContain('begun');
    await kernel.client.interrupt();
    await kernel.client.interrupt();
    expect((await running).result.status).toBe('interrupted');
    // Nothing of it is left: Stop is for cells again.
    const idle = run('await new Promise((resolve) => setTimeout(resolve, 60_000))');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await kernel.client.interrupt()).toEqual({ stage: 'await' });
    expect((await idle).result.status).toBe('interrupted');
  });

  it('ends with Stop, keeps what is done, and goes on from there', async () => {
    const long = `tryAll({ a: [1, 2, 3, 4] }, async ({ a }) => {
      await new Promise((resolve) => setTimeout(resolve, a < 3 ? 200 : 60_000));
      return a;
    }, { workers: 2, folder: 'kept' })`;
    const running = run(
      `const stopped = await ${long}; console.log('kept', stopped.ranking.length, stopped.stopped)`,
    );
    const file = join(kernel.folder, 'kept', 'sweep.jsonl');
    await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8').split('\n').length).toBe(4);
    const begun = Date.now();
    expect(await kernel.client.interrupt()).toEqual({ stage: 'fit' });
    const { text } = await running;
    expect(Date.now() - begun).toBeLessThan(20_000);
    expect(text).toContain('kept 2 true');
    const again = await run(
      `const rest = await ${long.replace('60_000', '10')}; console.log(rest.trials.map(({ resumed }) => resumed).join(' '))`,
    );
    expect(again.text).toContain('true true false false');
    rmSync(join(kernel.folder, 'kept'), { recursive: true });
  });
});
