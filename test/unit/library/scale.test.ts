import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, loadEngine } from '../../../kernel/engine.js';
import { type Matrix, saveModel, scale, setLibraryContext } from '../../../library/index.js';

const train = [
  [1, 10, 7],
  [2, 30, 7],
  [3, 20, 7],
];
const unseen = [[5, 0, 9]];

const SCALINGS = ['minMax', 'symmetric', 'symmetricWithMean', 'standardize'] as const;
const { NaN: none } = Number;

describe('scale on arrays', () => {
  it('takes columns to [0, 1] by the training range only', () => {
    const scaler = scale.minMax(train);
    expect(scaler.apply(train)).toEqual([
      [0, 0, 0],
      [0.5, 1, 0],
      [1, 0.5, 0],
    ]);
    expect(scaler.apply(unseen)).toEqual([[2, -0.5, 2]]);
    expect(scaler.statistics).toEqual({ min: [1, 10, 7], max: [3, 30, 7] });
  });

  it('takes columns to [-1, 1]', () => {
    expect(scale.symmetric(train).apply(train)).toEqual([
      [-1, -1, 0],
      [0, 1, 0],
      [1, 0, 0],
    ]);
  });

  it('takes columns to mean 0 and the deviation of the population 1', () => {
    const scaler = scale.standardize(train);
    expect(scaler.statistics.mean).toEqual([2, 20, 7]);
    expect(scaler.statistics.standardDeviation[0]).toBeCloseTo(Math.sqrt(2 / 3), 12);
    const [first] = scaler.apply(train);
    expect(first?.[0]).toBeCloseTo(-1 / Math.sqrt(2 / 3), 12);
  });

  it('has the formula of the slides, whose result does not end in [-1, 1]', () => {
    const scaler = scale.symmetricWithMean(train);
    expect(scaler.statistics).toEqual({ min: [1, 10, 7], mean: [2, 20, 7], max: [3, 30, 7] });
    expect(scaler.apply(train)).toEqual([
      [-2, -2, 0],
      [-1, 0, 0],
      [0, -1, 0],
    ]);
  });

  it('leaves what it was given as it was', () => {
    const rows = [[1], [2]];
    scale.minMax(rows).apply(rows);
    expect(rows).toEqual([[1], [2]]);
  });

  it.each(SCALINGS)('%s is undone by invert', (name) => {
    const scaler = scale[name](train);
    scaler.invert(scaler.apply(unseen)).forEach((row, i) => {
      row.forEach((value, j) => {
        expect(value).toBeCloseTo(unseen[i]?.[j] ?? Number.NaN, 10);
      });
    });
  });

  it('gives 0 for a constant column whose mean is no exact float', () => {
    const constant = Array.from({ length: 1000 }, () => [0.1]);
    expect(scale.standardize(constant).apply(constant).flat().every(Object.is.bind(null, 0))).toBe(true);
  });

  it('names column and row of a value that is missing', () => {
    const bad = [
      [1, 2],
      [3, Number.NaN],
    ];
    expect(() => scale.standardize(bad)).toThrow(/Column 1 of train holds NaN in row 1/);
    expect(() => scale.minMax([[Number.POSITIVE_INFINITY]])).toThrow(/Infinity in row 0/);
  });

  it('says how many columns it found and how many it needs', () => {
    expect(() => scale.minMax(train).apply([[1, 2]])).toThrow(/2 columns.*fitted on 3/);
    expect(() => scale.minMax(train).invert([[1, 2]])).toThrow(/2 columns.*fitted on 3/);
    expect(() => scale.minMax([[1, 2], [3]])).toThrow(/Row 1 of train has 1 columns, but row 0 has 2/);
    expect(() => scale.minMax([])).toThrow(/train is empty/);
  });

  it('speaks Korean where the notebook does', () => {
    setLibraryContext({ locale: 'ko' });
    expect(() => scale.minMax(train).apply([[1, 2]])).toThrow(/열은 2개인데 스케일링은 3개/);
    setLibraryContext({ locale: 'en' });
  });
});

