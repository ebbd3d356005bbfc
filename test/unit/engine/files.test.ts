import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TfNamespace } from '../../../kernel/engine.js';
import { random } from './both-backends.js';
import { testEngine } from './engine.js';

describe('models in files', () => {
  let tf: TfNamespace;
  let folder: string;
  let model: LayersModel;
  let x: Tensor;
  const predict = (of: LayersModel): number[] =>
    tf.tidy(() => Array.from((of.predict(x) as Tensor).dataSync()));

  beforeAll(async () => {
    tf = (await testEngine()).tf;
    folder = await mkdtemp(join(tmpdir(), 'epochbook-files-'));
    model = tf.sequential({
      layers: [
        tf.layers.conv1d({ filters: 3, kernelSize: 2, inputShape: [6, 2] }),
        tf.layers.batchNormalization({ scale: false }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 2 }),
      ],
    });
    model.compile({ loss: 'meanSquaredError', optimizer: 'adam' });
    x = random(tf, 1, [5, 6, 2]);
    await model.fit(x, random(tf, 2, [5, 2]), { epochs: 3, verbose: 0 });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are saved and loaded, and predict the same', async () => {
    const path = join(folder, '새 모델', 'deep');
    const { modelArtifactsInfo } = await model.save(`file://${path}`);
    expect((await readdir(path)).sort()).toEqual(['model.json', 'weights.bin']);
    expect(modelArtifactsInfo.weightDataBytes).toBe((await readFile(join(path, 'weights.bin'))).length);
    const loaded = await tf.loadLayersModel(`file://${join(path, 'model.json')}`);
    expect(predict(loaded)).toEqual(predict(model));
  });

  it('are saved and loaded by a path relative to the working folder, and through tf.io.fileSystem', async () => {
    const path = `./${relative(process.cwd(), join(folder, 'relative'))}`;
    await model.save(`file://${path}`);
    expect(predict(await tf.loadLayersModel(`file://${path}/model.json`))).toEqual(predict(model));
    const handler = tf.io.fileSystem(join(path, 'model.json'));
    expect(predict(await tf.loadLayersModel(handler))).toEqual(predict(model));
  });

  it("keep the optimizer's state when asked", async () => {
    await model.save(`file://${folder}/with-optimizer`, { includeOptimizer: true });
    const loaded = await tf.loadLayersModel(`file://${folder}/with-optimizer/model.json`);
    const y = random(tf, 3, [5, 2]);
    const losses = async (of: LayersModel) => {
      const { history } = await of.fit(x, y, { epochs: 3, verbose: 0, shuffle: false });
      return history.loss;
    };
    expect(await losses(loaded)).toEqual(await losses(model));
  });

  it('are replaced as a whole, and leave nothing beside', async () => {
    const path = join(folder, 'twice');
    await model.save(`file://${path}`);
    await model.save(`file://${path}`);
    expect((await readdir(path)).sort()).toEqual(['model.json', 'weights.bin']);
    expect(predict(await tf.loadLayersModel(`file://${path}/model.json`))).toEqual(predict(model));
  });

  it('are whole where saving another architecture over one breaks off, and ordinary again after the next save', async () => {
    const path = join(folder, 'broken-off');
    const load = async () => predict(await tf.loadLayersModel(`file://${path}/model.json`));
    const other = (units: number) =>
      tf.sequential({
        layers: [tf.layers.flatten({ inputShape: [6, 2] }), tf.layers.dense({ units })],
      });
    await model.save(`file://${path}`);
    // A folder in its place: the weights cannot be put where they belong.
    await rm(join(path, 'weights.bin'));
    await mkdir(join(path, 'weights.bin'));
    const [second, third] = [other(3), other(4)];
    await expect(second.save(`file://${path}`)).rejects.toThrow(`Cannot save to ${path}`);
    expect(await load()).toEqual(predict(second));
    await rm(join(path, 'weights.bin'), { recursive: true });
    await third.save(`file://${path}`);
    expect(await load()).toEqual(predict(third));
    expect((await readdir(path)).sort()).toEqual(['model.json', 'weights.bin']);
  });

  describe('that are not as they should be', () => {
    let path: string;
    const load = (file = 'model.json') => tf.loadLayersModel(`file://${join(path, file)}`);

    beforeAll(async () => {
      path = join(folder, 'broken');
      await model.save(`file://${path}`);
    });

    it('a missing folder', async () => {
      await expect(tf.loadLayersModel(`file://${folder}/none/model.json`)).rejects.toThrow(
        `Cannot load a model: ${folder}/none/model.json does not exist.`,
      );
    });

    it('a folder where the file is wanted', async () => {
      await expect(load('.')).rejects.toThrow(
        `is a folder. Give the path of its model.json: file://${path}/model.json`,
      );
    });

    it('a file where the folder is wanted', async () => {
      await writeFile(join(folder, 'a-file'), '');
      await expect(model.save(`file://${folder}/a-file`)).rejects.toThrow(
        'a-file is a file, and a model needs a folder',
      );
    });

    it('weights that were cut off', async () => {
      const weights = join(path, 'weights.bin');
      const { length } = await readFile(weights);
      await truncate(weights, length - 6);
      await expect(load()).rejects.toThrow(`${weights} should hold ${length} bytes and holds ${length - 6}.`);
    });

    it('weights that are gone', async () => {
      await rm(join(path, 'weights.bin'));
      await expect(load()).rejects.toThrow(`${join(path, 'weights.bin')} does not exist`);
    });

    it('a model.json that was cut off, and one that is something else', async () => {
      await writeFile(join(path, 'model.json'), '{"modelTopology": {');
      await expect(load()).rejects.toThrow(`${join(path, 'model.json')} is not whole JSON`);
      await writeFile(join(path, 'model.json'), '{"name": "package"}');
      await expect(load()).rejects.toThrow('has no "modelTopology"');
    });

    it('a folder that cannot be written leaves what was there', async () => {
      const target = join(folder, 'kept');
      await model.save(`file://${target}`);
      await rm(join(target, 'weights.bin'));
      await mkdir(join(target, 'weights.bin'));
      await expect(model.save(`file://${target}`)).rejects.toThrow();
      expect((await readdir(target)).sort()).toEqual(['model.json', 'weights.bin']);
    });
  });
});
