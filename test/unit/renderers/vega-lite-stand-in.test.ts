import { expect, test } from 'vitest';
import { standIn } from '../../../renderers/vega-lite/stand-in.js';

const one = { mark: 'bar', width: 100, height: 100 };
const heightOf = (spec: Record<string, unknown>): number => standIn(spec, 820, 300).height;
const four = Array.from({ length: 4 }, () => one);
const under = heightOf({ vconcat: four });

test.each<[string, Record<string, unknown>, number]>([
  ['one row of all', { concat: four }, heightOf(one)],
  ['as many columns as there are', { concat: four, columns: 4 }, heightOf(one)],
  ['more columns than there are', { concat: four, columns: 1e9 }, heightOf(one)],
  ['a column', { concat: four, columns: 1 }, under],
  ['a part of a column', { concat: four, columns: 1e-300 }, heightOf(one)],
  ['columns below none', { concat: four, columns: -2 }, heightOf(one)],
  ['columns that are no number', { concat: four, columns: 'two' }, heightOf(one)],
  ['no plots', { concat: [], columns: 3 }, 18],
  [
    'a category for each of many rows',
    {
      data: { values: Array.from({ length: 5000 }, (_, at) => ({ name: `n${at}` })) },
      mark: 'bar',
      encoding: { y: { field: 'name', type: 'nominal' } },
    },
    4000,
  ],
])('a chart in the making takes a height that can be drawn: %s', (_, spec, height) => {
  expect(heightOf(spec)).toBe(height);
});
