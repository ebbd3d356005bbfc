import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, test } from 'vitest';
import { advise, datasets, readCsv, setLibraryContext, Table, type Value } from '../../../library/index.js';

afterEach(() => setLibraryContext({ locale: 'en' }));

const N = 400;
const made = (value: (i: number) => Value): Value[] => Array.from({ length: N }, (_, i) => value(i));
/** Of each hundred rows 40 are 1, in an order that goes with nothing else here. */
const answer = (i: number): number => ((i * 37) % 100 < 40 ? 1 : 0);
/** For a few rows the other answer. */
const nearly = (i: number): number => (i % 50 === 7 ? 1 - answer(i) : answer(i));
const price = (i: number): number => 1000 + ((i * 37) % 100) * 13 + ((i * 7) % 11);

interface Wanted {
  by: string;
  share: number;
  rows?: number;
  group?: string;
  threshold?: number;
}
const rows: [
  what: string,
  column: (i: number) => Value,
  target: (i: number) => Value,
  leak: Wanted | 'no',
][] = [
  ['a copy', answer, answer, { by: 'value', share: 1, rows: N }],
  ['a copy in words', (i) => (answer(i) ? 'yes' : 'no'), answer, { by: 'value', share: 1 }],
  ['a copy of truth values', (i) => answer(i) === 1, (i) => answer(i) === 1, { by: 'value', share: 1 }],
  ['a copy of text classes', (i) => `k${i % 3}`, (i) => 'abc'[i % 3] ?? '', { by: 'value', share: 1 }],
  ['a copy with mistakes', (i) => `is ${nearly(i)}`, answer, { by: 'value', share: 0.98 }],
  [
    'a value only where it is 1',
    (i) => (answer(i) ? `B${i % 7}` : null),
    answer,
    { by: 'presence', share: 1 },
  ],
  [
    'a number only where it is 1',
    (i) => (nearly(i) ? i * 1.5 : Number.NaN),
    answer,
    { by: 'presence', share: 0.98 },
  ],
  [
    'a few values, all of rows with 0',
    (i) => (answer(i) || i % 3 ? null : i * 1.5),
    answer,
    { by: 'presence', share: 1, group: 'present' },
  ],
  [
    'no values, all of rows with 1',
    (i) => (answer(i) && i % 2 ? null : i * 1.5),
    answer,
    { by: 'presence', share: 1, group: 'missing' },
  ],
  [
    'a word only of rows with 0',
    (i) => (answer(i) || i % 3 ? `w${i % 5}` : 'buried'),
    answer,
    { by: 'value', share: 1, group: 'buried' },
  ],
  [
    'numbers above a threshold',
    (i) => (answer(i) ? 500 : 0) + (i % 97),
    answer,
    { by: 'threshold', share: 1, threshold: 96 },
  ],
  [
    'numbers below a threshold, some missing',
    (i) => (i % 10 === 3 ? null : answer(i) ? -1 - i : i + 1),
    answer,
    { by: 'threshold', share: 0.96, threshold: -1 },
  ],
  ['a copy of numbers', price, price, { by: 'correlation', share: 1, rows: N }],
  [
    'numbers in another unit, upside down',
    (i) => 7 - price(i) / 1300,
    price,
    { by: 'correlation', share: 1 },
  ],
  ['a curve of it', (i) => Math.exp(price(i) / 100), price, { by: 'order', share: 1 }],
  ['numbers that go along', (i) => price(i) + ((i * 13) % 100) * 6, price, 'no'],
  ['words beside numbers', (i) => `w${i % 5}`, price, 'no'],
  ['names', (i) => `name ${i}`, answer, 'no'],
  ['words that mean nothing', (i) => `w${i % 7}`, answer, 'no'],
  ['words in pairs', (i) => `w${Math.floor(i / 2)}`, answer, 'no'],
  ['a constant', () => 3, answer, 'no'],
  ['nothing at all', () => null, answer, 'no'],
  ['a constant beside numbers', () => 3, price, 'no'],
  ['a true hint', (i) => (i % 5 === 0 ? 1 - answer(i) : answer(i)), answer, 'no'],
  ['the same answer nearly always', (i) => i % 2, (i) => (i % 40 === 0 ? 1 : 0), 'no'],
];
test.each(rows)('%s', (_, column, target, leak) => {
  const { leaks } = advise(new Table({ column: made(column), target: made(target) }), { target: 'target' });
  if (leak === 'no') return expect(leaks).toEqual([]);
  expect(leaks).toHaveLength(1);
  expect(leaks[0]).toMatchObject({ column: 'column', ...leak, share: expect.closeTo(leak.share, 9) });
  return undefined;
});

