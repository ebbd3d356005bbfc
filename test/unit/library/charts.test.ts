import '@tensorflow/tfjs-backend-cpu';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DecisionBoundary, metrics, seed, setLibraryContext, show, Table } from '../../../library/index.js';

type Node = Record<string, unknown>;
beforeAll(() => {
  // No word of the Node backend, which prints to the error stream.
  core.env().set('IS_TEST', true);
});
let shown: Node[] = [];
beforeEach(() => {
  shown = [];
  setLibraryContext({
    tf: { ...core, ...layers } as never,
    picture: async (_, payload) => {
      shown.push(payload as Node);
    },
  });
});
const drawn = (): Node => shown.at(-1) as Node;
const layerRows = (view: Node, layer: number): Node[] =>
  ((view.layer as { data: { values: Node[] } }[])[layer] as { data: { values: Node[] } }).data.values;
const titleOf = (spec: Node) => spec.title as { text: string; subtitle: string };

const random = seed.random(7);
const labels = Array.from({ length: 300 }, () => (random() < 0.3 ? 1 : 0));
const scores = labels.map((label) => Math.min(1, Math.max(0, 0.3 * label + 0.1 * Math.round(7 * random()))));
const area = (points: Node[]): number =>
  points.slice(1).reduce((sum, point, i) => {
    const before = points[i] as Node;
    return sum + ((Number(point.x) - Number(before.x)) * (Number(point.y) + Number(before.y))) / 2;
  }, 0);

describe('show.rocCurve', () => {
  it('draws the corners of the curve, whose area is the AUC', async () => {
    await show.rocCurve(labels, scores);
    const points = layerRows(drawn(), 1);
    expect(area(points)).toBeCloseTo(metrics.auc(labels, scores), 10);
    expect(points.length).toBeLessThan(metrics.rocCurve(labels, scores).length + 1);
    expect(points[0]).toMatchObject({ x: 0, y: 0, threshold: null });
    expect(points.at(-1)).toMatchObject({ x: 1, y: 1 });
    const positives = labels.filter((label) => label === 1).length;
    expect(titleOf(drawn()).subtitle).toContain(`${positives} positive, ${300 - positives} negative`);
  });

  it('marks what a threshold of one half does', async () => {
    await show.rocCurve(labels, scores);
    const guess = scores.map((score) => (score >= 0.5 ? 1 : 0));
    const [half] = layerRows(drawn(), 2);
    expect(half?.y).toBeCloseTo(metrics.recall(labels, guess), 10);
    await show.precisionRecall(labels, scores);
    expect(layerRows(drawn(), 2)[0]?.y).toBeCloseTo(metrics.precision(labels, guess), 10);
  });

  it.each([
    ['en', /^recall [01]\.\d\d,? ?\n?false positives [01]\.\d\d$|^[01]\.\d\d at [01]\.\d\d$/],
    ['ko', /^재현율 [01]\.\d\d,? ?\n?거짓 양성률 [01]\.\d\d$|^[01]\.\d\d에서 [01]\.\d\d$/],
  ] as const)('says at each dot what it does, in %s', async (locale, words) => {
    setLibraryContext({ locale });
    const better = scores.map((score, i) => score + 0.2 * (labels[i] ?? 0));
    await show.rocCurve(labels, { plain: scores, better });
    setLibraryContext({ locale: 'en' });
    const dots = layerRows(drawn(), 2);
    const said = (drawn().layer as { encoding?: { text?: Node }; data: { values: Node[] } }[])
      .filter(({ encoding }) => encoding?.text?.field === 'label')
      .map(({ data }) => data.values[0] as Node);
    expect(said).toHaveLength(2);
    said.forEach(({ x, y, label }, i) => {
      expect(label).toMatch(words);
      expect({ x, y }).toEqual({ x: dots[i]?.x, y: dots[i]?.y });
      expect(label).toContain(Number(y).toFixed(2));
      expect(drawn().description).toContain(Number(x).toFixed(2));
    });
  });

  it('draws precision and recall in steps, whose area is the average precision', async () => {
    await show.precisionRecall(labels, scores);
    const points = layerRows(drawn(), 1);
    const below = points
      .slice(1)
      .reduce((sum, { x, y }, i) => sum + (Number(x) - Number(points[i]?.x)) * Number(y), 0);
    expect(below).toBeCloseTo(metrics.averagePrecision(labels, scores), 10);
    expect(points[0]?.x).toBe(0);
    expect(points.at(-1)?.x).toBe(1);
  });

  it.each(['rocCurve', 'precisionRecall'] as const)('%s of many samples keeps its ends', async (name) => {
    const many = Array.from({ length: 20_000 }, () => (random() < 0.5 ? 1 : 0));
    await show[name](
      many,
      many.map((label) => 0.3 * label + random()),
    );
    const points = layerRows(drawn(), 1);
    expect(points).toHaveLength(500);
    expect([points[0]?.x, points.at(-1)?.x]).toEqual([0, 1]);
  });

  it.each(['rocCurve', 'precisionRecall'] as const)(
    '%s of one model has its area in the title',
    async (name) => {
      const legends = () =>
        (drawn().layer as { encoding?: { color?: { legend: unknown } } }[]).flatMap(
          ({ encoding }) => encoding?.color?.legend ?? [],
        );
      const names = () =>
        (drawn().layer as { encoding?: { text?: Node }; data: { values: Node[] } }[])
          .filter(({ encoding }) => encoding?.text?.field === 'model')
          .map(({ data }) => data.values[0]?.model);
      await show[name](labels, scores);
      expect(titleOf(drawn()).subtitle).toMatch(/^(AUC|AP) 0\.\d{3}, /);
      expect(legends()).toEqual([]);
      await show[name](labels, { plain: scores });
      expect(titleOf(drawn()).subtitle).not.toMatch(/^(AUC|AP)/);
      expect(names()).toEqual([expect.stringMatching(/^plain: (AUC|AP) 0\.\d{3}$/)]);
      expect(legends()).toEqual([]);
      // More than have room within the plot.
      await show[name](labels, Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`net ${i}`, scores])));
      expect(names()).toEqual([]);
      expect(legends()).not.toEqual([]);
    },
  );

  it.each(['rocCurve', 'precisionRecall'] as const)('%s has several models by name', async (name) => {
    const better = scores.map((score, i) => score + 2 * (labels[i] ?? 0));
    await show[name](labels, { plain: scores, better }, { title: 'Two' });
    expect(titleOf(drawn()).text).toBe('Two');
    expect(new Set(layerRows(drawn(), 1).map(({ model }) => model)).size).toBe(2);
    expect(String(drawn().description)).toMatch(/plain: .*; better: .* 1\.000/);
  });

  it.each([
    ['no models', () => show.rocCurve(labels, {}), /no scores/],
    ['other lengths', () => show.rocCurve(labels, [0.5]), /shape/],
    ['one class', () => show.precisionRecall([1, 1], [0.2, 0.4]), /all 2 are positive/],
    ['an option', () => show.rocCurve(labels, scores, { tilte: 'x' } as never), /tilte/],
  ])('refuses %s', async (_, draw, message) => {
    await expect(async () => draw()).rejects.toThrow(message);
  });
});

