import { describe, expect, test } from 'vitest';
import { type Distribution, type DistributionsPayload, MAX_JSON_BYTES } from '../../../protocol/index.js';
import { distributionsPicture } from '../../../renderers/distributions/distributions-picture.js';
import { distributionsExamples } from '../../../renderers/distributions/examples.js';
import {
  byLayer,
  callsAt,
  damage,
  extremesAt,
  lastRow,
  pickToShow,
  rootMeanSquare,
} from '../../../renderers/distributions/model.js';
import { distributionsText } from '../../../renderers/distributions/text.js';
import { healthWords } from '../../../renderers/distributions/words.js';
import { savedPackedBytes } from '../../../renderers/drawing/packing/saved-packed-bytes.js';

const record = (
  layer: string,
  what: Distribution['what'],
  value: number,
  more: Partial<Distribution> = {},
): Distribution => ({
  layer,
  className: 'Dense',
  what,
  name: what === 'activation' ? 'relu' : 'kernel',
  histograms: [{ low: -1, high: 1, counts: [4] }],
  mean: [0],
  standardDeviation: [value],
  norm: [value * 2],
  ...more,
});
/** One epoch of layers, each with a kernel of size 1 and a gradient of the given size. */
const of = (gradients: number[], extra: Distribution[] = []): DistributionsPayload => ({
  version: 1,
  run: 'run',
  name: 'Run',
  status: 'completed',
  plannedEpochs: 1,
  epochs: [1],
  layers: [
    ...gradients.flatMap((size, index) => [
      record(`d${index + 1}`, 'weight', 1),
      record(`d${index + 1}`, 'gradient', size),
    ]),
    ...extra,
  ],
  penalty: [0],
  dataLoss: [0.5],
  weightNorm: [1],
});
const kinds = (payload: DistributionsPayload, row = 0) =>
  callsAt(payload, row).map((call) => `${call.kind}${'layer' in call ? ` ${call.layer}` : ''}`);

describe('what is called out', () => {
  test.each([
    ['gradients alike', [0.1, 0.1], []],
    ['at a thousandth', [1e-4, 0.1], []],
    ['below a thousandth', [0.99e-4, 0.1], ['vanishing d1']],
    ['ten times the weights', [0.1, 10], ['exploding d2']],
    ['below ten times the weights', [0.1, 9.9], []],
    ['beside an explosion the others do not vanish', [0.001, 0.001, 50], ['exploding d3']],
    ['all gradients 0', [0, 0], ['no-gradient']],
    ['one gradient 0', [0, 0.1], ['vanishing d1']],
  ])('%s', (_, gradients, calls) => {
    expect(kinds(of(gradients))).toEqual(calls);
  });

  test('a gradient at 100 times its first norm explodes', () => {
    const grown = (factor: number): DistributionsPayload => ({
      ...of([]),
      epochs: [1, 2],
      layers: [
        record('d1', 'weight', 100, {
          mean: [0, 0],
          standardDeviation: [100, 100],
          norm: [200, 200],
          histograms: [null, null],
        }),
        record('d1', 'gradient', 0.01, {
          mean: [0, 0],
          standardDeviation: [0.01, 0.01 * factor],
          norm: [0.02, 0.02 * factor],
          histograms: [null, null],
        }),
      ],
    });
    expect(kinds(grown(99), 1)).toEqual([]);
    expect(kinds(grown(101), 1)).toEqual(['exploding d1']);
    expect(kinds(grown(101), 0)).toEqual([]);
  });

  test.each([
    [{ dead: [0.49] }, []],
    [{ dead: [0.5] }, ['dead d1']],
    [{ saturated: [0.5] }, ['saturated d1']],
    [{ dead: [null], saturated: ['NaN' as const] }, []],
  ])('%o', (shares, calls) => {
    expect(kinds(of([0.1, 0.1], [record('d1', 'activation', 1, shares)]))).toEqual(calls);
  });

  test.each([
    [{ dead: [0.9] }, ['dead d2']],
    [{ saturated: [0.97] }, []],
  ])('%o of the last layer', (shares, calls) => {
    const payload = of([0.1, 0.1], [record('d2', 'activation', 1, shares)]);
    expect(kinds(payload)).toEqual(calls);
    expect(extremesAt(payload, 0).saturated).toBeNull();
  });

  test('what is not finite, once per layer', () => {
    const broken = of([0.1], [record('d1', 'activation', 1, { mean: ['NaN'], norm: ['Infinity'] })]);
    expect(kinds(broken)).toEqual(['not-finite d1']);
    expect(callsAt(broken, 0)[0]).toMatchObject({ what: 'activation' });
  });

  test('of three and more layers the worst stands for all', () => {
    const { words, healthy } = healthWords(of([1e-9, 1e-8, 1e-7, 0.1]), 0, 'en');
    expect(healthy).toBe(false);
    expect(words).toHaveLength(1);
    expect(words[0]).toContain('d1 (and 2 more layers): vanishing gradient');
  });
});

