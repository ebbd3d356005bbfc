import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type LintCell, lintNotebook } from '../../../../language/lint/index.js';

const root = join(import.meta.dirname, '../../../..');
const lessons = ['en', 'ko'].flatMap((language) =>
  readdirSync(join(root, 'workbooks', language))
    .filter((name) => name.endsWith('.ipynb'))
    .map((name) => `${language}/${name}`),
);

function cellsOf(lesson: string): LintCell[] {
  const { cells } = JSON.parse(readFileSync(join(root, 'workbooks', lesson), 'utf8')) as {
    cells: { cell_type: string; source: string | string[] }[];
  };
  return cells.flatMap(({ cell_type: type, source }, i) =>
    type === 'code'
      ? [{ id: String(i), text: [source].flat().join(''), language: 'typescript' as const }]
      : [],
  );
}

/** As a student gets it: the solutions are not there yet. */
const withoutSolutions = (cells: readonly LintCell[]): LintCell[] =>
  cells.map((cell) => ({
    ...cell,
    text: cell.text.replace(/^[ \t]*\/\/ BEGIN SOLUTION[\s\S]*?\/\/ END SOLUTION$/gm, '// Your code here'),
  }));

const told = (cells: readonly LintCell[]): string[] =>
  lintNotebook(cells).map(({ rule, cell, start, end }) => {
    const text = cells.find(({ id }) => id === cell)?.text ?? '';
    return `${rule}: ${text.slice(start, end)}`;
  });

describe('lessons', () => {
  it('are all here', () => {
    expect(lessons).toHaveLength(24);
  });

  it.each(lessons)('%s has nothing that is wrong', (lesson) => {
    const cells = cellsOf(lesson);
    expect(told(cells)).toEqual([]);
    expect(told(withoutSolutions(cells))).toEqual([]);
  });

  /** What somebody may do to a lesson, and the rule that has to see it. */
  const slips: readonly [lesson: string, written: RegExp, instead: string, rules: readonly string[]][] = [
    ['en/01-input-scaling.ipynb', /activation: 'softmax'/g, "activation: 'sigmoid'", ['sigmoid-categorical']],
    [
      'en/03-l2-and-ridge.ipynb',
      /scale\.standardize\(train\./g,
      'scale.standardize(test.',
      ['learn-from-test'],
    ],
    ['en/04-dropout.ipynb', /activation: 'sigmoid'/g, "activation: 'relu'", ['crossentropy-output']],
    ['en/04-dropout.ipynb', /tf\.train\.adam\(0\.01\)/g, 'tf.train.adam(0.5)', ['learning-rate']],
    [
      'en/05-early-stopping-and-callbacks.ipynb',
      /validationData: \[xVal, yVal\],/g,
      '',
      ['monitor-without-validation', 'history-without-validation'],
    ],
    [
      'en/05-early-stopping-and-callbacks.ipynb',
      /metrics: \['acc'\]/g,
      "metrics: ['mae']",
      ['monitor-unknown'],
    ],
    [
      'en/06-batch-normalization.ipynb',
      /activation: 'softmax'/g,
      "activation: 'sigmoid'",
      ['sigmoid-categorical'],
    ],
    [
      'en/07-titanic.ipynb',
      /units: 1, activation: 'sigmoid'/g,
      "units: 1, activation: 'softmax'",
      ['softmax-one-unit'],
    ],
    ['en/07-titanic.ipynb', /dropout\(\{ rate: 0\.3 \}\)/g, 'dropout({ rate: 30 })', ['dropout-rate']],
    ['en/07-titanic.ipynb', /const history = await model/g, 'const history = model', ['missing-await']],
    ['en/08-wine.ipynb', /await datasets/g, 'datasets', ['missing-await']],
    ['en/09-imdb.ipynb', /await longModel/g, 'longModel', ['missing-await']],
    [
      'en/10-boston.ipynb',
      /loss: 'meanSquaredError'/g,
      "loss: 'binaryCrossentropy'",
      ['crossentropy-output'],
    ],
    [
      'en/12-tensorboard.ipynb',
      /units: 3, activation: 'softmax'/g,
      "units: 3, activation: 'sigmoid'",
      ['sigmoid-categorical'],
    ],
  ];

  it.each(slips)('%s with %s → %s', (lesson, written, instead, rules) => {
    const cells = cellsOf(lesson).map((cell) => ({ ...cell, text: cell.text.replace(written, instead) }));
    const found = new Set(lintNotebook(cells).map(({ rule }) => rule));
    expect([...found].sort()).toEqual([...rules].sort());
  });
});

describe('the programs in README and docs', () => {
  const pages = [
    'README.md',
    'README.ko.md',
    ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
  ].filter((name) => name.endsWith('.md') && !/lint(\.ko)?\.md$/.test(name));
  const programs = pages.flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/^```(?:ts|typescript|js)\n([\s\S]*?)^```/gm)].map(
      ([, text = ''], i): [string, string] => [`${page}, program ${i + 1}`, text],
    ),
  );

  it('are found', () => {
    expect(programs.length).toBeGreaterThan(5);
  });

  it.each(programs)('%s', (_, text) => {
    expect(told([{ id: 'page', text, language: 'typescript' }])).toEqual([]);
  });
});