describe('show.residuals', () => {
  it('gives predicted minus true, and the scores', async () => {
    await show.residuals([1, 2, 3], [1.5, 2, 2], { unit: 'm' });
    const [left, right] = drawn().hconcat as [Node, Node];
    expect(layerRows(left, 1)).toEqual([
      { true: 1, predicted: 1.5, residual: 0.5 },
      { true: 2, predicted: 2, residual: 0 },
      { true: 3, predicted: 2, residual: -1 },
    ]);
    expect(layerRows(left, 0)).toEqual([
      { true: 1, predicted: 1 },
      { true: 3, predicted: 3 },
    ]);
    expect(layerRows(right, 1)).toHaveLength(3);
    expect(titleOf(drawn()).subtitle).toBe('MAE 0.500, RMSE 0.645, R² 0.375');
  });

  it('has no R² of values that are all equal, and refuses two outputs', async () => {
    await show.residuals([2, 2], [1, 2]);
    expect(titleOf(drawn()).subtitle).toBe('MAE 0.500, RMSE 0.707');
    await expect(async () => show.residuals([[1, 2]], [[1, 2]])).rejects.toThrow(/2 columns/);
  });
});

describe('show.scores', () => {
  it('gives mean and standard deviation with n - 1', async () => {
    await show.scores({ plain: [1, 2, 3], other: [2, 2] }, { score: 'accuracy', each: 'seed' });
    expect(layerRows(drawn(), 0)).toEqual([
      { label: 'plain\n2.00 ± 1.0', mean: 2, from: 1, to: 3 },
      { label: 'other\n2.00 ± 0.0', mean: 2, from: 2, to: 2 },
    ]);
    expect(layerRows(drawn(), 2)).toHaveLength(5);
    expect(titleOf(drawn()).subtitle).toContain('dot: a seed');
  });

  it.each([[[1]], [{ plain: [1, Number.NaN] }], [{}], [{ plain: 3 }]])('refuses %j', async (given) => {
    await expect(async () => show.scores(given as never)).rejects.toThrow(/show\.scores/);
  });
});

