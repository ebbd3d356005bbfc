import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { afterEach, expect as assert, beforeEach, describe, it } from 'vitest';
import { Expectation } from '../../../library/check/expect.js';
import { Metric, Training } from '../../../library/check/training.js';
import { Trainings } from '../../../library/check/trainings.js';
import { check, expect, type Rule, rule, scale, setLibraryContext, Table } from '../../../library/index.js';
import { type CheckPayload, checkPayloadSchema, type RunPayload } from '../../../protocol/index.js';
import { checkText } from '../../../renderers/check/text.js';
import { layer, madeLayers, madeRun } from './made-run.js';

const idOf = (reference: unknown): unknown =>
  typeof reference === 'object' ? (reference as { id?: string }).id : reference;

declare const notDeclared: number;

let shown: CheckPayload[] = [];
let runs: RunPayload[] = [];
let layers = madeLayers();

beforeEach(() => {
  shown = [];
  runs = [madeRun()];
  layers = madeLayers();
  setLibraryContext({
    locale: 'en',
    picture: async (_, payload) => {
      shown.push(payload as CheckPayload);
    },
    run: async (reference) =>
      (reference === null ? runs.at(-1) : runs.find(({ id }) => id === idOf(reference))) ?? null,
    runs: async (count) => runs.slice(-count),
    layers: async () => ({ wanted: null, layers }),
  });
});
afterEach(() => setLibraryContext({ locale: 'en' }));

