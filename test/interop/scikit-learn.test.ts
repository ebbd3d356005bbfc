import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { metrics, type RidgeCost, ridge, scale, Table } from '../../library/index.js';
import { randomFrom, shuffled } from '../../library/random.js';
import { hasExtra } from '../../scripts/provide-python.mjs';
import { noPython, runPython } from './python/run-python.js';

const noScikitLearn =
  noPython ||
  (hasExtra('scikit-learn') ? '' : 'no scikit-learn; "node scripts/provide-python.mjs" installs it');

/** What is computed on both sides from data of one seed: `asked` travels to Python, `ours` stays. */
interface Case {
  name: string;
  asked: { of: string } & Record<string, unknown>;
  ours: () => unknown;
}

const SEEDS = [1, 2, 3, 4, 5];
const COSTS: RidgeCost[] = ['sum', 'mean', 'half', 'halfMean'];

function casesOf(seed: number): Case[] {
  const random = randomFrom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const list = <T>(length: number, make: (i: number) => T): T[] => Array.from({ length }, (_, i) => make(i));
  const whole = (below: number) => Math.floor(random() * below);
  // Columns of very different measures, one of them constant.
  const measures = [1, 1e-3, 1e4, 0];
  const table = (rows: number) => list(rows, () => measures.map((measure, j) => 10 * j + measure * normal()));
  const [train, other] = [table(40), table(12)];
  // A value is missing where JSON has null.
  const withGaps = (rows: number[][]) =>
    rows.map((row, i) => row.map((value) => (i > 0 && random() < 0.3 ? Number.NaN : value)));
  const scaling = (['minMax', 'symmetric', 'symmetricWithMean', 'standardize'] as const).flatMap((name) =>
    [
      { what: '', rows: train, others: other },
      { what: ' with missing values', rows: withGaps(train), others: withGaps(other) },
    ].map(
      ({ what, rows, others }): Case => ({
        name: `scale.${name}${what}`,
        asked: { of: 'scale', scaling: name, train: rows, other: others },
        // A constant column becomes 0 here, the middle of [-1, 1], in scikit-learn the range's lower end.
        ours: () =>
          scale[name](rows, { missing: what ? 'keep' : 'refuse' })
            .apply(others)
            .map((row) => (name === 'symmetric' ? row.with(-1, (row.at(-1) ?? Number.NaN) - 1) : row))
            .map((row) => row.map((value) => (Number.isNaN(value) ? null : value))),
      }),
    ),
  );

  const truth = list(50, () => 3 * normal());
  const guess = truth.map((value) => value + normal());
  const [manyTrue, manyGuessed] = [
    list(20, () => [normal(), 5 * normal()]),
    list(20, () => [normal(), normal()]),
  ];
  const errors = (y: number[] | number[][], p: number[] | number[][]) => [
    metrics.mse(y, p),
    metrics.rmse(y, p),
    metrics.mae(y, p),
    metrics.r2(y, p),
  ];

  // Class 4 is never predicted, class 5 never true, class 3 in neither.
  const classTruth = list(60, () => [0, 1, 2, 4][whole(4)] as number);
  const classGuess = classTruth.map((label) =>
    random() < 0.5 && label !== 4 ? label : ([0, 1, 2, 5][whole(4)] as number),
  );
  const averages = (['macro', 'weighted', 'micro'] as const).flatMap((average) =>
    ([metrics.precision, metrics.recall, metrics.f1] as const).map((score) =>
      score(classTruth, classGuess, { average }),
    ),
  );

  const yes = list(80, (i) => (i < 2 ? i : whole(2)));
  // Rounded, so that scores tie.
  const scores = yes.map((label) => Math.round(20 * (0.3 * label + 0.7 * random())) / 20);
  const probabilities = list(40, () => list(6, random));
  const places = list(40, () => whole(6));
  const answers = list(30, () => list(4, () => whole(2)));
  const chances = list(30, () => list(4, random));

  const kinds = list(83, () => ['often', 'often', 'often', 'seldom', 'seldom', 'rare'][whole(6)] as string);
  const splitting = new Table({ row: list(83, (i) => i), kind: kinds });
  const names = [...new Set(kinds)].sort();
  const countOf = (part: Table, kind: string) => part.column('kind').filter((each) => each === kind).length;
  const ascending = (numbers: number[]) => numbers.sort((a, b) => a - b);
  const folds = [2, 5, 10].flatMap((count) =>
    [true, false].map(
      (stratify): Case => ({
        name: `${count} folds${stratify ? ' by class' : ''}`,
        asked: { of: 'folds', labels: kinds, folds: count, stratify },
        ours: () => {
          const parts = splitting
            .kFold(count, { seed, ...(stratify && { stratify: 'kind' }) })
            .map(({ validation }) => validation);
          return {
            sizes: ascending(parts.map(({ length }) => length)),
            classes: stratify ? names.map((kind) => ascending(parts.map((part) => countOf(part, kind)))) : [],
          };
        },
      }),
    ),
  );

  const even = shuffled(
    [5, 2, 1].flatMap((tens, kind) => list(10 * tens, () => `kind ${kind}`)),
    random,
  );
  const splits = [0.1, 0.2, 0.5].map(
    (share): Case => ({
      name: `a test part of ${share}`,
      asked: { of: 'split', labels: even, share },
      ours: () => {
        const [, part] = new Table({ kind: even }).split(share, { seed, stratify: 'kind' });
        return [0, 1, 2].map((kind) => countOf(part, `kind ${kind}`));
      },
    }),
  );

  const x = list(30, () => list(5, (j) => (j + 1) * normal()));
  const y = x.map((row) => row.reduce((sum, value, j) => sum + (j - 2) * value, 7) + normal());
  const parameters = (model: ReturnType<typeof ridge>) => [...model.weights, model.intercept];
  return [
    ...scaling,
    { name: 'errors', asked: { of: 'regression', truth, guess }, ours: () => errors(truth, guess) },
    {
      name: 'errors of two outputs',
      asked: { of: 'regression', truth: manyTrue, guess: manyGuessed },
      ours: () => errors(manyTrue, manyGuessed),
    },
    {
      name: 'scores of classes',
      asked: { of: 'classes', truth: classTruth, guess: classGuess },
      ours: () => [metrics.accuracy(classTruth, classGuess), ...averages],
    },
    {
      name: 'scores of two classes',
      asked: { of: 'binary', truth: yes, scores },
      ours: () => ({
        scores: [
          metrics.precision(yes, scores),
          metrics.recall(yes, scores),
          metrics.f1(yes, scores),
          metrics.auc(yes, scores),
          metrics.averagePrecision(yes, scores),
        ],
        roc: metrics
          .rocCurve(yes, scores)
          .map(({ falsePositiveRate, truePositiveRate }) => [falsePositiveRate, truePositiveRate]),
      }),
    },
    ...[1, 2, 5].map(
      (k): Case => ({
        name: `top ${k}`,
        asked: { of: 'topK', truth: places, probabilities, k },
        ours: () => metrics.topK(places, probabilities, k),
      }),
    ),
    {
      name: 'several labels',
      asked: { of: 'multiLabel', truth: answers, probabilities: chances },
      ours: () => [
        metrics.multiLabelAccuracy(answers, chances),
        metrics.multiLabelAccuracy(answers, chances, { match: 'all' }),
      ],
    },
    ...[0, 0.1, 3].map(
      (alpha): Case => ({
        name: `ridge of strength ${alpha}`,
        asked: { of: 'ridge', x, y, alpha },
        ours: () => parameters(ridge(x, y, { lambda: alpha, cost: 'sum' })),
      }),
    ),
    ...folds,
    ...splits,
    ...COSTS.map(
      (cost): Case => ({
        name: `ridge of the cost ${cost}`,
        asked: { of: 'cost', x, y, lambda: 0.3, cost },
        ours: () => parameters(ridge(x, y, { lambda: 0.3, cost })),
      }),
    ),
  ];
}