describe('table.kFold', () => {
  const table = new Table({
    row: Array.from({ length: 23 }, (_, i) => i),
    label: Array.from({ length: 23 }, (_, i) => (i % 4 === 0 ? 'rare' : 'often')),
  });
  it.each([2, 5, 22, 23])('%i folds: each row validates once and trains else', (folds) => {
    const parts = table.kFold(folds, { seed: 3, stratify: 'label' });
    expect(parts.map(({ fold }) => fold)).toEqual(Array.from({ length: folds }, (_, i) => i + 1));
    const validated = parts.flatMap(({ validation }) => validation.column('row'));
    expect([...validated].sort((a, b) => Number(a) - Number(b))).toEqual(table.column('row'));
    for (const { train, validation } of parts) {
      expect(train.length + validation.length).toBe(23);
      const own = new Set(validation.column('row'));
      expect(train.column('row').some((row) => own.has(row))).toBe(false);
      expect(Math.abs(validation.length - 23 / folds)).toBeLessThan(1);
      const rare = validation.column('label').filter((label) => label === 'rare').length;
      expect(Math.abs(rare - 6 / folds)).toBeLessThan(1);
    }
  });

  it('is the same for the same seed, and refuses what is no number of folds', () => {
    const rows = (given: number) =>
      table.kFold(4, { seed: given }).map((part) => part.validation.column('row'));
    expect(rows(1)).toEqual(rows(1));
    expect(rows(1)).not.toEqual(rows(2));
    for (const folds of [1, 24, 2.5, '5']) expect(() => table.kFold(folds as never)).toThrow(/from 2 to 23/);
    expect(() => table.kFold(3, { random_state: 1 } as never)).toThrow(/seed/);
  });
});