const train = new Table({ age: [20, 30, 40, 50], fare: [1, 2, 3, null] });
const fittedOnTrain = scale.standardize([
  [20, 1],
  [30, 2],
  [40, 3],
]);
const fittedOnAll = scale.standardize([
  [20, 1],
  [30, 2],
  [40, 3],
  [60, 9],
  [70, 8],
]);
const test = [
  [60, 9],
  [70, 8],
];
const model = {
  layers: [
    {
      name: 'dense_1',
      getClassName: () => 'Dense',
      getConfig: () => ({ units: 16, activation: 'relu', kernelRegularizer: { config: { l2: 0.001 } } }),
    },
    { name: 'dense_2', getClassName: () => 'Dense', getConfig: () => ({ units: 1, activation: 'sigmoid' }) },
  ],
  compile: () => {},
  fit: () => {},
  predict: () => {},
  loss: 'meanSquaredError',
  optimizer: { getClassName: () => 'SGD', learningRate: 0.1 },
};
const matrix = tf.tensor2d([
  [1, 2],
  [3, 4],
  [5, 6],
]);
const mean = (values: number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;
const broken = (): never => {
  throw new RangeError('no values');
};

/** A rule, the same made to hold, and what the notebook holds then. */
interface Row {
  of: string;
  holds(): Rule;
  fails(): Rule;
  /** Before it is to fail. */
  when?(): void;
}

const change = (parts: Parameters<typeof madeRun>[0]) => (): void => {
  runs = [madeRun(parts)];
};
const row = (of: string, holds: () => Rule, fails: () => Rule, when?: () => void): Row => ({
  of,
  holds,
  fails,
  ...(when && { when }),
});

const accuracy = 0.8123;
const values: Row[] = [
  row(
    'equals',
    () => expect(() => accuracy).equals(0.8123),
    () => expect(() => accuracy).equals(0.5),
  ),
  row(
    'equals',
    () => expect(() => [1, [2, 3]]).equals([1, [2, 3]]),
    () => expect('the lists', () => [1, [2, 4]]).equals([1, [2, 3]]),
  ),
  row(
    'equals',
    () => expect('x', { a: 1, b: [2] }).equals({ b: [2], a: 1 }),
    () => expect('x', [1, 2]).equals([1, 2, 3]),
  ),
  row(
    'near',
    () =>
      expect(() => matrix).near([
        [1, 2],
        [3, 4.0004],
        [5, 6],
      ]),
    () =>
      expect(() => matrix).near(
        [
          [1, 2],
          [3, 4.5],
          [5, 6],
        ],
        0.1,
      ),
  ),
  row(
    'atLeast',
    () => expect(() => accuracy).atLeast(0.8),
    () => expect(() => accuracy).atLeast(0.9),
  ),
  row(
    'atMost',
    () => expect(() => tf.scalar(3)).atMost(3),
    () => expect('the error', () => tf.scalar(3)).atMost(2.5),
  ),
  row(
    'between',
    () => expect(() => accuracy).between(0, 1),
    () => expect(() => 'text').between(0, 1),
  ),
  row(
    'hasShape',
    () => expect(() => matrix).hasShape([null, 2]),
    () => expect(() => matrix).hasShape([3, 3]),
  ),
  row(
    'hasShape',
    () => expect(() => [[1, 2]]).hasShape([1, 2]),
    () => expect(() => model).hasShape([1]),
  ),
  row(
    'hasDtype',
    () => expect(() => matrix).hasDtype('float32'),
    () => expect(() => matrix).hasDtype('int32'),
  ),
  row(
    'is',
    () => expect(() => train).is('table'),
    () => expect(() => train).is('tensor'),
  ),
  row(
    'is',
    () => expect(() => mean).is('function'),
    () => expect(() => Promise.resolve).is('model'),
  ),
  row(
    'is',
    () => expect(() => fittedOnTrain).is('scaler'),
    () => expect('x', () => undefined).is('number'),
  ),
  row(
    'hasRows',
    () => expect(() => train).hasRows(4),
    () => expect(() => train).hasRows(1),
  ),
  row(
    'hasColumns',
    () => expect(() => train).hasColumns(['fare']),
    () => expect(() => train).hasColumns(['age', 'Fare']),
  ),
  row(
    'contains',
    () => expect(() => 'Adam falls').contains('falls'),
    () => expect('the answer', () => 'yes').contains('because'),
  ),
  row(
    'contains',
    () => expect(() => [1, 2]).contains(2),
    () => expect(() => [1, 2]).contains(3),
  ),
  row(
    'hasNoMissing',
    () => expect(() => [[1], [2]]).hasNoMissing(),
    () => expect(() => train).hasNoMissing(),
  ),
  row(
    'hasNoMissing',
    () => expect(() => matrix).hasNoMissing(),
    () =>
      expect('rows', () => [
        [1, 2],
        [3, Number.NaN],
      ]).hasNoMissing(),
  ),
  row(
    'given',
    () =>
      expect(() => mean)
        .given([1, 2, 3])
        .near(2),
    () =>
      expect(() => mean)
        .given([1, 2, 3])
        .near(3),
  ),
  row(
    'given',
    () =>
      expect(() => mean)
        .given([1])
        .equals(1),
    () =>
      expect(() => broken)
        .given()
        .equals(1),
  ),
  row(
    'given',
    () =>
      expect(() => mean)
        .given([1])
        .equals(1),
    () =>
      expect(() => accuracy)
        .given(1)
        .equals(1),
  ),
  row(
    'satisfies',
    () => expect(() => accuracy).satisfies('It is a share', (x: number) => x < 1),
    () => expect(() => accuracy).satisfies(['It is odd', '홀수임'], (x: number) => x % 2 === 1),
  ),
  row(
    'hasLayer',
    () => expect(() => model).hasLayer('dense', { units: 16, l2: 0.001 }),
    () => expect(() => model).hasLayer('Dense', { units: 8 }),
  ),
  row(
    'hasLayer',
    () => expect(() => model).hasLayer('Dense', {}, 2),
    () => expect(() => model).hasLayer('Dropout'),
  ),
  row(
    'hasLayer',
    () => expect(() => model).hasLayer('Dense', {}, 2),
    () => expect(() => model).hasLayer('Dense', { activation: 'relu' }, 2),
  ),
  row(
    'hasLayer',
    () => expect(() => model).hasLayer('Dense', { units: 16 }, 1),
    () => expect(() => model).hasLayer('Dense', {}, 1),
  ),
  row(
    'hasDropoutAfterEachHidden',
    () => expect.training().hasDropoutAfterEachHidden(),
    () => expect(() => model).hasDropoutAfterEachHidden(),
  ),
  row(
    'compiledWith',
    () => expect(() => model).compiledWith({ optimizer: 'sgd', loss: 'mse' }),
    () => expect(() => model).compiledWith({ optimizer: 'adam', learningRate: 0.01 }),
  ),
  row(
    'sawNone',
    () => expect(() => fittedOnTrain).sawNone(() => test),
    () => expect(() => fittedOnAll).sawNone(() => test),
  ),
  row(
    'sawNone',
    () =>
      expect(() => fittedOnAll).sawNone(
        () => [[20, 1]],
        () => [
          [20, 1],
          [30, 2],
        ],
      ),
    () => expect('the scaler', model).sawNone(() => test),
  ),
  row(
    'fittedOnlyOn',
    () =>
      expect(() => fittedOnTrain).fittedOnlyOn(() => [
        [20, 1],
        [30, 2],
        [40, 3],
        [50, 3],
      ]),
    () =>
      expect(() => fittedOnAll).fittedOnlyOn(() => [
        [20, 1],
        [30, 2],
        [40, 3],
      ]),
  ),
  row(
    'rule',
    () => rule('One is one', () => true),
    () =>
      rule('One is two', () => ({ passed: false, found: 1, wanted: 2, where: ['at the one', '1을 보세요'] })),
  ),
  row(
    'all',
    () => rule.all('Both', expect(() => 1).equals(1), expect(() => 2).equals(2)),
    () => rule.all(['Both', '둘 다'], expect(() => 1).equals(1), expect('two', () => 3).equals(2)),
  ),
  row(
    'any',
    () => rule.any('One of both', expect(() => 1).equals(2), expect(() => 2).equals(2)),
    () => rule.any(['One', '하나'], expect('one', () => 1).equals(2), expect('two', () => 3).equals(2)),
  ),
  row(
    'not',
    () => rule.not('It is another', expect(() => 1).equals(2)),
    () => rule.not(['It is another', '다른 값'], expect('one', () => 1).equals(1)),
  ),
  row(
    'an unknown name',
    () => expect(() => accuracy).atLeast(0),
    () => expect(() => (globalThis as never as { f(): number }).f()).atLeast(0),
  ),
  row(
    'a name of no cell',
    () => expect(() => accuracy).atLeast(0),
    () => expect('the accuracy', () => vm.runInThisContext('testAccuracy')).atLeast(0),
  ),
];

const trained: Row[] = [
  row(
    'ran',
    () => expect.training().ran(12),
    () => expect.training().ran(20),
  ),
  row(
    'stoppedBefore',
    () => expect.training().stoppedBefore(40),
    () => expect.training().stoppedBefore(40),
    change({ ran: 60 }),
  ),
  row(
    'stoppedBefore',
    () => expect.training().stoppedBefore(40),
    () => expect.training().stoppedBefore(40),
    change({ ran: 20, of: 20 }),
  ),
  row(
    'used',
    () => expect.training().used('EarlyStopping', { monitor: 'val_loss', patience: 5 }),
    () => expect.training().used('EarlyStopping', { patience: 3 }),
  ),
  row(
    'used',
    () => expect.training().used('EarlyStopping'),
    () => expect.training().used('ModelCheckpoint'),
  ),
  row(
    'used',
    () => expect.training().used('EarlyStopping'),
    () => expect.training().used('EarlyStopping'),
    () => {
      const { callbacks: _, ...run } = madeRun();
      runs = [run];
    },
  ),
  row(
    'acted',
    () => expect.training().acted('EarlyStopping'),
    () => expect.training().acted('EarlyStopping'),
    change({ callbacks: { lanes: [{ name: 'EarlyStopping', settings: {} }], events: [] } }),
  ),
  row(
    'restoredBest',
    () => expect.training().restoredBest(),
    () => expect.training().restoredBest(),
    change({ callbacks: { lanes: [{ name: 'EarlyStopping', settings: {} }], events: [] } }),
  ),
  row(
    'metric',
    () => expect.training().metric('val_accuracy', 'best').atLeast(0.83),
    () => expect.training().metric('val_accuracy', 'best').atLeast(0.9),
  ),
  row(
    'metric',
    () => expect.training().metric('val_acc').between(0.7, 0.8),
    () => expect.training().metric('val_accuracy').atLeast(0.79),
  ),
  row(
    'metric',
    () => expect.training().metric('val_loss', 'best').atMost(0.55),
    () => expect.training().metric('loss').atMost(0.4),
  ),
  row(
    'metric',
    () => expect.training().metric('loss').atMost(0.6),
    () => expect.training().metric('val_f1').atLeast(0.4),
  ),
  row(
    'metric',
    () => expect.training().metric('loss').atMost(0.6),
    () => expect.training().metric('val_loss').atMost(0.4),
    change({ epochs: { ...madeRun().epochs, logs: { loss: [0.5] } } }),
  ),
  row(
    'learningRate',
    () => expect.training().learningRate(0.01),
    () => expect.training().learningRate(0.001),
  ),
  row(
    'learningRateFell',
    () => expect.training().learningRateFell(),
    () => expect.training().learningRateFell(),
    change({ ran: 3 }),
  ),
  row(
    'batchSize',
    () => expect.training().batchSize(32),
    () => expect.training().batchSize(16),
  ),
  row(
    'compiledWith',
    () => expect.training().compiledWith({ optimizer: 'adam', loss: 'binary_crossentropy' }),
    () => expect.training().compiledWith({ loss: 'mse' }),
  ),
  row(
    'shuffled',
    () => expect.training().shuffled(),
    () => expect.training().shuffled(false),
  ),
  row(
    'validated',
    () => expect.training().validated(40),
    () => expect.training().validated(50),
  ),
  row(
    'validated',
    () => expect.training().validated(),
    () => expect.training().validated(),
    change({
      plan: { ...madeRun().plan, validationSamples: null },
      epochs: { ...madeRun().epochs, logs: { loss: [1] } },
    }),
  ),
  row(
    'hasLayer',
    () => expect.training().hasLayer('Dense', { units: 16, activation: 'relu', l2: 0.001 }),
    () => expect.training().hasLayer('Dense', { l2: 0.01 }),
  ),
  row(
    'hasDropoutAfterEachHidden',
    () => expect.training().hasDropoutAfterEachHidden(),
    () => expect.training().hasDropoutAfterEachHidden(),
    change({
      model: {
        ...madeRun().model,
        layers: [
          layer('dense_1', 'Dense', ''),
          layer('dropout_1', 'Dropout', 'rate 0.3'),
          layer('dense_2', 'Dense', ''),
          layer('dense_3', 'Dense', ''),
        ],
      },
    }),
  ),
  row(
    'movingMeanMet',
    () => expect.training().movingMeanMet(0.1),
    () => expect.training().movingMeanMet(0.1),
    () => {
      layers = madeLayers({ gap: 0.25 });
    },
  ),
  row(
    'movingMeanMet',
    () => expect.training().movingMeanMet(0.1),
    () => expect.training().movingMeanMet(0.1),
    () => {
      layers = {};
      runs = [madeRun({ model: { ...madeRun().model, layers: [] } })];
    },
  ),
  row(
    'dropoutSilenced',
    () => expect.training().dropoutSilenced(),
    () => expect.training().dropoutSilenced(),
    () => {
      layers = madeLayers({ kept: 0.95 });
    },
  ),
  row(
    'dropoutSilenced',
    () => expect.training().dropoutSilenced(),
    () => expect.training().dropoutSilenced(),
    () => {
      layers = {};
    },
  ),
  row(
    'gapBelow',
    () => expect.training().gapBelow(0.06),
    () => expect.training().gapBelow(0.01),
  ),
  row(
    'gapBelow',
    () => expect.training().gapBelow(0.07, 'accuracy'),
    () => expect.training().gapBelow(0.01, 'accuracy'),
  ),
  row(
    'lossFell',
    () => expect.training().lossFell(),
    () => expect.training().lossFell(),
    change({ epochs: { ...madeRun().epochs, logs: { loss: [0.4, 0.5, 0.6] } } }),
  ),
  row(
    'hasNoNaN',
    () => expect.training().hasNoNaN(),
    () => expect.training().hasNoNaN(),
    change({ epochs: { ...madeRun().epochs, logs: { loss: [0.4, 'NaN', 'NaN'] } } }),
  ),
  row(
    'no training',
    () => expect.training().ran(12),
    () => expect.training().ran(12),
    () => {
      runs = [];
    },
  ),
  row(
    'another history',
    () => expect.training(() => runs[0]).ran(12),
    () => expect.training('history').ran(12),
  ),
];

const seeds = (shift: number[]): void => {
  runs = shift.map((by, i) => {
    const run = madeRun();
    return {
      ...run,
      id: `run-${i}`,
      name: `Run ${i + 1}`,
      epochs: { ...run.epochs, logs: { val_acc: [0.7 + by] } },
    };
  });
};
const many: Row[] = [
  row(
    'mean',
    () => {
      seeds([0.08, 0.1, 0.12]);
      return expect.trainings(3).mean('val_accuracy').atLeast(0.79);
    },
    () => {
      seeds([0.05, 0.1, 0.12]);
      return expect.trainings(3).mean('val_accuracy').atLeast(0.8);
    },
  ),
  row(
    'mean',
    () => {
      seeds([0.1, 0.12]);
      return expect.trainings(2).mean('val_accuracy', 'best').atLeast(0.79);
    },
    () => {
      seeds([0.1, 0.1, 0.12]);
      return expect.trainings(3).mean('val_accuracy', 'best').atLeast(0.79);
    },
  ),
  row(
    'mean',
    () => {
      seeds([0.1, 0.12]);
      return expect.trainings(2).mean('val_accuracy').atLeast(0.79);
    },
    () => {
      seeds([0.1]);
      return expect.trainings(5).mean('val_accuracy').atLeast(0.79);
    },
  ),
  row(
    'each',
    () => {
      seeds([0.1, 0.12]);
      return expect.trainings(() => runs).each((one) => one.stoppedBefore(40));
    },
    () => {
      seeds([0.1, 0.12]);
      return expect.trainings(() => runs).each((one) => one.ran(20));
    },
  ),
];

async function payloadOf(rules: Rule[]): Promise<CheckPayload> {
  await check('exercise', rules);
  return v.parse(checkPayloadSchema, JSON.parse(JSON.stringify(shown.at(-1))));
}

describe.each([
  ['values', values],
  ['trainings', trained],
  ['several trainings', many],
])('rules about %s', (_, rows) => {
  it.each(rows.map((each, i) => [`${i + 1}. ${each.of}`, each] as const))(
    '%s holds',
    async (_name, { holds }) => {
      const payload = await payloadOf([holds()]);
      assert(checkText(payload, 'en')).toContain('The rule holds.');
      assert(payload).toMatchObject({ passed: true, points: 1, maximum: 1 });
      assert(payload.rules[0]?.found).toBeUndefined();
    },
  );
});

it('each rule that fails says what was found, what was wanted and where to look, in both languages', async () => {
  const told: string[] = [];
  for (const { of, fails, when } of [...values, ...trained, ...many]) {
    runs = [madeRun()];
    layers = madeLayers();
    when?.();
    const payload = await payloadOf([fails()]);
    assert(payload.passed, of).toBe(false);
    assert(payload.points).toBe(0);
    const lines = (locale: 'en' | 'ko'): string =>
      checkText(payload, locale)
        .split('\n')
        .slice(2)
        .filter((line) => !/^(Looked at|살펴본 학습)/.test(line))
        .join('\n');
    told.push(`## ${of}\n${lines('en')}\n${lines('ko')}`);
  }
  await assert(`${told.join('\n\n')}\n`).toMatchFileSnapshot('sentences.txt');
});

it.each<[string, () => Rule, RegExp]>([
  ['is other', () => expect(() => 1).equals(2), /^Of the rule$/],
  ['is not declared', () => expect(() => notDeclared).equals(2), /^Run the cell of the task first/],
  ['throws', () => expect(() => JSON.parse('{')).equals(2), /^Evaluate .* in a cell of your own/],
  ['is of no training', () => expect.training(() => ({})).ran(3), /^Put await before model\.fit/],
])('where to look, of a value that %s, with a sentence of the rule', async (_, made, where) => {
  const { rules } = await payloadOf([made().lookAt('Of the rule')]);
  assert(rules[0]?.where?.en).toMatch(where);
});

it('tells a long text of the student in one short line', async () => {
  const text = 'a line\n'.repeat(5000);
  const { rules } = await payloadOf([
    expect(() => text).satisfies('It is short', (value: string) => value.length < 10),
    rule('It is short', () => ({ passed: text.length < 10, found: text })),
  ]);
  assert(rules.map(({ passed }) => passed)).toEqual([false, false]);
  for (const { found } of rules) assert(found?.en).toMatch(/^a line a line .{50,110}…$/);
});

it('has a row for each rule that there is', () => {
  const classes = [Expectation, Training, Trainings] as const;
  const inner = ['constructor', 'rule', 'bounded'];
  const names = classes.flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype));
  const known = new Set([...values, ...trained, ...many].map(({ of }) => of));
  assert(names.filter((name) => !inner.includes(name) && !known.has(name))).toEqual([]);
  const page = readFileSync(join(import.meta.dirname, '../../../docs/exercises.md'), 'utf8');
  assert(names.filter((name) => !inner.includes(name) && !page.includes(`.${name}(`))).toEqual([]);
  assert(Object.getOwnPropertyNames(Metric.prototype).filter((name) => !inner.includes(name))).toEqual([
    'atLeast',
    'atMost',
    'between',
  ]);
});
