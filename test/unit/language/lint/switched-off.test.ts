import { describe, expect, it } from 'vitest';
import { lintNotebook, ruleNames } from '../../../../language/lint/index.js';
import { cellsOf, found } from './table.js';

const wrong = "tf.layers.dense({ units: 1, activation: 'softmax' });";

describe('a rule is switched off', () => {
  it.each([
    ['for the line', `${wrong} // epochbook-lint-disable-line softmax-one-unit`],
    ['for the next line', `// epochbook-lint-disable-next-line softmax-one-unit\n${wrong}`],
    ['among others', `// epochbook-lint-disable-next-line learning-rate, softmax-one-unit\n${wrong}`],
    [
      'with a reason',
      `// epochbook-lint-disable-next-line softmax-one-unit: it is what the lesson shows\n${wrong}`,
    ],
    ['all of the line', `${wrong} // epochbook-lint-disable-line`],
    ['for the cell', `// epochbook-lint-disable softmax-one-unit\n${wrong}\n${wrong}`],
    ['for the cell, at its end', `${wrong}\n/* epochbook-lint-disable softmax-one-unit */`],
  ])('%s', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    ['another rule', `${wrong} // epochbook-lint-disable-line learning-rate`, 1],
    ['another line', `// epochbook-lint-disable-next-line softmax-one-unit\n\n${wrong}`, 1],
    ['the line before', `${wrong}\n// epochbook-lint-disable-line softmax-one-unit`, 1],
    ['another cell', `// epochbook-lint-disable softmax-one-unit\n----\n${wrong}`, 1],
    [
      'the lines behind the next',
      `// epochbook-lint-disable-next-line softmax-one-unit\n${wrong}\n${wrong}`,
      1,
    ],
  ])('and not for %s', (_, text, count) => {
    expect(found(text)).toHaveLength(count);
  });

  it('for all, by an option', () => {
    expect(lintNotebook(cellsOf(wrong), { off: ['softmax-one-unit'] })).toEqual([]);
    expect(lintNotebook(cellsOf(wrong), { off: ruleNames })).toEqual([]);
    expect(lintNotebook(cellsOf(wrong), { off: ['learning-rate'] })).toHaveLength(1);
  });
});