test.each<[string, DistributionsPayload, string]>([
  ['dead units', of([0.1, 0.1], [record('d1', 'activation', 1, { dead: [0.9] })]), 'activation'],
  ['saturated values', of([0.1, 0.1], [record('d1', 'activation', 1, { saturated: [0.9] })]), 'activation'],
  ['a vanishing gradient', of([1e-9, 0.1]), 'gradient'],
  ['an exploding gradient', of([0.1, 50]), 'gradient'],
  ['no gradient at all', of([0, 0]), 'gradient'],
  [
    'what is worse than dead units',
    of([1e-9, 0.1], [record('d2', 'activation', 1, { dead: [0.9] })]),
    'gradient',
  ],
  ['weights that are not finite', of([0.1], [record('d1', 'weight', 1, { mean: ['NaN'] })]), 'weight'],
  ['a penalty', { ...of([0.1, 0.1]), penalty: [0.2] }, 'norm'],
  ['nothing', of([0.1, 0.1]), 'weight'],
  ['no epoch', { ...of([]), epochs: [], penalty: [], dataLoss: [], weightNorm: [] }, 'weight'],
])('in the room of one plot, the verdict on %s chooses it', (_, payload, pick) => {
  expect(pickToShow(payload)).toBe(pick);
});

test('the root mean square is that of all values', () => {
  const values = [1, 2, 6];
  const mean = 3;
  const deviation = Math.sqrt((4 + 1 + 9) / 3);
  const made = record('d', 'gradient', 0, { mean: [mean], standardDeviation: [deviation] });
  expect(rootMeanSquare(made, 0)).toBeCloseTo(
    Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / 3),
    12,
  );
});

test('records of a layer stand together, in order', () => {
  const layers = byLayer(distributionsExamples.healthy?.() as DistributionsPayload);
  expect(layers.map(({ layer }) => layer)).toEqual(['dense_1', 'dense_2', 'dense_3']);
  expect(layers[0]).toMatchObject({ activation: { what: 'activation' } });
  expect(layers[0]?.weights.map(({ name }) => name)).toEqual(['kernel', 'bias']);
});

test('lists of other lengths are damage, told by name', () => {
  const payload = of([0.1]);
  expect(damage(payload)).toBeNull();
  expect(damage({ ...payload, penalty: [] })).toBe('penalty has 0 values for 1 epochs');
  const [first, ...rest] = payload.layers;
  expect(damage({ ...payload, layers: [{ ...(first as Distribution), mean: [1, 2] }, ...rest] })).toBe(
    'mean of "d1" has 2 values for 1 epochs',
  );
});

test('the account has rules, numbers and what regularization does', () => {
  const text = distributionsText(distributionsExamples.l2?.() as DistributionsPayload, 'en');
  for (const part of [
    'Rules:',
    'dense_1 weights (kernel): first',
    'dead 12%',
    'Penalty 0.',
    '→',
    'norm of all weights 12.6',
  ])
    expect(text).toContain(part);
});

describe('fit', () => {
  test('a thousand epochs and fifty layers fit and keep the ends', () => {
    const one = distributionsExamples.healthy?.() as DistributionsPayload;
    const rows = Array.from({ length: 1000 }, (_, row) => row % one.epochs.length);
    const stretch = <T>(list: readonly T[]): T[] => rows.map((row) => list[row] as T);
    const whole: DistributionsPayload = {
      ...one,
      epochs: rows.map((_, row) => row),
      penalty: stretch(one.penalty),
      dataLoss: stretch(one.dataLoss),
      weightNorm: stretch(one.weightNorm),
      layers: one.layers.map(({ dead: _, saturated: __, ...each }) => ({
        ...each,
        histograms: stretch(each.histograms),
        mean: stretch(each.mean),
        standardDeviation: stretch(each.standardDeviation),
        norm: stretch(each.norm),
      })),
    };
    for (const payload of [whole, distributionsExamples['fifty-layers']?.() as DistributionsPayload]) {
      const fitted = distributionsPicture.fit(payload, MAX_JSON_BYTES);
      expect(savedPackedBytes(fitted)).toBeLessThanOrEqual(MAX_JSON_BYTES);
      expect(fitted?.epochs[0]).toBe(payload.epochs[0]);
      expect(fitted?.epochs.at(-1)).toBe(payload.epochs.at(-1));
      expect(damage(fitted as DistributionsPayload)).toBeNull();
      expect(fitted?.layers.some(({ histograms }) => histograms.some(Boolean))).toBe(true);
      expect(kinds(fitted as DistributionsPayload, lastRow(fitted as DistributionsPayload))).toEqual(
        kinds(payload, lastRow(payload)),
      );
    }
  });

  test('however small, histograms hold the same values', () => {
    const one = distributionsExamples.healthy?.() as DistributionsPayload;
    const count = (payload: DistributionsPayload | null) =>
      payload?.layers[0]?.histograms.at(-1)?.counts.reduce((sum, value) => sum + value, 0);
    for (const share of [0.9, 0.7, 0.5]) {
      const limit = share * savedPackedBytes(one);
      const fitted = distributionsPicture.fit(one, limit);
      expect(fitted?.epochs.length, String(share)).toBeLessThan(one.epochs.length);
      expect(savedPackedBytes(fitted)).toBeLessThanOrEqual(limit);
      expect(count(fitted)).toBe(count(one));
    }
    expect(distributionsPicture.fit(one, 100)).toBeNull();
  });
});
