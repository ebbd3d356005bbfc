import { describe, expect, it } from 'vitest';
import { trainingCode } from '../../../extension/commands/training-code.js';
import { snippets, startsLine } from '../../../extension/snippets/snippets.js';
import { lintNotebook } from '../../../language/lint/index.js';
import { OpenNotebook } from '../language/open-notebook.js';

/** The code with the first of what each place offers. */
const filled = (body: string): string =>
  body
    .replace(/\$\{\d+:([^{}]*)\}/g, '$1')
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replace('$0', '');
const bodyOf = (name: string): string => filled(snippets.find((each) => each.name === name)?.body ?? '');

const IMPORTS = `${bodyOf('tf-import')}
const x = tf.randomNormal([8, 4]);
const y = tf.ones([8, 1]);
const [xTest, yTest] = [tf.randomNormal([4, 4]), tf.ones([4, 1])];`;
const MODEL = bodyOf('dense-model');
const COMPILE = bodyOf('compile');
const inLayers = (text: string) =>
  `const net = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [4], ${text} }), tf.layers.dense({ units: 1 })] });`;
const inFit = (text: string) =>
  `await model.fit(x, y, { epochs: 20, validationSplit: 0.2, callbacks: [${text}] });`;

/** Where a snippet belongs. */
const notebooks: Record<string, string[]> = {
  'dense-model': [IMPORTS, MODEL],
  'conv-model': [IMPORTS, bodyOf('conv-model')],
  compile: [IMPORTS, MODEL, COMPILE],
  fit: [IMPORTS, MODEL, COMPILE, bodyOf('fit')],
  'fit-callbacks': [IMPORTS, MODEL, COMPILE, bodyOf('fit-callbacks')],
  'early-stopping': [IMPORTS, MODEL, COMPILE, inFit(bodyOf('early-stopping'))],
  'reduce-lr': [IMPORTS, MODEL, COMPILE, inFit(bodyOf('reduce-lr'))],
  checkpoint: [IMPORTS, MODEL, COMPILE, inFit(bodyOf('checkpoint'))],
  dropout: [IMPORTS, `const layers = [${bodyOf('dropout')}];`],
  'batch-norm': [IMPORTS, `const layers = [${bodyOf('batch-norm')}];`],
  l2: [IMPORTS, inLayers(bodyOf('l2'))],
  evaluate: [IMPORTS, MODEL, COMPILE, bodyOf('fit'), bodyOf('evaluate')],
  'tf-import': [IMPORTS],
  'the new training': Object.values(trainingCode),
};

describe('snippets', () => {
  it('are each tried', () => {
    const tried = Object.keys(notebooks).filter((name) => name !== 'the new training');
    expect(snippets.map(({ name }) => name).sort()).toEqual(tried.sort());
    for (const { body } of snippets) expect(filled(body)).not.toMatch(/\$[{\d]/);
  });

  it.each(Object.entries(notebooks))(
    '%s: has no wrong type, and the lint finds nothing',
    async (_, cells) => {
      expect(await new OpenNotebook(cells).errors()).toEqual([]);
      const linted = cells.map((text, index) => ({ id: `${index}`, text, language: 'typescript' as const }));
      expect(lintNotebook(linted)).toEqual([]);
    },
  );

  it.each([
    ['', true],
    ['  fit', true],
    ['    dense-mo', true],
    ['model.', false],
    ['model.fi', false],
    ['const a = fi', false],
    ["'fit", false],
    ['// fit', false],
  ])('behind %j: %s', (before, expected) => {
    expect(startsLine(before)).toBe(expected);
  });
});
