import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';
import * as layers from '@tensorflow/tfjs-layers';
import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { EmbeddingRecorder, type ProjectorOptions, setLibraryContext, show } from '../../../library/index.js';
import { randomFrom } from '../../../library/random.js';
import { MAX_JSON_BYTES, type ProjectorLayout, type ProjectorPayload } from '../../../protocol/index.js';
import { unpackPayload } from '../../../renderers/drawing/packing/unpack.js';
import { savedBytes } from '../../../renderers/drawing/saved-bytes.js';
import { fitProjector } from '../../../renderers/projector/fit.js';
import { coordinate, nearestOf } from '../../../renderers/projector/model.js';
import { projectorPicture } from '../../../renderers/projector/projector-picture.js';
import { projectorText } from '../../../renderers/projector/text.js';

let shown: { name: string; payload: unknown }[] = [];
let updates: ProjectorPayload[] = [];
beforeEach(() => {
  shown = [];
  updates = [];
  setLibraryContext({
    picture: async (name, payload) => {
      shown.push({ name, payload });
    },
    livePicture: undefined as never,
    stoppable: undefined as never,
    locale: 'en',
  });
});

async function projected(vectors: unknown, options?: ProjectorOptions): Promise<ProjectorPayload> {
  await show.projector(vectors as never, options);
  expect(shown.at(-1)?.name).toBe('projector');
  return v.parse(projectorPicture.schema, JSON.parse(JSON.stringify(shown.at(-1)?.payload)));
}

function rows(count: number, width: number, seed = 1): number[][] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length: width }, (_, at) => random() + (at === 0 ? 5 * (i % 3) : 0)),
  );
}

