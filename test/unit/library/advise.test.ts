import { beforeAll, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { type Engine, loadEngine } from '../../../kernel/engine.js';
import { type Advice, advise, modelSelection, setLibraryContext } from '../../../library/index.js';

let tf: Engine['tf'];
beforeAll(async () => {
  ({ tf } = await loadEngine({ wasmFolder: `${process.cwd()}/dist/wasm` }));
});

// `compile` warns of some of it by itself.
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});

interface Parts {
  hidden?: string;
  units?: number;
  activation?: string;
  loss?: string;
  metrics?: string[];
  rate?: number;
  dropoutAtTheEnd?: boolean;
}

/** A network with one hidden layer; what is not said is right for two classes. */
function adviceFor(parts: Parts): Advice {
  const { units = 1, loss = 'binaryCrossentropy', metrics = ['accuracy'], rate = 0.001 } = parts;
  const model = tf.sequential();
  model.add(
    tf.layers.dense({
      units: 4,
      inputShape: [3],
      activation: (parts.hidden ?? 'relu') as 'relu',
      name: 'hidden',
    }),
  );
  model.add(tf.layers.dropout({ rate: 0.5 }));
  model.add(
    tf.layers.dense({ units, activation: (parts.activation ?? 'sigmoid') as 'relu', name: 'answer' }),
  );
  if (parts.dropoutAtTheEnd) model.add(tf.layers.dropout({ rate: 0.5, name: 'late' }));
  if (loss) model.compile({ optimizer: tf.train.adam(rate), loss, metrics });
  return advise(model);
}

const regression = { activation: 'linear', loss: 'meanSquaredError', metrics: ['mae'] };
const classes = { units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' };

const rows: [what: string, parts: Parts, findings: string[]][] = [
  ['two classes', {}, []],
  ['one of several classes', classes, []],
  ['classes by number', { ...classes, loss: 'sparseCategoricalCrossentropy' }, []],
  ['several labels', { units: 3, metrics: ['binaryAccuracy'] }, []],
  ['a number', regression, []],
  ['a number, in short words', { ...regression, loss: 'mse', metrics: ['mae'] }, []],
  ['softmax of one unit', { activation: 'softmax' }, ["answer: activation: 'sigmoid'"]],
  ['no activation before a crossentropy', { activation: 'linear' }, ["answer: activation: 'sigmoid'"]],
  [
    'no activation before the categorical one',
    { ...classes, activation: 'linear' },
    ["answer: activation: 'softmax'"],
  ],
  ['binary loss of a softmax', { ...classes, loss: 'binaryCrossentropy' }, ['loss: categoricalCrossentropy']],
  ['categorical loss of one sigmoid', { loss: 'categoricalCrossentropy' }, ['loss: binaryCrossentropy']],
  [
    'categorical loss of several sigmoids',
    { ...classes, activation: 'sigmoid' },
    ["answer: activation: 'softmax' for one class of several, or binaryCrossentropy for several labels"],
  ],
  ['relu at the end', { ...regression, activation: 'relu' }, ['answer: no activation']],
  ['dropout at the end', { dropoutAtTheEnd: true }, ['late: dropout between hidden layers only']],
  ['a hidden layer that is linear', { hidden: 'linear' }, ["hidden: activation: 'relu'"]],
  ['accuracy of numbers', { ...regression, metrics: ['accuracy'] }, ['metrics: meanAbsoluteError']],
  ['no metric', { metrics: [] }, ['metrics: accuracy']],
  ['no metric of numbers', { ...regression, metrics: [] }, ['metrics: meanAbsoluteError']],
  ['a long step', { rate: 0.1 }, ['optimizer: 0.001']],
  ['a short step', { rate: 0.00001 }, ['optimizer: 0.001']],
  ['a step of three times the usual', { rate: 0.003 }, []],
  ['no compile', { loss: '' }, ['loss: model.compile({ optimizer, loss, metrics })']],
];

test.each(rows)('advice for %s', (_, parts, findings) => {
  expect(adviceFor(parts).findings.map(({ where, wanted }) => `${where}: ${wanted}`)).toEqual(findings);
});

describe('advise', () => {
  it('sees an activation that is a layer of its own', () => {
    const model = tf.sequential();
    model.add(tf.layers.dense({ units: 4, inputShape: [3] }));
    model.add(tf.layers.batchNormalization());
    model.add(tf.layers.activation({ activation: 'relu' }));
    model.add(tf.layers.dense({ units: 1 }));
    model.add(tf.layers.activation({ activation: 'sigmoid' }));
    model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy', metrics: ['accuracy'] });
    expect(advise(model).findings).toEqual([]);
    expect(String(advise(model))).toMatch(/Nothing to change/);
  });

  it('says in words what to change and why', () => {
    expect(String(adviceFor({ activation: 'softmax' }))).toBe(
      "answer: softmax with 1 unit → activation: 'sigmoid'\n" +
        '  softmax divides by the sum of all units; the only one is always 1, whatever it has learnt',
    );
    setLibraryContext({ locale: 'ko' });
    const korean = String(adviceFor({ activation: 'softmax' }));
    setLibraryContext({ locale: 'en' });
    expect(korean).toMatch(/softmax는 모든 유닛의 합으로 나누므로/);
  });

  it('knows the five tasks, and names them where another is asked', () => {
    expect(advise('multiclass')).toMatchObject({
      lastActivation: 'softmax',
      loss: 'categoricalCrossentropy',
    });
    expect(modelSelection.tasks().column('task')).toEqual([
      'binary',
      'multiclass',
      'multilabel',
      'regression',
      'share',
    ]);
    expect(modelSelection.optimizers().rows).toContainEqual({ optimizer: 'sgd', learningRate: 0.01 });
    expect(() => advise('regresion' as 'regression')).toThrow(/Did you mean "regression"\?/);
    expect(() => advise([] as object)).toThrow(/takes a task, for example advise\('binary'\)/);
  });
});
