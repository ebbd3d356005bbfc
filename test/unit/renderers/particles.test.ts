import { expect, test } from 'vitest';
import { particles } from '../../../words/index.js';

test.each([
  ['0.1을(를)', '0.1을'],
  ['0.2을(를)', '0.2를'],
  ['값 1,000이(가)', '값 1,000이'],
  ['0.003(으)로', '0.003으로'],
  ['0.01(으)로', '0.01로'],
  ['1e-7(으)로', '1e-7로'],
  ['8(으)로', '8로'],
  ['10(으)로', '10으로'],
  ['86.7%을(를)', '86.7%를'],
  ['∞은(는)', '∞는'],
  ['12.5 MB을(를)', '12.5 MB를'],
  ['열 "나이"이(가)', '열 "나이"가'],
  ['열 "요금"이(가)', '열 "요금"이'],
  ['"교실"(으)로', '"교실"로'],
  ['[3, 4]과(와)', '[3, 4]와'],
  ['f({ momentum: 0.9 })을(를)', 'f({ momentum: 0.9 })를'],
  ['"셋"(이)라는', '"셋"이라는'],
])('%s is read %s', (text, wanted) => expect(particles(text)).toBe(wanted));

test('names in other letters keep both forms, and the rest of a sentence stays as it is', () => {
  const text = 'best.keras을(를) 열 "age"이(가) NaN(으)로 –(으)로, 나이(살), 둘을(삼) 2은 1(으) 로';
  expect(particles(text)).toBe(text);
});

test('several in one sentence', () => {
  expect(particles('학습률을 0.1(으)로, 0.03(으)로, Dense(으)로; 3은(는) 2이(가)')).toBe(
    '학습률을 0.1로, 0.03으로, Dense(으)로; 3은 2가',
  );
});
