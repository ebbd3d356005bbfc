import { beforeAll, describe, expect, test } from 'vitest';
import { numberWords } from '../../../engine/text/number-words.js';
import type { TfNamespace } from '../../../kernel/engine.js';
import { testEngine } from './engine.js';
import { shownValueChecks } from './shown-values.js';

let tf: TfNamespace;
beforeAll(async () => {
  ({ tf } = await testEngine());
});

const f = Math.fround;

/** What `numpy.array([…], dtype="float32")` prints, with its zeros behind a lone point and a power's + and 0 left out. */
const numbers: [name: string, values: number[], words: string[]][] = [
  ['tiny', [1e-9, 2.5e-10], ['1.0e-9', '2.5e-10']],
  ['tiny beside 0', [0, 1e-9], ['0e0', '1e-9']],
  ['one tiny', [1.17549435e-38], ['1.1754944e-38']],
  ['below the smallest normal number', [1e-45], ['1e-45']],
  ['ordinary', [0.1, 0.25, 1.5], ['0.1', '0.25', '1.5']],
  ['a third', [1 / 3, 2 / 3], ['0.33333334', '0.6666667']],
  ['whole', [1, 20, 300], ['1', '20', '300']],
  ['whole and large', [1, 16_777_216], ['1', '16777216']],
  ['from 1e8 on', [1e8, 1], ['1e8', '1e0']],
  ['huge', [3.4e38, -1], ['3.4e38', '-1.0e0']],
  ['a range of more than a thousand', [1 / 3, 1500.25], ['3.3333334e-1', '1.5002500e3']],
  ['the same, short enough to read', [0.001, 23.5, 1500], ['0.001', '23.5', '1500']],
  ['below 1e-4', [0.00001234, 0.5], ['0.00001234', '0.5']],
  [
    'not numbers',
    [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.5],
    ['NaN', 'Infinity', '-Infinity', '0.5'],
  ],
  ['only NaN', [Number.NaN, Number.NaN], ['NaN', 'NaN']],
  ['minus zero', [-0, 1], ['-0', '1']],
  ['zeros', [0, 0], ['0', '0']],
  ['negative', [-0.5, 10.25], ['-0.5', '10.25']],
  ['fares of the Titanic', [7.25, 71.2833, 512.3292], ['7.25', '71.2833', '512.3292']],
  ['nothing', [], []],
];

describe('numberWords', () => {
  test.each(numbers)('%s', (_, values, words) => {
    const found = numberWords(values.map(f), true);
    expect(found.map((word) => word.trim())).toEqual(words);
    expect(new Set(found.map(({ length }) => length)).size).toBeLessThan(2);
  });

  test('points stand below each other', () => {
    expect(numberWords([1, 20.5, -300.125, Number.NaN], true)).toEqual([
      '   1    ',
      '  20.5  ',
      '-300.125',
      '     NaN',
    ]);
  });

  test('what is not 0 never reads as 0, and what reads as a number is that number to 7 digits', () => {
    let state = 7;
    const next = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    for (let round = 0; round < 3000; round += 1) {
      const range = [1, 4, 12, 40, 76][round % 5] as number;
      const values = Array.from({ length: 1 + (round % 4) }, () =>
        f((next() - 0.5) * 10 ** ((next() - 0.5) * range)),
      );
      numberWords(values, true).forEach((word, at) => {
        const value = values[at] as number;
        const exact = f(Number(word)) === value;
        const near =
          Math.abs(value) >= 1e-4 && Math.abs(Number(word) - value) <= 5.1e-9 + 1e-7 * Math.abs(value);
        expect(exact || near, `${values} as ${word}`).toBe(true);
        expect(Number(word) === 0, `${values} as ${word}`).toBe(value === 0);
      });
    }
  });
});

shownValueChecks(() => tf);
