import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type Engine, loadEngine, type TfNamespace } from '../../../kernel/engine.js';
import { missingFolder, testEngine } from './engine.js';

const require = createRequire(import.meta.url);

describe('the embedded engine', () => {
  let engine: Engine;
  let tf: TfNamespace;
  const printed: unknown[][] = [];
  const listeners = () => [
    process.listenerCount('uncaughtException'),
    process.listenerCount('unhandledRejection'),
  ];
  const listenersBefore = listeners();

  beforeAll(async () => {
    for (const method of ['log', 'info', 'warn', 'error'] as const)
      vi.spyOn(console, method).mockImplementation((...args) => void printed.push(args));
    await expect(loadEngine({ wasmFolder: missingFolder })).rejects.toThrow(
      /there is no tfjs-backend-wasm-simd\.wasm in .*not-here/,
    );
    engine = await testEngine();
    tf = engine.tf;
  });

  it('tells what it is', () => {
    expect(tf.getBackend()).toBe('wasm');
    expect(engine.info).toEqual({ name: 'embedded', backend: 'wasm', label: 'embedded (WebAssembly SIMD)' });
    expect(tf.version.tfjs).toBe('4.22.0');
  });

  it('is loaded once', async () => {
    expect(await testEngine()).toBe(engine);
  });

  it('has what tfjs-node exports', () => {
    for (const name of [
      'tensor',
      'layers',
      'sequential',
      'loadLayersModel',
      'loadGraphModel',
      'data',
      'node',
      'io',
      'train',
    ])
      expect(tf, name).toHaveProperty(name);
    expect(tf.io.fileSystem).toBeTypeOf('function');
    expect(tf.io.withSaveHandler).toBeTypeOf('function');
    expect(tf.data.csv).toBeTypeOf('function');
    expect(() => tf.node.decodePng(new Uint8Array(1))).toThrow(/decodePng needs the native engine.*tensor3d/);
    expect(() => tf.node.tensorBoard('logs')).toThrow(/`TensorBoard` callback of 'epochbook'/);
  });

  it('has every kernel that the plain JavaScript backend has', () => {
    const names = (backend: string) => tf.getKernelsForBackend(backend).map(({ kernelName }) => kernelName);
    expect(names('cpu').length).toBeGreaterThan(160);
    expect(names('cpu').filter((name) => !names('wasm').includes(name))).toEqual([]);
  });

  it('gives tensors every method that @tensorflow/tfjs gives them', () => {
    const folder = join(dirname(require.resolve('@tensorflow/tfjs-core')), 'public', 'chained_ops');
    const names = readdirSync(folder)
      .filter((file) => file.endsWith('.js') && !/register|_test/.test(file))
      .flatMap((file) => [
        ...readFileSync(join(folder, file), 'utf8').matchAll(/Class\(\)\.prototype\.(\w+)/g),
      ])
      .map((match) => match[1] as string);
    expect(names.length).toBeGreaterThan(130);
    const x = tf.tensor1d([1, 2]) as unknown as Record<string, unknown>;
    expect(names.filter((name) => typeof x[name] !== 'function')).toEqual([]);
    const sums = tf.tidy(() =>
      tf
        .tensor1d([1, 2])
        .add(1)
        .mul([2, 3])
        .stack(tf.ones([2]))
        .toInt()
        .flatten()
        .arraySync(),
    );
    expect(sums).toEqual([4, 9, 1, 1]);
    expect(() => tf.tensor1d([1]).dispose()).not.toThrow();
    const gone = tf.scalar(1);
    gone.dispose();
    expect(() => gone.add(1)).toThrow('disposed');
  });

  it('trains, and prints nothing', async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
    model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.1) });
    const x = tf.tensor2d([0, 1, 2, 3], [4, 1]);
    const y = tf.tensor2d([1, 3, 5, 7], [4, 1]);
    const { history } = await model.fit(x, y, { epochs: 80, verbose: 0 });
    expect(history.loss?.at(-1)).toBeLessThan(0.02);
    const plain = tf.getBackend();
    await tf.setBackend('cpu');
    tf.tidy(() => tf.square([1, 2]).dataSync());
    await tf.setBackend(plain);
    expect(printed).toEqual([]);
  });

  it("leaves the process's own handling of errors alone", () => {
    expect(listeners()).toEqual(listenersBefore);
  });
});
