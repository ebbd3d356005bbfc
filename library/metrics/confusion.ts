import { checkOptions, domains } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import { type ClassLabel, classPairs, type Labels } from '../class-labels.js';

export interface ConfusionOptions {
  /** Names of the classes: for classes 0, 1, 2 … in this order; for classes that are words, these words. */
  labels?: readonly string[];
}

/** How often each class was taken for which. */
export interface ConfusionCounts {
  labels: string[];
  /** `counts[i][j]`: samples of class i that were predicted as class j. */
  counts: number[][];
}

const isNumber = (value: ClassLabel): value is number => typeof value === 'number';

function numberedLabels(classes: readonly number[], labels: readonly string[] | undefined): string[] {
  const largest = classes.reduce((a, b) => Math.max(a, b), 0);
  const smallest = classes.reduce((a, b) => Math.min(a, b), 0);
  if (smallest < 0 || largest >= (labels?.length ?? 1000))
    throw new RangeError(
      say(
        `Class ${smallest < 0 ? smallest : largest} has no place: classes count from 0${labels ? `, and ${labels.length} labels are given` : ' to at most 999'}.`,
        `클래스 ${smallest < 0 ? smallest : largest}에 해당하는 자리가 없습니다. 클래스는 0부터 세며${labels ? ` 레이블은 ${labels.length}개입니다` : ' 999까지입니다'}.`,
      ),
    );
  return labels ? [...labels] : Array.from({ length: largest + 1 }, (_, i) => String(i));
}

function namedLabels(classes: readonly ClassLabel[], labels: readonly string[] | undefined): string[] {
  const found = [...new Set(classes.map(String))];
  const stranger = labels && found.find((name) => !labels.includes(name));
  if (stranger !== undefined)
    throw new RangeError(
      say(
        `Class "${stranger}" is not among the labels ${labels?.join(', ')}.`,
        `클래스 "${stranger}"이(가) 레이블 ${labels?.join(', ')} 중에 없습니다.`,
      ),
    );
  return labels ? [...labels] : found.sort();
}

/** @see metrics.accuracy */
export function accuracy(trueLabels: Labels, predicted: Labels): number {
  const { truth, guess } = classPairs(trueLabels, predicted);
  const right = truth.filter((label, i) => String(label) === String(guess[i])).length;
  return right / truth.length;
}

/** @see metrics.confusionMatrix */
export function confusionMatrix(
  trueLabels: Labels,
  predicted: Labels,
  options: ConfusionOptions = {},
): ConfusionCounts {
  checkOptions('metrics.confusionMatrix', options, { labels: domains.texts });
  const { labels } = options;
  const { truth, guess } = classPairs(trueLabels, predicted);
  const all = [...truth, ...guess];
  const numbered = all.every(isNumber);
  const names = numbered ? numberedLabels(all, labels) : namedLabels(all, labels);
  const placeOf = (label: ClassLabel): number => (numbered ? Number(label) : names.indexOf(String(label)));
  const counts = names.map(() => names.map(() => 0));
  truth.forEach((label, i) => {
    const row = counts[placeOf(label)];
    const column = placeOf(guess[i] as ClassLabel);
    if (row) row[column] = (row[column] ?? 0) + 1;
  });
  return { labels: names, counts };
}