describe('DecisionBoundary', () => {
  const points = Array.from({ length: 200 }, () => [4 * random() - 2, 4 * random() - 2]);
  const classes = points.map(([x = 0]) => (x > 0 ? 1 : 0));
  const network = (outputs: number): layers.LayersModel => {
    const model = layers.sequential();
    model.add(
      layers.layers.dense({
        units: outputs,
        inputShape: [2],
        activation: outputs === 1 ? 'sigmoid' : 'softmax',
      }),
    );
    model.compile({
      optimizer: core.train.sgd(0),
      loss: outputs === 1 ? 'binaryCrossentropy' : 'sparseCategoricalCrossentropy',
    });
    return model;
  };
  const train = (model: layers.LayersModel, boundary: DecisionBoundary, epochs: number) =>
    model.fit(core.tensor2d(points), core.tensor2d(classes, [200, 1]), {
      epochs,
      verbose: 0,
      callbacks: [boundary] as never,
    });

  it('covers the plane once at each epoch, with what the model says there', async () => {
    const model = network(1);
    model.setWeights([core.tensor2d([[3], [0]]), core.tensor1d([0])]);
    const boundary = new DecisionBoundary(points, classes, { labels: ['left', 'right'], epochs: [2, 3] });
    await train(model, boundary, 3);
    await show.decisionBoundary(boundary);
    const panels = drawn().concat as Node[];
    expect(panels.map(({ title }) => title)).toEqual(['epoch 2', 'epoch 3']);
    const areas = layerRows(panels[0] as Node, 0) as Record<'x' | 'x2' | 'y' | 'y2', number>[];
    const [xs, ys] = [areas.flatMap(({ x, x2 }) => [x, x2]), areas.flatMap(({ y, y2 }) => [y, y2])];
    const whole = (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys));
    expect(areas.reduce((sum, { x, x2, y, y2 }) => sum + (x2 - x) * (y2 - y), 0)).toBeCloseTo(whole, 2);
    // A boundary along one axis: a few strips over the whole height.
    expect(areas.length).toBeLessThan(8);
    for (const { x, x2, class: name, sure } of areas as unknown as Node[]) {
      const middle = (Number(x) + Number(x2)) / 2;
      if (sure !== 0) expect(name).toBe(middle > 0 ? 'right' : 'left');
    }
    const dots = layerRows(panels[0] as Node, 1);
    expect(dots).toHaveLength(60);
    expect(dots.every(({ x, class: name }) => name === (Number(x) > 0 ? 'right' : 'left'))).toBe(true);
  });

  it.each([
    [1, [1]],
    [2, [1, 2]],
    [60, [1, 4, 15, 60]],
  ])('of %i epochs keeps %j', async (epochs, kept) => {
    const boundary = new DecisionBoundary(points, classes, { resolution: 2 });
    await train(network(2), boundary, epochs);
    await show.decisionBoundary(boundary);
    expect((drawn().concat as Node[]).map(({ title }) => title)).toEqual(
      kept.map((epoch) => `epoch ${epoch}`),
    );
  });

  it('keeps the last epoch of a training that was stopped', async () => {
    const model = network(1);
    const boundary = new DecisionBoundary(points, classes, { resolution: 2 });
    const stop = new layers.CustomCallback({
      onEpochEnd: async (epoch) => {
        if (epoch === 5) model.stopTraining = true;
      },
    });
    await model.fit(core.tensor2d(points), core.tensor2d(classes, [200, 1]), {
      epochs: 1000,
      verbose: 0,
      callbacks: [boundary, stop] as never,
    });
    await show.decisionBoundary(boundary);
    expect((drawn().concat as Node[]).at(-1)?.title).toBe('epoch 6');
  });

  it('changes nothing in the training', async () => {
    const weights = async (boundaries: DecisionBoundary[]): Promise<number[]> => {
      const model = layers.sequential();
      model.add(
        layers.layers.dense({
          units: 4,
          inputShape: [2],
          activation: 'tanh',
          kernelInitializer: layers.initializers.glorotUniform({ seed: 1 }),
        }),
      );
      model.add(layers.layers.dropout({ rate: 0.5, seed: 3 }));
      model.add(
        layers.layers.dense({
          units: 1,
          activation: 'sigmoid',
          kernelInitializer: layers.initializers.glorotUniform({ seed: 2 }),
        }),
      );
      model.compile({ optimizer: core.train.sgd(0.5), loss: 'binaryCrossentropy' });
      await model.fit(core.tensor2d(points), core.tensor2d(classes, [200, 1]), {
        epochs: 3,
        shuffle: false,
        verbose: 0,
        callbacks: boundaries as never,
      });
      return model.getWeights().flatMap((weight) => [...weight.dataSync()]);
    };
    expect(await weights([new DecisionBoundary(points, classes)])).toEqual(await weights([]));
  });

  it.each([
    ['three inputs', () => new DecisionBoundary([[1, 2, 3]], [0]), /\[1, 3\]/],
    ['no points', () => new DecisionBoundary([], []), /\[0, 0\]/],
    ['too few labels', () => new DecisionBoundary(points, [1]), /1 true labels|200/],
    ['epochs', () => new DecisionBoundary(points, classes, { epochs: [0] }), /epochs/],
    ['nothing drawn yet', () => show.decisionBoundary(new DecisionBoundary(points, classes)), /callbacks/],
  ])('refuses %s', async (_, make, message) => {
    await expect(async () => make()).rejects.toThrow(message);
  });
});

describe('show.words', () => {
  const words = [
    { word: 'the', change: 0 },
    { word: 'good', change: 0.4 },
    { word: 'bad', change: -0.5 },
    { word: 'best', change: 0.9 },
    { word: 'poor', change: -0.2 },
    { word: 'good', change: 0.1 },
  ];
  const rows = () => (drawn().data as { values: Node[] }).values.map(({ word, side }) => `${word} ${side}`);

  it('draws the furthest of each side', async () => {
    await show.words(words, { most: 2 });
    expect(rows()).toEqual(['best up', 'good up', 'poor down', 'bad down']);
    await show.words(words.slice(0, 3), { title: 'Two' });
    expect(rows()).toEqual(['good up', 'bad down']);
    expect(drawn().title).toBe('Two');
  });

  it('draws a text in its order, with words that come twice', async () => {
    await show.words(words, { inOrder: true });
    expect(rows()).toEqual(['1 the up', '2 good up', '3 bad down', '4 best up', '5 poor down', '6 good up']);
  });

  it('refuses what is no change, in both languages', () => {
    expect(() => show.words([{ word: 'a', change: Number.NaN }])).toThrow(/list of \{ word, change \}/);
    expect(() => show.words([])).toThrow(/list of/);
    setLibraryContext({ locale: 'ko' });
    expect(() => show.words('good' as never)).toThrow(/목록을 주어야/);
    setLibraryContext({ locale: 'en' });
  });
});
