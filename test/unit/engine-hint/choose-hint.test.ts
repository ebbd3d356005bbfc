import { afterEach, expect, test } from 'vitest';
import { chooseHint, type EngineTiming } from '../../../engine/hint/choose-hint.js';
import { setLocale } from '../../../words/index.js';

const timings = (native: number, embedded: number): EngineTiming[] => [
  { engine: 'native', msPerStep: native },
  { engine: 'embedded', msPerStep: embedded },
];

afterEach(() => setLocale('en'));

test('another engine that is at least 1.5 times faster is named, with both times', () => {
  expect(chooseHint('native', timings(6.12, 1.9))).toEqual({
    engine: 'embedded',
    times: 6.12 / 1.9,
    msPerStep: 1.9,
    now: { engine: 'native', msPerStep: 6.12 },
    text: 'This model trains 3.2 times faster on the embedded engine (1.9 against 6.1 ms a step).',
  });
  expect(chooseHint('embedded', timings(30, 480))?.text).toBe(
    'This model trains 16 times faster on the native engine (30 against 480 ms a step).',
  );
  expect(chooseHint('embedded', timings(0.0412, 9.96))?.text).toContain('(0.041 against 10 ms a step)');
  expect(chooseHint('native', timings(3, 2))?.times).toBe(1.5);
});

test.each([
  ['the engine in use is the fastest', 'embedded', timings(6, 2)],
  ['the other one is hardly faster', 'native', timings(2.98, 2)],
  ['only one was timed', 'native', timings(6, 2).slice(0, 1)],
  ['the one in use was not timed', 'native', timings(6, 2).slice(1)],
  ['a time is no number', 'native', timings(6, Number.NaN)],
  ['a time is zero', 'native', timings(6, 0)],
  ['nothing was timed', 'native', []],
] as const)('there is no hint where %s', (_, now, found) => {
  expect(chooseHint(now, found)).toBeUndefined();
});

test('the sentence is Korean for a Korean', () => {
  setLocale('ko');
  expect(chooseHint('native', timings(6.1, 1.9))?.text).toBe(
    '이 모델은 내장 엔진에서 3.2배 빠르게 학습합니다(스텝당 6.1 ms 대신 1.9 ms).',
  );
  expect(chooseHint('embedded', timings(1.9, 6.1))?.text).toMatch(/네이티브 엔진에서 3\.2배/);
});
