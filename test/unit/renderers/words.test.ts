import { describe, expect, test } from 'vitest';
import {
  formatCount,
  formatDuration,
  formatRate,
  formatShare,
  formatValue,
} from '../../../renderers/drawing/format.js';
import { escapeXml, linePath, roundCoordinates, shorten, wrap } from '../../../renderers/drawing/svg.js';
import { check } from '../../../renderers/drawing/validation.js';
import { sketchGroup, sketchRun, trainingExamples } from '../../../renderers/training/examples.js';
import { trainingText } from '../../../renderers/training/text.js';
import { trainingPicture } from '../../../renderers/training/training-picture.js';

describe('numbers', () => {
  test.each([
    [0.412345, '0.4123'],
    [12.3456, '12.35'],
    [1234.5, '1,235'],
    [0, '0'],
    [0.00012, '0.00012'],
    [1.234567e-7, '1.235e-7'],
    [2e9, '2e+9'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '−∞'],
    [null, '–'],
  ])('%d is written %s', (value, text) => {
    expect(formatValue(value, 'en')).toBe(text);
  });
  test('rates, counts, shares', () => {
    expect(formatRate(0.00025, 'en')).toBe('0.00025');
    expect(formatRate(1e-7, 'en')).toBe('1e-7');
    expect(formatCount(1392.1875, 'en')).toBe('1,392.2');
    expect(formatShare(2 / 3, 'en')).toBe('66.7%');
    expect(formatShare(Number.NaN, 'en')).toBe('–');
  });
  test.each([
    [240, '240 ms', '240밀리초'],
    [1234, '1.2 s', '1.2초'],
    [12_300, '12 s', '12초'],
    [65_000, '1 min 5 s', '1분 5초'],
    [120_000, '2 min', '2분'],
    [7_380_000, '2 h 3 min', '2시간 3분'],
    [-1, '–', '–'],
  ])('%d ms', (ms, english, korean) => {
    expect(formatDuration(ms, 'en')).toBe(english);
    expect(formatDuration(ms, 'ko')).toBe(korean);
  });
});

describe('SVG parts', () => {
  test('text cannot become markup, and holds only what XML allows', () => {
    expect(escapeXml(`<a b='"'>&`)).toBe('&lt;a b=&#39;&quot;&#39;&gt;&amp;');
    expect(escapeXml('a\u0000b\ud800c')).toBe('a\ufffdb\ufffdc');
    expect(escapeXml('🎓 한국어')).toBe('🎓 한국어');
  });
  test('long names are shortened by whole characters', () => {
    expect(shorten('🎓🎓🎓🎓', 3)).toBe('🎓🎓…');
    expect(wrap('one two three', 10, 50).length).toBeGreaterThan(1);
  });
  test('coordinates are rounded, text is not', () => {
    expect(roundCoordinates('<path d="M0.123456,1e-7L10.005,2"/><text x="1.23456">0.123456</text>')).toBe(
      '<path d="M0.12,0L10.01,2"/><text x="1.23">0.123456</text>',
    );
  });
  test('a path breaks where a value is missing', () => {
    expect(
      linePath([
        { x: 0, y: 1 },
        { x: 1, y: null },
        { x: 2, y: 3 },
        { x: 3, y: 4 },
      ]),
    ).toBe('M0,1h0M2,3h0L3,4');
  });
});

