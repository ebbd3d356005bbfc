import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TfNamespace } from '../../../kernel/engine.js';
import { Hdf5Writer } from '../../../library/model-files/hdf5.js';
import {
  type FileModel,
  type FileTf,
  loadModelFile,
  loadWeightsFile,
  saveModelFile,
  saveWeightsFile,
} from '../../../library/model-files/index.js';
import { testEngine } from '../engine/engine.js';

let tf: TfNamespace;
let folder: string;
let model: LayersModel;

const path = (name: string): string => join(folder, name);
const save = (to: string, options?: object) => saveModelFile(model as FileModel, to, options);
const load = (from: string): Promise<LayersModel> =>
  loadModelFile(tf as unknown as FileTf & { loadLayersModel(path: string): Promise<LayersModel> }, from);
const weightsOf = (of: LayersModel): number[][] =>
  of.getWeights().map((weight) => Array.from(weight.dataSync()));

beforeAll(async () => {
  tf = (await testEngine()).tf;
  folder = mkdtempSync(join(tmpdir(), 'epochbook-model-files-'));
  model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 4, inputShape: [3], name: 'hidden' }),
      tf.layers.batchNormalization({ name: 'norm' }),
      tf.layers.dense({ units: 2, name: 'out' }),
    ],
  });
  model.compile({ loss: 'meanSquaredError', optimizer: 'adam', metrics: ['mae'] });
  await model.fit(tf.ones([8, 3]), tf.ones([8, 2]), { epochs: 2, verbose: 0 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => void vi.restoreAllMocks());

describe('a model', () => {
  it.each(['unused.h5', 'unused.keras'])('with an input that no layer uses keeps it in %s', async (name) => {
    const inputs = ['a', 'b', 'c'].map((input) => tf.input({ shape: [2], name: input }));
    const outputs = tf.layers.dense({ units: 1, name: 'head' }).apply(inputs[2] as never) as never;
    const three = tf.model({ inputs, outputs });
    await saveModelFile(three as FileModel, path(name));
    const again = await load(path(name));
    expect(again.inputNames).toEqual(['a', 'b', 'c']);
    const ones = tf.ones([1, 2]);
    const predicted = (of: LayersModel) => (of.predict([ones, ones, ones]) as Tensor).dataSync();
    expect(predicted(again)).toEqual(predicted(three));
  });

  it.each([
    'whole.h5',
    'whole.keras',
    'in/new/folders.h5',
    '한글 이름.keras',
    'folder',
    // As long as a system allows: 255 bytes.
    `${'n'.repeat(249)}.keras`,
    `${'모델'.repeat(41)}.h5`,
  ])('is saved as %s and comes back', async (name) => {
    const saved = await save(path(name), { includeOptimizer: true });
    expect(saved.path).toBe(path(name));
    const again = await load(`file://${path(name)}`);
    expect(weightsOf(again)).toEqual(weightsOf(model));
    expect(again.layers.map((layer) => layer.name)).toEqual(['hidden', 'norm', 'out']);
    expect(again.optimizer.getConfig()).toEqual(model.optimizer.getConfig());
    expect(again.metrics).toEqual(['mae']);
    const iterations = (of: LayersModel) => (of.optimizer as unknown as { iterations: number }).iterations;
    expect(iterations(again)).toBe(iterations(model));
  });

  it('leaves its compilation out when told to', async () => {
    for (const name of ['bare.h5', 'bare.keras']) {
      await save(path(name), { includeOptimizer: false });
      expect((await load(path(name))).optimizer).toBeUndefined();
    }
  });

  it('leaks no tensor when it is saved or loaded', async () => {
    for (const name of ['leak.h5', 'leak.keras']) {
      await save(path(name));
      const { numTensors } = tf.memory();
      await save(path(name));
      expect(tf.memory().numTensors).toBe(numTensors);
      const again = await load(path(name));
      const own = again.weights.length + 2 * again.trainableWeights.length;
      // Adam keeps two powers of its rates as well.
      expect(tf.memory().numTensors - numTensors).toBeLessThanOrEqual(own + 2);
      again.dispose();
    }
  });

  it('with a loss of the student’s own is saved without its compilation, said once', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const own = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    const myLoss = (a: object, b: object) => tf.losses.absoluteDifference(a as never, b as never);
    own.compile({ loss: myLoss as never, optimizer: 'sgd' });
    await saveModelFile(own as FileModel, path('own.h5'));
    await saveModelFile(own as FileModel, path('own.h5'));
    expect(warn.mock.calls.flat()).toEqual([
      expect.stringMatching(/own\.h5 is saved without how the model is compiled.*loss myLoss/),
    ]);
    expect((await load(path('own.h5'))).optimizer).toBeUndefined();
  });
});

