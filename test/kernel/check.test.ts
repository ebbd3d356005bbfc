import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CheckPayload, checkPayloadSchema, type Json, pictureMime } from '../../protocol/index.js';
import { TestKernel } from './kernel.js';

let folder: string;
let kernel: TestKernel;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'epochbook-check-'));
  kernel = await TestKernel.start({ folder });
});
afterAll(async () => {
  await kernel.end();
  rmSync(folder, { recursive: true, force: true });
});

interface Output {
  data?: Record<string, Json>;
}

/** The payload of the last check that a cell shows. */
async function checked(rules: string, options = ''): Promise<CheckPayload> {
  const { error, outputs } = await kernel.run(`import { check, expect, rule } from 'epochbook';
await check('exercise', [${rules}]${options && `, ${options}`});`);
  expect(error).toBeUndefined();
  // One picture, and the result is not printed once more.
  expect(outputs.length).toBe(1);
  const [output] = outputs as Output[];
  return v.parse(checkPayloadSchema, output?.data?.[pictureMime('check')]);
}

const marks = ({ rules }: CheckPayload): string[] =>
  rules.map(
    ({ words, passed: holds, found }) => `${holds ? '✓' : '✗'} ${words.en}${found ? ` | ${found.en}` : ''}`,
  );

const TRAIN = `
import * as tf from '@tensorflow/tfjs-node';
import { EarlyStopping, ReduceLROnPlateau, scale, seed, Table } from 'epochbook';
const x = tf.randomNormal([160, 4], 0, 1, 'float32', 7);
const y = x.sum(1).greater(0).cast('float32').reshape([160, 1]);
async function train(start: number) {
  seed(start);
  const model = tf.sequential({ layers: [
    tf.layers.dense({ units: 8, activation: 'relu', inputShape: [4], kernelRegularizer: tf.regularizers.l2({ l2: 0.001 }) }),
    tf.layers.batchNormalization({ momentum: 0.9 }),
    tf.layers.dropout({ rate: 0.25 }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ] });
  model.compile({ optimizer: tf.train.adam(0.05), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  const history = await model.fit(x, y, { epochs: 80, batchSize: 16, validationSplit: 0.25, callbacks: [
    new EarlyStopping({ patience: 3, restoreBestWeights: true }),
  ] });
  return { model, history };
}
const { model, history } = await train(1);
const rows = [[1, 2], [3, 5], [4, 4], [9, 1]];
const trainRows = rows.slice(0, 3), testRows = rows.slice(3);
const good = scale.standardize(trainRows), leaky = scale.standardize(rows);
`;

