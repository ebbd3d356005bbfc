import { describe, expect, test } from 'vitest';
import { formatAlike } from '../../../renderers/drawing/format.js';
import { accountSentence, epochAccount } from '../../../renderers/training/epoch-account.js';
import { sketchRun } from '../../../renderers/training/examples.js';

test.each<[(number | null)[], string[]]>([
  [
    [0.465, 0.4903],
    ['0.4650', '0.4903'],
  ],
  [
    [0.9, 1.0241],
    ['0.9000', '1.0241'],
  ],
  [
    [0.99996, 0.5],
    ['1.0000', '0.5000'],
  ],
  [
    [12.3, 9.8765],
    ['12.300', '9.877'],
  ],
  [
    [0.0012, 450.06],
    ['0.001200', '450.1'],
  ],
  [
    [0, 0.5],
    ['0', '0.5000'],
  ],
  [
    [Number.NaN, 0.25, Number.POSITIVE_INFINITY, null],
    ['NaN', '0.2500', '∞', '–'],
  ],
  [
    [1e-7, 0.3],
    ['1e-7', '0.3000'],
  ],
  [
    [12_345, 2_500_000],
    ['12,345', '2.5e+6'],
  ],
  [[], []],
])('values below each other are written alike: %j', (values, written) => {
  expect(formatAlike(values, 'en')).toEqual(written);
});

describe('what is known of an epoch', () => {
  test('stands under the titles of the panels; metrics that are not drawn keep their own names', () => {
    const run = sketchRun({ epochs: 4, metrics: ['acc', 'precision'] });
    const { groups, facts } = epochAccount(run, 2, 'en', 'precision');
    expect(groups.map(({ title, rows }) => [title, ...rows.map(({ name }) => name)])).toEqual([
      ['Loss', 'train', 'validation'],
      ['precision', 'train', 'validation'],
    ]);
    expect(facts.map(({ name }) => name)).toEqual(['acc', 'val_acc', 'Learning rate', 'time']);
  });

  test('reads as a sentence, in Korean too', () => {
    const run = sketchRun({ epochs: 4, validation: false });
    expect(accountSentence(epochAccount(run, 0, 'en'))).toMatch(
      /^Loss: train 0\.\d{4}; acc: train 0\.\d{4}; Learning rate 0\.001, time \d+ ms$/,
    );
    expect(accountSentence(epochAccount(run, 0, 'ko'))).toMatch(/^손실: 학습 0\.\d{4}; acc: 학습 /);
  });

  test('is what was measured, also where that is no number', () => {
    const run = sketchRun({ epochs: 8, broken: { epoch: 5, value: Number.NaN } });
    expect(epochAccount(run, 6, 'en').groups[0]?.rows.map(({ value }) => value)).toEqual(['NaN', 'NaN']);
  });
});
