import { describe, expect, test } from 'vitest';
import type { ComparedRun, ComparedSetting, ComparePayload } from '../../../protocol/index.js';
import { compareExamples } from '../../../renderers/compare/examples.js';
import { settingColors } from '../../../renderers/compare/setting-colors.js';
import { settingLegend } from '../../../renderers/compare/setting-legend.js';
import { contrast } from '../../../renderers/drawing/contrast.js';
import { stillPalette } from '../../../renderers/drawing/palette.js';

const palette = stillPalette('light');
const many = () => compareExamples['many-runs']?.() as ComparePayload;

/** Many runs that differ in one setting, which takes these values in turn. */
function differing(
  setting: ComparedSetting,
  values: readonly (string | undefined)[],
  others: ComparedSetting[] = [],
) {
  const payload = many();
  const runs = payload.runs.map((run, index): ComparedRun => {
    const { [setting]: _, ...rest } = run.settings;
    const value = values[index % values.length];
    return {
      ...run,
      settings: { ...rest, ...(value !== undefined && { [setting]: value }) } as ComparedRun['settings'],
    };
  });
  return { ...payload, runs, differs: [setting, ...others] };
}
const legend = (payload: ComparePayload) => settingColors(payload, palette)?.legend;
const words = (payload: ComparePayload, locale: 'en' | 'ko' = 'en') =>
  [...settingLegend(payload, { x: 0, y: 0, width: 640, palette, locale }).matchAll(/>([^<]+)<\/text>/g)].map(
    ([, text]) => text,
  );

describe('the colours of many runs', () => {
  test('go from the least to the greatest number of the one setting that differs', () => {
    const payload = many();
    expect(payload.differs).toEqual(['dropout']);
    const found = settingColors(payload, palette);
    expect(found?.legend).toMatchObject({ kind: 'ramp', low: '0.000', high: '0.725' });
    expect(found?.colors[0]).toBe(palette.data);
    expect(found?.colors.at(-1)).toBe(palette.validation);
    expect(new Set(found?.colors).size).toBe(30);
    expect(words(payload)).toEqual(['dropout 0.000', '0.725']);
    expect(words(payload, 'ko')).toEqual(['드롭아웃 0.000', '0.725']);
  });

  test.each(['light', 'dark', 'high-contrast'] as const)('are all seen on the ground (%s)', (theme) => {
    const own = stillPalette(theme);
    for (const color of settingColors(many(), own)?.colors ?? [])
      expect(contrast(color, own.background)).toBeGreaterThan(3);
  });

  test('lie evenly where rates span powers of ten; a 0 stands apart before them', () => {
    const found = settingColors(differing('l2', [undefined, '0.0001', '0.001', '0.01']), palette);
    expect(found?.legend).toMatchObject({ kind: 'ramp', low: '0', high: '0.01' });
    const red = (color = '') => Number.parseInt(color.slice(1, 3), 16);
    const [zero, least, middle, greatest] = (found?.colors ?? []).map(red) as [
      number,
      number,
      number,
      number,
    ];
    expect(zero < least && least < middle && middle < greatest).toBe(true);
    expect(Math.abs(greatest - middle - (middle - least))).toBeLessThanOrEqual(1);
  });

  test('are one for each name, where they are few', () => {
    expect(legend(differing('optimizer', ['Adam', 'SGD']))).toEqual({
      kind: 'names',
      names: [
        { value: 'Adam', color: palette.train },
        { value: 'SGD', color: palette.validation },
      ],
    });
    expect(words(differing('batchNorm', [undefined, '0.99']))).toEqual([
      'no regularization',
      'batch normalization (momentum 0.99)',
    ]);
    expect(legend(differing('dropout', ['0', '0.5']))).toMatchObject({ kind: 'names' });
    expect(legend(differing('engine', ['a', 'b', 'c', 'd', 'e', 'f', 'g']))).toBeUndefined();
  });

  test('stand for nothing where runs are few, or differ in more than one setting, or in none', () => {
    const payload = many();
    expect(settingColors({ ...payload, runs: payload.runs.slice(0, 8) }, palette)).toBeNull();
    expect(settingColors(differing('optimizer', ['Adam', 'SGD'], ['l2']), palette)).toBeNull();
    expect(settingColors({ ...payload, differs: [] }, palette)).toBeNull();
    expect(
      settingLegend({ ...payload, differs: [] }, { x: 0, y: 0, width: 640, palette, locale: 'en' }),
    ).toBe('');
  });

  test('stand for nothing wrong where settings are no numbers, or alike in spite of what is said', () => {
    for (const values of [['0.5'], ['NaN', '1', '2', '3'], ['1e999', '1', '2', '3'], ['-1', '0', '1', '2']]) {
      const found = settingColors(differing('learningRate', values), palette);
      for (const color of found?.colors ?? []) expect(color).toMatch(/^#[0-9a-f]{6}$/);
    }
  });
});
