import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { TfNamespace } from '../../../kernel/engine.js';
import { describe as described } from '../../../kernel/output/describe.js';
import { asText } from '../../../kernel/output/show-value.js';

/** How an engine's tensors, models and the like are shown. */
export function shownValueChecks(tf: () => TfNamespace): void {
  describe('toString', () => {
    const rows: [name: string, make: () => { toString(verbose?: boolean): string }, text: string][] = [
      ['a vector', () => tf().tensor([1e-9, 2.5e-10]), 'Tensor\n    [ 1.0e-9, 2.5e-10]'],
      ['a scalar', () => tf().scalar(0.1), 'Tensor\n    0.1'],
      [
        'a matrix',
        () =>
          tf().tensor2d([
            [1, 2.5],
            [-3, 4],
          ]),
        'Tensor\n    [[ 1  ,  2.5],\n     [-3  ,  4  ]]',
      ],
      ['matrices', () => tf().ones([2, 1, 2]), 'Tensor\n    [[[1, 1]],\n\n     [[1, 1]]]'],
      ['whole numbers', () => tf().tensor([1, -20], [2], 'int32'), 'Tensor\n    [  1, -20]'],
      ['large whole numbers', () => tf().scalar(2_147_483_647, 'int32'), 'Tensor\n    2147483647'],
      ['truth', () => tf().tensor([1, 0], [2], 'bool'), 'Tensor\n    [true , false]'],
      ['words', () => tf().tensor(['a', 'b "c"\n']), 'Tensor\n    ["a", "b \\"c\\"\\n"]'],
      [
        'bytes',
        () => tf().tensor([new Uint8Array([255, 254])] as never, [1], 'string'),
        'Tensor\n    [<2 bytes: ff fe>]',
      ],
      ['complex', () => tf().complex([1, -2.5], [1e-9, -2]), 'Tensor\n    [ 1   + 1e-9j, -2.5 - 2e0j ]'],
      ['nothing', () => tf().tensor([]), 'Tensor float32 [0]\n    []'],
      ['no columns', () => tf().zeros([2, 0, 3]), 'Tensor float32 [2, 0, 3]\n    []'],
      [
        'many',
        () => tf().range(0, 2000),
        'Tensor float32 [2000]\n    [   0,    1,    2, ..., 1997, 1998, 1999]',
      ],
      [
        'many rows',
        () => tf().zeros([1000, 2]),
        `Tensor float32 [1000, 2]\n    [[0, 0],\n     [0, 0],\n     [0, 0],\n     ...,\n     [0, 0],\n     [0, 0],\n     [0, 0]]`,
      ],
      [
        'a buffer',
        () => tf().buffer([2], 'float32', new Float32Array([1e-9, 1])),
        'TensorBuffer\n    [1e-9,  1e0]',
      ],
    ];
    test.each(rows)('%s', (_, make, text) => {
      const before = tf().memory().numTensors;
      tf().tidy(() => {
        expect(make().toString()).toBe(text);
      });
      expect(tf().memory().numTensors).toBe(before);
    });

    test('verbose', () => {
      tf().tidy(() => {
        expect(tf().ones([1, 2]).toString(true)).toBe(
          'Tensor\n  dtype: float32\n  rank: 2\n  shape: [1,2]\n  values:\n    [[1, 1]]',
        );
      });
    });

    test('long rows break into lines', () => {
      const lines = tf().tidy(() => tf().range(0, 60).toString().split('\n'));
      expect(lines.length).toBeGreaterThan(3);
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(84);
      expect(lines.join(' ').match(/\d+/g)?.map(Number)).toEqual(
        [32, ...Array.from({ length: 60 }, (_, at) => at)].slice(1),
      );
    });

    test('a disposed tensor is an error, as in TensorFlow.js', () => {
      const tensor = tf().ones([2]);
      tensor.dispose();
      expect(() => tensor.toString()).toThrow(/disposed/);
    });

    test('of a very large tensor only the ends are read, and nothing is left over', () => {
      const before = tf().memory().numTensors;
      const large = tf().range(0, 1_200_000).reshape([1200, 1000]);
      const started = performance.now();
      const text = large.toString();
      expect(performance.now() - started).toBeLessThan(300);
      expect(text).toMatch(/^Tensor float32 \[1200, 1000\]\n {4}\[\[ {6}0, {7}1, {7}2, \.\.\., {5}997/);
      expect(text).toMatch(/1199997, 1199998, 1199999\]\]$/);
      tf().dispose(large);
      expect(tf().memory().numTensors).toBeLessThanOrEqual(before + 1);
    });
  });

  describe('as a value of a cell, printed, and within others', () => {
    const rows: [name: string, make: () => unknown, text: string | RegExp][] = [
      ['a tensor', () => tf().tensor([1e-9, 2.5e-10]), 'Tensor float32 [2]\n[ 1.0e-9, 2.5e-10]'],
      ['a scalar', () => tf().scalar(3), 'Tensor float32 []\n3'],
      [
        'in an array',
        () => [tf().tensor([1, 2]), tf().scalar(true)],
        '[ Tensor float32 [2] [1, 2], Tensor bool [] true ]',
      ],
      [
        'in an object',
        () => ({
          x: tf().tensor2d([
            [1, 2],
            [3, 4],
          ]),
        }),
        '{\n  x: Tensor float32 [2, 2]\n  [[1, 2],\n   [3, 4]]\n}',
      ],
      ['in a Map', () => new Map([['w', tf().tensor([0.5])]]), "Map(1) { 'w' => Tensor float32 [1] [0.5] }"],
      [
        'very deep',
        () => ({ a: { b: { c: { d: { e: tf().tensor([0.5]) } } } } }),
        /e: Tensor float32 \[1\]\s*\}/,
      ],
      ['many within others', () => [tf().zeros([100])], '[ Tensor float32 [100] [0, 0, 0, ..., 0, 0, 0] ]'],
      [
        'a variable',
        () => tf().variable(tf().tensor([1]), true, 'kernel-a'),
        'Variable "kernel-a" float32 [1]\n[1]',
      ],
      ['a buffer', () => tf().buffer([2], 'int32'), 'TensorBuffer int32 [2]\n[0, 0]'],
      [
        'a model',
        () => {
          const model = tf().sequential({
            name: 'shown',
            layers: [tf().layers.dense({ units: 2, inputShape: [3], name: 'first' })],
          });
          model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
          return model;
        },
        'Sequential "shown": 1 layer, 8 parameters (8 trainable), compiled with SGD, meanSquaredError\n  first  Dense  [null, 2]  8',
      ],
      ['a model that is not built', () => tf().sequential({ name: 'bare' }), /^Sequential "bare": 0 layers/],
      ['a layer', () => tf().layers.dropout({ rate: 0.5, name: 'drop' }), /^Dropout "drop" \{.*rate: 0\.5/s],
      [
        'the weights of a layer',
        () =>
          tf().sequential({
            layers: [tf().layers.dense({ units: 1, inputShape: [2], kernelInitializer: 'ones', name: 'w' })],
          }).layers[0]?.weights,
        /LayerVariable "w\/kernel" float32 \[2, 1\]\s+\[\[1\],\s+\[1\]\].*LayerVariable "w\/bias" float32 \[1\]/s,
      ],
      [
        'a symbolic tensor',
        () => tf().input({ shape: [4], name: 'in' }),
        'SymbolicTensor "in" float32 [null, 4]',
      ],
      ['an optimizer', () => tf().train.sgd(0.5), 'SGD optimizer { learningRate: 0.5 }'],
      ['a data set', () => tf().data.array([1, 2, 3]), 'Dataset (3 elements)'],
      [
        'a data set that is not counted',
        () =>
          tf()
            .data.array([1, 2, 3])
            .filter(() => true),
        'Dataset (of unknown size)',
      ],
    ];
    test.each(rows)('%s', (_, make, text) => {
      const value = make();
      for (const shown of [asText(value), described(value), inspect(value, { depth: 4 })])
        typeof text === 'string' ? expect(shown).toBe(text) : expect(shown).toMatch(text);
    });

    test('disposed', () => {
      const tensor = tf().ones([2]);
      tensor.dispose();
      expect(asText([tensor])).toContain('Tensor float32 [2] (disposed: its values are gone)');
    });

    test('a history', async () => {
      const model = tf().sequential({ layers: [tf().layers.dense({ units: 1, inputShape: [1] })] });
      model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
      const history = await model.fit(tf().zeros([2, 1]), tf().zeros([2, 1]), { epochs: 2, verbose: 0 });
      expect(asText(history)).toBe('History { epoch: [ 0, 1 ], history: { loss: [ 0, 0 ] } }');
    });

    test('showing leaves no tensor behind', () => {
      const value = { a: tf().ones([1001, 1000]), b: [tf().scalar(1)] };
      const before = tf().memory().numTensors;
      asText(value);
      expect(tf().memory().numTensors).toBe(before);
    });
  });
}
