import type { Tensor, Tensor1D, Tensor2D, Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TfNamespace } from '../../../kernel/engine.js';
import { expectSame, random, randomInts, randomValues } from './both-backends.js';
import { testEngine } from './engine.js';

let tf: TfNamespace;
beforeAll(async () => {
  tf = (await testEngine()).tf;
});

const gradients = (f: (...x: Tensor[]) => Tensor, ...x: Tensor[]) => tf.grads(f)(x);
const squared = (x: Tensor): Tensor => tf.square(x);

/**
 * The definition of a gradient, where the plain JavaScript kernels are wrong: of a function that is linear in each input, what
 * it sends back along dy has with that input the product that dy has with the result. Largest and average are, too.
 */
function expectGradientsByDefinition(f: (...x: Tensor[]) => Tensor, ...inputs: Tensor[]): void {
  const differences = tf.tidy(() => {
    const result = f(...inputs);
    const dy = random(tf, 46, result.shape);
    const forward = tf.sum(tf.mul(dy, result));
    return tf
      .grads(f)(inputs, dy)
      .map((back, i) => tf.sub(tf.sum(tf.mul(back, inputs[i] as Tensor)), forward).dataSync()[0]);
  });
  tf.dispose(inputs);
  for (const difference of differences) expect(Math.abs(difference as number)).toBeLessThan(2e-3);
}

describe('Slice', () => {
  it.each([
    { x: [5, 3], begin: [1, 0], size: [3, 3] },
    { x: [5, 3], begin: [1, 1], size: [3, 2] },
    { x: [5, 3], begin: [4, 0], size: [1, 2] },
    { x: [7], begin: [2], size: [-1] },
    { x: [4, 3, 2], begin: [1, 0, 0], size: [2, -1, -1] },
    { x: [4, 3, 2], begin: [1, 1, 0], size: [1, 2, 2] },
    { x: [4, 3, 2, 2], begin: [0, 1, 0, 1], size: [4, 2, 2, 1] },
    { x: [5, 3], begin: [2, 0], size: [0, 3] },
    { x: [0, 3], begin: [0, 0], size: [0, 3] },
  ])('takes $size of $x from $begin', ({ x, begin, size }) =>
    expectSame(tf, () => [
      tf.slice(random(tf, 1, x), begin, size),
      tf.slice(randomInts(tf, 2, x, [-9, 9]), begin, size),
      tf.slice(tf.cast(randomInts(tf, 3, x, [0, 1]), 'bool'), begin, size),
    ]),
  );

  it('takes rows of a large tensor without copying the rest', () => {
    const large = tf.zeros([16_000, 1000]);
    const started = process.cpuUsage();
    for (let i = 0; i < 500; i++) tf.slice(large, [i, 0], [1, 1000]).dispose();
    const { user, system } = process.cpuUsage(started);
    large.dispose();
    expect(user + system).toBeLessThan(1_000_000);
  });
});

describe('UnsortedSegmentSum', () => {
  it.each([
    { x: [5, 3], ids: [5], segments: 4 },
    { x: [6, 3, 4], ids: [6], segments: 7 },
    { x: [6], ids: [6], segments: 2 },
    { x: [0, 3], ids: [0], segments: 3 },
    { x: [4, 0], ids: [4], segments: 3 },
  ])('sums $x by $segments ids', ({ x, ids, segments }) =>
    // Ids reach one below and one above the segments: those rows are left out.
    expectSame(tf, () =>
      tf.unsortedSegmentSum(
        random(tf, 1, x),
        randomInts(tf, 2, ids, [-1, segments + 1]) as Tensor1D,
        segments,
      ),
    ),
  );

  it('is the gradient of an embedding', () =>
    expectSame(tf, () =>
      gradients(
        (table) => squared(tf.gather(table, randomInts(tf, 3, [4, 6], [0, 9]))),
        random(tf, 4, [9, 5]),
      ),
    ));

  it('keeps whole numbers whole', () => {
    const sums = tf.tidy(() =>
      tf.unsortedSegmentSum(tf.tensor1d([1, 2, 4], 'int32'), tf.tensor1d([1, 0, 1], 'int32'), 2),
    );
    expect([sums.dtype, Array.from(sums.dataSync())]).toEqual(['int32', [2, 5]]);
    sums.dispose();
  });
});

