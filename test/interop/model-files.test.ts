import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TfNamespace } from '../../kernel/engine.js';
import {
  type FileModel,
  type FileTf,
  loadModelFile,
  loadWeightsFile,
  saveModelFile,
  saveWeightsFile,
} from '../../library/model-files/index.js';
import { testEngine } from '../unit/engine/engine.js';
import { CASES, type Case } from './model-files/cases.js';
import { distance, fillWeights, inputsFor, type Numbers, predict } from './model-files/numbers.js';
import { compiledModel, data, OPTIMIZERS, train } from './model-files/trained.js';
import { noPython, runPython } from './python/run-python.js';

const TOLERANCE = 1e-6;

const LOSSES = [
  'meanSquaredError',
  'meanAbsoluteError',
  'meanSquaredLogarithmicError',
  'squaredHinge',
  'hinge',
  'categoricalHinge',
  'logcosh',
  'categoricalCrossentropy',
  'binaryCrossentropy',
  'kullbackLeiblerDivergence',
  'poisson',
  'cosineProximity',
];
const METRICS = [
  'acc',
  'binaryAccuracy',
  'categoricalAccuracy',
  'mse',
  'mae',
  'categoricalCrossentropy',
  'f1',
  'top2',
  'multiLabelAccuracy',
];

interface Job {
  name: string;
  library: 'keras3' | 'tf_keras';
  path: string;
  inputs: Numbers[];
  /** Files of weights to load into the model as well. */
  weights?: string[];
  compiled?: 'train' | 'evaluate';
  targets?: Numbers[];
}

interface Loaded {
  error?: string;
  /** Predictions with each file of weights. */
  weights?: Numbers[][];
  predictions: Numbers[];
  losses?: number[];
  history?: string[];
  /** Loss and metrics before training. */
  evaluated?: number[];
  warnings: string[];
  compiled?: { optimizer: string; config: Record<string, number>; variables: number[][] };
}

interface Made {
  name: string;
  library: string;
  files: string[];
  inputs: Numbers[];
  predictions: Numbers[];
  weights?: string[];
  refused?: string;
  untrained?: boolean;
  targets?: Numbers[];
  trained?: { losses: number[]; history: string[] };
}

