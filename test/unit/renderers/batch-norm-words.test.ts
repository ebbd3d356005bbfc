import { describe, expect, test } from 'vitest';
import { type BatchNormLayer, type BatchNormPayload, packMatrix } from '../../../protocol/index.js';
import { channelsPerLine } from '../../../renderers/batch-norm/gap-maps.js';
import { heatColors, heatSvg } from '../../../renderers/batch-norm/heat.js';
import { readLayer } from '../../../renderers/batch-norm/layer-reading.js';
import { judgedLayers, worstLayer } from '../../../renderers/batch-norm/layer-to-show.js';
import { momentWords } from '../../../renderers/batch-norm/moment-words.js';
import { batchNormText } from '../../../renderers/batch-norm/text.js';
import { verdictWords } from '../../../renderers/batch-norm/words.js';
import { stillPalette } from '../../../renderers/drawing/palette.js';

const CHANNELS = 11;

/** Twenty steps of eleven channels; channel c has the mean c, and the moving mean is `off` standard deviations away. */
function layer(name: string, off: number): BatchNormLayer {
  const steps = 20;
  const matrix = (of: (channel: number, row: number) => number) =>
    packMatrix(
      steps,
      CHANNELS,
      Float32Array.from({ length: steps * CHANNELS }, (_, at) =>
        of(at % CHANNELS, Math.floor(at / CHANNELS)),
      ),
    );
  const histogram = (low: number) => ({ low, high: low + 4, counts: [1, 1] });
  return {
    name,
    after: 'dense_1 (Dense)',
    channels: CHANNELS,
    momentum: 0.9,
    epsilon: 0,
    steps: Array.from({ length: steps }, (_, row) => row + 1),
    epochs: Array.from({ length: steps }, (_, row) => Math.floor(row / 10) + 1),
    values: Array.from({ length: steps }, () => 32),
    batchMean: matrix((channel) => channel),
    batchVariance: matrix(() => 1),
    movingMean: matrix((channel) => channel + off),
    movingVariance: matrix(() => 1),
    gamma: matrix((channel, row) => 1 + channel / 10 + row / 1000),
    activations: [
      { epoch: 1, before: histogram(0), after: histogram(-2) },
      { epoch: 2, before: histogram(1), after: histogram(-2) },
    ],
  };
}

const payload = (...layers: BatchNormLayer[]): BatchNormPayload => ({
  version: 1,
  run: 'r',
  name: 'Run 1',
  status: 'completed',
  plannedEpochs: 2,
  batchSize: 32,
  stepsPerEpoch: 10,
  layers,
  every: 1,
});

describe('of several layers', () => {
  const agree = /^✓ bn_\d: Training and inference agree now: they differ by 0/;
  test.each([
    ['all agree', [0, 0.05, 0], 'bn_2', agree, 'All 3 layers agree.'],
    [
      'the worst comes first',
      [0, 0.2, 0.7],
      'bn_3',
      /^⚠ bn_3: Training and inference disagree now: the same activation differs by 0\.7 standard/,
      '2 of 3 layers disagree, this one most.',
    ],
    ['one of two', [0.3, 0], 'bn_1', /^⚠ bn_1: .* by 0\.3 /, '1 of 2 layers disagrees, this one most.'],
  ] as const)('%s', (_, offs, worst, first, last) => {
    const judged = judgedLayers(payload(...offs.map((off, index) => layer(`bn_${index + 1}`, off))));
    const found = worstLayer(judged);
    if (!found) throw new Error('There is a layer.');
    expect(found.reading.layer.name).toBe(worst);
    const words = verdictWords(found, judged, 'en');
    expect(words[0]).toMatch(first);
    expect(words.at(-1)).toBe(last);
  });

  test('another that is looked at names the worst', () => {
    const judged = judgedLayers(payload(layer('bn_1', 0), layer('bn_2', 0.4), layer('bn_3', 0.2)));
    const words = (index: number, locale: 'en' | 'ko') =>
      verdictWords(judged[index] as (typeof judged)[number], judged, locale);
    expect(words(0, 'en').at(-1)).toBe('2 of 3 layers disagree, bn_2 most.');
    expect(words(2, 'ko').at(-1)).toBe('층 3개 가운데 2개가 다르고, bn_2가 가장 다릅니다.');
  });

  test('a single layer is not named', () => {
    const judged = judgedLayers(payload(layer('bn_1', 0)));
    expect(verdictWords(judged[0] as (typeof judged)[number], judged, 'en')).toEqual([
      '✓ Training and inference agree now: they differ by 0 standard deviations.',
    ]);
  });
});