test('rules look at a real training: its callbacks, layers, masks and moving means', async () => {
  expect((await kernel.run(TRAIN)).error).toBeUndefined();
  const payload = await checked(`
    expect.training(() => history).used('EarlyStopping', { patience: 3, monitor: 'val_loss' }),
    expect.training(() => model).stoppedBefore(60),
    expect.training().acted('EarlyStopping'),
    expect.training().restoredBest(),
    expect.training().metric('val_accuracy', 'best').atLeast(0.7),
    expect.training().compiledWith({ optimizer: 'adam', learningRate: 0.05, loss: 'binaryCrossentropy' }),
    expect.training().batchSize(16), expect.training().shuffled(), expect.training().validated(40),
    expect.training().hasLayer('Dense', { units: 8, activation: 'relu', l2: 0.001 }),
    expect(() => model).hasLayer('Dense', { units: 8, activation: 'relu', l2: 0.001 }),
    expect.training().hasDropoutAfterEachHidden(), expect(() => model).hasDropoutAfterEachHidden(),
    expect.training().movingMeanMet(0.5), expect.training().dropoutSilenced(),
    expect.training().lossFell(), expect.training().hasNoNaN(),
    expect(() => good).sawNone(() => testRows), expect(() => good).fittedOnlyOn(() => trainRows),
    expect(() => x).hasShape([160, 4]),
    expect('the predictions', async () => (await model.predict(x).data()).length).equals(160),`);
  expect(marks(payload).filter((line) => !line.startsWith('✓'))).toEqual([]);
  expect(payload).toMatchObject({ passed: true, points: 21, maximum: 21, runs: ['Run 1'] });
  const failing = await checked(`
    expect.training(() => history).used('ReduceLROnPlateau'),
    expect.training().learningRateFell(),
    expect.training().movingMeanMet(0),
    expect.training().hasLayer('Dropout', { rate: 0.5 }),
    expect(() => leaky).sawNone(() => testRows),
    expect(() => bestEpoch).equals(3),
    expect.trainings(3).mean('val_accuracy').atLeast(0.5),`);
  expect(marks(failing)).toEqual([
    '✗ The training uses ReduceLROnPlateau | only EarlyStopping',
    '✗ The learning rate falls in the training | 0.05 at the end',
    expect.stringMatching(
      /^✗ The moving mean ends within 0% of the batch mean \| [\d.]+% apart in BatchNormalization 1$/,
    ),
    '✗ The trained model has a layer Dropout (rate 0.5) | Dropout (rate 0.25)',
    '✗ leaky was fitted without any row of testRows | fitted on 4 rows, 1 of them from testRows',
    '✗ bestEpoch is 3 | there is no bestEpoch yet',
    '✗ The mean val_accuracy at the end of the last 3 trainings is at least 0.5 | 1 training',
  ]);
  expect((await kernel.run('await train(2); await train(3);')).error).toBeUndefined();
  const seeds = await checked(`expect.trainings(3).mean('val_accuracy').atLeast(0.5),
    expect.trainings(3).each((one) => one.stoppedBefore(80))`);
  expect(seeds.passed).toBe(true);
  expect(seeds.runs).toEqual(['Run 1', 'Run 2', 'Run 3']);
  expect((await kernel.run('await train(3);')).error).toBeUndefined();
  const again = await checked(`expect.trainings(3).mean('val_accuracy').atLeast(0.5)`);
  expect(marks(again)[0]).toContain('3 trainings, of which 2 are the same number for number');
});

const TASKS = `
const offset = 10;
const plus = (n: number) => n + offset;
function mean(values: number[]) { return values.map(plus).reduce((a, b) => a + b, 0) / values.length; }
const twice = (t: tf.Tensor) => t.mul(2);
function endless(n: number) { while (true) n += 1; }
async function late() { await new Promise((r) => setTimeout(r, 5)); while (true); }
function quit() { process.exit(3); }
function throws() { throw new RangeError('no values'); }
const bound = endless.bind(null, 1);
const sly = { get value() { while (true); } };
let kept = 'all variables are kept';
`;

test('a function that never ends or ends its process fails its rule and harms nothing', async () => {
  expect((await kernel.run(`${TASKS}import * as tf from '@tensorflow/tfjs-node';`)).error).toBeUndefined();
  const payload = await checked(
    `expect(() => mean).given([1, 2, 3]).near(12),
    expect(() => twice).given(tf.tensor1d([1, 2])).near([2, 4]),
    expect(() => endless).given(1).equals(1),
    expect(() => late).given().equals(1),
    expect(() => quit).given().equals(1),
    expect(() => throws).given().equals(1),
    expect(() => bound).given().equals(1),
    expect(() => endless(1)).equals(1),
    expect('late()', () => late()).equals(1),
    rule('a rule of its own', () => { while (true); }),
    expect(() => sly).equals({ value: 1 }),
    expect(() => kept).equals('all variables are kept'),`,
    '{ seconds: 1 }',
  );
  expect(marks(payload)).toEqual([
    '✓ mean([1, 2, 3]) is 12, give or take 0.001',
    '✓ twice(Tensor [2] [1, 2]) is [2, 4], give or take 0.001',
    '✗ endless(1) is 1 | endless(1) had not ended after 1 s',
    '✗ late() is 1 | late() had not ended after 1 s',
    '✗ quit() is 1 | quit() ended its process: exit code 3',
    '✗ throws() is 1 | an error, RangeError: no values',
    expect.stringMatching(/^✗ .*\(\) is 1 \| .* had not ended after 1 s$/),
    '✗ endless(1) is 1 | endless(1) had not ended after 1 s',
    '✗ late() is 1 | late() had not ended after 1 s',
    '✗ a rule of its own | the test of this rule had not ended after 1 s',
    '✗ sly is { value: 1 } | sly had not ended after 3 s',
    "✓ kept is 'all variables are kept'",
  ]);
  expect((await kernel.run('kept.length + (await Promise.resolve(7))')).value).toBe('29');
});