describe('names', () => {
  it.each([
    ['model.hdf5', '.hdf5'],
    ['model.onnx', '.onnx'],
    ['model.pt', '.pt'],
    ['model.json', '.json'],
  ])('%s: no such format', async (name, ending) => {
    await expect(save(path(name))).rejects.toThrow(`${path(name)}: a model has no format "${ending}" here`);
    await expect(model.save(`file://${path(name)}`)).rejects.toThrow(`no format "${ending}" here`);
    expect(readdirSync(folder)).not.toContain(name);
  });

  it('x.weights.h5 is for weights alone, and x.bin is not for weights', async () => {
    await expect(save(path('x.weights.h5'))).rejects.toThrow(/weights alone\. Use saveWeights/);
    await expect(saveWeightsFile(model as FileModel, path('x.bin'))).rejects.toThrow(
      /ends in \.weights\.h5 .* or \.h5/,
    );
  });
});

describe('what cannot be expressed names the layer', () => {
  const cases: [string, (tf: TfNamespace) => unknown, RegExp][] = [
    [
      'a class of one’s own',
      () => ownLayer(),
      /its layer "mine" \(Mine\) is of a class that Keras has not\. A layer class of your own/,
    ],
    [
      'another gelu',
      ({ layers }) => layers.dense({ units: 2, activation: 'gelu_new' as never, name: 'g' }),
      /"g" \(Dense\) has activation "gelu_new", which Keras has not/,
    ],
    [
      'resizing',
      ({ layers }) => layers.resizing({ height: 2, width: 2, name: 'r' }),
      /"r" \(Resizing\) is computed otherwise by Keras/,
    ],
    [
      'a name',
      ({ layers }) => layers.dense({ units: 2, name: 'a/b' }),
      /"a\/b" \(Dense\) has a "\/" in its name/,
    ],
  ];
  const ownLayer = (): object => {
    class Mine extends tf.layers.Layer {
      static className = 'Mine';
      override call(inputs: never): never {
        return inputs;
      }
    }
    tf.serialization.registerClass(Mine as never);
    return new Mine({ name: 'mine' });
  };

  it.each(cases)('%s', async (_, layer, message) => {
    const net = tf.sequential({
      layers: [tf.layers.inputLayer({ inputShape: [4, 4, 2] }), layer(tf) as never],
    });
    for (const name of ['refused.h5', 'refused.keras']) {
      await expect(saveModelFile(net as FileModel, path(name))).rejects.toThrow(message);
      expect(readdirSync(folder)).not.toContain(name);
    }
  });

  it('Keras 3 has no hardSigmoid of tfjs in an Activation, and no ThresholdedReLU', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const gate = tf.sequential({
      layers: [tf.layers.activation({ activation: 'hardSigmoid', inputShape: [2], name: 'gate' })],
    });
    await expect(saveModelFile(gate as FileModel, path('gate.keras'))).rejects.toThrow(
      /"gate" \(Activation\) uses hardSigmoid/,
    );
    await saveModelFile(gate as FileModel, path('gate.h5'));
    const old = tf.sequential({ layers: [tf.layers.thresholdedReLU({ inputShape: [2], name: 'old' })] });
    await expect(saveModelFile(old as FileModel, path('old.keras'))).rejects.toThrow(
      /"old" \(ThresholdedReLU\) is not part of Keras 3/,
    );
  });

  it('a model without a shape has nothing to save', async () => {
    const empty = tf.sequential();
    await expect(saveModelFile(empty as FileModel, path('empty.h5'))).rejects.toThrow(/has no weights yet/);
  });
});

