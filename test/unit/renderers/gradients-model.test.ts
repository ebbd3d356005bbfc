import { expect, test } from 'vitest';
import type { GradientLayer, GradientsPayload, Sample } from '../../../protocol/index.js';
import { distributionsExamples } from '../../../renderers/distributions/examples.js';
import { callsAt } from '../../../renderers/distributions/model.js';
import { savedPackedBytes } from '../../../renderers/drawing/packing/saved-packed-bytes.js';
import { gradientsExamples } from '../../../renderers/gradients/examples.js';
import { gradientsOf } from '../../../renderers/gradients/from-distributions.js';
import { damage, flowCalls, layerToShow } from '../../../renderers/gradients/model.js';
import { gradientsTables } from '../../../renderers/gradients/tables.js';
import { gradientsText } from '../../../renderers/gradients/text.js';
import { thinGradients } from '../../../renderers/gradients/thin.js';
import { flowWords, momentWords } from '../../../renderers/gradients/words.js';

/** Layers of 100 weights, each of size 0.1; a gradient per weight for each epoch. */
const of = (layers: [activation: string, ...perWeight: Sample[]][]): GradientsPayload => {
  const epochs = Math.max(...layers.map(({ length }) => length - 1));
  return {
    version: 1,
    run: 'run',
    name: 'Run',
    status: 'completed',
    plannedEpochs: epochs,
    epochs: Array.from({ length: epochs }, (_, index) => index + 1),
    layers: layers.map(
      ([activation, ...perWeight], index): GradientLayer => ({
        layer: `d${index + 1}`,
        className: 'Dense',
        weight: 'kernel',
        activation,
        perWeight,
        norm: perWeight.map((value) => (typeof value === 'number' ? value * 10 : value)),
        weightNorm: perWeight.map(() => 1),
      }),
    ),
  };
};
const told = (payload: GradientsPayload, row = payload.epochs.length - 1) =>
  flowCalls(payload, row).map((call) => `${call.kind}${'layer' in call ? ` ${call.layer}` : ''}`);

test.each<[string, Parameters<typeof of>[0], string[]]>([
  [
    'gradients alike',
    [
      ['relu', 0.1],
      ['relu', 0.1],
    ],
    [],
  ],
  [
    'at a thousandth',
    [
      ['relu', 1e-4],
      ['relu', 0.1],
    ],
    [],
  ],
  [
    'below a thousandth',
    [
      ['relu', 0.99e-4],
      ['relu', 0.1],
    ],
    ['vanishing d1'],
  ],
  [
    'zero beside another',
    [
      ['relu', 0],
      ['relu', 0.1],
    ],
    ['vanishing d1'],
  ],
  [
    'all zero',
    [
      ['relu', 0],
      ['relu', 0],
    ],
    ['no-gradient'],
  ],
  ['99 times the first', [['relu', 0.001, 0.099]], []],
  ['100 times the first', [['relu', 0.001, 0.1]], ['exploding d1']],
  [
    'caught up with the others',
    [
      ['relu', 1e-5, 0.02],
      ['relu', 0.01, 0.02],
    ],
    [],
  ],
  [
    'caught up and far beyond',
    [
      ['relu', 1e-5, 0.1],
      ['relu', 0.01, 0.02],
    ],
    ['exploding d1'],
  ],
  ['10 times the weights', [['relu', 1]], ['exploding d1']],
  [
    'beside an explosion',
    [
      ['relu', 0.01, 0.01],
      ['relu', 0.01, 100],
    ],
    ['exploding d2'],
  ],
  [
    'not a number',
    [
      ['relu', 0.1, 'NaN'],
      ['relu', 0.1, 0.1],
    ],
    ['not-finite d1'],
  ],
  [
    'not recorded',
    [
      ['relu', 0.1, null],
      ['relu', 0.1, 0.1],
    ],
    [],
  ],
])('%s', (_, layers, calls) => {
  expect(told(of(layers))).toEqual(calls);
});

test('both pictures of a run call out the same layers at every epoch', () => {
  for (const make of Object.values(distributionsExamples)) {
    const distributions = make();
    const gradients = gradientsOf(distributions);
    for (const [row, epoch] of gradients.epochs.entries()) {
      const others = callsAt(distributions, distributions.epochs.indexOf(epoch));
      const flow = others.filter(({ kind }) => /vanishing|exploding|no-gradient/.test(kind));
      const own = flowCalls(gradients, row).filter(({ kind }) => kind !== 'not-finite');
      expect(own.map((call) => [call.kind, 'layer' in call && call.layer])).toEqual(
        flow.map((call) => [call.kind, 'layer' in call && call.layer]),
      );
    }
  }
});