describe('missing values', () => {
  const gaps = [
    [1, none],
    [none, 10],
    [3, 30],
  ];

  it('are refused where nothing is said, also of rows that are only scaled', () => {
    expect(() => scale.minMax(gaps)).toThrow(/Column 1 of train holds NaN in row 0.*\{ missing: 'keep' \}/);
    expect(() => scale.minMax([[1], [null as unknown as number]])).toThrow(/holds null in row 1/);
    expect(() => scale.minMax([[1]]).apply([[none]])).toThrow(/Column 0 of the data holds NaN in row 0/);
  });

  it('are left out of the fit, and stay missing, where they are kept', () => {
    const scaler = scale.minMax(gaps, { missing: 'keep' });
    expect(scaler.statistics).toEqual({ min: [1, 10], max: [3, 30] });
    expect(scaler.apply(gaps)).toEqual([
      [0, none],
      [none, 0],
      [1, 1],
    ]);
    expect(scaler.invert(scaler.apply(gaps))).toEqual(gaps);
    expect(scaler.apply([[null as unknown as number, 20]])).toEqual([[none, 0.5]]);
  });

  it.each<[string, Matrix, RegExp]>([
    ['a column without a value', [[1, none]], /Column 1 of train has no value at all/],
    ['an infinity', [[Number.NEGATIVE_INFINITY]], /holds -Infinity in row 0, which is no finite number/],
    ['a text', [['a' as unknown as number]], /holds a in row 0, which is no finite number/],
  ])('refuses %s even so', (_, rows, message) => {
    expect(() => scale.standardize(rows, { missing: 'keep' })).toThrow(message);
  });

  it('knows two ways', () => {
    expect(() => scale.minMax(train, { missing: 'drop' as 'keep' })).toThrow(/missing is 'drop'/);
  });
});

describe('a scaling in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-scaler-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(SCALINGS)('%s comes back bit for bit', async (name) => {
    const rows = [
      [0.1, 1e-300, -5],
      [1 / 3, 2e-300, none],
      [Math.PI, 1e-300, -5],
    ];
    const scaler = scale[name](rows, { missing: 'keep' });
    const saved = await scaler.save(join(folder, `${name}.keras`));
    expect(saved.path).toBe(join(folder, `${name}.scaler.json`));
    const again = await scale.load(join(folder, `${name}.keras`));
    const { save: _, apply: _apply, invert: _invert, ...state } = scaler;
    expect(again).toMatchObject(state);
    expect(again.apply(rows)).toEqual(scaler.apply(rows));
  });

  it.each([
    ['models/net.h5', 'models/net.scaler.json'],
    ['models/net', 'models/net/scaler.json'],
    ['models/other/model.json', 'models/other/scaler.json'],
    ['other/mine.json', 'other/mine.json'],
  ])('lies beside the model: %s', async (path, file) => {
    await scale.minMax(train).save(`file://${folder}/${path}`);
    expect(existsSync(join(folder, file))).toBe(true);
    expect((await scale.load(join(folder, path))).statistics).toEqual(scale.minMax(train).statistics);
  });

  const stored = (change: object) =>
    JSON.stringify({
      format: 'epochbook scaler',
      version: 1,
      scaling: 'minMax',
      missing: 'refuse',
      statistics: { min: [0, 1], max: [1, 2] },
      ...change,
    });

  it.each<[string, string, RegExp, RegExp?]>([
    [
      'half a file',
      stored({}).slice(0, -9),
      /is damaged: it is no whole JSON object/,
      /파일이 손상되었습니다/,
    ],
    ['nothing', '', /is damaged: it is no whole JSON object/],
    ['a list', '[]', /some other JSON/],
    ['a model', '{"modelTopology": {}}', /no file of scaler.save, but some other JSON/, /다른 JSON입니다/],
    [
      'a later version',
      stored({ version: 2 }),
      /of version 2, and this program reads version 1/,
      /버전이 2인데/,
    ],
    [
      'a scaling of another name',
      stored({ scaling: 'toString' }),
      /scaling is "toString".*minMax, symmetric/,
    ],
    [
      'no statistics',
      stored({ statistics: null }),
      /statistics\.min is no list of one number for each column/,
    ],
    ['fewer columns', stored({ statistics: { min: [0, 1], max: [1] } }), /statistics\.max is no list of one/],
    [
      'a hole',
      stored({ statistics: { min: [0, null], max: [1, 2] } }),
      /statistics\.min holds null for column 1/,
    ],
    [
      'a range upside down',
      stored({ statistics: { min: [0, 3], max: [1, 2] } }),
      /column 1 are out of order/,
    ],
    [
      'a negative deviation',
      stored({ scaling: 'standardize', statistics: { mean: [0], standardDeviation: [-1] } }),
      /the standard deviation of column 0 is negative/,
    ],
    ['an unknown rule', stored({ missing: 'fill' }), /missing is "fill"/],
  ])('is refused with %s', async (name, text, english, korean) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, text);
    await expect(scale.load(file)).rejects.toThrow(english);
    await expect(scale.load(file)).rejects.toThrow(file);
    setLibraryContext({ locale: 'ko' });
    await expect(scale.load(file)).rejects.toThrow(korean ?? /스케일링을 읽을 수 없습니다/);
    setLibraryContext({ locale: 'en' });
  });

  it('says what is missing, and what cannot be written', async () => {
    await expect(scale.load(join(folder, 'none.keras'))).rejects.toThrow(
      /none\.scaler\.json: there is no such/,
    );
    mkdirSync(join(folder, 'taken.json'));
    await expect(scale.minMax(train).save(join(folder, 'taken.json'))).rejects.toThrow(
      /a folder of that name/,
    );
    await expect(scale.minMax(train).save(join(folder, 'net.onnx'))).rejects.toThrow(/no format ".onnx"/);
  });

  it('says that await is missing', async () => {
    const loading = scale.load(join(folder, 'minMax.keras'));
    expect(() => (loading as unknown as { apply: unknown }).apply).toThrow(/await is missing/);
    await loading;
  });
});