describe('show.projector', () => {
  test('places vectors by PCA, with labels, names and the true nearest', async () => {
    const given = rows(60, 6);
    const payload = await projected(given, {
      title: 'Words',
      labels: given.map((_, i) => ['a', 'b', 'c'][i % 3] as string),
      names: given.map((_, i) => `w${i}`),
    });
    expect(payload).toMatchObject({ title: 'Words', given: 60, width: 6, points: 60, status: 'done' });
    expect(payload.layouts).toHaveLength(1);
    expect(payload.layouts[0]).toMatchObject({ method: 'pca', dimensions: 3, done: 1, of: 1 });
    expect(payload.colourings[0]).toMatchObject({ kind: 'class', name: 'label', classes: ['a', 'b', 'c'] });
    for (const [point, row] of given.entries()) {
      const far = given.map((other) => Math.hypot(...other.map((value, at) => value - (row[at] as number))));
      const best = far.map((each, at) => [each, at] as const).sort((a, b) => a[0] - b[0]);
      const near = nearestOf(payload, point, 'euclidean');
      expect(near.map((each) => each.point)).toEqual(best.slice(1, 11).map(([, at]) => at));
      for (const [at, { distance }] of near.entries())
        expect(distance / (best[at + 1]?.[0] as number)).toBeCloseTo(1, 2);
    }
    expect(projectorText(payload, 'en')).toMatch(
      /60 points of 6 numbers each[\s\S]*PCA: variance[\s\S]*a 20, b 20, c 20[\s\S]*w0/,
    );
  });

  test('keeps coordinates to a four thousandth, the same for the same seed; other methods in both dimensions', async () => {
    const options = { methods: ['pca', 'tsne', 'umap'], iterations: 60, seed: 3 } as const;
    const [one, two] = [await projected(rows(50, 4), options), await projected(rows(50, 4), options)];
    expect(one).toEqual(two);
    expect(one.layouts.map(({ method, dimensions }) => `${method} ${dimensions}`)).toEqual([
      'pca 3',
      'tsne 2',
      'tsne 3',
      'umap 2',
      'umap 3',
    ]);
    expect(one).toMatchObject({ perplexity: 16, neighbors: 15 });
    expect(await projected(rows(50, 4), { ...options, seed: 4 })).not.toEqual(one);
  });

  test('tensors, labels as tensors, one-hot rows, values, and several colourings', async () => {
    const payload = await projected(tf.tensor2d(rows(30, 3)), {
      labels: {
        digit: tf.tensor1d(
          Array.from({ length: 30 }, (_, i) => i % 10),
          'int32',
        ),
        hot: Array.from({ length: 30 }, (_, i) => [Number(i % 2 === 0), Number(i % 2 === 1)]),
        age: Array.from({ length: 30 }, (_, i) => (i === 4 ? null : i + 0.5)),
        sure: Array.from({ length: 30 }, (_, i) => i > 3),
        word: Array.from({ length: 30 }, (_, i) => (i === 2 ? null : `w${i % 4}`)),
      },
    });
    expect(payload.colourings.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'digit class',
      'hot class',
      'age value',
      'sure class',
      'word class',
    ]);
    expect(payload.colourings[1]).toMatchObject({ classes: ['0', '1'] });
    expect((payload.colourings[4] as { of: number[] }).of.slice(0, 4)).toEqual([1, 2, 0, 3]);
  });

  test('texts that are nearly all different name the points', async () => {
    const payload = await projected(rows(80, 3), {
      labels: Array.from({ length: 80 }, (_, i) => `word ${i}`),
    });
    expect(payload.colourings).toEqual([]);
    expect(payload.names?.[79]).toBe('word 79');
  });

  test('an Embedding layer, and its epochs by a recorder that changes nothing', async () => {
    const build = () => {
      const model = layers.sequential({
        layers: [
          layers.layers.embedding({
            inputDim: 12,
            outputDim: 4,
            inputLength: 3,
            name: 'words',
            embeddingsInitializer: layers.initializers.randomUniform({ minval: -1, maxval: 1, seed: 3 }),
          }),
          layers.layers.flatten(),
          layers.layers.dense({
            units: 1,
            kernelInitializer: layers.initializers.glorotUniform({ seed: 4 }),
          }),
        ],
      });
      model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
      return model;
    };
    const x = tf.tensor2d(
      Array.from({ length: 24 }, (_, i) => i % 12),
      [8, 3],
    );
    const y = tf.ones([8, 1]);
    const [plain, watched] = [build(), build()];
    const recorder = new EmbeddingRecorder({ every: 2 });
    await plain.fit(x, y, { epochs: 5, shuffle: false, verbose: 0 });
    await watched.fit(x, y, { epochs: 5, shuffle: false, verbose: 0, callbacks: [recorder as never] });
    expect(watched.getWeights().map((each) => [...each.dataSync()])).toEqual(
      plain.getWeights().map((each) => [...each.dataSync()]),
    );
    expect(recorder.epochs.map(({ epoch }) => epoch)).toEqual([0, 2, 4, 5]);
    const payload = await projected(recorder);
    expect(payload.title).toBe('words');
    expect(payload.layouts.map(({ epoch }) => epoch)).toEqual([0, 2, 4, 5]);
    const layer = await projected(watched.getLayer('words'));
    expect(layer).toMatchObject({ title: 'words', points: 12, width: 4 });
    // One measure for all epochs.
    expect(new Set(payload.layouts.map(({ step }) => step)).size).toBe(1);
  });

  test('a list of epochs is put in order', async () => {
    const payload = await projected([
      { epoch: 2, vectors: rows(9, 3, 2) },
      { epoch: 1, vectors: tf.tensor2d(rows(9, 3, 1)) },
    ]);
    expect(payload.layouts.map(({ epoch }) => epoch)).toEqual([1, 2]);
  });

  test('more than 50,000 vectors are sampled, and said to be', async () => {
    const values = tf.randomUniform([50_100, 2], 0, 1, 'float32', 5) as tf.Tensor2D;
    const payload = await projected(values, { labels: Array.from({ length: 50_100 }, (_, i) => i % 3) });
    expect(payload.points).toBe(50_000);
    expect(payload.given).toBe(50_100);
    expect(payload.rows).toHaveLength(50_000);
    const { of } = payload.colourings[0] as { of: number[] };
    expect(of.every((place, at) => place === 1 + ((payload.rows?.[at] as number) % 3))).toBe(true);
    expect(projectorText(payload, 'en')).toContain('A sample of 50,000 of 50,100 vectors');
  }, 60_000);

  test('Stop keeps what there is', async () => {
    let asked = 0;
    setLibraryContext({
      livePicture: (_, payload) => {
        updates.push(payload as ProjectorPayload);
        return { update: (changed) => updates.push(changed as ProjectorPayload) };
      },
      stoppable: () => ({
        get stopped() {
          asked += 1;
          return asked > 8;
        },
        end: () => {},
      }),
    });
    await show.projector(rows(200, 5), { methods: ['pca', 'tsne'], iterations: 100_000 });
    const last = updates.at(-1) as ProjectorPayload;
    expect(updates[0]).toMatchObject({ status: 'running', layouts: [] });
    expect(last.status).toBe('stopped');
    expect(last.layouts[0]).toMatchObject({ method: 'pca', done: 1 });
    expect(projectorText(last, 'en')).toContain('Stopped');
  });

  test.each<[string, unknown, ProjectorOptions, RegExp]>([
    ['a run', 'run-3', {}, /keeps no embeddings by itself.*EmbeddingRecorder/],
    ['a history', { epoch: [], history: {} }, {}, /keeps no embeddings/],
    ['nothing', undefined, {}, /needs vectors.*got undefined/],
    ['a number', 3, {}, /needs vectors.*got 3/],
    [
      'a layer of another kind',
      layers.layers.dense({ units: 2, name: 'd' }),
      {},
      /'d' \(Dense\) is not a built Embedding layer/,
    ],
    ['no rows', [], {}, /nothing to show/],
    [
      'NaN',
      [
        [1, 2],
        [3, Number.NaN],
      ],
      {},
      /row 1 of vectors has NaN in column 1/,
    ],
    ['uneven rows', [[1, 2], [3]], {}, /Row 1 of vectors has 1 columns/],
    ['a tensor of rank 3', tf.zeros([2, 3, 4]), {}, /shape \[2, 3, 4\].*reshape/],
    [
      'too few labels',
      [
        [1, 2],
        [3, 4],
      ],
      { labels: ['a'] },
      /label has 1 entries for 2 vectors/,
    ],
    [
      'too few names',
      [
        [1, 2],
        [3, 4],
      ],
      { names: ['a'] },
      /names has 1 entries for 2 vectors/,
    ],
    ['an unknown method', [[1, 2]], { methods: ['lda'] as never }, /'pca', 'tsne' and 'umap'/],
    ['an unknown option', [[1, 2]], { label: [] } as never, /label/],
    [
      'a perplexity beyond the rows',
      rows(5, 2),
      { methods: ['tsne'], perplexity: 30 },
      /perplexity 30 needs more than 5 vectors/,
    ],
    [
      'epochs of other rows',
      [
        { epoch: 1, vectors: [[1, 2]] },
        {
          epoch: 2,
          vectors: [
            [1, 2],
            [3, 4],
          ],
        },
      ],
      {},
      /epoch 1 have shape \[1, 2\], those of epoch 2 \[2, 2\]/,
    ],
    ['a recorder that saw nothing', new EmbeddingRecorder(), {}, /no embeddings were recorded/],
  ])('%s is told', async (_, vectors, options, words) => {
    await expect(show.projector(vectors as never, options)).rejects.toThrow(words);
    expect(shown).toEqual([]);
  });
});

