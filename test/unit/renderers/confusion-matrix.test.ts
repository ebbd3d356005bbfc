import { describe, expect, test } from 'vitest';
import { depth } from '../../../renderers/confusion-matrix/color.js';
import { confusionMatrixPicture } from '../../../renderers/confusion-matrix/confusion-matrix-picture.js';
import { confusionMatrixExamples } from '../../../renderers/confusion-matrix/examples.js';
import { labelLines } from '../../../renderers/confusion-matrix/label-lines.js';
import { confusionLayout } from '../../../renderers/confusion-matrix/layout.js';
import { legendHeight } from '../../../renderers/confusion-matrix/legend.js';
import { confusionScores, foldClasses, worstConfusions } from '../../../renderers/confusion-matrix/model.js';
import { confusionText } from '../../../renderers/confusion-matrix/text.js';
import {
  cellWords,
  confusionsLine,
  macroWords,
  scoreWords,
  shareText,
} from '../../../renderers/confusion-matrix/words.js';
import { textWidth } from '../../../renderers/drawing/svg.js';
import { check } from '../../../renderers/drawing/validation.js';

const example = (name: string) => {
  const make = confusionMatrixExamples[name];
  if (!make) throw new Error(`There is no example "${name}".`);
  return make();
};
/** The example of scikit-learn's `classification_report`: y_true 0 1 2 2 2, y_pred 0 0 2 2 1. */
const report = {
  version: 1 as const,
  labels: ['class 0', 'class 1', 'class 2'],
  counts: [
    [1, 0, 0],
    [1, 0, 0],
    [0, 1, 2],
  ],
};

describe('scores', () => {
  test.each([
    // precision, recall, F1, samples of each class; then their means; as scikit-learn prints them.
    [
      "scikit-learn's own example",
      report,
      [
        [0.5, 1, 0.666667, 1],
        [0, 0, 0, 1],
        [1, 0.666667, 0.8, 3],
      ],
      [0.5, 0.555556, 0.488889],
      0.6,
    ],
    [
      'survival',
      example('survival'),
      [
        [0.818713, 0.864198, 0.840841, 162],
        [0.758242, 0.69, 0.722513, 100],
      ],
      [0.788478, 0.777099, 0.781677],
      0.79771,
    ],
    // A class that was never called has no precision; its F1 is 0, and 0 counts in the mean. One that is not there does not.
    [
      'one-sided',
      example('one-sided'),
      [
        [0.806452, 1, 0.892857, 50],
        [null, 0, 0, 12],
        [null, null, null, 0],
      ],
      [0.403226, 0.5, 0.446429],
      0.806452,
    ],
    ['empty', example('empty'), [], [null, null, null], null],
  ])('%s', (_, payload, classes, macro, accuracy) => {
    const rounded = (value: number | null) => (value === null ? null : Math.round(value * 1e6) / 1e6);
    const scores = confusionScores(payload);
    expect(
      scores.classes.map(({ precision, recall, f1, samples }) => [
        ...[precision, recall, f1].map(rounded),
        samples,
      ]),
    ).toEqual(classes);
    expect([scores.macro.precision, scores.macro.recall, scores.macro.f1].map(rounded)).toEqual(macro);
    expect(rounded(scores.accuracy)).toBe(accuracy);
  });

  test('shares are of the true class', () => {
    expect(confusionScores(example('survival')).shares[0]?.[1]).toBeCloseTo(22 / 162, 12);
  });

  test.each([
    [null, '–'],
    [0, '0.0%'],
    [0.8, '80.0%'],
    [1 / 1_000_003, '<0.1%'],
    [0.0721, '7.2%'],
    [1_000_000 / 1_000_003, '>99.9%'],
    [1, '100.0%'],
  ])('the share %s reads %s', (value, words) => {
    expect(shareText(value, 'en')).toBe(words);
  });
});