const images = [
  { x: [2, 7, 6, 3], filter: [3, 3, 3, 4] },
  { x: [1, 5, 9, 1], filter: [2, 3, 1, 2] },
  { x: [3, 8, 8, 2], filter: [1, 1, 2, 5] },
  { x: [1, 4, 4, 2], filter: [4, 4, 2, 1] },
  { x: [0, 5, 5, 2], filter: [3, 3, 2, 2] },
];
const windows = [1, 2, 3].flatMap((strides) => (['same', 'valid'] as const).map((pad) => ({ strides, pad })));

describe.each(windows)('of windows with strides $strides and padding $pad,', ({ strides, pad }) => {
  it.each(images)('a convolution of $x with $filter and its gradients', ({ x, filter }) =>
    expectSame(
      tf,
      () => {
        const f = (x: Tensor, filter: Tensor) =>
          squared(tf.conv2d(x as Tensor4D, filter as Tensor4D, strides, pad));
        const inputs = [random(tf, 5, x), random(tf, 6, filter)] as const;
        return [f(...inputs), ...gradients(f as (...x: Tensor[]) => Tensor, ...inputs)];
      },
      1e-5,
    ),
  );

  it.each(images)('a depthwise convolution of $x and its gradients', ({ x, filter }) =>
    expectSame(tf, () => {
      const f = (x: Tensor, filter: Tensor) =>
        squared(tf.depthwiseConv2d(x as Tensor4D, filter as Tensor4D, strides, pad));
      const inputs = [random(tf, 7, x), random(tf, 8, [...filter.slice(0, 3), 2])] as const;
      return [f(...inputs), ...gradients(f as (...x: Tensor[]) => Tensor, ...inputs)];
    }),
  );

  it.each(images)('pooling of $x and its gradients', ({ x, filter }) =>
    expectSame(tf, () => {
      const size = filter.slice(0, 2) as [number, number];
      const max = (x: Tensor) => squared(tf.maxPool(x as Tensor4D, size, strides, pad));
      const average = (x: Tensor) => squared(tf.avgPool(x as Tensor4D, size, strides, pad));
      // Shifted so that most maxima are negative.
      const input = tf.sub(random(tf, 9, x), 1.5);
      return [max(input), average(input), ...gradients(max, input)];
    }),
  );

  it.each(images)('the gradient of an average of $x, of which padding is no part', ({ x, filter }) =>
    expectGradientsByDefinition(
      (x) => tf.avgPool(x as Tensor4D, filter.slice(0, 2) as [number, number], strides, pad),
      random(tf, 9, x),
    ),
  );

  it('the gradients of a 3D convolution and of 3D pooling', () => {
    expectGradientsByDefinition(
      ((x: Tensor, filter: Tensor) => tf.conv3d(x as Tensor5D, filter as Tensor5D, strides, pad)) as (
        ...x: Tensor[]
      ) => Tensor,
      random(tf, 10, [2, 4, 5, 6, 2]),
      random(tf, 11, [2, 3, 2, 2, 3]),
    );
    for (const pool of [tf.maxPool3d, tf.avgPool3d])
      expectGradientsByDefinition(
        (x) => pool(x as Tensor5D, [1, 2, 3], strides, pad),
        random(tf, 10, [2, 4, 5, 6, 2]),
      );
  });

  // Where strides leave gaps between windows tfjs-core pads less than nothing, and the plain kernels move every window.
  it('3D windows start at the first value where strides leave gaps', () => {
    const [max, average, convolved] = tf.tidy(() => {
      const x = tf.reshape(tf.range(0, 7 * 7 * 7), [1, 7, 7, 7, 1]) as Tensor5D;
      const every = Math.max(strides, 3);
      return [
        tf.maxPool3d(x, 1, every, pad),
        tf.avgPool3d(x, 1, every, pad),
        tf.conv3d(x, tf.ones([1, 1, 1, 1, 1]) as Tensor5D, every, pad),
      ].map((y) => Array.from(y.dataSync().slice(0, 3)));
    });
    expect([max, average, convolved]).toEqual(Array(3).fill([0, 3, 6]));
  });

  it('a transposed convolution and its gradients', () =>
    expectSame(tf, () => {
      const size = (input: number, filter: number) =>
        pad === 'same' ? input * strides : (input - 1) * strides + filter;
      const f = (x: Tensor, filter: Tensor) =>
        squared(
          tf.conv2dTranspose(x as Tensor4D, filter as Tensor4D, [2, size(5, 3), size(4, 2), 3], strides, pad),
        );
      return gradients(
        f as (...x: Tensor[]) => Tensor,
        random(tf, 12, [2, 5, 4, 2]),
        random(tf, 13, [3, 2, 3, 2]),
      );
    }));
});