test.each([
  [1.635, '1.6'],
  [12.9, '12.9'],
  [0.4999, '0.49'],
  [0.0999, '0.099'],
  [0.1, '0.1'],
])('%d standard deviations read %s: none below a limit seems to be at it', (off, words) => {
  const judged = judgedLayers(payload(layer('bn_1', off)));
  expect(verdictWords(judged[0] as (typeof judged)[number], judged, 'en')[0]).toContain(
    ` by ${words} standard deviations`,
  );
});

describe('a map of many channels', () => {
  const palette = stillPalette('light');
  const above = heatColors(true, palette).at(-1);
  const below = heatColors(false, palette).at(-1);
  const map = (columns: number, perLine: number, at: (channel: number) => number) =>
    heatSvg({
      frame: { x: 0, y: 0, width: 100, height: 60, xDomain: [1, 2], yDomain: [columns, 0] },
      palette,
      x: [1, 2],
      columns,
      limit: 1,
      perLine,
      at: (_, channel) => at(channel),
    });

  test('fills whole cells, whose colours say on which side of zero they are', () => {
    expect(map(2, 1, (channel) => (channel === 0 ? 1 : -1))).toBe(
      `<path d="M0,0H100v29.5H0z" fill="${above}"/><path d="M0,30H100v29.5H0z" fill="${below}"/>`,
    );
  });

  test('shows the greatest gap of the channels of a line; the last line may have fewer', () => {
    expect(map(5, 2, (channel) => [0.25, -1, 0, 0, 1][channel] as number)).toBe(
      `<path d="M0,0H100v23.5H0z" fill="${below}"/><path d="M0,48H100v11.5H0z" fill="${above}"/>`,
    );
  });

  test.each([
    [65, 3],
    [96, 3],
    [512, 16],
  ])('of %i channels has %i a line', (columns, perLine) => {
    expect(channelsPerLine(columns)).toBe(perLine);
  });
});

describe('all that the plots show at a step, in words', () => {
  const reading = readLayer(layer('bn_1', 0.5));
  test.each([
    [
      'all channels',
      19,
      null,
      [
        'μ: batch 5 (1–9), moving 5.5 (1.5–9.5)',
        'σ²: batch 1 (1–1), moving 1 (1–1)',
        /^held: expected 87\.8%, μ .*%, σ² not recorded$/,
        'γ 1.52 (1.12–1.92)',
        'before 3 ± 1, after 0 ± 1',
      ],
    ],
    [
      'channel 4 in the first epoch',
      9,
      4,
      [
        'μ: batch 4, moving 4.5',
        'σ²: batch 1, moving 1',
        /^held: expected 65\.1%, /,
        'γ 1.41',
        'before 2 ± 1, after 0 ± 1',
      ],
    ],
  ] as const)('%s', (_, row, column, parts) => {
    const words = momentWords(reading, row, column, 'en');
    expect(words).toHaveLength(parts.length);
    for (const [index, part] of parts.entries())
      if (typeof part === 'string') expect(words[index]).toBe(part);
      else expect(words[index]).toMatch(part);
  });

  test('and in the account: first and last step, γ, both ends of the activations', () => {
    const text = batchNormText(payload(layer('bn_1', 0.5)), 'en');
    for (const part of [
      'At step 1 (epoch 1): medians (10–90%) of 11 channels, μ: batch 5 (1–9), moving 5.5 (1.5–9.5)',
      'At step 20 (epoch 2): medians (10–90%) of 11 channels, ',
      'γ 1.5 → 1.519, β not recorded',
      'Activations in epoch 1: before 2 ± 1, after 0 ± 1.',
      'Activations in epoch 2: before 3 ± 1, after 0 ± 1.',
    ])
      expect(text).toContain(part);
  });
});
