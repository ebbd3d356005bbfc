import { describe, expect, test } from 'vitest';
import type { DistributionsPayload } from '../../../protocol/index.js';
import { distributionsExamples } from '../../../renderers/distributions/examples.js';
import {
  byLayer,
  extremesAt,
  lastRow,
  layerToShow,
  rankedCalls,
} from '../../../renderers/distributions/model.js';
import { momentWords } from '../../../renderers/distributions/moment-words.js';
import { distributionsText } from '../../../renderers/distributions/text.js';
import { healthWords } from '../../../renderers/distributions/words.js';
import { shortenMiddle } from '../../../renderers/drawing/svg.js';
import { apart, fittingTicks, labelOf } from '../../../renderers/drawing/tick-labels.js';

const example = (name: string) => distributionsExamples[name]?.() as DistributionsPayload;
const last = (name: string) => {
  const payload = example(name);
  return { payload, row: lastRow(payload) };
};

describe('the worst layer comes first', () => {
  test.each([
    ['dead-and-saturated', 'dense_1', ['dead dense_1', 'saturated dense_2']],
    ['vanishing', 'dense_1', ['vanishing dense_1', 'vanishing dense_2', 'vanishing dense_3']],
    ['exploding', 'dense_1', ['exploding dense_1']],
    ['not-finite', 'dense_1', ['not-finite dense_1', 'not-finite dense_2', 'not-finite dense_3']],
    ['healthy', 'dense_1', []],
  ] as const)('%s', (name, shown, calls) => {
    const { payload, row } = last(name);
    expect(
      rankedCalls(payload, row).map((call) => `${call.kind} ${'layer' in call ? call.layer : ''}`.trim()),
    ).toEqual(calls);
    expect(layerToShow(payload)?.layer).toBe(shown);
  });

  test('of fifty the smallest gradient, then the most saturated', () => {
    const { payload, row } = last('fifty-layers');
    const { words } = healthWords(payload, row, 'en');
    expect(words).toHaveLength(2);
    expect(words[0]).toMatch(/^⚠ dense_1 \(and 18 more layers\): vanishing gradient/);
    expect(words[1]).toMatch(/^⚠ dense_49 \(and 8 more layers\): 58% of the sigmoid values/);
  });
});

test('where none is called out, what is nearest to a limit is named', () => {
  const { payload, row } = last('healthy');
  const { gradient, dead, saturated } = extremesAt(payload, row);
  expect(gradient).toMatchObject({ layer: 'dense_1', of: 'dense_3' });
  expect((gradient?.largest ?? 0) / (gradient?.value ?? 1)).toBeCloseTo(2.5, 6);
  expect([dead, saturated]).toEqual([{ layer: 'dense_1', share: 0.12 }, null]);
  expect(healthWords(payload, row, 'en').words[1]).toBe(
    'Nearest to a limit: smallest gradient in dense_1, 0.00271 per weight, 2.5 times smaller than in dense_3; most dead units in dense_1, 12%.',
  );
});

test('all that the plots show of a layer at an epoch, and the account of all layers', () => {
  const { payload } = last('healthy');
  const [first] = byLayer(payload);
  if (!first) throw new Error('There is a layer.');
  expect(momentWords(payload, first, 'kernel', 2, 'en')).toEqual([
    'dense_1',
    'gradient per weight 0.0164',
    'dead 4%',
    'kernel weights 0.0222 ± 0.333',
    'activations 0.34 ± 0.888',
    'kernel gradients 0 ± 0.0164',
    'data loss 0.5846',
    'weight norm 13.33',
  ]);
  expect(distributionsText(payload, 'en')).toContain(
    'By layer in epoch 20: dense_1 gradient per weight 0.00271 dead 12%; dense_2 gradient per weight 0.00406 dead 6%; dense_3 gradient per weight 0.00677 saturated 30%.',
  );
});

test.each([
  ['dense_1', 12, 'dense_1'],
  ['batch_normalization_12', 12, 'batch_n…n_12'],
  ['정규화를거친층_3', 6, '정규화…_3'],
  ['abcdef', 2, 'a…f'],
])('%s in %i characters keeps its end: %s', (name, limit, short) => {
  expect(shortenMiddle(name, limit)).toBe(short);
});

test('an axis around zero has more numbers than a 0 in its middle', () => {
  const label = (tick: number) => labelOf(String(tick), 75 + tick * 80);
  expect(fittingTicks([-0.9, 0.9], 3, label)).toEqual([-0.5, 0, 0.5]);
  // One epoch has one number.
  expect(fittingTicks([0.5, 1.5], 2, label, 1)).toEqual([1]);
});

test.each([
  [44, [0, 1000]],
  [120, [0, 500, 1000]],
  [600, [0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]],
])('numbers of an axis of %i pixels never run together', (width, ticks) => {
  const label = (tick: number) => labelOf(tick.toLocaleString('en'), (tick / 1000) * width);
  const found = fittingTicks([0, 1000], 10, label);
  expect(found).toEqual(ticks);
  expect(apart(found.map(label))).not.toContain(false);
});