describe('words', () => {
  const { classes, shares, macro, total } = confusionScores(example('one-sided'));
  const [no, yes, unseen] = classes as [never, never, never];

  test('a cell tells of how many it is', () => {
    expect(cellWords([yes, no], { count: 12, share: 1 }, 'en')).toBe('Of 12 truly yes, 12 called no: 100.0%');
    expect(cellWords([no, no], { count: 50, share: shares[0]?.[0] ?? 0 }, 'en')).toBe(
      'Of 50 truly no, 50 called no, as they should: 100.0%',
    );
    expect(cellWords([unseen, no], { count: 0, share: 0 }, 'en')).toBe('None is truly never seen');
    expect(cellWords([yes, no], { count: 12, share: 1 }, 'ko')).toBe(
      '실제 yes 12개 가운데 12개를 no(으)로 예측: 100.0%',
    );
  });

  test('a class named by a number keeps apart from the counts', () => {
    const { classes } = confusionScores({ ...report, labels: ['0', '1', '2'] });
    expect(cellWords([classes[2], classes[1]] as never, { count: 1, share: 1 / 3 }, 'en')).toBe(
      'Of 3 truly “2”, 1 called “1”: 33.3%',
    );
  });

  test('a score tells how it comes about', () => {
    expect(scoreWords(no, 'en')).toEqual([
      'Precision of no, 80.6%: of 62 called no, 50 truly are',
      'Recall of no, 100.0%: of 50 truly no, 50 were called so',
      'F1 of no, 89.3%: the harmonic mean of precision 80.6% and recall 100.0%',
      '50 are truly no',
    ]);
    expect(scoreWords(yes, 'en')[0]).toBe('No precision of yes: none was called so');
    expect(scoreWords(unseen, 'ko')).toEqual([
      'never seen의 정밀도 없음: never seen(으)로 예측한 표본 없음',
      'never seen의 재현율 없음: 실제 표본 없음',
      'never seen의 F1 없음: 실제 표본도 예측도 없음',
      '실제 never seen 0개',
    ]);
    expect(macroWords({ macro, total }, 'en')).toEqual([
      'Macro average of precision, 40.3%: the mean of 2 classes, each counted alike (where there is none, 0 counts)',
      'Macro average of recall, 50.0%: the mean of 2 classes, each counted alike (where there is none, 0 counts)',
      'Macro average of F1, 44.6%: the mean of 2 classes, each counted alike (where there is none, 0 counts)',
      '62 samples in all',
    ]);
  });

  test('the account has every score, their means, and what is confused most', () => {
    const words = confusionText(example('dishes'), 'en');
    expect(words).toContain('함흥 비빔냉면: precision 84.1%, recall 70.9%, F1 76.9%, 127 samples');
    expect(words).toContain('macro average: precision 79.4%, recall 79.4%, F1 79.3%');
    expect(words).toContain(
      'Most confused: 23 of 127 truly 함흥 비빔냉면 called 비빔국수, 17 of 123 truly 된장찌개 (두부를 넣은 것) called 순두부찌개.',
    );
  });

  test('the most frequent confusions come first; what is right is none', () => {
    expect(
      worstConfusions(report, 3).map(({ truth, predicted, count }) => [truth, predicted, count]),
    ).toEqual([
      ['class 1', 'class 0', 1],
      ['class 2', 'class 1', 1],
    ]);
    expect(worstConfusions(example('dishes'), 2).map(({ count }) => count)).toEqual([23, 17]);
  });
});

test.each([
  ['digits', 'en', 'No two classes stand out: 13 pairs were confused 4 times each, none more often.'],
  ['digits', 'ko', '두드러지게 헷갈린 클래스 없음: 가장 많이 헷갈린 13쌍이 4번씩입니다.'],
] as const)('where too many are confused equally often, none is named: %s, %s', (name, locale, words) => {
  expect(confusionsLine(example(name), locale)).toBe(words);
});

test('those that are confused more often than the many are named', () => {
  expect(confusionsLine(report, 'en')).toMatch(/called “class 1”\.$/);
  expect(confusionsLine(example('dishes'), 'en')).toMatch(/called 비빔국수, 17 of 123 truly [^,]+\.$/);
  const four = {
    ...report,
    labels: ['a', 'b', 'c'],
    counts: [
      [5, 1, 1],
      [1, 5, 1],
      [0, 0, 5],
    ],
  };
  expect(confusionsLine(four, 'en')).toMatch(/4 pairs were confused once each/);
});

