import { describe, expect, test } from 'vitest';
import { MAX_JSON_BYTES, MAX_SVG_BYTES, type TablePayload } from '../../../protocol/index.js';
import { confusionScores } from '../../../renderers/confusion-matrix/model.js';
import { unpackPayload } from '../../../renderers/drawing/packing/unpack.js';
import { savedBytes } from '../../../renderers/drawing/saved-bytes.js';
import { check } from '../../../renderers/drawing/validation.js';
import { forms } from '../../../renderers/registry.js';
import { tableExamples } from '../../../renderers/table/examples.js';
import {
  cellText,
  columnText,
  decimalsOf,
  histogramEnds,
  histogramOf,
  missingText,
  profileOf,
  sortedRows,
  type TableColumn,
} from '../../../renderers/table/model.js';
import { tablePicture } from '../../../renderers/table/table-picture.js';
import { sketchRun } from '../../../renderers/training/examples.js';
import { vegaLiteExamples } from '../../../renderers/vega-lite/examples.js';
import { unknownMark, vegaLiteSchema } from '../../../renderers/vega-lite/model.js';

const example = <T>(all: Record<string, () => T>, name: string): T => {
  const make = all[name];
  if (!make) throw new Error(`There is no example "${name}".`);
  return make();
};
const bytes = (text: unknown) => new TextEncoder().encode(String(text)).length;

describe('forms', () => {
  test('a run has JSON, SVG and text', async () => {
    const bundle = await forms('training', sketchRun({ epochs: 5 }), { locale: 'ko' });
    expect(Object.keys(bundle)).toEqual([
      'application/vnd.epochbook.training.v1+json',
      'image/svg+xml',
      'text/plain',
    ]);
    expect(bundle['text/plain']).toContain('완료');
    expect(bundle['image/svg+xml']).toMatch(/^<svg /);
  });

  test('10,000 epochs stay within the limits', async () => {
    const bundle = await forms('training', sketchRun({ epochs: 10_000, penalty: 0.2 }), { locale: 'en' });
    expect(savedBytes(bundle['application/vnd.epochbook.training.v1+json'])).toBeLessThanOrEqual(
      MAX_JSON_BYTES,
    );
    expect(bytes(bundle['image/svg+xml'])).toBeLessThanOrEqual(MAX_SVG_BYTES);
    expect(bundle['text/plain']).toContain('of 10,000 epochs');
  });

  test('a wide table and one of long texts stay within the limits', async () => {
    const wide = example(tableExamples, 'many-columns');
    wide.rows = Array.from({ length: 200 }, () => Array(784).fill(0.123456));
    const long: TablePayload = {
      ...example(tableExamples, 'small'),
      rows: Array.from({ length: 200 }, () => ['긴 글'.repeat(5000), null]),
    };
    for (const payload of [wide, long]) {
      const bundle = await forms('table', payload, { locale: 'en' });
      const saved = bundle['application/vnd.epochbook.table.v1+json'];
      expect(savedBytes(saved)).toBeLessThanOrEqual(MAX_JSON_BYTES);
      const unpacked = unpackPayload(saved);
      const json = (unpacked.ok ? unpacked.value : null) as TablePayload;
      expect(json.columns).toHaveLength(payload.columns.length);
      expect(bytes(bundle['image/svg+xml'])).toBeLessThanOrEqual(MAX_SVG_BYTES);
    }
  });

  test('a thousand classes are folded, and no sample is lost', async () => {
    const labels = Array.from({ length: 1000 }, (_, index) => `c${index}`);
    const counts = labels.map((_, row) => labels.map((__, column) => (row === column ? row + 1 : 1)));
    const bundle = await forms('confusion-matrix', { version: 1, labels, counts }, { locale: 'en' });
    const json = bundle['application/vnd.epochbook.confusion-matrix.v1+json'];
    expect(savedBytes(json)).toBeLessThanOrEqual(MAX_JSON_BYTES);
    expect(confusionScores(json as never).total).toBe(confusionScores({ version: 1, labels, counts }).total);
  });

  test('a chart that asks for the network says so', async () => {
    const bundle = await forms('vega-lite', example(vegaLiteExamples, 'from-network'), { locale: 'en' });
    const words = String(bundle['image/svg+xml']).replace(/<[^>]*>/g, ' ');
    expect(words).toContain('https://example.org/cars.json');
    expect(words).toContain('load nothing from');
  });
});

