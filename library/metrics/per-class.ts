import { checkOptions, domains, oneOf, showGiven } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import type { ClassLabel, Labels } from '../class-labels.js';
import { Table } from '../table.js';
import { type ConfusionOptions, confusionMatrix } from './confusion.js';

export interface ClassScoreOptions {
  /** The class that counts as "yes". Of two classes it is 1 or `true`; two words need it said. */
  positive?: ClassLabel;
  /**
   * How the scores of more than two classes become one: `macro` is their plain mean, `weighted` that by the number of
   * samples, `micro` counts all samples together. Only classes that occur take part.
   */
  average?: 'macro' | 'weighted' | 'micro';
}

/** What was found of a class, in counts of samples. */
interface ClassCounts {
  label: string;
  /** Rightly predicted as this class. */
  hits: number;
  /** Predicted as this class. */
  predicted: number;
  /** Of this class. */
  support: number;
}

export type Score = (counts: ClassCounts) => number;

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

export const precisionOf: Score = ({ hits, predicted }) => share(hits, predicted);
export const recallOf: Score = ({ hits, support }) => share(hits, support);
export const f1Of: Score = ({ hits, predicted, support }) => share(2 * hits, predicted + support);

function countsOf(trueLabels: Labels, predicted: Labels, options: ConfusionOptions = {}): ClassCounts[] {
  const { labels, counts } = confusionMatrix(trueLabels, predicted, options);
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  return labels.map((label, i) => ({
    label,
    hits: counts[i]?.[i] ?? 0,
    predicted: sum(counts.map((row) => row[i] ?? 0)),
    support: sum(counts[i] ?? []),
  }));
}

const YES_OR_NO = [
  ['1', '0'],
  ['true', 'false'],
];

/** The name of the positive class where all that occur are 0 and 1, or true and false. */
function usualPositive(found: readonly ClassCounts[]): string | undefined {
  return YES_OR_NO.find((pair) => found.every(({ label }) => pair.includes(label)))?.[0];
}

function positiveOf(
  found: readonly ClassCounts[],
  positive: ClassLabel | undefined,
  name: string,
): ClassCounts {
  const wanted = positive === undefined ? usualPositive(found) : String(positive);
  const counts = found.find(({ label }) => label === wanted);
  if (counts) return counts;
  const labels = found.map(({ label }) => label).join(', ');
  if (positive !== undefined)
    throw new RangeError(
      say(
        `${name}: the class ${String(positive)} does not occur; there are ${labels}.`,
        `${name}: 클래스 ${String(positive)}이(가) 없습니다. 있는 클래스: ${labels}`,
      ),
    );
  if (wanted !== undefined) return { label: wanted, hits: 0, predicted: 0, support: 0 };
  throw new RangeError(
    found.length > 2
      ? say(
          `${name}: there are ${found.length} classes. Say how to average them, { average: 'macro' }, or of which class you want the score, { positive: ${showGiven(found[0]?.label)} }. metrics.perClass shows all.`,
          `${name}: 클래스가 ${found.length}개입니다. 평균 내는 방법 { average: 'macro' } 또는 점수를 볼 클래스 { positive: ${showGiven(found[0]?.label)} }을(를) 정하세요. 모두 보려면 metrics.perClass를 쓰세요.`,
        )
      : say(
          `${name}: which class counts as "yes"? Say it, for example { positive: ${showGiven(found[0]?.label)} }; there are ${labels}.`,
          `${name}: 어느 클래스가 "예"인가요? { positive: ${showGiven(found[0]?.label)} }처럼 알려 주세요. 있는 클래스: ${labels}`,
        ),
  );
}

/**
 * A score of the positive class, or of all classes.
 *
 * @throws RangeError where it is open which class is meant, or how several are to be averaged.
 */
export function classScore(
  name: string,
  score: Score,
  trueLabels: Labels,
  predicted: Labels,
  options: ClassScoreOptions,
): number {
  checkOptions(name, options, {
    positive: domains.anything,
    average: oneOf('macro', 'weighted', 'micro'),
  });
  const { positive, average } = options;
  const all = countsOf(trueLabels, predicted);
  const found = all.filter(({ predicted, support }) => predicted + support > 0);
  if (average === undefined) return score(positiveOf(found, positive, name));
  const total = (of: (counts: ClassCounts) => number) => found.reduce((sum, counts) => sum + of(counts), 0);
  const support = total((counts) => counts.support);
  if (average === 'macro') return total(score) / found.length;
  if (average === 'weighted') return total((counts) => score(counts) * counts.support) / support;
  return score({
    label: '',
    hits: total(({ hits }) => hits),
    predicted: total(({ predicted }) => predicted),
    support,
  });
}

/** @see metrics.perClass */
export const perClass = (trueLabels: Labels, predicted: Labels, options: ConfusionOptions = {}): Table =>
  Table.fromRows(
    countsOf(trueLabels, predicted, options).map((counts) => ({
      class: counts.label,
      precision: precisionOf(counts),
      recall: recallOf(counts),
      f1: f1Of(counts),
      support: counts.support,
    })),
  );
