import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nativeStorage, noNative } from '../native-engine.js';
import { TestKernel } from './kernel.js';

const NET = `import * as tf from '@tensorflow/tfjs-node';
import { loadModel, loadWeights, saveModel, saveWeights } from 'epochbook';
const model = tf.sequential({ layers: [
  tf.layers.dense({ units: 8, inputShape: [4], activation: 'relu' }),
  tf.layers.batchNormalization({}),
  tf.layers.dense({ units: 2 }),
] });
model.compile({ loss: 'meanSquaredError', optimizer: 'adam', metrics: ['mae'] });
const x = tf.randomNormal([12, 4]), y = tf.randomNormal([12, 2]);
await model.fit(x, y, { epochs: 2, verbose: 0 });
const numbers = (of) => JSON.stringify(Array.from(of.predict(x).dataSync()));
const before = numbers(model);
const losses = async (of) => (await of.fit(x, y, { epochs: 2, shuffle: false })).history.loss;
tf.getBackend()`;

describe.each([
  ['embedded', 'wasm', ''],
  ['native', 'tensorflow', noNative],
] as const)('model files on the %s engine', (engine, backend, reason) => {
  describe.skipIf(reason)(reason, () => {
    let kernel: TestKernel;
    beforeAll(async () => {
      kernel = await TestKernel.start({ engine, env: { EPOCHBOOK_STORAGE: nativeStorage } });
      const { value, error } = await kernel.run(NET);
      expect(error).toBeUndefined();
      expect(value).toBe(backend);
    });
    afterAll(() => kernel.end());

    const expectTrue = async (code: string): Promise<void> => {
      const { value, error, text } = await kernel.run(code);
      expect(error).toBeUndefined();
      expect(text).toBe('');
      expect(value).toBe('true');
    };

    test.each(['h5', 'keras'])(
      'model.save and tf.loadLayersModel take file://….%s, beside the notebook',
      async (suffix) => {
        await expectTrue(`await model.save('file://./new/my_model.${suffix}');
const again${suffix} = await tf.loadLayersModel('file://new/my_model.${suffix}');
numbers(again${suffix}) === before`);
        expect(existsSync(join(kernel.folder, 'new', `my_model.${suffix}`))).toBe(true);
      },
    );

    test('tf.io.fileSystem takes them as well, and folders stay as they were', async () => {
      await expectTrue(`await model.save(tf.io.fileSystem('handler.h5'));
const handled = await tf.loadLayersModel(tf.io.fileSystem('handler.h5'));
await model.save('file://folder');
const folder = await tf.loadLayersModel('file://folder/model.json');
numbers(handled) === before && numbers(folder) === before`);
      expect(existsSync(join(kernel.folder, 'folder', 'weights.bin'))).toBe(true);
    });

    test('saveModel, loadModel, saveWeights and loadWeights of the library', async () => {
      await expectTrue(`await saveModel(model, 'lib.keras');
await saveModel(model, 'lib-folder');
await saveWeights(model, 'lib.weights.h5');
await saveWeights(model, 'legacy.h5');
const [a, b] = [await loadModel('lib.keras'), await loadModel('file://lib-folder')];
const same = numbers(a) === before && numbers(b) === before;
a.setWeights(a.getWeights().map((weight) => tf.zerosLike(weight)));
await loadWeights(a, 'lib.weights.h5');
const first = numbers(a) === before;
a.setWeights(a.getWeights().map((weight) => tf.zerosLike(weight)));
await loadWeights(a, 'legacy.h5');
same && first && numbers(a) === before`);
    });

    test('training goes on where it was', async () => {
      await expectTrue(`await model.save('file://mid.keras');
const [mine, theirs] = [await losses(model), await losses(await tf.loadLayersModel('file://mid.keras'))];
mine.every((loss, i) => Math.abs(loss - theirs[i]) < 1e-5)`);
    });

    test('errors name the file', async () => {
      const { error } = await kernel.run(`await tf.loadLayersModel('file://none.h5')`);
      expect(error).toContain(`Cannot load ${join(kernel.folder, 'none.h5')}: it does not exist.`);
    });
  });
});
