import { beforeAll, expect, test } from 'vitest';
import type { TfNamespace } from '../../../kernel/engine.js';
import { batches, History, seed, setLibraryContext } from '../../../library/index.js';
import { testEngine } from '../engine/engine.js';
import { batchChecks } from './batch-checks.js';

let tf: TfNamespace;
beforeAll(async () => {
  ({ tf } = await testEngine());
  setLibraryContext({ tf: tf as never });
});

batchChecks(() => tf);

test('without a recorder, a callback of the library is enough', async () => {
  seed(1);
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const x = tf.tensor2d([[1], [2], [3]]);
  const history = await model.fit(x, x, { batchSize: 2, verbose: 0, callbacks: [new History() as never] });
  const [first] = batches(history).epochs;
  expect(first?.batches.map(({ length }) => length)).toEqual([2, 1]);
  expect(first?.batches.flat().sort()).toEqual([0, 1, 2]);
});
