import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rememberBatches } from '../../../library/fitting/index.js';
import { batches, setLibraryContext, show } from '../../../library/index.js';
import { vegaLiteSvg } from '../../../renderers/vega-lite/picture.js';
import { vegaLiteText } from '../../../renderers/vega-lite/text.js';

interface Chart {
  title: { text: string; subtitle: string[] };
  description: string;
  layer: { data: { values: Record<string, unknown>[] } }[];
}

let shown: Chart[] = [];
beforeEach(() => {
  shown = [];
  setLibraryContext({ picture: async (_, payload) => void shown.push(payload as Chart) });
});
afterEach(() => setLibraryContext({ locale: 'en' }));

const rows = (...numbers: number[]) => Int32Array.from(numbers);

/** A training of five rows in batches of two, two epochs of four recorded. */
function training(more: { shuffle?: boolean; steps?: number } = {}): object {
  const history = {};
  rememberBatches(history, {
    samples: 5,
    batchSize: 2,
    shuffle: true,
    steps: 6,
    epochs: [
      { epoch: 1, batches: [rows(3, 0), rows(4, 1), rows(2)] },
      { epoch: 2, batches: [rows(1, 2), rows(0, 4), rows(3)] },
    ],
    ...more,
  });
  return history;
}

describe('batches', () => {
  it('tells the rows of each batch, of a history or of the latest training', () => {
    const told = batches(training());
    expect({ ...told }).toEqual({
      samples: 5,
      batchSize: 2,
      shuffle: true,
      stepsPerEpoch: 3,
      steps: 6,
      epochs: [
        { epoch: 1, batches: [[3, 0], [4, 1], [2]] },
        { epoch: 2, batches: [[1, 2], [0, 4], [3]] },
      ],
    });
    expect(batches()).toEqual(told);
    expect(String(told)).toBe(
      [
        '5 rows in batches of 2, in a new order each epoch',
        'epoch 1, rows of batch 1: 3, 0; 2: 4, 1; 3: 2',
        'epoch 2, rows of batch 1: 1, 2; 2: 0, 4; 3: 3',
      ].join('\n'),
    );
  });

  it('says what was not recorded', () => {
    expect(String(batches(training({ steps: 30 })))).toContain('recorded: 2 epochs of 10');
    setLibraryContext({ locale: 'ko' });
    const korean = String(batches(training({ steps: 30, shuffle: false })));
    expect(korean).toContain('에포크마다 같은 순서(shuffle: false)');
    expect(korean).toContain('기록: 에포크 10개 중 2개');
  });

  it.each([
    [{}, /not the history of a training of this notebook/],
    [Promise.resolve({}), /got a Promise \(is await missing\?\)/],
    ['20261123-091502-1f3a9c', /takes the history that model.fit gave back, but got/],
    [null, /takes the history/],
  ])('refuses %s', (history, message) => {
    expect(() => batches(history as object)).toThrow(message);
  });

  it('says that nothing was trained yet', () => {
    rememberBatches(undefined, undefined);
    expect(() => batches()).toThrow(/no training has been recorded yet/);
  });

  it('says that a data set cuts its own batches', () => {
    rememberBatches(undefined, 'dataset');
    expect(() => batches()).toThrow(/Train with model.fit to see which rows each batch holds/);
  });

  it('says that an order could not be read', () => {
    rememberBatches(undefined, { samples: 5, batchSize: 2, shuffle: true, steps: 0, epochs: [] });
    expect(() => batches()).toThrow(/the order of this training could not be read/);
  });
});

describe('show.batches', () => {
  it('draws each row where it stands, step by step', async () => {
    await show.batches(training());
    const [cells] = shown[0]?.layer ?? [];
    expect(
      cells?.data.values.map(({ step, bottom, top }) => [step, (Number(bottom) + Number(top)) / 2]),
    ).toEqual([
      [1, 3],
      [1, 0],
      [2, 4],
      [2, 1],
      [3, 2],
      [4, 1],
      [4, 2],
      [5, 0],
      [5, 4],
      [6, 3],
    ]);
    // So that ticks stand at the middle of rows.
    const { y } = (cells as unknown as { encoding: { y: { scale: unknown } } }).encoding;
    expect(y.scale).toMatchObject({ domain: [-0.5, 4.5] });
    const account = vegaLiteText(shown[0] as never, 'en');
    expect(account).toContain('epoch 2, rows of batch 1: 1, 2; 2: 0, 4; 3: 3');
    for (const theme of ['light', 'dark'] as const)
      expect(await vegaLiteSvg(shown[0] as never, { locale: 'en', theme })).toContain('epoch 2');
  });

  it('draws how many of each label a batch held', async () => {
    await show.batches(training(), { labels: ['a', 'a', 'b', 'b', 'b', 'set aside'], title: 'Mine' });
    const [cells] = shown[0]?.layer ?? [];
    expect(
      cells?.data.values.slice(0, 5).map(({ step, label, bottom, top }) => [step, label, bottom, top]),
    ).toEqual([
      [1, 'a', 0, 1],
      [1, 'b', 1, 2],
      [2, 'a', 0, 1],
      [2, 'b', 1, 2],
      [3, 'b', 0, 1],
    ]);
    expect(shown[0]?.title.text).toBe('Mine');
    expect(shown[0]?.description).toContain('step 2: a 1, b 1');
    expect(JSON.stringify(shown[0])).not.toContain('set aside');
  });

  it.each([
    [{ labels: ['a'] }, /there are 1 labels, but 5 rows were trained on/],
    [{ labels: 3 }, /there are 0 labels/],
    [{ label: [] }, /It is called labels here|labels/],
  ])('refuses %j', async (options, message) => {
    await expect(show.batches(training(), options as never)).rejects.toThrow(message);
  });

  it('refuses more labels than colours', async () => {
    const history = {};
    rememberBatches(history, {
      samples: 9,
      batchSize: 9,
      shuffle: true,
      steps: 1,
      epochs: [{ epoch: 1, batches: [rows(0, 1, 2, 3, 4, 5, 6, 7, 8)] }],
    });
    await expect(show.batches(history, { labels: [...'abcdefghi'] })).rejects.toThrow(/9 different labels/);
  });
});
