import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { evenBins } from '../../../kernel/log-import/distributions.js';
import { LogImport } from '../../../kernel/log-import/log-import.js';
import { ScalarTable } from '../../../kernel/log-import/scalar-table.js';
import { trainAndValidation } from '../../../kernel/log-import/tag-names.js';
import type { LogImportResult } from '../../../library/log-import/index.js';
import { sessionEnd, sessionStart } from '../../../library/tensorboard/hparams.js';
import {
  histogramSummary,
  imageSummary,
  scalarSummary,
  textSummary,
} from '../../../library/tensorboard/summaries.js';
import { curve, writeEvents } from './write-events.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'epochbook-log-import-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const imported = (): Promise<LogImportResult> =>
  new LogImport(
    { logs: join(folder, 'logs'), runs: join(folder, 'runs'), notebook: null, follow: false, locale: 'en' },
    () => {},
  ).run();

/** "name (epoch): loss 1 2 3" of each run. */
const told = ({ comparison }: LogImportResult): string[] =>
  (comparison?.runs ?? []).map(
    ({ name, logs, epoch }) =>
      `${name} ${epoch.join(' ')}: ${Object.entries(logs)
        .map(([tag, values]) => `${tag} ${values.map((value) => value ?? '-').join(' ')}`)
        .join('; ')}`,
  );

const T = 1_700_000_000;
const write = (run: string, name: string, events: Parameters<typeof writeEvents>[3]) =>
  writeEvents(join(folder, 'logs'), run, name, events);

