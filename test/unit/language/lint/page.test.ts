import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lintNotebook, ruleNames } from '../../../../language/lint/index.js';
import { cellsOf, found } from './table.js';

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

describe('what is told', () => {
  const findings = rowsOf('lint.md').flatMap(([, wrong]) => lintNotebook(cellsOf(before + wrong)));

  it.each(findings.map((finding): [string, (typeof findings)[number]] => [finding.rule, finding]))(
    '%s: sentences in both languages, and names for the fixes',
    (_, { message, fixes }) => {
      const sentence = /^\S[^\n]*\S[.]$/;
      const hangul = /[가-힣]/;
      expect(message.en).toMatch(sentence);
      expect(message.en).not.toMatch(hangul);
      expect(message.ko).toMatch(sentence);
      for (const { title } of fixes) {
        expect(title.en).not.toMatch(hangul);
        expect(title.ko).toMatch(hangul);
      }
      // Why, and what to do: one sentence is not enough, and more than three nobody reads.
      expect(message.en.length).toBeGreaterThan(80);
      expect(message.en.length).toBeLessThan(260);
    },
  );
});
