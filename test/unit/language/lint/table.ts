import { expect, it } from 'vitest';
import { type Finding, type LintCell, type LintFix, lintNotebook } from '../../../../language/lint/index.js';

/** What a notebook begins with. */
const PREAMBLE = `import * as tf from '@tensorflow/tfjs-node';
import {
  callbacks, datasets, EarlyStopping, LearningRateScheduler, loadModel, ModelCheckpoint, readCsv, ReduceLROnPlateau,
  saveModel, scale, show, textVectorization,
} from 'epochbook';`;

const BETWEEN = /^----\n/m;
const MARKS = /[«»]/g;

/** The cells of a text, which stand between lines of `----`; the first one imports. */
export const cellsOf = (text: string): LintCell[] =>
  [PREAMBLE, ...text.split(BETWEEN)].map((cell, i) => ({
    id: `cell ${i}`,
    text: cell,
    language: 'typescript',
  }));

/** What was found, as the very text with marks around each finding. */
function marked(cells: readonly LintCell[], findings: readonly Finding[]): string {
  const texts = cells.map(({ id, text }) => {
    const marks = findings
      .filter(({ cell }) => cell === id)
      .flatMap(({ start, end }) => [
        { at: start, mark: '«' },
        { at: end, mark: '»' },
      ])
      .sort((a, b) => b.at - a.at);
    return marks.reduce((whole, { at, mark }) => whole.slice(0, at) + mark + whole.slice(at), text);
  });
  return texts.slice(1).join('----\n');
}

export function applied(cells: readonly LintCell[], { edits }: LintFix): LintCell[] {
  return cells.map((cell) => {
    const own = edits.filter((edit) => edit.cell === cell.id).sort((a, b) => b.start - a.start);
    const text = own.reduce(
      (whole, { start, end, text }) => whole.slice(0, start) + text + whole.slice(end),
      cell.text,
    );
    return { ...cell, text };
  });
}

/** The findings of all rules. */
export const found = (text: string): string[] => lintNotebook(cellsOf(text)).map(({ rule }) => rule);

export interface RuleCases {
  /** Notebooks with marks around what the rule finds: it, and nothing else, is found. */
  wrong: Readonly<Record<string, string>>;
  /** Notebooks in which no rule finds anything. */
  right: Readonly<Record<string, string>>;
  /** How many fixes each of the wrong ones has at least, beside that which switches the rule off. */
  fixes: number;
}

/** A test for each wrong notebook, its fixes among them, and for each right one. */
export function testRule(rule: string, { wrong, right, fixes }: RuleCases): void {
  for (const [what, text] of Object.entries(wrong))
    it(`${rule}: ${what}`, () => {
      const cells = cellsOf(text.replace(MARKS, ''));
      const findings = lintNotebook(cells);
      expect(findings.map((finding) => finding.rule)).toEqual(findings.map(() => rule));
      expect(marked(cells, findings)).toBe(text);
      for (const finding of findings) {
        expect(finding.fixes.length).toBeGreaterThan(fixes);
        for (const fix of finding.fixes) expectMended(applied(cells, fix), finding, fix);
      }
    });
  for (const [what, text] of Object.entries(right))
    it(`${rule} is silent: ${what}`, () => {
      expect(MARKS.test(text)).toBe(false);
      expect(found(text)).toEqual([]);
    });
}

/** The cells can still be read, and what was found is found no more. */
function expectMended(cells: readonly LintCell[], { rule, message }: Finding, { title }: LintFix): void {
  const left = lintNotebook(cells).filter(
    (finding) => finding.rule === rule && finding.message.en === message.en,
  );
  expect([title.en, left.length, cells.map(({ text }) => text).filter(isBroken)]).toEqual([title.en, 0, []]);
}

/** A cell that cannot be read makes nothing known: a missing `await` behind it would not be found. */
const isBroken = (text: string): boolean => {
  const probe: LintCell = { id: 'probe', text: `${text}\n;tf.tidy(async () => 1);`, language: 'typescript' };
  return lintNotebook([probe]).length === 0;
};