describe.skipIf(noPython)(`model files and the real Keras ${noPython}`, () => {
  let tf: TfNamespace;
  let folder: string;
  const asFileTf = (): FileTf & { loadLayersModel(path: string): Promise<LayersModel> } => tf as never;

  beforeAll(async () => {
    tf = (await testEngine()).tf;
    folder = mkdtempSync(join(tmpdir(), 'epochbook-keras-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  describe('saved here, loaded by Keras:', () => {
    const expected = new Map<string, Numbers[]>();
    const loaded = new Map<string, Loaded>();
    const evaluated = new Map<string, number[]>();
    const goneOn = new Map<string, { losses: number[]; history: string[] }>();
    const key = ({ name, library, path }: Pick<Job, 'name' | 'library' | 'path'>): string =>
      [name, library, path].join('|');
    const file = (name: string, suffix: string): string =>
      join(folder, `ours-${name.replace(/\W+/g, '-')}.${suffix}`);

    async function saveCase({ name, build, tokens, hardSigmoid, legacyOnly }: Case): Promise<Job[]> {
      const model = build(tf);
      fillWeights(tf, model);
      const inputs = inputsFor(model, tokens);
      expected.set(name, predict(tf, model, inputs));
      const jobs: Job[] = [];
      const [h5, keras] = [file(name, 'h5'), file(name, 'keras')];
      await saveModelFile(model as FileModel, h5);
      jobs.push(
        { name, library: 'tf_keras', path: h5, inputs },
        { name, library: 'keras3', path: h5, inputs },
      );
      if (!legacyOnly) {
        const [v3, legacy] = [file(name, 'weights.h5'), file(`${name} weights`, 'h5')];
        await saveModelFile(model as FileModel, keras);
        await saveWeightsFile(model as FileModel, v3);
        await saveWeightsFile(model as FileModel, legacy);
        jobs.push({
          name,
          library: 'keras3',
          path: keras,
          weights: hardSigmoid ? [v3] : [v3, legacy],
          inputs,
        });
      }
      const again = await loadModelFile(asFileTf(), legacyOnly ? h5 : keras);
      expect(distance(predict(tf, again, inputs), expected.get(name) ?? [])).toBeLessThan(TOLERANCE);
      return jobs;
    }

    async function saveTrained(name: string): Promise<Job[]> {
      const { x, y } = data();
      const model = compiledModel(tf, OPTIMIZERS[name]?.(tf) ?? name);
      await train(tf, model, x, y);
      const jobs: Job[] = [];
      for (const suffix of ['h5', 'keras']) {
        const path = file(`trained ${name}`, suffix);
        await saveModelFile(model as FileModel, path);
        const job = { name, path, inputs: [x], targets: [y], compiled: 'train' as const };
        jobs.push({ ...job, library: 'keras3' });
        if (suffix === 'h5') jobs.push({ ...job, library: 'tf_keras' });
      }
      expected.set(name, predict(tf, model, [x]));
      goneOn.set(name, await train(tf, model, x, y));
      return jobs;
    }

    /** Compiled, but not trained. */
    async function saveCompiled(): Promise<Job[]> {
      const { x, y } = data();
      const made = LOSSES.map((loss): [string, object] => [loss, { loss }]);
      const jobs: Job[] = [];
      for (const [name, options] of [...made, ['metrics', { metrics: METRICS }] as [string, object]]) {
        // Behind a softmax Keras takes binary cross-entropy of something else: of the sigmoid of what went into it.
        const model = compiledModel(tf, 'adagrad', name === 'binaryCrossentropy' ? 'sigmoid' : 'softmax');
        model.compile({ optimizer: 'adagrad', loss: 'categoricalCrossentropy', ...options });
        const [inputs, targets] = [tf.tensor(x.data, x.shape), tf.tensor(y.data, y.shape)];
        const values = [model.evaluate(inputs, targets)].flat();
        evaluated.set(
          name,
          values.map((value) => value.dataSync()[0] ?? NaN),
        );
        for (const suffix of ['h5', 'keras'] as const) {
          const path = file(`compiled ${name}`, suffix);
          await saveModelFile(model as FileModel, path);
          const job = { name, path, inputs: [x], targets: [y], compiled: 'evaluate' as const };
          jobs.push({ ...job, library: 'keras3' });
          if (suffix === 'h5') jobs.push({ ...job, library: 'tf_keras' });
        }
      }
      return jobs;
    }

    beforeAll(async () => {
      // It says that a .h5 with hardSigmoid is not for Keras 3.
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
      const jobs: Job[] = [];
      for (const one of CASES) jobs.push(...(await saveCase(one)));
      for (const name of Object.keys(OPTIMIZERS)) jobs.push(...(await saveTrained(name)));
      jobs.push(...(await saveCompiled()));
      const sentences = warn.mock.calls
        .flat()
        .map(String)
        .filter((sentence) => sentence.includes(folder));
      warn.mockRestore();
      expect(sentences).toHaveLength(CASES.filter(({ hardSigmoid }) => hardSigmoid).length);
      for (const sentence of sentences)
        expect(sentence).toMatch(/not in Keras 3: its layer ".+" uses hardSigmoid/);
      writeFileSync(join(folder, 'jobs.json'), JSON.stringify(jobs));
      await runPython('model-files/load.py', join(folder, 'jobs.json'), join(folder, 'loaded.json'));
      const results = JSON.parse(readFileSync(join(folder, 'loaded.json'), 'utf8')) as Loaded[];
      jobs.forEach((job, i) => {
        loaded.set(key(job), results[i] as Loaded);
      });
    }, 300_000);

    const expectEqual = (job: Pick<Job, 'name' | 'library' | 'path'>, weights = 0): void => {
      const result = loaded.get(key(job));
      expect(result?.error).toBeUndefined();
      const ours = expected.get(job.name) ?? [];
      expect(distance(ours, result?.predictions ?? [])).toBeLessThan(TOLERANCE);
      expect(result?.weights).toHaveLength(weights);
      for (const theirs of result?.weights ?? []) expect(distance(ours, theirs)).toBeLessThan(TOLERANCE);
    };

    it.each(CASES.map(({ name }) => name))('%s: .h5, tf-keras', (name) => {
      expectEqual({ name, library: 'tf_keras', path: file(name, 'h5') });
    });

    it.each(CASES.filter((one) => !one.hardSigmoid && !one.legacyOnly).map(({ name }) => name))(
      '%s: .h5, Keras 3',
      (name) => expectEqual({ name, library: 'keras3', path: file(name, 'h5') }),
    );

    it.each(CASES.filter((one) => !one.legacyOnly))(
      '$name: .keras, .weights.h5 and legacy weights, Keras 3',
      ({ name, hardSigmoid }) =>
        expectEqual({ name, library: 'keras3', path: file(name, 'keras') }, hardSigmoid ? 1 : 2),
    );

    it.each(CASES.filter((one) => one.hardSigmoid || one.legacyOnly).map(({ name }) => name))(
      '%s: Keras 3 refuses the .h5 instead of computing something else',
      (name) => {
        const result = loaded.get(key({ name, library: 'keras3', path: file(name, 'h5') }));
        expect(result?.error).toMatch(
          /time_major|implementation|could not be deserialized|Could not deserialize/,
        );
      },
    );

    it.each(Object.keys(OPTIMIZERS))('training with %s goes on from a .keras as it does here', (name) => {
      const result = loaded.get(key({ name, library: 'keras3', path: file(`trained ${name}`, 'keras') }));
      expect(result?.error).toBeUndefined();
      expect(result?.warnings).toEqual([]);
      expect(distance(expected.get(name) ?? [], result?.predictions ?? [])).toBeLessThan(TOLERANCE);
      const { losses } = goneOn.get(name) ?? { losses: [] };
      expect(result?.losses).toHaveLength(2);
      result?.losses?.forEach((loss, i) => {
        expect(loss).toBeCloseTo(losses[i] ?? NaN, 4);
      });
      expect(result?.history).toEqual(['accuracy', 'loss', 'mae']);
    });

    it.each(
      Object.keys(OPTIMIZERS).flatMap((name) => [
        [name, 'keras3'] as const,
        // tf-keras does not find its own AdamW by name in a .h5.
        ...(name === 'AdamW' ? [] : [[name, 'tf_keras'] as const]),
      ]),
    )('a .h5 compiled with %s is compiled in %s, whose optimizer starts afresh', (name, library) => {
      const result = loaded.get(key({ name, library, path: file(`trained ${name}`, 'h5') }));
      expect(result?.error).toBeUndefined();
      expect(result?.losses?.every(Number.isFinite)).toBe(true);
      // Keras names what it reads from a .h5 by its functions.
      expect(result?.history).toEqual([
        'accuracy',
        'loss',
        expect.stringMatching(/^(mae|mean_absolute_error)$/),
      ]);
      const theirs = compiledModel(tf, OPTIMIZERS[name]?.(tf) ?? name).optimizer.getConfig();
      if (typeof theirs.learningRate === 'number')
        expect(result?.compiled?.config.learning_rate).toBeCloseTo(theirs.learningRate, 7);
      expect(distance(expected.get(name) ?? [], result?.predictions ?? [])).toBeLessThan(TOLERANCE);
    });

    it.each(
      [...LOSSES, 'metrics'].flatMap((name) => [
        [name, 'tf_keras', 'h5'] as const,
        [name, 'keras3', 'h5'] as const,
        [name, 'keras3', 'keras'] as const,
      ]),
    )('compiled with %s, %s evaluates a .%s to the same', (name, library, suffix) => {
      const result = loaded.get(key({ name, library, path: file(`compiled ${name}`, suffix) }));
      expect(result?.error).toBeUndefined();
      expect(result?.warnings).toEqual([]);
      const ours = evaluated.get(name) ?? [];
      expect(result?.evaluated).toHaveLength(ours.length);
      ours.forEach((value, i) => {
        expect(result?.evaluated?.[i]).toBeCloseTo(value, 4);
      });
    });
  });

  describe('saved by Keras, loaded here', () => {
    let made: Made[];

    beforeAll(async () => {
      await runPython('model-files/make.py', folder);
      made = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Made[];
    }, 300_000);

    const each = async (
      which: (entry: Made) => boolean,
      check: (entry: Made, path: string) => Promise<void>,
    ) => {
      const entries = made.filter(which);
      for (const entry of entries)
        for (const path of entry.files)
          await check(entry, path).catch((error: unknown) => {
            throw new Error(`${entry.library}, ${entry.name}, ${path}: ${(error as Error).message}`, {
              cause: error,
            });
          });
      return entries.length;
    };

    it('.h5 and .keras of both predict the same, and so do weights loaded into the model', async () => {
      const count = await each(
        ({ refused, trained }) => !refused && !trained,
        async ({ name, library, inputs, predictions, weights = [] }, path) => {
          const model = await loadModelFile(asFileTf(), path);
          expect(distance(predict(tf, model, inputs), predictions)).toBeLessThan(TOLERANCE);
          // And back: Keras' own layers are written as they came.
          if (!/hard_sigmoid|ThresholdedReLU/.test(name)) {
            const back = join(folder, 'back.keras');
            await saveModelFile(model as FileModel, back, { includeOptimizer: false });
            const again = await loadModelFile(asFileTf(), back);
            expect(distance(predict(tf, again, inputs), predictions)).toBeLessThan(TOLERANCE);
            again.dispose();
          }
          for (const file of weights) {
            fillWeights(tf, model, 99);
            const loading = loadWeightsFile(asFileTf(), model as FileModel, file);
            // tf-keras does not say in these that they are its own.
            if (library === 'tf_keras' && /hard_sigmoid/.test(name) && file.endsWith('.weights.h5')) {
              await expect(loading).rejects.toThrow(/compute the hardSigmoid of the layer/);
              continue;
            }
            await loading;
            expect(distance(predict(tf, model, inputs), predictions)).toBeLessThan(TOLERANCE);
          }
          model.dispose();
        },
      );
      expect(count).toBeGreaterThan(70);
    });

    it('what tfjs cannot hold is refused by the name of its layer', async () => {
      const count = await each(
        ({ refused }) => refused !== undefined,
        async ({ refused }, path) => {
          await expect(loadModelFile(asFileTf(), path)).rejects.toThrow(
            new RegExp(`^Cannot load the model in .*: its layer "${refused}" \\(\\w+\\) .+\\. .+\\.$`),
          );
        },
      );
      expect(count).toBe(20);
    });

    it('a model that was compiled and not trained is compiled here, without a word', async () => {
      const warn = vi.spyOn(console, 'warn');
      const count = await each(
        ({ untrained }) => untrained === true,
        async ({ name }, path) => {
          const model = await loadModelFile(asFileTf(), path);
          expect(model.optimizer.getClassName().toLowerCase()).toBe(name);
          model.dispose();
        },
      );
      expect(count).toBe(8);
      expect(warn.mock.calls).toEqual([]);
      warn.mockRestore();
    });

    it('training goes on where it was, under the same names', async () => {
      const warn = vi.spyOn(console, 'warn');
      const count = await each(
        ({ trained }) => trained !== undefined,
        async ({ inputs, predictions, targets, trained }, path) => {
          const model = await loadModelFile(asFileTf(), path);
          expect(distance(predict(tf, model, inputs), predictions)).toBeLessThan(TOLERANCE);
          const { losses, history } = await train(tf, model, inputs[0] as Numbers, targets?.[0] as Numbers);
          losses.forEach((loss, i) => {
            expect(loss).toBeCloseTo(trained?.losses[i] ?? NaN, 4);
          });
          expect(history).toEqual(['acc', 'loss', 'mae']);
          model.dispose();
        },
      );
      expect(count).toBe(20);
      expect(warn).not.toHaveBeenCalled();
    });
  });
});