describe('colours', () => {
  const svg = (counts: number[][]) =>
    confusionMatrixPicture.svg(
      { version: 1, labels: counts.map((_, index) => `c${index}`), counts },
      { locale: 'en', theme: 'light' },
    );
  const opacities = (picture: string) =>
    [...picture.matchAll(/fill="(#\w+)" fill-opacity="([\d.]+)"/g)].map(([, , opacity]) => Number(opacity));

  test('what is wrong is as deep as its part of the greatest wrong share', async () => {
    const few = [
      [80, 20, 0, 0],
      [5, 95, 0, 0],
      [0, 0, 100, 0],
      [0, 0, 0, 100],
    ];
    const found = opacities(await svg(few)).slice(0, 16);
    expect(found[1]).toBe(depth(1, 1));
    expect(found[4]).toBe(depth(0.25, 1));
    // What is right keeps the whole scale.
    expect(found[0]).toBe(depth(0.8, 1));
    expect(found[2]).toBe(0);
  });

  test('where all that is wrong is rare, none of it is deep', async () => {
    const rare = [
      [96, 4, 0, 0],
      [1, 99, 0, 0],
      [0, 0, 100, 0],
      [0, 0, 0, 100],
    ];
    const found = opacities(await svg(rare)).slice(0, 16);
    expect([found[1], found[4]]).toEqual([depth(0.4, 1), depth(0.1, 1)]);
  });

  test('the legend tells where the scale of what is wrong ends', async () => {
    const legend = (counts: number[][]) => svg(counts).then((picture) => picture.slice(-6000));
    expect(
      await legend([
        [80, 20, 0, 0],
        [0, 9, 0, 0],
        [0, 0, 9, 0],
        [0, 0, 0, 9],
      ]),
    ).toMatch(/>1%<.*>20%<\/text>/s);
    expect(
      await legend([
        [60, 40],
        [0, 9],
      ]),
    ).toMatch(/>0–100%<.*>0–40%</s);
    expect(
      await legend([
        [9, 0],
        [0, 9],
      ]),
    ).toMatch(/>0–100%<.*>0–100%</s);
  });
});

describe('layout', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `class ${index}`);
  const dishes = example('dishes').labels;

  for (const [name, labels] of [
    ['two', ['died', 'survived']],
    ['ten', many(10)],
    ['twelve Korean', dishes],
    ['twenty', many(20)],
  ] as const)
    test.each([320, 544, 684, 1264, 1640])(
      `${name} classes in %i pixels: nothing beyond, nothing on another`,
      (width) => {
        const { matrix, cell, scores, legend, names, heads, ...whole } = confusionLayout(labels, {
          width,
          side: 0,
          top: 0,
          samples: '1,309',
        });
        // A large matrix in a very narrow view is scrolled; all others fit.
        if (width >= 544) expect(whole.width).toBeLessThanOrEqual(width);
        expect(cell.width).toBeGreaterThanOrEqual(18);
        expect(cell.width).toBeLessThanOrEqual(cell.height * 1.8 + 1e-9);
        const [first = 0] = scores.columns;
        if (scores.below) expect(scores.y).toBeGreaterThan(legend.y + legendHeight(labels.length));
        else {
          expect(scores.row).toBe(cell.height);
          expect(first - scores.width).toBeGreaterThanOrEqual(matrix.x + matrix.width);
          expect(legend.y).toBeGreaterThan(matrix.y + matrix.height);
        }
        for (const { lines } of names) {
          expect(lines.length * 13).toBeLessThanOrEqual(cell.height);
          for (const line of lines) expect(textWidth(line, 11.5)).toBeLessThanOrEqual(matrix.x);
        }
        for (const { lines } of heads.names)
          if (heads.turn === 0)
            for (const line of lines) expect(textWidth(line, 11.5)).toBeLessThanOrEqual(cell.width);
      },
    );

  test('it grows with the page, up to a cap', () => {
    const sizes = [544, 684, 1264, 1640, 3000].map((width) => {
      const { matrix } = confusionLayout(many(10), { width, side: 0, top: 0, samples: '1,036' });
      return [Math.round(matrix.width), Math.round(matrix.height)];
    });
    expect(sizes).toEqual([
      [238, 290],
      [378, 378],
      [900, 500],
      [900, 500],
      [900, 500],
    ]);
  });

  test('long Korean names are whole over the columns, and on two lines beside the rows', () => {
    const { names, heads, scores } = confusionLayout(dishes, {
      width: 684,
      side: 0,
      top: 0,
      samples: '1,328',
    });
    expect(scores.below).toBe(false);
    expect(heads.names.flatMap(({ lines }) => lines)).toEqual(dishes);
    expect(names.map(({ lines }) => lines.join(' '))).toEqual(dishes);
  });
});

