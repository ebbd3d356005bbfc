import type { ConfusionMatrixPayload } from '../../protocol/index.js';

const digits = (classes: number, spread: number): number[][] =>
  Array.from({ length: classes }, (_, row) =>
    Array.from({ length: classes }, (__, column) =>
      row === column ? 80 + ((row * 13) % 17) : ((row * 7 + column * 11) % spread) % 5,
    ),
  );

/** Named payloads: the gallery shows them, the picture tests keep them. */
export const confusionMatrixExamples: Record<string, () => ConfusionMatrixPayload> = {
  survival: () => ({
    version: 1,
    title: 'Survival on the test set',
    labels: ['died', 'survived'],
    counts: [
      [140, 22],
      [31, 69],
    ],
  }),
  digits: () => ({
    version: 1,
    labels: Array.from({ length: 10 }, (_, index) => String(index)),
    counts: digits(10, 13),
  }),
  'hundred-classes': () => ({
    version: 1,
    labels: Array.from({ length: 100 }, (_, index) => `class ${index}`),
    counts: digits(100, 29),
  }),
  dishes: () => ({
    version: 1,
    title: '음식 사진 열두 가지',
    labels: [
      '김치찌개',
      '된장찌개 (두부를 넣은 것)',
      '순두부찌개',
      '전주식 돌솥 비빔밥',
      '비빔국수',
      '평양냉면',
      '함흥 비빔냉면',
      '떡볶이',
      '해물파전과 부추전',
      '갈비찜',
      '삼계탕',
      '호박죽',
    ],
    counts: digits(12, 17).map((row, truth) =>
      row.map((count, predicted) =>
        truth === 6 && predicted === 4 ? 23 : truth === 1 && predicted === 2 ? 17 : count,
      ),
    ),
  }),
  'one-sided': () => ({
    version: 1,
    labels: ['no', 'yes', 'never seen'],
    counts: [
      [50, 0, 0],
      [12, 0, 0],
      [0, 0, 0],
    ],
  }),
  empty: () => ({ version: 1, labels: [], counts: [] }),
  'odd-names': () => ({
    version: 1,
    title: '<script>alert(1)</script> "품종"',
    labels: ['부채붓꽃', "<b>o'versicolor</b> & a very long name", '"virginica"', '버지니아'],
    counts: [
      [12, 0, 0, 1],
      [0, 9, 3, 0],
      [0, 1, 14, 2],
      [1, 0, 2, 1000000],
    ],
  }),
};
