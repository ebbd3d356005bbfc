import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ruleNames } from '../../../../language/lint/index.js';
import { found } from './table.js';

const docs = join(import.meta.dirname, '../../../../docs');
const ROW = /^\| `([a-z-]+)`: .+ \| `(.+)` \| `(.+)` \|$/gm;

const rowsOf = (page: string): [rule: string, wrong: string, right: string][] =>
  [...readFileSync(join(docs, page), 'utf8').matchAll(ROW)].map(([, rule = '', wrong = '', right = '']) => [
    rule,
    wrong,
    right,
  ]);

/** What the lines of the page stand behind. */
const before = `const net = tf.sequential();
net.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [4] }));
net.add(tf.layers.dense({ units: 16, activation: 'relu' }));
----
`;

describe('the page about the rules', () => {
  it('has a row for each, in their order, in both languages', () => {
    expect(rowsOf('lint.md').map(([rule]) => rule)).toEqual(ruleNames);
    expect(rowsOf('lint.ko.md')).toEqual(rowsOf('lint.md'));
  });

  it.each(rowsOf('lint.md'))('%s', (rule, wrong, right) => {
    expect(new Set(found(before + wrong))).toEqual(new Set([rule]));
    expect(found(before + right)).toEqual([]);
  });
});