describe('the account of a run', () => {
  test('plan, model, values, penalty, rate, time, in both languages', () => {
    const run = sketchRun({ epochs: 40, penalty: 0.2, rate: (epoch) => (epoch <= 18 ? 0.01 : 0.001) });
    const english = trainingText(run, 'en');
    for (const part of [
      'n = 891 samples (223 for validation)',
      '⌈n/b⌉ = 28 steps per epoch, 1,120 steps',
      'n·e/b = 1,113.8',
      'Dense (16, relu, l2 0.01) → Dropout (rate 0.3) → Dense (1, sigmoid); 161 parameters',
      'The validation loss holds the penalty too',
      'Learning rate: 0.01; 0.001 from epoch 19',
      `Best: val_loss`,
      '✓ Completed',
    ])
      expect(english).toContain(part);
    const korean = trainingText(run, 'ko');
    for (const part of [
      '표본 n = 891 (검증 223)',
      '검증 손실에도 벌점이 들어 있으며',
      '학습률: 0.01; 에포크 19부터 0.001',
      '✓ 완료',
      '최고: val_loss',
    ])
      expect(korean).toContain(part);
  });
  test('a run saved before the validation loss held the penalty says so', () => {
    const run = sketchRun({ epochs: 4, penalty: 0.2, before: true });
    expect(trainingText(run, 'en')).toContain('The validation loss holds no penalty.');
    expect(trainingText(run, 'ko')).toContain('검증 손실에는 벌점이 들어 있지 않습니다.');
    expect(trainingText(run, 'en')).not.toContain('holds the penalty too');
  });
  test('the best of a loss is its least, of an accuracy its greatest value', () => {
    const run = sketchRun({ epochs: 3 });
    run.epochs.logs = { loss: [3, 1, 2], acc: [0.1, 0.9, 0.5] };
    expect(trainingText(run, 'en')).toContain('loss: first 3, best 1 (epoch 2), last 2');
    expect(trainingText(run, 'en')).toContain('acc: first 0.1, best 0.9 (epoch 2), last 0.5');
  });
  test('a broken loss, a reason, an unfinished plan and a lack of validation are told', () => {
    const nan = trainingText(trainingExamples.nan?.() ?? sketchGroup(1), 'en');
    expect(nan).toContain('loss is NaN from epoch 7.');
    expect(nan).toContain('Reason: Loss is NaN');
    expect(nan).toContain('336 steps done, 12 of 30 epochs finished');
    expect(trainingText(sketchRun({ epochs: 2, validation: false }), 'en')).toContain(
      'There was no validation.',
    );
    expect(trainingText(sketchRun({ epochs: 0, planned: 2 }), 'en')).toContain('No epoch was finished.');
  });
  test('very many layers and rates stay short', () => {
    const run = sketchRun({ epochs: 500, rate: (epoch) => 0.1 * 0.99 ** epoch });
    const layer = run.model.layers[0];
    if (layer) run.model.layers = Array(300).fill(layer);
    const text = trainingText(run, 'en');
    expect(text).toContain('… 288 more …');
    expect(text).toContain('492 changes in between');
    expect(text.length).toBeLessThan(3000);
  });
  test('a group tells each run and the spread', () => {
    const text = trainingText(sketchGroup(12), 'en');
    expect(text.split('\n')).toHaveLength(1 + 12 + 3 + 2);
    expect(text).toContain('over 10 runs');
    expect(text).toMatch(
      /\nval_loss, mean of 10 runs by epoch: 0\.\d{1,3} at first, lowest mean 0\.\d{1,3} \(epoch \d+\), 0\.\d{1,3} at epoch 20, the last/,
    );
    expect(trainingText(sketchGroup(12), 'ko')).toContain('val_acc, 실행 10개의 에포크별 평균: 처음');
  });
});

test('a payload that does not fit is refused with the place', () => {
  const run = { ...sketchRun({ epochs: 2 }), version: 2 };
  expect(check(trainingPicture.schema, run)).toMatchObject({
    ok: false,
    where: expect.stringContaining('version'),
  });
  const broken = sketchRun({ epochs: 2 });
  (broken.epochs.logs.loss as unknown[])[1] = 'lots';
  expect(check(trainingPicture.schema, broken)).toMatchObject({
    where: expect.stringContaining('epochs.logs.loss'),
  });
  for (const odd of [undefined, null, 3, 'x', []]) expect(check(trainingPicture.schema, odd).ok).toBe(false);
});