test.each([
  ['short', 100, 2, ['short'], false],
  ['two words', 40, 2, ['two', 'words'], false],
  ['된장찌개', 24, 2, ['된장', '찌개'], true],
  ['전주식 돌솥 비빔밥', 36, 2, ['전주식', '돌솥…'], true],
  ['incomprehensible', 40, 1, ['incom…'], true],
  ['', 40, 2, [], false],
])('"%s" on lines of %i pixels', (label, width, most, lines, broken) => {
  expect(labelLines(label, 10, width, most)).toEqual({ lines, broken });
});

describe('folding', () => {
  const name = (count: number) => `other ${count}`;
  const payload = {
    version: 1 as const,
    labels: ['a', 'b', 'c', 'd', 'e'],
    counts: [
      [1, 0, 0, 0, 0],
      [0, 9, 0, 0, 0],
      [0, 0, 8, 0, 0],
      [0, 0, 0, 2, 2],
      [0, 0, 1, 0, 3],
    ],
  };
  const folded = foldClasses(payload, 4, name);

  test('keeps the classes that are confused most and those with the most samples, in their order', () => {
    expect(folded.labels).toEqual(['c', 'd', 'e', 'other 2']);
    expect(folded.counts).toEqual([
      [8, 0, 0, 0],
      [0, 2, 2, 0],
      [1, 0, 3, 0],
      [0, 0, 0, 10],
    ]);
  });

  test.each([
    ['once', folded],
    ['twice', foldClasses(folded, 3, name)],
    ['of which the joined were confused with each other', foldClasses(payload, 2, name)],
  ])('%s changes neither accuracy nor means', (_, one) => {
    const whole = confusionScores(payload);
    const { accuracy, right, macro, total } = confusionScores(one);
    expect({ accuracy, right, macro, total }).toEqual({
      accuracy: 23 / 26,
      right: 23,
      macro: whole.macro,
      total: 26,
    });
  });

  test('what is joined has no scores, and its cell is not taken for right', () => {
    const joined = foldClasses(payload, 2, name);
    expect(joined.joined).toMatchObject({ classes: 4 });
    const { classes } = confusionScores(joined);
    const last = classes.at(-1) as never;
    expect(last).toMatchObject({ precision: null, recall: null, f1: null });
    expect(cellWords([last, last], { count: 17, share: 1 }, 'en')).toBe(
      'Of 18 of these 4 classes, 17 were called one of them, 15 of these as they should',
    );
    expect(scoreWords(last, 'ko')[0]).toBe('“other 4”의 점수 없음: 클래스 4개를 합친 것');
    expect(confusionText(joined, 'en')).toContain('other 4: 18 samples');
  });

  test('a matrix too large for an output says the same after it was saved', () => {
    const n = 300;
    const counts = Array.from({ length: n }, (_, row) =>
      Array.from({ length: n }, (__, column) => (row === column ? 5 + (row % 7) : (row * 7 + column) % 3)),
    );
    const large = { version: 1 as const, labels: counts.map((_, index) => `class ${index}`), counts };
    const saved = confusionMatrixPicture.fit(large, 60_000) as typeof large;
    expect(saved.labels.length).toBeLessThan(n);
    const [line] = confusionText(large, 'en').split('\n').slice(1);
    expect(confusionText(saved, 'en').split('\n')[1]).toBe(line);
    expect(confusionText(saved, 'en')).toContain('19 of 300 classes are drawn one by one');
  });
});

test('a matrix that is not square is refused in words', () => {
  const checked = check(confusionMatrixPicture.schema, {
    version: 1,
    labels: ['a', 'b'],
    counts: [[1, 2]],
  });
  expect(checked).toMatchObject({ ok: false, where: expect.stringContaining('2 rows of 2 numbers') });
});