test.each(['new Float64Array(1e6).fill(1)', 'Buffer.alloc(1e7, 1)'])(
  'a function that eats all memory with %s fails its rule for that',
  async (part) => {
    await kernel.run(`function hungry() { const all = []; while (true) all.push(${part}); }`);
    const payload = await checked('expect(() => hungry).given().equals(1)', '{ seconds: 60 }');
    expect(marks(payload)).toEqual(['✗ hungry() is 1 | hungry() took more than 1,024 MB of memory']);
    expect((await kernel.run('kept')).value).toBe('all variables are kept');
  },
);

test('Stop ends a check, and leaves neither a picture nor a process behind', async () => {
  await kernel.run('function forever() { while (true); }');
  const running = kernel.run(
    `await check('stopped', [expect(() => forever).given().equals(1), expect(() => forever).given().equals(2)], { seconds: 60 });`,
  );
  await new Promise((resolve) => setTimeout(resolve, 2500));
  await kernel.client.interrupt();
  const { result, outputs } = await running;
  expect(result.status).toBe('interrupted');
  await kernel.run('await new Promise((resolve) => setTimeout(resolve, 300))');
  expect(outputs).toEqual([]);
  if (process.platform === 'linux') {
    const { pid } = kernel.client.info;
    await expect.poll(() => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')).toBe('');
  }
  expect((await kernel.run('kept')).value).toBe('all variables are kept');
});

test('hints are shown one after the other, counted, and kept by the next check', async () => {
  const hints = `{ hints: ['First', ['Second', '둘째']] }`;
  const rules = `expect(() => 1).equals(2).hint('Of the rule'), expect(() => 1).equals(1).hint('Never needed')`;
  expect((await checked(rules, hints)).hints.map(({ shown }) => shown)).toEqual([false, false, false, false]);
  const told: unknown[] = [];
  for (let i = 0; i < 4; i++) {
    const { value } = await kernel.run(`import { hint } from 'epochbook'; await hint('exercise')`);
    told.push(value);
  }
  expect(told).toEqual(['First', 'Second', 'Of the rule', 'There are no more hints.']);
  expect((await checked(rules, hints)).hints.map(({ shown }) => shown)).toEqual([true, true, true, false]);
  const button = await kernel.run(
    `await check('by-button', [expect(() => 1).equals(2)], { hints: ['A', 'B'] })`,
  );
  await kernel.client.showHint('by-button', 0);
  await kernel.run('0');
  // The output of the check has changed in its place, in all its forms.
  expect(JSON.stringify(button.outputs)).toContain('1 of 2 hints shown');
  const { error } = await kernel.run(`await hint('exercize')`);
  expect(error).toContain('Did you mean "exercise"?');
});

test('what a teacher wrote wrong is told at once', async () => {
  const wrong: [code: string, told: string][] = [
    [`await check('', [])`, 'takes the id of the exercise first'],
    [`await check('a', [1])`, "check 'a': number 1 of the rules is none"],
    [`await check('a', [], { hint: [] })`, 'hint'],
    [`expect(() => 1).equals(1).points(-1)`, 'points: -1 is not a number of at least 0'],
  ];
  for (const [code, told] of wrong) expect((await kernel.run(code)).error).toContain(told);
});