const cases = SEEDS.flatMap((seed) =>
  casesOf(seed).map((one) => ({ ...one, name: `${one.name}, seed ${seed}` })),
);

/** The furthest that two numbers at the same place of two structures are apart, relative where they are above 1. */
function furthest(ours: unknown, theirs: unknown): number {
  if (ours === null || theirs === null) return ours === theirs ? 0 : Number.POSITIVE_INFINITY;
  if (typeof ours === 'number' && typeof theirs === 'number')
    return Math.abs(ours - theirs) / Math.max(1, Math.abs(theirs));
  const [a, b] = [Object.entries(ours as object), Object.entries(theirs as object)];
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  return Math.max(0, ...a.map(([key, value]) => furthest(value, (theirs as Record<string, unknown>)[key])));
}

describe.skipIf(noScikitLearn)(
  `as scikit-learn and NumPy compute it${noScikitLearn && `: ${noScikitLearn}`}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'epochbook-scikit-learn-'));
    const theirs = new Map<string, unknown>();

    beforeAll(async () => {
      const file = join(folder, 'cases.json');
      writeFileSync(file, JSON.stringify({ cases: cases.map(({ asked }) => asked) }));
      const answers = JSON.parse(await runPython('scikit-learn/compute.py', file)) as unknown[];
      answers.forEach((answer, i) => {
        theirs.set(cases[i]?.name ?? '', answer);
      });
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test.each(cases)('$name', ({ name, ours }) => {
      const [mine, other] = [ours(), theirs.get(name)];
      expect(other).toBeDefined();
      expect(
        furthest(mine, other),
        `${JSON.stringify(mine)} instead of ${JSON.stringify(other)}`,
      ).toBeLessThan(1e-6);
    });
  },
);
