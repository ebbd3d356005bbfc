import { expect, test } from 'vitest';
import { checkExamples } from '../../../renderers/check/examples.js';
import { checkLines } from '../../../renderers/check/model.js';
import { checkSvg } from '../../../renderers/check/picture.js';
import { saysAlready } from '../../../renderers/check/says-already.js';
import { checkText } from '../../../renderers/check/text.js';
import { stillPalette } from '../../../renderers/drawing/palette.js';

test.each([
  ['The best val_accuracy is at least 0.79', 'at least 0.79', true],
  ['The training stops before epoch 40', 'stopped before epoch 40', true],
  ['학습이 에포크 40 전에 멈춤', '에포크 40 전에 멈춤', true],
  ['가장 좋은 에포크의 가중치로 되돌림', '가장 좋은 에포크의 가중치', true],
  ['마지막 학습 5번의 끝 val_accuracy 평균은 0.79 이상', '학습 5번', true],
  ['학습은 에포크 20개', '에포크 2', false],
  ['The best val_accuracy is at least 0.79', 'at least 0.7', false],
  ['The layer has 2 of 3 units', '3 of 2 units', false],
  ['mean([1, 2, 3]) is 2', 'a cell that declares mean', false],
  ['Dropout after each layer', 'at least 0.5', false],
  ['Anything', '', false],
  ['Anything', '≥', false],
])('%s, wanted: %s: says so already: %s', (rule, wanted, said) => {
  expect(saysAlready(rule, wanted)).toBe(said);
});

test.each(['en', 'ko'] as const)('a rule that says what is wanted is not told it again, in %s', (locale) => {
  const [, late, best] = checkLines(checkExamples['under-way']?.() as never, locale).rules;
  expect(late?.details.map(({ kind }) => kind)).toEqual(['found', 'where']);
  expect(best?.details.map(({ kind }) => kind)).toEqual(
    locale === 'en' ? ['found', 'wanted', 'where'] : ['found', 'where'],
  );
});

test('in a still what is wanted stands on the line of what was found where it has room, else below', async () => {
  const payload = checkExamples['never-ends']?.() as never;
  const svg = await checkSvg(payload, { locale: 'en', theme: 'light' });
  const line = (text: string) => new RegExp(`y="([\\d.]+)"[^>]*>${text}`).exec(svg)?.[1];
  expect(line('Found')).toBeDefined();
  expect(line('an end, well')).toBe(line('Found'));
  const long = structuredClone(payload) as { rules: { found?: { en: string } }[] };
  for (const { found } of long.rules) if (found) found.en = 'x y '.repeat(24);
  const broken = await checkSvg(long as never, { locale: 'en', theme: 'light' });
  const below = (text: string) => Number(new RegExp(`y="([\\d.]+)"[^>]*>${text}`).exec(broken)?.[1]);
  expect(below('Wanted')).toBeGreaterThan(below('Found'));
});

test('rules whose cell has not run are open, not wrong, and say so once', async () => {
  const payload = checkExamples['not-begun']?.() as never;
  const { rules } = checkLines(payload, 'en');
  expect(rules.map(({ passed, missing }) => [passed, missing])).toEqual(Array(3).fill([false, true]));
  expect(rules.map(({ details }) => details.length)).toEqual([3, 0, 0]);
  const svg = await checkSvg(payload, { locale: 'en', theme: 'light' });
  const { bad } = stillPalette('light');
  expect(svg).not.toContain(bad);
  expect(checkText(payload, 'en')).toMatch(/○ mean\(\[1, 2, 3\]\) is 2\n.*Found: there is no mean yet/);
  const wrong = checkText(checkExamples['under-way']?.() as never, 'en');
  expect([wrong.includes('✗'), wrong.includes('○')]).toEqual([true, false]);
});