test.each<[string, Parameters<typeof of>[0], RegExp]>([
  [
    'sigmoid',
    [
      ['sigmoid', 1e-6],
      ['sigmoid', 1e-3],
      ['softmax', 0.1],
    ],
    /passes 2 sigmoid layers.* a quarter/,
  ],
  [
    'one sigmoid',
    [
      ['sigmoid', 1e-6],
      ['softmax', 0.1],
    ],
    /passes 1 sigmoid layer, /,
  ],
  [
    'tanh',
    [
      ['tanh', 1e-6],
      ['softmax', 0.1],
    ],
    /passes 1 tanh layer,.*saturated/,
  ],
  [
    'relu',
    [
      ['relu', 1e-6],
      ['softmax', 0.1],
    ],
    /products shrink/,
  ],
  ['exploding', [['relu', 0.01, 100]], /clipNorm/],
  ['not finite', [['relu', 0.1, 'Infinity']], /float32/],
  ['nothing', [['relu', 0]], /last activation/],
])('the reason: %s', (_, layers, why) => {
  const { words, healthy } = flowWords(of(layers), 'en');
  expect(healthy).toBe(false);
  expect(words[1]).toMatch(why);
});

test('dead units are the reason where most are dead', () => {
  const payload = of([
    ['relu', 1e-6],
    ['softmax', 0.1],
  ]);
  const [first, last] = payload.layers as [GradientLayer, GradientLayer];
  const { words } = flowWords({ ...payload, layers: [{ ...first, dead: [0.9] }, last] }, 'en');
  expect(words[1]).toMatch(/1 layer most of whose ReLU units are dead/);
});

test('since when a layer is called out is told, and how many others are', () => {
  const rows: Parameters<typeof of>[0] = [
    ['relu', 0.1, 1e-6, 1e-6],
    ['relu', 0.1, 1e-5, 1e-5],
    ['relu', 0.1, 0.1, 0.1],
  ];
  const { words } = flowWords(of(rows), 'en');
  expect(words[0]).toBe(
    '⚠ d1 (and 1 more layer): vanishing gradient since epoch 2, 1e-6 per weight, 100,000 times smaller than in d3.',
  );
  expect(flowWords(of(rows), 'ko').words[0]).toContain('d1 외 층 1개: 기울기 소실(에포크 2부터)');
  expect(layerToShow(of(rows))).toBe(0);
  expect(momentWords(of(rows), 1, 2, 'en').join(' · ')).toBe(
    'epoch 3 · d2 (vanishing) · per weight 1e-5 · norm 0.0001 · 0.0001 of the weights’ norm · smallest in d1 1e-6 · largest in d3 0.1',
  );
});

test('silent where all is well, but for the range', () => {
  const { words, healthy } = flowWords(
    of([
      ['relu', 0.01],
      ['relu', 0.04],
    ]),
    'en',
  );
  expect(healthy).toBe(true);
  expect(words.join(' ')).not.toContain('⚠');
  expect(words[1]).toBe('Smallest in d1, 0.01 per weight, 4 times smaller than in d2.');
});

test('lists that do not belong together are damage', () => {
  const payload = of([['relu', 0.1, 0.2]]);
  expect(damage(payload)).toBeNull();
  expect(damage({ ...payload, epochs: [1] })).toContain('for 1 epochs');
  expect(damage({ ...payload, epochs: [2, 2] })).toContain('out of order');
});

test('a long record is thinned to its room and says so', () => {
  const layers = Array.from({ length: 60 }, (_, layer): [string, ...number[]] => [
    'relu',
    ...Array.from({ length: 1000 }, (_, epoch) => 0.1 + 0.01 * Math.sin(layer * 7.3 + epoch * 1.7)),
  ]);
  const thin = thinGradients(of(layers), 64 * 1024) as GradientsPayload;
  expect(savedPackedBytes(thin)).toBeLessThanOrEqual(64 * 1024);
  expect(thin.epochs.length).toBeGreaterThan(20);
  expect([thin.epochs[0], thin.epochs.at(-1)]).toEqual([1, 1000]);
  expect(thin.thinned).toEqual({ epochs: { kept: thin.epochs.length, of: 1000 } });
  expect(damage(thin)).toBeNull();
  expect(gradientsText(thin, 'en')).toContain('of 1,000 recorded epochs');
});

test('the table has a row for each layer and epoch', () => {
  const [table] = gradientsTables(gradientsExamples.vanishing?.() as GradientsPayload);
  const rows = [...(table?.rows() ?? [])];
  expect(rows.length).toBe(8 * 8);
  expect(rows[0]?.slice(0, 5)).toEqual(['dense_1', 'Dense', 'kernel', 'sigmoid', 1]);
});