describe('files that are not as they should be', () => {
  const damage = (name: string, change: (bytes: Buffer) => Buffer): string => {
    const target = path(`damaged-${name}`);
    writeFileSync(target, change(readFileSync(path(name))));
    return target;
  };
  const half = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length >> 1);

  beforeAll(async () => {
    await save(path('good.h5'));
    await save(path('good.keras'));
    await saveWeightsFile(model as FileModel, path('good.weights.h5'));
    await saveWeightsFile(model as FileModel, path('legacy.h5'));
  });

  it.each(['none.h5', 'none.keras'])('%s does not exist', async (name) => {
    await expect(load(path(name))).rejects.toThrow(`Cannot load ${path(name)}: it does not exist.`);
    await expect(tf.loadLayersModel(`file://${path(name)}`)).rejects.toThrow('it does not exist');
  });

  it('a folder', async () => {
    mkdirSync(path('folder.h5'));
    await expect(load(path('folder.h5'))).rejects.toThrow('folder.h5: it is a folder, not a file.');
    await expect(save(path('folder.h5'))).rejects.toThrow('folder.h5: a folder of that name is there.');
  });

  it('a .h5 that was cut off, is text, is empty, or is damaged inside', async () => {
    const printed = vi.spyOn(console, 'error');
    await expect(load(damage('good.h5', half))).rejects.toThrow(
      /damaged-good\.h5: truncated file.*The file was cut off/,
    );
    await expect(load(damage('good.h5', () => Buffer.from('hello')))).rejects.toThrow('it is no HDF5 file');
    await expect(load(damage('good.h5', () => Buffer.alloc(0)))).rejects.toThrow('it is no HDF5 file');
    const torn = damage('good.h5', (bytes) => Buffer.from(bytes).fill(0xff, 200, 4000));
    await expect(load(torn)).rejects.toThrow(
      /^Cannot load .*damaged-good\.h5: .+ The file was cut off, damaged/,
    );
    expect(printed).not.toHaveBeenCalled();
  });

  it('weights of 16 bits, saved by Keras 3.15 under the policy float16', async () => {
    const saved = (name: string): string => join(import.meta.dirname, '../../saved', name);
    const sentence = /: its weights are 16-bit floats \(float16\).*set_dtype_policy\('float32'\)/;
    await expect(load(saved('float16.h5'))).rejects.toThrow(sentence);
    await expect(load(saved('float16.keras'))).rejects.toThrow(sentence);
    const half = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3], name: 'out' })] });
    await expect(
      loadWeightsFile(tf as never, half as FileModel, saved('float16.weights.h5')),
    ).rejects.toThrow(sentence);
  });

  it('a .keras that was cut off, is text, lacks a part, or is damaged inside', async () => {
    await expect(load(damage('good.keras', half))).rejects.toThrow(
      /damaged-good\.keras: it is no whole ZIP archive/,
    );
    await expect(load(damage('good.keras', () => Buffer.from('hello')))).rejects.toThrow(
      'it is no whole ZIP archive',
    );
    const { zipSync, unzipSync } = await import('fflate');
    const { 'model.weights.h5': _, ...rest } = unzipSync(readFileSync(path('good.keras')));
    await expect(load(damage('good.keras', () => Buffer.from(zipSync(rest))))).rejects.toThrow(
      'the archive has no model.weights.h5',
    );
    const flipped = damage('good.keras', (bytes) => {
      const copy = Buffer.from(bytes);
      const at = copy.length - 2000;
      copy[at] = (copy[at] ?? 0) ^ 0x40;
      return copy;
    });
    await expect(load(flipped)).rejects.toThrow('the checksum of model.weights.h5 is wrong');
  });

  it('an HDF5 file that is not Keras’', async () => {
    const writer = await Hdf5Writer.create();
    writer.array('temperatures', { shape: [2], data: Float32Array.of(1, 2) });
    writeFileSync(path('other.h5'), writer.end());
    await expect(load(path('other.h5'))).rejects.toThrow('it is an HDF5 file, but holds no Keras model');
    await expect(loadWeightsFile(tf as never, model as FileModel, path('other.h5'))).rejects.toThrow(
      /other\.h5: .*list of layers/,
    );
  });

  it('weights alone, where a model is wanted', async () => {
    await expect(load(path('legacy.h5'))).rejects.toThrow(
      'it holds weights alone, without a model: use loadWeights',
    );
  });

  it.each(['good.weights.h5', 'legacy.h5', 'good.h5'])(
    '%s of another model: the layer and the shapes are named, nothing changes',
    async (name) => {
      const build = (units: number, more: boolean): LayersModel =>
        tf.sequential({
          layers: [
            tf.layers.dense({ units, inputShape: [3], name: 'mine' }),
            tf.layers.batchNormalization({}),
            tf.layers.dense({ units: 2 }),
            ...(more ? [tf.layers.dense({ units: 2, name: 'more' })] : []),
          ],
        });
      const [wide, deep, fitting] = [build(5, false), build(4, true), build(4, false)];
      const before = weightsOf(wide);
      await expect(loadWeightsFile(tf as never, wide as FileModel, path(name))).rejects.toThrow(
        /belong to another model: its layer "hidden" has kernel of shape \[3, 4\], and "mine" of the model needs \[3, 5\]/,
      );
      expect(weightsOf(wide)).toEqual(before);
      await expect(loadWeightsFile(tf as never, deep as FileModel, path(name))).rejects.toThrow(
        /belong to another model/,
      );
      await loadWeightsFile(tf as never, fitting as FileModel, path(name));
      expect(weightsOf(fitting)).toEqual(weightsOf(model));
    },
  );

  it('more layers in the file than in the model', async () => {
    const short = tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [3] })] });
    await expect(loadWeightsFile(tf as never, short as FileModel, path('good.weights.h5'))).rejects.toThrow(
      /its layer "norm" .* is not in the model/,
    );
  });
});