describe('scale on tensors', () => {
  let tf: Engine['tf'];
  beforeAll(async () => {
    const wasmFolder = `${process.cwd()}/dist/wasm`;
    ({ tf } = await loadEngine({ wasmFolder }));
  });
  afterAll(() => setLibraryContext({ tf: undefined }));

  it('says what a tensor needs where no engine is known', () => {
    const rows = tf.tensor2d(train);
    const scaler = scale.minMax(rows);
    expect(() => scaler.apply(rows)).toThrow(/setLibraryContext/);
    rows.dispose();
  });

  it('gives tensors for tensors, equal to what arrays give, and leaves no other behind', () => {
    setLibraryContext({ tf });
    const rows = tf.tensor2d(train);
    const before = tf.memory().numTensors;
    const scaler = scale.standardize(rows);
    const scaled = scaler.apply(rows);
    const back = scaler.invert(scaled);
    expect(tf.memory().numTensors).toBe(before + 2);
    const expected = scale.standardize(train).apply(train).flat();
    Array.from(scaled.dataSync()).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 6);
    });
    expect(Array.from(back.dataSync()).map((value) => Math.round(value * 1e4) / 1e4)).toEqual(train.flat());
    tf.dispose([rows, scaled, back]);
  });

  it('names the shape that does not fit', () => {
    setLibraryContext({ tf });
    const flat = tf.tensor1d([1, 2, 3]);
    const narrow = tf.tensor2d([[1, 2]]);
    expect(() => scale.minMax(flat)).toThrow(/shape \[3\]/);
    expect(() => scale.minMax(train).apply(flat)).toThrow(/shape \[3\], but shape \[n, 3\]/);
    expect(() => scale.minMax(train).apply(narrow)).toThrow(/2 columns.*fitted on 3/);
    tf.dispose([flat, narrow]);
  });

  it('refuses or keeps missing values as in arrays', () => {
    setLibraryContext({ tf });
    const rows = tf.tensor2d([
      [1, 2],
      [3, none],
    ]);
    expect(() => scale.minMax(rows)).toThrow(/Column 1 of train holds NaN in row 1/);
    expect(() => scale.minMax([[0, 0]]).apply(rows)).toThrow(/Column 1 of the data holds NaN in row 1/);
    const scaled = scale.minMax(rows, { missing: 'keep' }).apply(rows);
    expect(scaled.arraySync()).toEqual([
      [0, 0],
      [1, none],
    ]);
    tf.dispose([rows, scaled]);
  });

  it('is saved with its model', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'epochbook-scaler-'));
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3] })] });
    const scaler = scale.standardize(train);
    for (const name of ['net.keras', 'net.h5', 'net']) {
      const path = join(folder, name);
      await saveModel(model as never, path, { scaler });
      expect((await scale.load(path)).apply(train)).toEqual(scaler.apply(train));
    }
    await expect(saveModel(model as never, join(folder, 'net'), { scaler: {} as never })).rejects.toThrow(
      /saveModel: scaler is \{\}, but a scaler/,
    );
    expect(JSON.parse(readFileSync(join(folder, 'net', 'scaler.json'), 'utf8')).version).toBe(1);
    model.dispose();
    rmSync(folder, { recursive: true, force: true });
  });
});