it(
  'convolves in parts when the unfolded input is large',
  () =>
    expectSame(
      tf,
      () => {
        // 3·3·16 taps at 2·128·128 positions: three parts.
        const f = (x: Tensor, filter: Tensor) => tf.conv2d(x as Tensor4D, filter as Tensor4D, 1, 'same');
        return gradients(
          f as (...x: Tensor[]) => Tensor,
          random(tf, 14, [2, 128, 128, 16]),
          random(tf, 15, [3, 3, 16, 2]),
        );
      },
      1e-4,
    ),
  60_000,
);

// As TensorFlow has it; the plain backend gives NaN. The last case has a part of eight channels and one of three.
it.each([1, 4, 11])('max pooling of %i channels passes a NaN over', (channels) => {
  const { NaN: nan } = Number;
  const repeat = (values: number[]) => values.flatMap((value) => Array<number>(channels).fill(value));
  const pooled = (x: Tensor) => tf.maxPool(x as Tensor4D, 2, 2, 'valid');
  const [y, gradient] = tf.tidy(() => {
    const x = tf.tensor(repeat([1, 2, nan, 3, nan, nan, 4, 5, 6, 7, nan, -Infinity]), [1, 2, 6, channels]);
    const dy = tf.tensor(repeat([1, 2, 3]), [1, 1, 3, channels]);
    return [pooled(x), tf.grad(pooled)(x, dy)].map((tensor) => Array.from(tensor.dataSync()));
  });
  const lowest = -3.4028234663852886e38;
  expect(y).toEqual(repeat([5, 7, lowest]));
  // Where a window begins with NaN, its place takes the gradient.
  expect(gradient).toEqual(repeat([0, 0, 2, 0, 3, 0, 0, 1, 0, 0, 0, 0]));
});

