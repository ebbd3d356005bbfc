import { describe, expect, test } from 'vitest';
import type { CallbackEvent } from '../../../protocol/index.js';
import { criterionEnd } from '../../../renderers/timeline/criterion-end.js';
import { timelineExamples } from '../../../renderers/timeline/examples.js';
import { rowHeight } from '../../../renderers/timeline/lane-box.js';

const measured = (value: unknown, facts: Record<string, unknown>): CallbackEvent =>
  ({ kind: 'measured', lane: 0, epoch: 9, value, facts }) as unknown as CallbackEvent;
const wide = () => true;

describe('what has become of a stopping criterion', () => {
  test.each<[string, unknown, Record<string, unknown>, string]>([
    ['met', 0.000374, { threshold: 0.001 }, '|∇E| 0.00037 < 0.001 ✓'],
    ['not met', 0.02, { threshold: 0.001 }, '|∇E| 0.02 > 0.001'],
    ['on it', 0.001, { threshold: 0.001 }, '|∇E| 0.001 = 0.001 ✓'],
    ['by its size', -0.0005, { threshold: 0.001 }, '|∇E| 0.0005 < 0.001 ✓'],
    ['not for long enough', 0.0005, { threshold: 0.001, wait: 1, patience: 3 }, '|∇E| 0.0005 < 0.001 1/3'],
    ['for long enough', 0.0005, { threshold: 0.001, wait: 3, patience: 3 }, '|∇E| 0.0005 < 0.001 ✓'],
    ['no number', 'NaN', { threshold: 0.001 }, '|∇E| NaN ≠ 0.001'],
    ['without a threshold', 0.5, {}, '|∇E| 0.5'],
    ['without a value', null, { threshold: 1 }, '|∇E|'],
  ])('%s', (_, value, facts, words) => {
    expect(criterionEnd(measured(value, facts), '|∇E|', wide)).toBe(words);
  });

  test('counts epochs up to its threshold', () => {
    expect(criterionEnd(measured(30, { criterion: 'epochs', threshold: 30 }), 'epochs', wide)).toBe(
      'epochs 30 = 30 ✓',
    );
    expect(criterionEnd(measured(4, { criterion: 'epochs', threshold: 30 }), 'epochs', wide)).toBe(
      'epochs 4 < 30',
    );
  });

  test('is written shorter where there is no room, and at last without the threshold', () => {
    const event = measured(0.0000461, { threshold: 0.0001 });
    expect(criterionEnd(event, '|ΔE|', (words) => words.length <= 22)).toBe('|ΔE| 4.6e-5 < 1e-4 ✓');
    expect(criterionEnd(event, '|ΔE|', (words) => words.length <= 15)).toBe('|ΔE| 4.6e-5 ✓');
    expect(criterionEnd(event, '|ΔE|', () => false)).toBe('|ΔE| 4.6e-5 ✓');
  });
});

test('a row of criteria alone is as high as a plot, from the start', () => {
  expect(rowHeight([{ name: 'StoppingCriteria' }])).toBeGreaterThanOrEqual(100);
  expect(rowHeight([{ name: 'EarlyStopping' }])).toBe(32);
  expect(rowHeight([{ name: 'StoppingCriteria' }, { name: 'EarlyStopping' }])).toBe(32);
  const payload = timelineExamples.criteria?.();
  expect(rowHeight(payload?.callbacks.lanes ?? [])).toBe(100);
});
