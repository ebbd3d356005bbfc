import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { comparePayloadSchema, type Json, pictureMime, SVG_MIME } from '../../protocol/index.js';
import { scoresOf } from '../../renderers/compare/model.js';
import { TestKernel } from './kernel.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'epochbook-compare-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const TRAIN = `
import * as tf from '@tensorflow/tfjs-node';
import { compare, seed, show } from 'epochbook';
const x = tf.randomNormal([96, 4], 0, 1, 'float32', 7);
const y = x.sum(1).greater(0).cast('float32').reshape([96, 1]);
async function train(after: tf.layers.Layer[], l2 = 0) {
  seed(3);
  const kernelRegularizer = l2 ? tf.regularizers.l2({ l2 }) : undefined;
  const model = tf.sequential({ layers: [
    tf.layers.dense({ units: 8, activation: 'relu', inputShape: [4], kernelRegularizer }),
    ...after,
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ] });
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  return model.fit(x, y, { epochs: 4, batchSize: 16, validationSplit: 0.25 });
}
const plain = await train([]);
const dropped = await train([tf.layers.dropout({ rate: 0.5 })]);
const normed = await train([tf.layers.batchNormalization()]);
const decayed = await train([], 0.001);
console.log(JSON.stringify([plain, decayed].map(({ history }) => history.val_loss)));`;

interface Output {
  data?: Record<string, Json>;
}

test('the comparison of the lecture, of four real trainings', async () => {
  const kernel = await TestKernel.start({ folder });
  try {
    const trained = await kernel.run(TRAIN);
    expect(trained.error).toBeUndefined();
    const shown = await kernel.run('await compare([plain, dropped, normed, decayed]);');
    expect(shown.error).toBeUndefined();
    const found = (shown.outputs as Output[]).find(({ data }) => data?.[pictureMime('compare')]);
    const payload = v.parse(comparePayloadSchema, found?.data?.[pictureMime('compare')]);
    expect(payload.differs).toEqual(['dropout', 'batchNorm', 'l2']);
    expect(
      payload.runs.map(({ settings: { dropout, batchNorm, l2 } }) => ({ dropout, batchNorm, l2 })),
    ).toEqual([{}, { dropout: '0.5' }, { batchNorm: '0.99' }, { l2: '0.001' }]);
    const [plain, , , decayed] = payload.runs;
    expect(plain?.penalty).toBeUndefined();
    expect(decayed?.penalty?.every((value) => typeof value === 'number' && value > 0)).toBe(true);
    for (const run of payload.runs) expect(scoresOf(run, 'loss').gap).not.toBeNull();
    const svg = [found?.data?.[SVG_MIME]].flat().join('');
    for (const words of ['no regularization', 'dropout 0.5', 'batch normalization', 'l2 0.001'])
      expect(svg).toContain(words);
    const missing = await kernel.run("await show.compare([plain, 'nowhere']);");
    expect(missing.error).toContain("'nowhere', is no run that is stored beside this notebook");
    const other = await kernel.run('await compare([{}]);');
    expect(other.error).toContain('not the history of a training');
  } finally {
    await kernel.end();
  }
});

test('trainings that an earlier kernel has stored are listed and compared', async () => {
  const first = await TestKernel.start({ folder });
  const trained = await first.run(TRAIN);
  expect(trained.error).toBeUndefined();
  await first.client.shutdown();
  // One of which nothing can be read, and what is no run.
  mkdirSync(join(folder, '.epochbook', 'runs', 'damaged'));
  writeFileSync(join(folder, '.epochbook', 'runs', 'damaged', 'run.jsonl'), '{');
  utimesSync(join(folder, '.epochbook', 'runs', 'damaged', 'run.jsonl'), 1, 1);
  mkdirSync(join(folder, '.epochbook', 'runs', 'empty'));

  const kernel = await TestKernel.start({ folder });
  try {
    const code =
      "import { runs, show } from 'epochbook';\nconst all = await runs.list();\nconsole.log(JSON.stringify(all));";
    const listed = await kernel.run(code);
    expect(listed.error).toBeUndefined();
    const rows = JSON.parse((listed.outputs as unknown as { text: string[] }[])[0]?.text.join('') ?? '');
    expect(rows.map(({ name, status }: { name: string; status: string }) => [name, status])).toEqual([
      ['Run 4', 'completed'],
      ['Run 3', 'completed'],
      ['Run 2', 'completed'],
      ['Run 1', 'completed'],
      ['damaged', 'unreadable'],
    ]);
    expect(rows[0]).toMatchObject({
      epochs: 4,
      metric: 'val_loss',
      optimizer: 'Adam',
      learningRate: 0.01,
      batchSize: 16,
      loss: 'binaryCrossentropy',
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    });
    expect(rows[0].best).toBeGreaterThan(0);
    expect((await kernel.run('await show.table(all);')).error).toBeUndefined();

    const shown = await kernel.run('await runs.compare([all[3], all[2].id, all[0]]);');
    expect(shown.error).toBeUndefined();
    const found = (shown.outputs as Output[]).find(({ data }) => data?.[pictureMime('compare')]);
    const payload = v.parse(comparePayloadSchema, found?.data?.[pictureMime('compare')]);
    expect(payload.runs.map(({ name }) => name)).toEqual(['Run 1', 'Run 2', 'Run 4']);
    expect(payload.differs).toEqual(['dropout', 'l2']);
    const damaged = await kernel.run('await runs.compare([all[4]]);');
    expect(damaged.error).toContain("'damaged', is no run that is stored beside this notebook");
    expect((await kernel.run('await runs.compare([]);')).error).toContain('compare needs a list');
  } finally {
    await kernel.end();
  }
});