it('names the window that is larger than its image', () => {
  const x = tf.ones([1, 3, 3, 1]) as Tensor4D;
  expect(() => tf.conv2d(x, tf.ones([5, 2, 1, 1]) as Tensor4D, 1, 'valid')).toThrow(
    /^tf\.conv2d\(.*a window of 5×2 does not fit into an input of 3×3/,
  );
  expect(() => tf.maxPool(x, 4, 1, 'valid')).toThrow(/^tf\.maxPool\(.*a window of 4×4 does not fit/);
  x.dispose();
});

it('convolves with dilation', () =>
  expectSame(tf, () => [
    tf.conv2d(
      random(tf, 16, [2, 9, 8, 3]) as Tensor4D,
      random(tf, 17, [3, 2, 3, 4]) as Tensor4D,
      1,
      'same',
      'NHWC',
      2,
    ),
    tf.depthwiseConv2d(
      random(tf, 18, [2, 9, 8, 3]) as Tensor4D,
      random(tf, 19, [3, 2, 3, 2]) as Tensor4D,
      1,
      'valid',
      'NHWC',
      [2, 3],
    ),
  ]));

describe('BatchMatMul', () => {
  it.each([
    { a: [3, 4], b: [4, 2] },
    { a: [60, 130], b: [130, 50] },
    { a: [2, 30, 40], b: [2, 40, 25] },
    { a: [2, 30, 40], b: [40, 25] },
    { a: [1, 30, 40], b: [3, 40, 25] },
    { a: [1, 2, 30, 40], b: [3, 2, 40, 25] },
    { a: [0, 4], b: [4, 2] },
    { a: [3, 0], b: [0, 2] },
  ])('multiplies $a by $b, with and without transposed factors', ({ a, b }) =>
    expectSame(tf, () => {
      const swap = (shape: number[]) => [...shape.slice(0, -2), ...shape.slice(-2).reverse()];
      return [false, true].flatMap((transposeA) =>
        [false, true].map((transposeB) =>
          tf.matMul(
            random(tf, 20, transposeA ? swap(a) : a),
            random(tf, 21, transposeB ? swap(b) : b),
            transposeA,
            transposeB,
          ),
        ),
      );
    }),
  );

  it.each([8, 40])('repeats both factors (the plain JavaScript kernel cannot), inner size %i', (inner) => {
    const worst = tf.tidy(() => {
      const a = random(tf, 42, [2, 1, 9, inner]);
      const b = random(tf, 43, [3, inner, 30]);
      const repeated = tf.matMul(tf.tile(a, [1, 3, 1, 1]), tf.tile(b.expandDims(0), [2, 1, 1, 1]));
      return tf.max(tf.abs(tf.sub(tf.matMul(a, b), repeated))).dataSync()[0];
    });
    expect(worst).toBeLessThan(1e-5);
  });

  describe('of factors that hold hardly anything but zeros', () => {
    /** [rows][length], of which one value in `every` is other than 0. */
    const few = (rows: number, length: number, every: number): Tensor2D =>
      tf.tensor2d(
        randomValues(60, [rows * length]).map((value, at) => ((at * 7919) % every === 0 ? value : 0)),
        [rows, length],
      );

    it.each([
      { rows: 9, length: 1030, columns: 16, every: 50 },
      { rows: 9, length: 1030, columns: 3, every: 50 },
      { rows: 30, length: 512, columns: 1, every: 9 },
      { rows: 3, length: 515, columns: 7, every: 1 },
      { rows: 5, length: 600, columns: 300, every: 40 },
      { rows: 4, length: 600, columns: 5, every: 1e9 },
    ])('$rows rows of $length, $columns columns, one value in $every', ({ rows, length, columns, every }) =>
      expectSame(tf, () => [
        tf.matMul(few(rows, length, every), random(tf, 61, [length, columns])),
        tf.matMul(few(rows, length, every), random(tf, 62, [rows, columns]), true),
        tf.matMul(few(rows, length, every), random(tf, 63, [columns, length]), false, true),
      ]),
    );

    it.each([Number.NaN, Number.POSITIVE_INFINITY])('a zero times %d is NaN', (value) => {
      const products = tf.tidy(() => {
        const x = few(6, 700, 60);
        const spoilt = (rows: number): Tensor2D =>
          tf.tensor2d(
            Array.from({ length: rows * 4 }, (_, at) => (at === 5 ? value : 1)),
            [rows, 4],
          );
        return [tf.matMul(x, spoilt(700)), tf.matMul(x, spoilt(6), true)].map(
          (y) => y.arraySync() as number[][],
        );
      });
      for (const product of products) {
        expect(product.filter((row) => Number.isNaN(row[1])).length).toBeGreaterThan(product.length / 2);
        expect(product.flatMap(([first]) => first).every(Number.isFinite)).toBe(true);
      }
    });

    it('NaN and infinity of theirs go on', () => {
      const sums = tf.tidy(() => {
        const values = new Float32Array(3 * 600);
        values[700] = Number.NaN;
        values[1300] = Number.POSITIVE_INFINITY;
        return tf.matMul(tf.tensor2d(values, [3, 600]), tf.ones([600, 2])).arraySync();
      });
      expect(sums).toEqual([
        [0, 0],
        [Number.NaN, Number.NaN],
        [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
      ]);
    });
  });

  it('adds the bias of a fused product once, whatever its factors are', () =>
    expectSame(tf, () =>
      [false, true].map((transposeB) =>
        tf.fused.matMul({
          a: random(tf, 22, [7, 130]) as Tensor2D,
          b: random(tf, 23, transposeB ? [50, 130] : [130, 50]) as Tensor2D,
          bias: random(tf, 24, [50]),
          activation: 'relu',
          transposeB,
        }),
      ),
    ));
});

describe('reductions and broadcasts', () => {
  it.each([
    { shape: [3, 4], axis: 0 },
    { shape: [3, 4], axis: 1 },
    { shape: [2, 3, 4], axis: 1 },
    { shape: [2, 3, 4, 5], axis: [0, 1, 2] },
    { shape: [2, 3, 4, 5], axis: [2, 1] },
    { shape: [2, 3, 4, 5], axis: [0, 2] },
    { shape: [2, 3, 4], axis: undefined },
    { shape: [], axis: undefined },
  ])('sum and mean of $shape over $axis', ({ shape, axis }) =>
    expectSame(tf, () => {
      const x = random(tf, 25, shape);
      return [tf.sum(x, axis), tf.mean(x, axis), tf.sum(x, axis, true), tf.mean(x, axis, true)];
    }),
  );

  it.each([
    [
      [40, 1, 16],
      [40, 30, 16],
    ],
    [
      [1, 1, 1, 32],
      [4, 8, 8, 32],
    ],
    [[4, 8, 8, 32], [32]],
    [
      [60, 50],
      [60, 1],
    ],
    [
      [60, 1],
      [1, 50],
    ],
    [[], [60, 50]],
    [
      [3, 1, 20, 1],
      [1, 7, 1, 30],
    ],
    [[0, 3], [3]],
    [[1], [4000]],
  ])('arithmetic of %j and %j', (a, b) =>
    expectSame(tf, () => {
      const left = random(tf, 26, a);
      const right = tf.add(random(tf, 27, b), 3);
      return [tf.add(left, right), tf.sub(left, right), tf.mul(left, right), tf.div(left, right)];
    }),
  );

  it.each([
    { shape: [2, 3], reps: [2, 2] },
    { shape: [1, 1, 1, 5], reps: [2, 3, 4, 1] },
    { shape: [2, 1, 3], reps: [1, 3, 2] },
    { shape: [4], reps: [0] },
    { shape: [], reps: [] },
  ])('tile of $shape by $reps', ({ shape, reps }) =>
    expectSame(tf, () => [
      tf.tile(random(tf, 28, shape), reps),
      tf.tile(tf.tensor(randomValues(28, shape, 'bool'), shape, 'bool'), reps),
    ]),
  );

  it.each([
    { x: [6, 3], indices: [4], axis: 0, batchDims: 0 },
    { x: [6, 3], indices: [2, 2], axis: 1, batchDims: 0 },
    { x: [6, 100], indices: [0], axis: 0, batchDims: 0 },
    { x: [5, 4, 3], indices: [5, 2], axis: 1, batchDims: 1 },
    { x: [6, 100], indices: [], axis: 0, batchDims: 0 },
  ])('gather from $x at $indices along $axis', ({ x, indices, axis, batchDims }) =>
    expectSame(tf, () => tf.gather(random(tf, 29, x), randomInts(tf, 30, indices, [0, 3]), axis, batchDims)),
  );

  it('names the index that gather does not find', () => {
    expect(() => tf.tidy(() => tf.gather(tf.zeros([3, 2]), tf.tensor1d([0, 7], 'int32')))).toThrow(
      'the index value 7 is not in [0, 2]',
    );
  });

  it('runs along any axis, also counted from the end', () =>
    expectSame(tf, () =>
      [0, 1, 2].flatMap((axis) => [
        tf.cumsum(random(tf, 31, [2, 3, 4]), axis),
        tf.cumsum(random(tf, 31, [2, 3, 4]), axis, true, true),
        tf.cumprod(random(tf, 31, [2, 3, 4]), axis, true),
      ]),
    ).then(() => {
      const [last, named] = tf.tidy(() =>
        [-1, 2].map((axis) => tf.cumsum(random(tf, 31, [2, 3, 4]), axis).dataSync()),
      );
      expect(last).toEqual(named);
    }));
});

describe('the gradients of resizing', () => {
  const cases = [false, true].flatMap((alignCorners) =>
    [false, true].flatMap((halfPixelCenters) =>
      [
        [6, 10],
        [3, 5],
        [2, 7],
      ].map((size) => ({ alignCorners, halfPixelCenters, size })),
    ),
  );
  // The plain JavaScript kernels are wrong here, so the check is the definition of a gradient of a
  // linear function: what it sends back along dy has with x the product that dy has with f(x).
  it.each(cases.filter(({ alignCorners, halfPixelCenters }) => !(alignCorners && halfPixelCenters)))(
    'to $size, aligned $alignCorners, half pixels $halfPixelCenters',
    ({ size, alignCorners, halfPixelCenters }) => {
      for (const resize of [tf.image.resizeNearestNeighbor, tf.image.resizeBilinear]) {
        const difference = tf.tidy(() => {
          const f = (x: Tensor) =>
            resize(x as Tensor4D, size as [number, number], alignCorners, halfPixelCenters);
          const x = random(tf, 44, [2, 3, 5, 2]);
          const dy = random(tf, 45, [2, ...size, 2]);
          const back = tf.grad(f)(x, dy);
          return tf.sub(tf.sum(tf.mul(back, x)), tf.sum(tf.mul(dy, f(x)))).dataSync()[0];
        });
        expect(Math.abs(difference as number)).toBeLessThan(1e-4);
      }
    },
  );
});

describe('types and special values', () => {
  it('casts between all types', () =>
    expectSame(tf, () =>
      (['float32', 'int32', 'bool'] as const).flatMap((from) =>
        (['float32', 'int32', 'bool'] as const).map((to) =>
          tf.cast(tf.tensor(randomValues(32, [40], from, [-300, 300]), [40], from), to),
        ),
      ),
    ));

  it('finds fractions, negative numbers and 256 true', () => {
    const values = tf.tidy(() => tf.cast(tf.tensor1d([0.5, -0.25, 0, 256]), 'bool').dataSync());
    expect(Array.from(values)).toEqual([1, 1, 0, 1]);
  });

  it('keeps NaN when clipping, so a diverged loss shows', () => {
    const values = tf.tidy(() => tf.clipByValue(tf.tensor1d([Number.NaN, -1, 0.5, 7]), 0, 1).dataSync());
    expect(Array.from(values)).toEqual([Number.NaN, 0, 0.5, 1]);
  });

  it('computes with types that the WebAssembly kernels do not know, without harm to its memory', () =>
    expectSame(tf, () => {
      const bools = tf.tensor(randomValues(33, [3, 4], 'bool'), [3, 4], 'bool');
      const ints = randomInts(tf, 34, [3, 4], [1, 5]);
      return [
        tf.mul(bools, bools),
        tf.where(bools, bools, tf.logicalNot(bools)),
        tf.div(ints, ints),
        tf.mod(ints, tf.scalar(3, 'int32')),
        tf.pow(ints, tf.scalar(2, 'int32')),
        tf.acos(tf.cast(bools, 'float32')),
        tf.neg(ints),
        tf.reverse(bools, 1),
        tf.oneHot(tf.reshape(ints, [12]) as Tensor1D, 6, 1, 0, 'float32'),
        tf.sum(ints, 0),
        tf.max(ints, 1),
        tf.matMul(ints, ints, false, true),
        tf.prelu(random(tf, 35, [3, 4]), random(tf, 36, [3, 1])),
      ];
    }));

  it('computes with complex numbers', () =>
    expectSame(tf, () => {
      const z = tf.complex(random(tf, 37, [2, 8]), random(tf, 38, [2, 8]));
      const w = tf.mul(tf.fft(z), tf.add(z, z));
      return [
        tf.real(w),
        tf.imag(w),
        tf.abs(tf.transpose(w)),
        tf.signal.stft(random(tf, 39, [16]) as Tensor1D, 4, 2).abs(),
      ];
    }));

  it('computes with strings', () => {
    const words = tf.tidy(() => {
      const x = tf.tensor1d(['a', 'bb', 'c']);
      return [
        tf.concat([x, tf.slice(x, 1, 2)]),
        tf.tile(x, [2]),
        tf.equal(x, tf.tensor1d(['a', 'x', 'c'])),
      ].map((result) => Array.from(result.dataSync() as unknown as string[]));
    });
    expect(words).toEqual([
      ['a', 'bb', 'c', 'bb', 'c'],
      ['a', 'bb', 'c', 'a', 'bb', 'c'],
      [1, 0, 1],
    ]);
  });

  it('sums up by name (einsum)', () =>
    expectSame(tf, () => tf.einsum('ij,jk->ik', random(tf, 40, [2, 4]), random(tf, 41, [4, 5]))));
});

it('keeps NaN in maxima, minima, relu6 and signs', () => {
  const values = tf.tidy(() => {
    const x = tf.tensor1d([Number.NaN, 1, -7]);
    return [tf.maximum(x, 0), tf.maximum(0, x), tf.minimum(x, 2), tf.relu6(x), tf.sign(x)].map((y) =>
      Array.from(y.dataSync()),
    );
  });
  expect(values).toEqual([
    [Number.NaN, 1, 0],
    [Number.NaN, 1, 0],
    [Number.NaN, 1, -7],
    [Number.NaN, 1, 0],
    [Number.NaN, 1, -1],
  ]);
});
