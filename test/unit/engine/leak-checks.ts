import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Optimizer, Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel, Sequential } from '@tensorflow/tfjs-layers';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { TfNamespace } from '../../../kernel/engine.js';
import { callbacks } from '../../../library/index.js';

const OPTIMIZERS = ['sgd', 'momentum', 'adam', 'adamax', 'rmsprop', 'adagrad', 'adadelta'] as const;
const FORMATS = ['folder', 'a.h5', 'a.keras'] as const;

/** What a call still leaves behind where the loop of `fit` is that of TensorFlow.js, and why. */
export const ofItsLoop: Record<string, number> = {
  // The order of the rows, which `fitLoop` alone holds.
  'fit fails: a callback that throws in a batch': 1,
};

type Row = [name: string, run: () => unknown];

/** Every public call that makes tensors and must free them leaves as many as there were, but those that are known. */
export function leakChecks(engine: () => TfNamespace, known: Record<string, number> = {}): void {
  let tf: TfNamespace;
  let folder: string;
  beforeAll(() => {
    tf = engine();
    folder = mkdtempSync(join(tmpdir(), 'epochbook-leaks-'));
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    vi.spyOn(console, 'log').mockImplementation(() => {});
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    vi.restoreAllMocks();
  });

  const net = (): Sequential =>
    tf.sequential({
      layers: [
        tf.layers.dense({ units: 4, inputShape: [3], activation: 'relu' }),
        tf.layers.batchNormalization(),
        tf.layers.dropout({ rate: 0.5 }),
        tf.layers.dense({ units: 1 }),
      ],
    });
  const compiled = (optimizer: string | Optimizer = 'adam', model: LayersModel = net()): LayersModel => {
    model.compile({ optimizer, loss: 'meanSquaredError', metrics: ['mae'] });
    return model;
  };
  const named = (name: (typeof OPTIMIZERS)[number]): Optimizer =>
    name === 'momentum' ? tf.train.momentum(0.1, 0.9) : tf.train[name](0.1);
  const data = <T>(use: (x: Tensor, y: Tensor) => T | Promise<T>): Promise<T> => {
    const [x, y] = [tf.ones([8, 3]), tf.ones([8, 1])];
    return Promise.resolve(use(x, y)).finally(() => tf.dispose([x, y]));
  };
  const train = (model: LayersModel, options: object = {}) =>
    data((x, y) => model.fit(x, y, { epochs: 2, batchSize: 4, verbose: 0, ...options }));
  const refused = async (run: () => unknown): Promise<void> => {
    await expect((async () => run())()).rejects.toThrow();
  };
  const whole = async (optimizer: string | Optimizer, name: string, includeOptimizer: boolean) => {
    const model = compiled(optimizer);
    await train(model);
    await model.save(`file://${join(folder, name)}`, { includeOptimizer });
    model.dispose();
    if (typeof optimizer !== 'string') optimizer.dispose();
    const path = join(folder, name);
    return `file://${name === 'folder' ? join(path, 'model.json') : path}`;
  };

  async function left(run: () => unknown): Promise<number> {
    await run();
    const before = tf.memory().numTensors;
    await run();
    await run();
    return tf.memory().numTensors - before;
  }
  const table = (rows: () => Row[]) =>
    test.each(rows())('%s', async (name, run) => {
      expect(await left(run)).toBe(2 * (known[name] ?? 0));
    });

  describe('models', () => {
    table(() => [
      ['made and disposed', () => net().dispose()],
      ['compiled by name', () => compiled().dispose()],
      ['compiled twice by name', () => compiled('rmsprop', compiled('sgd')).dispose()],
      [
        'compiled again after a training, with the same optimizer',
        async () => {
          const model = compiled();
          await train(model);
          compiled(model.optimizer as never, model);
          model.dispose();
        },
      ],
      [
        'an optimizer of one’s own that two models share is disposed by its owner',
        async () => {
          const optimizer = tf.train.sgd(0.1);
          const [a, b] = [compiled(optimizer), compiled(optimizer)];
          await train(a);
          a.dispose();
          await train(b);
          b.dispose();
          optimizer.dispose();
        },
      ],
      [
        'disposed twice',
        async () => {
          const model = compiled();
          model.dispose();
          await refused(() => model.dispose());
        },
      ],
      [
        'a layer that two models share',
        async () => {
          const shared = tf.layers.dense({ units: 2 });
          const of = () => {
            const input = tf.input({ shape: [3] });
            return tf.model({ inputs: input, outputs: shared.apply(input) as never });
          };
          const [a, b] = [of(), of()];
          a.dispose();
          b.dispose();
        },
      ],
      [
        'a model within a model',
        async () => {
          const inner = net();
          const input = tf.input({ shape: [3] });
          const outer = compiled('adam', tf.model({ inputs: input, outputs: inner.apply(input) as never }));
          await train(outer);
          outer.dispose();
        },
      ],
      [
        'the weights of another',
        () => {
          const model = net();
          const other = net();
          other.setWeights(model.getWeights());
          model.dispose();
          other.dispose();
        },
      ],
    ]);
  });

  describe('optimizers, trained and disposed', () => {
    table(() =>
      OPTIMIZERS.flatMap((name): Row[] => [
        [
          `${name}, of one's own`,
          async () => {
            const optimizer = named(name);
            const model = compiled(optimizer);
            await train(model);
            model.dispose();
            optimizer.dispose();
          },
        ],
        ...(name === 'momentum'
          ? []
          : ([
              [
                `${name}, by name`,
                async () => {
                  const model = compiled(name);
                  await train(model);
                  model.dispose();
                },
              ],
            ] as Row[])),
        [
          `${name}, without a model`,
          () => {
            const optimizer = named(name);
            const weight = tf.tidy(() => tf.variable(tf.scalar(1)));
            for (let step = 0; step < 3; step += 1)
              tf.tidy(() => void optimizer.minimize(() => weight.square().asScalar()));
            optimizer.dispose();
            weight.dispose();
          },
        ],
      ]),
    );

    table(() =>
      (['sgd', 'momentum', 'adam', 'rmsprop', 'adagrad'] as const).map((name) => [
        `${name} takes a state, twice`,
        async () => {
          const optimizer = named(name);
          const model = compiled(optimizer);
          await train(model);
          for (let round = 0; round < 2; round += 1) {
            const state = await optimizer.getWeights();
            const copies = state.map(({ name: of, tensor }) => ({ name: of, tensor: tf.clone(tensor) }));
            await optimizer.setWeights(copies);
            tf.dispose(copies.map(({ tensor }) => tensor));
            state[0]?.tensor.dispose();
          }
          await train(model);
          model.dispose();
          optimizer.dispose();
        },
      ]),
    );
  });

  describe('files', () => {
    const files = new Map<string, string>();
    beforeAll(async () => {
      for (const format of FORMATS) {
        files.set(format, await whole('adam', format, true));
        files.set(
          `bare ${format}`,
          await whole('sgd', `bare-${format}`.replace('bare-folder', 'bare'), false),
        );
      }
      const json = JSON.parse(readFileSync(join(folder, 'folder/model.json'), 'utf8'));
      const spoilt = join(folder, 'folder/other.json');
      json.modelTopology.config.layers[0].config.units = 5;
      writeFileSync(spoilt, JSON.stringify(json));
      files.set('spoilt folder', `file://${spoilt}`);
      const archive = unzipSync(readFileSync(join(folder, 'a.keras')));
      const config = new TextDecoder().decode(archive['config.json']).replace('"units":4', '"units":5');
      const otherUnits = { ...archive, 'config.json': new TextEncoder().encode(config) };
      writeFileSync(join(folder, 'spoilt.keras'), zipSync(otherUnits, { level: 0 }));
      files.set('spoilt a.keras', `file://${join(folder, 'spoilt.keras')}`);
      for (const format of ['a.h5', 'a.keras']) {
        const bytes = readFileSync(join(folder, format));
        writeFileSync(join(folder, `cut-${format}`), bytes.subarray(0, Math.floor(bytes.length * 0.7)));
        files.set(`cut ${format}`, `file://${join(folder, `cut-${format}`)}`);
      }
    });
    const file = (name: string): string => files.get(name) ?? name;

    table(() => [
      ...FORMATS.flatMap((format): Row[] => [
        [`${format}: loaded and disposed`, async () => (await tf.loadLayersModel(file(format))).dispose()],
        [
          `${format}: loaded, trained and disposed`,
          async () => {
            const model = await tf.loadLayersModel(file(format));
            if (!model.optimizer) compiled('adam', model);
            await train(model);
            model.dispose();
          },
        ],
        [
          `${format}: loaded and saved again`,
          async () => {
            const model = await tf.loadLayersModel(file(format));
            await model.save(`file://${join(folder, `again-${format}`)}`, { includeOptimizer: true });
            model.dispose();
          },
        ],
        [
          `${format}: loaded and compiled otherwise`,
          async () => compiled('sgd', await tf.loadLayersModel(file(format))).dispose(),
        ],
        [
          `${format}: loaded within tidy’s reach of nothing, weights read`,
          async () => {
            const model = await tf.loadLayersModel(file(format));
            tf.tidy(() => void model.getWeights().map((weight) => weight.dataSync()));
            model.dispose();
          },
        ],
      ]),
      ['a folder whose weights do not fit', () => refused(() => tf.loadLayersModel(file('spoilt folder')))],
      ['a .keras whose weights do not fit', () => refused(() => tf.loadLayersModel(file('spoilt a.keras')))],
      ['a damaged .h5', () => refused(() => tf.loadLayersModel(file('cut a.h5')))],
      ['a damaged .keras', () => refused(() => tf.loadLayersModel(file('cut a.keras')))],
      ['no file', () => refused(() => tf.loadLayersModel(`file://${join(folder, 'none.h5')}`))],
    ]);
  });

  describe('training and asking', () => {
    table(() => [
      ...(
        [
          [
            'a shape that does not fit',
            (model) => data((x, y) => model.fit(y, x, { epochs: 1, verbose: 0 })),
          ],
          [
            'a callback that throws',
            (model) =>
              train(model, {
                callbacks: {
                  onEpochEnd: () => {
                    throw new Error('from a callback');
                  },
                },
              }),
          ],
          [
            'a callback that throws in a batch',
            (model) =>
              train(model, {
                callbacks: {
                  onBatchEnd: () => {
                    throw new Error('from a callback');
                  },
                },
              }),
          ],
          [
            'validation data that do not fit',
            (model) =>
              data((x, y) => model.fit(x, y, { epochs: 1, verbose: 0, validationData: [y, x] as never })),
          ],
        ] as [string, (model: LayersModel) => unknown][]
      ).map(
        ([name, run]): Row => [
          `fit fails: ${name}`,
          async () => {
            const model = compiled();
            await refused(() => run(model));
            model.dispose();
          },
        ],
      ),
      [
        'fit with validation, class weights and callbacks',
        async () => {
          const model = compiled();
          await train(model, {
            validationSplit: 0.25,
            callbacks: [
              new callbacks.EarlyStopping({ monitor: 'val_loss', patience: 0, restoreBestWeights: true }),
              new callbacks.ReduceLROnPlateau({ monitor: 'loss' }),
              new callbacks.ModelCheckpoint(join(folder, 'checkpoint.keras')),
            ],
          });
          model.dispose();
        },
      ],
      [
        'evaluate',
        async () => {
          const model = compiled();
          await data((x, y) => tf.dispose(model.evaluate(x, y)));
          model.dispose();
        },
      ],
      [
        'evaluate fails',
        async () => {
          const model = compiled();
          await data((x, y) => refused(() => model.evaluate(y, x)));
          model.dispose();
        },
      ],
      [
        'predict',
        async () => {
          const model = net();
          await data((x) => tf.dispose(model.predict(x)));
          model.dispose();
        },
      ],
      [
        'predict fails',
        async () => {
          const model = net();
          await data((_, y) => refused(() => model.predict(y)));
          model.dispose();
        },
      ],
      [
        'trainOnBatch',
        async () => {
          const model = compiled();
          await data((x, y) => model.trainOnBatch(x, y));
          model.dispose();
        },
      ],
      [
        'fitDataset and evaluateDataset',
        async () => {
          const model = compiled();
          const rows = tf.data.array(Array.from({ length: 8 }, () => ({ xs: [1, 2, 3], ys: [1] }))).batch(4);
          await model.fitDataset(rows as never, { epochs: 2, verbose: 0 });
          tf.dispose((await model.evaluateDataset(rows as never, {} as never)) as never);
          model.dispose();
        },
      ],
      [
        'within tidy',
        async () => {
          const model = net();
          await data((x) => tf.tidy(() => (model.predict(x) as Tensor).sum().dataSync()));
          model.dispose();
        },
      ],
      [
        'a model made within tidy',
        () => {
          const made: LayersModel[] = [];
          tf.tidy(() => void made.push(compiled()));
          for (const model of made) model.dispose();
        },
      ],
    ]);
  });
}
