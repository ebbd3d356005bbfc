import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TfNamespace } from '../../kernel/engine.js';
import {
  type FileModel,
  type FileTf,
  loadModelFile,
  saveModelFile,
} from '../../library/model-files/index.js';
import { testEngine } from '../unit/engine/engine.js';
import { distance, type Numbers, predict } from './model-files/numbers.js';
import { noPython, runPython } from './python/run-python.js';

/** Of the largest value of a tensor, after some steps of training. */
const TOLERANCE = 2e-5;

interface Row {
  name: string;
  path: string;
  inputs: Numbers[];
  targets: Numbers[];
  predictions: Numbers[];
  /** Of each step, before its update. */
  losses: number[];
  /** After the last. */
  evaluated: number;
  trained: Numbers[];
  weights: Numbers[][];
}

interface Loaded {
  error?: string;
  predictions: Numbers[];
  losses: number[];
}

// Each row of rows.py is a small model of real Keras, for some options of its layers.
describe.skipIf(noPython).each(['constraint', 'regularizer', 'mask', 'option'])(
  `layers as in the real Keras: %s ${noPython}`,
  (table) => {
    let tf: TfNamespace;
    let folder: string;
    let rows: Row[];
    const asFileTf = (): FileTf & { loadLayersModel(path: string): Promise<LayersModel> } => tf as never;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'epochbook-layers-'));
      const made = runPython('layers/make.py', folder, table);
      tf = (await testEngine()).tf;
      rows = JSON.parse((await made).trim().split('\n').at(-1) ?? '') as Row[];
      vi.spyOn(console, 'warn').mockImplementation(() => {});
    }, 300_000);
    afterAll(() => {
      vi.restoreAllMocks();
      rmSync(folder, { recursive: true, force: true });
    });

    const tensors = (all: Numbers[]): Tensor[] => all.map(({ shape, data }) => tf.tensor(data, shape));
    const numbers = (tensor: Tensor): Numbers => ({
      shape: tensor.shape,
      data: Array.from(tensor.dataSync()),
    });

    it('predictions, losses and weights of some steps are those of Keras', async () => {
      const wrong: Record<string, Record<string, unknown>> = {};
      for (const row of rows) {
        const problems: Record<string, unknown> = {};
        try {
          const model = await loadModelFile<LayersModel>(asFileTf(), row.path);
          model.compile({ optimizer: tf.train.sgd(0.02), loss: 'meanSquaredError' });
          note(problems, 'predictions', predict(tf, model, row.inputs), row.predictions);
          const [x, y] = [tensors(row.inputs), tensors(row.targets)];
          const losses: number[] = [];
          for (const _ of row.losses) losses.push((await model.trainOnBatch(x, y)) as number);
          note(problems, 'losses', [list(losses)], [list(row.losses)]);
          const [evaluated] = [model.evaluate(x, y)].flat();
          note(problems, 'evaluated', [list([...(evaluated?.dataSync() ?? [])])], [list([row.evaluated])]);
          note(problems, 'trained', predict(tf, model, row.inputs), row.trained);
          const weights = model.layers.filter(({ weights }) => weights.length > 0);
          weights.forEach((layer, i) => {
            note(problems, `weights of ${layer.name}`, layer.getWeights().map(numbers), row.weights[i] ?? []);
          });
          tf.dispose([x, y]);
          model.dispose();
        } catch (error) {
          problems.error = String(error).slice(0, 300);
        }
        if (Object.keys(problems).length > 0) wrong[row.name] = problems;
      }
      expect(wrong).toEqual({});
    }, 300_000);

    it('go back to Keras, in both of its formats', async () => {
      const jobs: (Row & { ending: string })[] = [];
      for (const [i, row] of rows.entries()) {
        const model = await loadModelFile<LayersModel>(asFileTf(), row.path);
        for (const ending of ['keras', 'h5']) {
          const path = join(folder, `back-${i}.${ending}`);
          await saveModelFile(model as unknown as FileModel, path);
          jobs.push({ ...row, path, ending });
        }
        model.dispose();
      }
      const file = join(folder, 'jobs.json');
      writeFileSync(file, JSON.stringify(jobs));
      const loaded = JSON.parse(
        (await runPython('layers/load.py', file)).trim().split('\n').at(-1) ?? '',
      ) as Loaded[];
      const wrong: Record<string, unknown> = {};
      for (const [i, job] of jobs.entries()) {
        const { error, predictions, losses } = loaded[i] as Loaded;
        const problems: Record<string, unknown> = {};
        if (error) problems.error = error;
        note(problems, 'predictions', predictions, job.predictions);
        note(problems, 'losses', [list(losses)], [list(job.losses)]);
        if (Object.keys(problems).length > 0) wrong[`${job.name} (.${job.ending})`] = problems;
      }
      expect(wrong).toEqual({});
    }, 300_000);
  },
);

const list = (data: number[]): Numbers => ({ shape: [data.length], data });

function note(problems: Record<string, unknown>, name: string, actual: Numbers[], expected: Numbers[]): void {
  const far = distance(actual, expected);
  if (!(far <= TOLERANCE)) problems[name] = far;
}