describe('the saved payload', () => {
  const payloadOf = async (count: number, width: number, options?: ProjectorOptions) =>
    projected(rows(count, width), options);

  test('comes back as it was packed, and fits', async () => {
    const payload = await payloadOf(500, 8, { labels: Array.from({ length: 500 }, (_, i) => i % 7) });
    const fitted = fitProjector(payload, MAX_JSON_BYTES) as ProjectorPayload;
    expect(fitted).toEqual(payload);
    const packed = projectorPicture.pack?.(fitted);
    expect(savedBytes(packed)).toBeLessThanOrEqual(MAX_JSON_BYTES);
    expect(unpackPayload(packed)).toEqual({ ok: true, value: fitted });
  });

  test.each([
    [60, 20_000],
    [60, 4000],
    [200, 4000],
    [4, 400],
  ])('of %i points is thinned to %i bytes, first by neighbours, then by points', async (count, bytes) => {
    const payload = await payloadOf(count, 5, {
      names: Array.from({ length: count }, (_, i) => `name ${i}`),
    });
    const fitted = fitProjector(payload, bytes);
    if (!fitted) return expect(bytes).toBe(400);
    v.parse(projectorPicture.schema, fitted);
    expect(savedBytes(projectorPicture.pack?.(fitted))).toBeLessThanOrEqual(bytes);
    for (const [at, name] of (fitted.names ?? []).entries())
      expect(name).toBe(`name ${fitted.rows?.[at] ?? at}`);
    const [own, whole] = [fitted.layouts[0] as ProjectorLayout, payload.layouts[0] as ProjectorLayout];
    for (let point = 0; point < fitted.points; point += 1) {
      const row = fitted.rows?.[point] ?? point;
      const off = coordinate(own, fitted.points, point, 0) - coordinate(whole, count, row, 0);
      expect(Math.abs(off)).toBeLessThanOrEqual(4 * whole.step);
    }
  });

  test('of 50,000 points in three dimensions with classes keeps all of them', async () => {
    const normal = randomFrom(2);
    const vectors = Array.from({ length: 50_000 }, (_, i) => {
      const gauss = () => normal() + normal() + normal() + normal() - 2;
      return [4 * gauss() + 3 * (i % 10), 3 * gauss() + 2 * (i % 3), 2 * gauss()];
    });
    const payload = await projected(vectors, { labels: vectors.map((_, i) => i % 10) });
    const fitted = fitProjector(payload, MAX_JSON_BYTES) as ProjectorPayload;
    expect(fitted.points).toBe(50_000);
  }, 60_000);
});
