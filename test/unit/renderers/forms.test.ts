import { describe, expect, test } from 'vitest';
import { MAX_JSON_BYTES, MAX_SVG_BYTES, type TablePayload } from '../../../protocol/index.js';
import { confusionMatrixPicture } from '../../../renderers/confusion-matrix/confusion-matrix-picture.js';
import { confusionMatrixExamples } from '../../../renderers/confusion-matrix/examples.js';
import { confusionScores, foldClasses } from '../../../renderers/confusion-matrix/model.js';
import { savedBytes } from '../../../renderers/drawing/saved-bytes.js';
import { check } from '../../../renderers/drawing/validation.js';
import { forms } from '../../../renderers/registry.js';
import { tableExamples } from '../../../renderers/table/examples.js';
import { missingText, sortedRows } from '../../../renderers/table/model.js';
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
      const json = bundle['application/vnd.epochbook.table.v1+json'] as unknown as TablePayload;
      expect(savedBytes(json)).toBeLessThanOrEqual(MAX_JSON_BYTES);
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

describe('confusion matrix', () => {
  test('accuracy, precision, recall', () => {
    const scores = confusionScores(example(confusionMatrixExamples, 'survival'));
    expect(scores.accuracy).toBeCloseTo(209 / 262, 12);
    expect(scores.classes[1]?.precision).toBeCloseTo(69 / 91, 12);
    expect(scores.classes[1]?.recall).toBeCloseTo(0.69, 12);
    expect(scores.shares[0]?.[1]).toBeCloseTo(22 / 162, 12);
  });
  test('a class never predicted has no precision', () => {
    const { classes } = confusionScores(example(confusionMatrixExamples, 'one-sided'));
    expect(classes[1]).toMatchObject({ precision: null, recall: 0 });
    expect(classes[2]).toMatchObject({ precision: null, recall: null });
  });
  test('folding keeps the classes with the most samples and their order', () => {
    const folded = foldClasses(
      {
        version: 1,
        labels: ['a', 'b', 'c', 'd'],
        counts: [
          [1, 0, 0, 0],
          [0, 9, 0, 1],
          [0, 0, 8, 0],
          [2, 0, 1, 0],
        ],
      },
      3,
      (count) => `other ${count}`,
    );
    expect(folded.labels).toEqual(['b', 'c', 'other 2']);
    expect(folded.counts).toEqual([
      [9, 0, 1],
      [0, 8, 0],
      [0, 1, 3],
    ]);
  });
  test('a matrix that is not square is refused in words', () => {
    const checked = check(confusionMatrixPicture.schema, {
      version: 1,
      labels: ['a', 'b'],
      counts: [[1, 2]],
    });
    expect(checked).toMatchObject({ ok: false, where: expect.stringContaining('2 rows of 2 numbers') });
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