describe('table', () => {
  const table = example(tableExamples, 'passengers');
  test('sorting keeps missing values last both ways, and equal rows in their order', () => {
    const age = table.columns.findIndex(({ name }) => name === 'age');
    for (const descending of [false, true]) {
      const values = sortedRows(table, age, descending, 'en').map((row) => table.rows[row]?.[age] ?? null);
      const known = values.filter((value): value is number => typeof value === 'number');
      expect(values.slice(known.length).every((value) => value === null)).toBe(true);
      expect(known).toEqual([...known].sort((a, b) => (descending ? b - a : a - b)));
    }
    expect(sortedRows(table, null, false, 'en')).toEqual(table.rows.map((_, row) => row));
  });
  test('texts with numbers are ordered as people count', () => {
    const name = table.columns.findIndex((column) => column.name === 'name');
    expect(sortedRows(table, name, false, 'en').slice(0, 11)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
  const text = (distinct: number, counts: number[], missing = 0): TableColumn => ({
    name: 'column',
    type: 'text',
    missing,
    distinct,
    histogram: counts.map((count, index) => ({ label: `value ${index}`, count })),
  });
  const numbers = (distinct: number, min: number, max: number): TableColumn => ({
    name: 'column',
    type: 'number',
    missing: 0,
    distinct,
    min,
    mean: (min + max) / 2,
    max,
    histogram: Array.from({ length: 12 }, (_, index) => ({ label: `bin ${index}`, count: 8 })),
  });
  test.each<[string, TableColumn, number, boolean]>([
    ['two classes', text(2, [843, 466]), 1309, true],
    ['names', text(1307, [2, 2, 1, 1, 1, 1]), 1309, false],
    ['tickets', text(929, [11, 8, 8, 7, 7, 7]), 1309, false],
    ['cabins, most of them missing', text(186, [6, 5, 5, 4, 4, 4], 1014), 1309, false],
    ['towns, of which a few are frequent', text(40, [400, 300, 200, 100, 50, 30]), 1309, true],
    ['words that are all rare', text(300, [20, 19, 18, 17, 16, 15]), 1309, false],
    ['five rows', text(2, [3, 2]), 5, false],
    ['five rows of numbers', numbers(5, 0, 1), 5, false],
    ['ten rows', text(3, [5, 3, 2]), 10, true],
    ['row numbers', numbers(1309, 1, 1309), 1309, false],
    ['measurements that never repeat', numbers(1309, 0.02, 7.5), 1309, true],
    ['whole numbers with gaps', numbers(98, 1, 80), 1309, true],
    ['no histogram at all', { ...numbers(98, 1, 80), histogram: undefined }, 1309, false],
  ])('%s: bars only where they tell something', (_, column, rows, shown) => {
    expect(histogramOf(column, rows).length > 0).toBe(shown);
    if (column.type === 'text' && column.histogram)
      expect(columnText(column, rows, 'en').includes('value 0')).toBe(shown);
  });
  test.each<[string, TableColumn, number, string | string[] | null]>([
    ['two classes', text(2, [843, 466]), 1309, ['value 0 64.4%', 'value 1 35.6%']],
    [
      'more values than have room',
      text(40, [400, 300, 200, 100, 50, 30]),
      1309,
      ['value 0 30.6%', 'value 1 22.9%', 'value 2 15.3%', '+37 more 31.2%'],
    ],
    [
      'shares that are not quite none or all',
      text(2, [9999, 1]),
      10_000,
      ['value 0 > 99.9%', 'value 1 < 0.1%'],
    ],
    ['missing values, which have no share', text(2, [75, 25], 900), 1000, ['value 0 75.0%', 'value 1 25.0%']],
    [
      'numbers that are classes, in their order',
      { ...numbers(3, 1, 3), histogram: [323, 277, 709].map((count, i) => ({ label: `${i + 1}`, count })) },
      1309,
      ['1 24.7%', '2 21.2%', '3 54.2%'],
    ],
    ['numbers of many values', numbers(98, 0.17, 80), 1309, 'bars'],
    ['names', text(1307, [2, 2, 1, 1, 1, 1]), 1309, ['1,307 distinct']],
    ['row numbers', numbers(1309, 1, 1309), 1309, ['1,309 distinct', '1 – 1,309']],
    ['five rows', text(2, [3, 2]), 5, null],
  ])('what the head of a column shows: %s', (_, column, rows, wanted) => {
    const profile = profileOf(column, rows, 'en');
    if (profile?.kind === 'categories')
      expect(profile.categories.map((each) => `${each.label} ${each.text}`)).toEqual(wanted);
    else if (profile?.kind === 'lines') expect(profile.lines).toEqual(wanted);
    else expect(profile?.kind ?? null).toBe(wanted);
    // What is drawn is told, too.
    if (profile?.kind === 'categories')
      for (const { label, text: share } of profile.categories.filter((each) => !each.label.startsWith('+')))
        expect(columnText(column, rows, 'en')).toMatch(new RegExp(`${label} [\\d,]+ \\(${share}\\)`));
  });
  test.each<[string, number[], (number | null)[] | null, string, number]>([
    ['of all values', [8, 4], [1, 2, 2, 9], 'median 2', 0.1],
    ['of an even number of them', [8, 4], [1, 2, 3, 9, null], 'median 2.5', 0.15],
    ['the bin that holds it', [3, 9], null, 'median between 6 and 11', 2 / 3],
    ['the first bin', [10, 2], null, 'median between 1 and 6', 0.3],
  ])('median: %s', (_, counts, values, words, share) => {
    const bars = counts.map((count, i) => ({ label: `bin ${i}`, count }));
    const column = { ...numbers(12, 1, 11), histogram: bars };
    const profile = profileOf(column, 12, 'en', values);
    expect(profile?.kind === 'bars' && profile.median?.share).toBeCloseTo(share, 10);
    expect(columnText(column, 12, 'en', values)).toContain(words);
  });
  test('no median of equal values, of damaged bins and of classes', () => {
    const medianOf = (column: TableColumn) => {
      const profile = profileOf(column, 96, 'en');
      return profile?.kind === 'bars' ? profile.median : null;
    };
    expect(medianOf(numbers(20, 3, 3))).toBe(null);
    expect(medianOf({ ...numbers(20, 0, 3), histogram: [{ label: 'a', count: 0 }] })).toBe(null);
    const classes = [0, 1].map((value) => ({ label: String(value), count: 48 }));
    expect(medianOf({ ...numbers(2, 0, 1), histogram: classes })).toBe(null);
    expect(columnText({ ...numbers(2, 0, 1), histogram: classes }, 96, 'en')).not.toContain('median');
  });
  test.each<[string, (number | null)[], string[]]>([
    ['decimals of one are those of all', [7.25, 79.86, 104.5, 31], ['7.25', '79.86', '104.50', '31.00']],
    ['whole numbers have none', [1, 20, null], ['1', '20', '–']],
    ['numbers too far apart have their own', [0.00012, 12.5], ['0.00012', '12.5']],
    ['a power of ten has its own', [2.5e-9, 0.5, 3], ['2.5e-9', '0.5', '3.0']],
  ])('numbers of a column stand point under point: %s', (_, values, words) => {
    const column = { ...numbers(4, 0, 1), histogram: undefined };
    const rows = values.map((value) => [value]);
    const [decimals = null] = decimalsOf({ columns: [column], rows });
    expect(values.map((value) => cellText(value, 'en', decimals) ?? '–')).toEqual(words);
  });
  test.each<[string, TableColumn, [string, string] | null]>([
    ['numbers with bars', numbers(98, 0.17, 80), ['0.17', '80']],
    ['row numbers, which have none', numbers(1309, 1, 1309), null],
    ['texts', text(2, [843, 466]), null],
  ])('the ends of the bars of %s', (_, column, ends) => {
    expect(histogramEnds(column, 1309, 'en')).toEqual(ends);
  });
  test.each([
    ['en', '263 missing'],
    ['ko', '263개 빠짐'],
  ] as const)(
    'a still says how many are missing, and draws no bar where none is: %s',
    async (locale, words) => {
      const svg = await tablePicture.svg(table, { locale, theme: 'light' });
      expect(svg).toContain(`>${words}</text>`);
      const bars = svg.match(/<rect [^>]*height="3" fill="#\w+"\/>/g) ?? [];
      // Of the three columns with missing values, the ground and what is missing.
      expect(bars).toHaveLength(6);
    },
  );
  test('missing values in words', () => {
    const age = table.columns.find(({ name }) => name === 'age');
    expect(age && missingText(age, 1309, 'en')).toBe('263 missing (20.1%)');
  });
});

test('what is not a chart is refused', () => {
  expect(check(vegaLiteSchema, { data: {} }).ok).toBe(false);
  expect(check(vegaLiteSchema, 'bar').ok).toBe(false);
  expect(unknownMark(example(vegaLiteExamples, 'broken'), 'en')).toContain('"nonsense" is not a mark');
  expect(unknownMark(example(vegaLiteExamples, 'scatter'), 'en')).toBeNull();
});