describe('which runs a folder of logs has', () => {
  test.each<[string, () => void, string[], RegExp[]]>([
    ['a file in the folder itself', () => write('.', '1', curve('a', [1, 2])), ['logs 0 1: a 1 2'], []],
    [
      'folders below folders, in the order of their numbers',
      () => {
        for (const run of ['x/run 10', 'x/run 9']) write(run, '1', curve('a', [1]));
      },
      ['x/run 9 0: a 1', 'x/run 10 0: a 1'],
      [],
    ],
    [
      'a training that was resumed: later values take the place of those from there on',
      () => {
        write('r', '1', curve('loss', [9, 8, 7, 6]));
        write('r', '2', curve('loss', [5, 4, 3], { from: 2, at: T + 100 }));
      },
      ['r 0 1 2 3 4: loss 9 8 5 4 3'],
      [/^r: the steps go back; 2 values were replaced/],
    ],
    [
      'the same in one file',
      () => write('r', '1', [...curve('loss', [9, 8, 7]), ...curve('loss', [5, 4], { from: 1, at: T + 9 })]),
      ['r 0 1 2: loss 9 5 4'],
      [/^r: the steps go back; 2 values/],
    ],
    [
      'two programs at once, under the same tags: two runs',
      () => {
        write('r', '1.a', curve('loss', [9, 8, 7]));
        write('r', '2.b', curve('loss', [3, 2, 1], { at: T + 0.5 }));
      },
      ['r 0 1 2: loss 9 8 7', 'r (2) 0 1 2: loss 3 2 1'],
      [/^Several programs wrote into one folder at the same time; each has a run of its own: "r \(2\)"/],
    ],
    [
      'two programs at once, under other tags: one run',
      () => {
        write('r', '1.a', curve('loss', [9, 8]));
        write('r', '2.b', curve('lr', [3, 2, 1], { at: T + 0.5 }));
      },
      ['r 0 1 2: loss 9 8 -; lr 3 2 1'],
      [],
    ],
    [
      'tags that are written at steps of their own, and one after the other',
      () =>
        write('r', '1', [
          ...curve('a', [1, 2, 3]),
          ...curve('b', [7], { from: 1 }),
          ...curve('c', [4], { from: 9 }),
        ]),
      ['r 0 1 2 9: a 1 2 3 -; b - 7 - -; c - - - 4'],
      [],
    ],
    [
      'train and val of PyTorch are the halves of one metric',
      () => {
        write('r', '1', curve('Loss/train', [2, 1]));
        write('r', '2', curve('Loss/val', [4, 3]));
      },
      ['r 0 1: loss 2 1; val_loss 4 3'],
      [],
    ],
    [
      'train and validation of Keras are one run, counted in epochs from 1',
      () => {
        write('k/train', '1', [
          { step: 0, at: T, scalars: { epoch_loss: 2, epoch_accuracy: 0.5 } },
          { step: 1, at: T + 5, scalars: { epoch_loss: 1, epoch_accuracy: 0.75 } },
          { step: 7, at: T + 5, scalars: { batch_loss: 3 } },
        ]);
        write('k/validation', '1', [
          { step: 0, at: T + 1, scalars: { epoch_loss: 3 } },
          { step: 4, at: T + 1, scalars: { evaluation_loss_vs_iterations: 3 } },
        ]);
      },
      ['k 1 2: loss 2 1; accuracy 0.5 0.75; val_loss 3 -'],
      [],
    ],
    [
      'NaN and infinities stay, and are told',
      () => write('r', '1', curve('loss', [1, Number.NaN, Number.NEGATIVE_INFINITY])),
      ['r 0 1 2: loss 1 NaN -Infinity'],
      [/tfevents\.1: 2 values are NaN or infinite, the first of "loss" at step 1\.$/],
    ],
    [
      'steps below 0 are left out, and told',
      () => write('r', '1', [{ step: 2 ** 53, at: T, scalars: { a: 1 } }, ...curve('a', [5])]),
      ['r 0: a 5'],
      [/1 scalars were left out/],
    ],
    [
      'names that every object has',
      () => write('r', '1', [{ step: 0, at: T, scalars: { constructor: 1, toString: 2 } }]),
      ['r 0: constructor 1; toString 2'],
      [],
    ],
    [
      'a file that is none, an empty one, a link in a circle',
      () => {
        write('r', '1', curve('a', [1]));
        writeFileSync(join(folder, 'logs', 'r', 'events.out.tfevents.2'), '');
        mkdirSync(join(folder, 'logs', 'events.out.tfevents.folder'));
        symlinkSync('..', join(folder, 'logs', 'r', 'circle'));
      },
      ['r 0: a 1'],
      [],
    ],
  ])('%s', async (_, make, runs, problems) => {
    make();
    const result = await imported();
    expect(told(result)).toEqual(runs);
    expect(result.problems).toHaveLength(problems.length);
    for (const [i, problem] of problems.entries()) expect(result.problems[i]).toMatch(problem);
    expect(readdirSync(join(folder, 'runs')).sort()).toEqual([...result.runs].sort());
  });

  test('hyperparameters are settings: in the folder of the run, and in that of PyTorch below it', async () => {
    for (const [run, lr] of [
      ['a', 0.1],
      ['b', 0.01],
    ] as const) {
      write(run, '1', curve('loss', [2, 1]));
      write(`${run}/1700000000.5`, '1', [
        { step: 0, at: T + 9, values: [sessionStart({ lr, optimizer: 'adam', depth: 3 }, run, T)] },
        { step: 0, at: T + 9, values: [scalarSummary('hparam/accuracy', lr), sessionEnd('failure', T)] },
      ]);
    }
    const { comparison } = await imported();
    expect(comparison?.runs.map(({ name, settings, status }) => [name, settings, status])).toEqual([
      ['a', { learningRate: '0.1', optimizer: 'adam', depth: '3' }, 'failed'],
      ['b', { learningRate: '0.01', optimizer: 'adam', depth: '3' }, 'failed'],
    ]);
    expect(comparison?.differs).toEqual(['learningRate']);
    expect(Object.keys(comparison?.runs[0]?.logs ?? {})).toEqual(['loss', 'hparam/accuracy']);
  });

  test('texts, images and histograms: the latest of each tag', async () => {
    const png = Uint8Array.of(137, 80, 1);
    write('k/train', '1', [
      { step: 0, at: T, scalars: { epoch_loss: 1 } },
      ...Array.from({ length: 80 }, (_, step) => ({
        step,
        at: T + step,
        values: [
          textSummary('note', `number ${step}`),
          imageSummary('image', 1, 1, [png]),
          histogramSummary('net/dense/kernel/histogram', [step, step + 1]),
        ],
      })),
    ]);
    const { texts, images, histograms, distributions } = await imported();
    expect(texts.map(({ run, tag, step, text }) => [run, tag, step, text])).toEqual([
      ['k', 'note', 77, 'number 77'],
      ['k', 'note', 78, 'number 78'],
      ['k', 'note', 79, 'number 79'],
    ]);
    expect(images.map(({ image }) => [...image])).toEqual([[...png], [...png], [...png]]);
    expect(histograms.length).toBeGreaterThan(15);
    expect(histograms.length).toBeLessThan(33);
    const [shown] = distributions;
    expect(shown?.layers.map(({ layer, name, what }) => [layer, name, what])).toEqual([
      ['net/dense', 'kernel', 'weight'],
    ]);
    expect(shown?.epochs[0]).toBe(1);
  });

  test('a log is stored whole: lines of some hundred rows, NaN as a word, an end', async () => {
    write('r', '1', curve('loss', [...Array.from({ length: 1200 }, (_, i) => i / 7), Number.NaN]));
    const { runs } = await imported();
    const lines = readFileSync(join(folder, 'runs', runs[0] as string, 'run.jsonl'), 'utf8')
      .trim()
      .split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual([
      'start',
      'rows',
      'rows',
      'rows',
      'end',
    ]);
    expect(lines[3]).toContain('"NaN"');
  });
});