describe('advise of a table', () => {
  const table = new Table({
    id: made((i) => i + 1),
    name: made((i) => `name ${i}`),
    word: made((i) => `w${i % 7}`),
    boat: made((i) => (nearly(i) ? `B${i % 7}` : null)),
    body: made((i) => (answer(i) || i % 3 ? null : i * 1.5)),
    survived: made((i) => (i === 11 ? null : answer(i))),
  });

  it('says in both languages what is measured, why it is suspicious, and which columns are names', () => {
    const advice = advise(table, { target: 'survived' });
    expect(advice.identifiers).toEqual(['id', 'name']);
    expect(String(advice)).toContain(
      'boat: whether a value is there tells "survived" in 98.0% of 399 rows; the most frequent answer alone: 60.2% → ' +
        'leave the column out, unless it is known before the answer is\n' +
        '  a column that knows the answer was often written down after it; for new rows it will not be there',
    );
    expect(String(advice)).toMatch(
      /body: where a value is there, "survived" is 0 in 100\.0% of \d+ rows; of all rows: 60\.2%/,
    );
    expect(String(advice)).toContain('name: nearly each row has a value of its own');
    setLibraryContext({ locale: 'ko' });
    const korean = String(advise(table, { target: 'survived' }));
    expect(korean).toContain(
      'boat: 값이 있는지 없는지만으로 399행 중 98.0%에서 "survived"을(를) 맞힙니다. 가장 흔한 답만으로는 60.2%입니다',
    );
    expect(korean).not.toMatch(/[a-z]{3,} [a-z]{3,} [a-z]{3,}/);
  });

  it('says so where nothing leaks, and where the rows are too few to tell', () => {
    const plain = table.select('word', 'survived');
    expect(String(advise(plain, { target: 'survived' }))).toMatch(
      /^No column tells "survived" nearly perfectly/,
    );
    expect(String(advise(plain.head(40), { target: 'survived' }))).toMatch(/^Too few rows/);
  });

  const wrong: [name: string, ask: () => unknown, english: RegExp, korean: RegExp][] = [
    ['no target', () => advise(table), /needs the column that is to be predicted/, /예측할 열을 알려/],
    [
      'a name alone',
      () => advise(table, 'survived' as never),
      /takes its options in an object/,
      /객체로 주어야/,
    ],
    [
      'another option',
      () => advise(table, { label: 'survived' } as never),
      /Write target here/,
      /target.*쓰세요/,
    ],
    ['no such column', () => advise(table, { target: 'survivd' }), /Did you mean "survived"/, /열 "survivd"/],
    [
      'always the same',
      () => advise(new Table({ a: [1, 2], b: [5, 5] }), { target: 'b' }),
      /is always 5/,
      /모두 5라/,
    ],
    [
      'no values',
      () => advise(new Table({ a: [1], b: [null] }), { target: 'b' }),
      /has no values/,
      /값이 없어/,
    ],
    [
      'names',
      () => advise(table, { target: 'name' }),
      /neither classes nor numbers/,
      /클래스도 수도 아닙니다/,
    ],
  ];
  it.each(wrong)('refuses as target: %s', (_, ask, english, korean) => {
    expect(ask).toThrow(english);
    setLibraryContext({ locale: 'ko' });
    expect(ask).toThrow(korean);
  });

  it('finds nothing in the bundled passengers, wines and districts', async () => {
    expect(advise(await datasets.titanic(), { target: 'survived' }).leaks).toEqual([]);
    expect(advise(await datasets.wine(), { target: 'cultivar' }).leaks).toEqual([]);
    expect(advise(await datasets.boston(), { target: 'medv' }).leaks).toEqual([]);
  });
});

const passengers = join(process.cwd(), '../shared/data/titanic_openml_1309_canonical.csv');
it.skipIf(!existsSync(passengers))(
  'finds boat and body, and only them, in the file of 1,309 passengers',
  async () => {
    const advice = advise(await readCsv(passengers), { target: 'survived' });
    expect(advice.leaks).toEqual([
      { column: 'boat', by: 'presence', share: 1277 / 1309, rows: 1309, baseline: 809 / 1309 },
      {
        column: 'body',
        by: 'presence',
        share: 1,
        rows: 121,
        baseline: 809 / 1309,
        group: 'present',
        answer: '0',
      },
    ]);
    expect(advice.identifiers).toEqual(['name']);
  },
);