describe('a save that fails', () => {
  const previous = async (name: string): Promise<() => void> => {
    await save(path(name));
    const bytes = readFileSync(path(name));
    return () => expect(readFileSync(path(name))).toEqual(bytes);
  };

  it('below a file', async () => {
    writeFileSync(path('a-file'), '');
    await expect(save(path('a-file/model.h5'))).rejects.toThrow(
      /Cannot save to .*: a part of the path is a file/,
    );
  });

  it('in a folder that may not be written', async ({ skip }) => {
    const target = path('closed');
    mkdirSync(target);
    const child = join(target, 'model.h5');
    if (process.getuid?.() === 0) {
      // Permissions do not bind root, but /proc does.
      symlinkSync('/proc/self', join(target, 'link'));
      await expect(save(join(target, 'link', 'model.h5'))).rejects.toThrow(/Cannot save to .*unchanged/);
      return;
    }
    if (process.platform === 'win32') return skip('permissions of folders do not close them on Windows');
    spawnSync('chmod', ['500', target]);
    await expect(save(child)).rejects.toThrow(/you may not write there/);
    spawnSync('chmod', ['700', target]);
  });

  it.for(['h5', 'keras', 'weights.h5'])(
    'on a full disk leaves the previous .%s whole, and nothing beside it',
    async (ending, { skip }) => {
      const disk = path(`disk-${ending}`);
      mkdirSync(disk);
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]);
      if (mounted.status !== 0) return skip('no small disk can be mounted here');
      try {
        const target = join(disk, `model.${ending}`);
        const write = (of: LayersModel) =>
          ending === 'weights.h5'
            ? saveWeightsFile(of as FileModel, target)
            : saveModelFile(of as FileModel, target);
        await write(model);
        const bytes = readFileSync(target);
        const large = tf.sequential({ layers: [tf.layers.dense({ units: 300, inputShape: [400] })] });
        await expect(write(large)).rejects.toThrow(
          /there is no room for its 0\.5 MB\. .*What was there before is unchanged/,
        );
        expect(readFileSync(target)).toEqual(bytes);
        expect(readdirSync(disk)).toEqual([`model.${ending}`]);
      } finally {
        spawnSync('umount', [disk]);
      }
    },
  );

  it('on a full disk leaves the previous folder of tfjs whole, and says so', async ({ skip }) => {
    const disk = path('disk-folder');
    mkdirSync(disk);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]);
    if (mounted.status !== 0) return skip('no small disk can be mounted here');
    try {
      const target = join(disk, 'model');
      await saveModelFile(model as FileModel, target);
      const files = () =>
        readdirSync(target).map((name) => [name, readFileSync(join(target, name), 'latin1')]);
      const before = files();
      const large = tf.sequential({ layers: [tf.layers.dense({ units: 300, inputShape: [400] })] });
      await expect(saveModelFile(large as FileModel, target)).rejects.toThrow(
        /Cannot save to .*model: there is no room for its 0\.5 MB\. Free some space/,
      );
      expect(files()).toEqual(before);
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  it('because of a layer leaves the previous file', async () => {
    const unchanged = await previous('kept.h5');
    const net = tf.sequential({
      layers: [tf.layers.resizing({ height: 2, width: 2, inputShape: [4, 4, 1] }) as never],
    });
    await expect(saveModelFile(net as FileModel, path('kept.h5'))).rejects.toThrow(/Resizing/);
    unchanged();
    expect(statSync(path('kept.h5')).size).toBeGreaterThan(0);
  });
});