describe('ScalarTable', () => {
  test('bounded: the first, the last, the least and the greatest of each tag stay', () => {
    const table = new ScalarTable(() => 400);
    for (let step = 0; step < 100_000; step++) {
      table.add('a', step, step, step === 41_234 ? 1e6 : Math.sin(step));
      table.add('b', step, step, step === 77_777 ? -1e6 : Math.cos(step));
    }
    const { step, columns } = table.snapshot();
    expect(step.length).toBeLessThanOrEqual(400);
    expect([step[0], step.at(-1)]).toEqual([0, 99_999]);
    expect(columns.get('a')?.[step.indexOf(41_234)]).toBe(1e6);
    expect(columns.get('b')?.[step.indexOf(77_777)]).toBe(-1e6);
    expect([...(columns.get('b') ?? [])].every((value) => value !== null)).toBe(true);
    expect([table.seen, table.thinned, table.replaced]).toEqual([200_000, true, 0]);
  });
});

test.each<[string[], string[]]>([
  [
    ['Loss/train', 'Loss/val'],
    ['loss', 'val_loss'],
  ],
  [
    ['train/acc', 'valid/acc', 'lr'],
    ['acc', 'val_acc', 'lr'],
  ],
  [
    ['Loss/train', 'Loss/test'],
    ['Loss/train', 'Loss/test'],
  ],
  [['Loss'], ['loss']],
  [
    ['Loss', 'loss'],
    ['Loss', 'loss'],
  ],
  [
    ['loss', 'train/loss', 'val/loss'],
    ['loss', 'train/loss', 'val_loss'],
  ],
])('tags %j become %j', (tags, names) => {
  const rows = { step: [0], wallTime: [0], columns: new Map(tags.map((tag) => [tag, [1]])) };
  expect([...trainAndValidation(rows).columns.keys()]).toEqual(names);
});

test('buckets of any width become bins of equal width, with the same counts', () => {
  const bins = evenBins([
    { left: -1, right: 0, count: 3 },
    { left: 0, right: 2, count: 6 },
    { left: 2, right: 2, count: 1 },
  ]);
  expect([bins?.low, bins?.high]).toEqual([-1, 2]);
  expect(bins?.counts.reduce((sum, count) => sum + count, 0)).toBeCloseTo(10);
  expect(bins?.counts.slice(0, 10).reduce((sum, count) => sum + count, 0)).toBeCloseTo(3);
  expect(evenBins([{ left: 5, right: 5, count: 2 }])?.counts.at(-1)).toBe(2);
  expect(evenBins([])).toBeNull();
});
