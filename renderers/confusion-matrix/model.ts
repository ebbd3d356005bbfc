import type { ConfusionMatrixPayload } from '../../protocol/index.js';

export interface ClassScore {
  label: string;
  /** Of those predicted as this class, the share that is right; `null` where none was. */
  precision: number | null;
  /** Of those that are this class, the share that was found; `null` where there is none. */
  recall: number | null;
  /** Harmonic mean of both: 2·right / (samples + predicted); `null` for a class that neither is nor was predicted. */
  f1: number | null;
  /** So many are this class, so many were predicted as it, so many of these are both. */
  samples: number;
  predicted: number;
  right: number;
}

/** The mean of a score over the classes, each counted alike. */
export interface MacroScore {
  precision: number | null;
  recall: number | null;
  f1: number | null;
  /** So many classes; one that neither is nor was predicted does not count. */
  classes: number;
  /** In one of them a share of nothing counts as 0, as in scikit-learn. */
  zeros: boolean;
}

export interface ConfusionScores {
  total: number;
  right: number;
  accuracy: number | null;
  classes: ClassScore[];
  macro: MacroScore;
  /** shares[i][j]: of true class i, the share predicted as j. */
  shares: number[][];
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** Accuracy; precision, recall and F1 of each class, and their means (as scikit-learn's `classification_report` has them). */
export function confusionScores({ labels, counts }: ConfusionMatrixPayload): ConfusionScores {
  const at = (truth: number, predicted: number) => counts[truth]?.[predicted] ?? 0;
  const total = sum(counts.map(sum));
  const right = sum(labels.map((_, index) => at(index, index)));
  const classes = labels.map((label, index): ClassScore => {
    const samples = sum(counts[index] ?? []);
    const predicted = sum(labels.map((_, truth) => at(truth, index)));
    const own = at(index, index);
    return {
      label,
      precision: predicted > 0 ? own / predicted : null,
      recall: samples > 0 ? own / samples : null,
      f1: samples + predicted > 0 ? (2 * own) / (samples + predicted) : null,
      samples,
      predicted,
      right: own,
    };
  });
  return {
    total,
    right,
    accuracy: total > 0 ? right / total : null,
    classes,
    macro: macroScore(classes),
    shares: classes.map(({ samples }, truth) =>
      labels.map((_, predicted) => (samples > 0 ? at(truth, predicted) / samples : 0)),
    ),
  };
}

function macroScore(classes: readonly ClassScore[]): MacroScore {
  const met = classes.filter(({ f1 }) => f1 !== null);
  const mean = (read: (score: ClassScore) => number | null) =>
    met.length > 0 ? sum(met.map((score) => read(score) ?? 0)) / met.length : null;
  return {
    precision: mean(({ precision }) => precision),
    recall: mean(({ recall }) => recall),
    f1: mean(({ f1 }) => f1),
    classes: met.length,
    zeros: met.some(({ precision, recall }) => precision === null || recall === null),
  };
}

/** The greatest share of a true class that was given one wrong name: the end of the scale of what is wrong. 1 where none was. */
export const greatestWrong = ({ shares }: Pick<ConfusionScores, 'shares'>): number =>
  Math.max(...shares.flatMap((row, truth) => row.filter((_, predicted) => predicted !== truth)), 0) || 1;

/** A wrong answer that was given often. */
export interface Confusion {
  truth: string;
  predicted: string;
  count: number;
  /** So many are of this true class. */
  samples: number;
}

/** The wrong answers that were given most often, the most frequent first. */
export function worstConfusions({ labels, counts }: ConfusionMatrixPayload, most: number): Confusion[] {
  const worst: Confusion[] = [];
  counts.forEach((row, truth) => {
    const samples = sum(row);
    row.forEach((count, predicted) => {
      const last = worst.at(-1);
      if (truth === predicted || !(count > 0)) return;
      if (worst.length >= most && last && count <= last.count) return;
      const names = { truth: labels[truth] as string, predicted: labels[predicted] as string };
      worst.push({ ...names, count, samples });
      worst.sort((a, b) => b.count - a.count);
      worst.length = Math.min(most, worst.length);
    });
  });
  return worst;
}

/** So many wrong answers beyond these were given as often as the last of them. */
export function tiesBeyond({ counts }: ConfusionMatrixPayload, worst: readonly Confusion[]): number {
  const last = worst.at(-1)?.count ?? 0;
  const ties = counts.flatMap((row, truth) =>
    row.filter((count, predicted) => truth !== predicted && count === last),
  );
  return last > 0 ? ties.length - worst.filter(({ count }) => count === last).length : 0;
}

/** Whether there is one row and one column of numbers per label. */
export const isSquare = ({ labels, counts }: ConfusionMatrixPayload): boolean =>
  counts.length === labels.length && counts.every((row) => row.length === labels.length);

/**
 * At most `most` classes: those with the most samples stay, in their order, and the others become one class.
 * @param name of the joined class, given how many it holds.
 */
export function foldClasses(
  payload: ConfusionMatrixPayload,
  most: number,
  name: (count: number) => string,
): ConfusionMatrixPayload {
  const { labels, counts } = payload;
  if (labels.length <= most) return payload;
  const bySamples = labels
    .map((_, index) => index)
    .sort((a, b) => sum(counts[b] ?? []) - sum(counts[a] ?? []) || a - b);
  const kept = bySamples.slice(0, most - 1).sort((a, b) => a - b);
  const place = new Map(kept.map((index, at) => [index, at]));
  const folded = Array.from({ length: most }, () => Array<number>(most).fill(0));
  counts.forEach((row, truth) => {
    const target = folded[place.get(truth) ?? most - 1] as number[];
    row.forEach((count, predicted) => {
      const at = place.get(predicted) ?? most - 1;
      target[at] = (target[at] as number) + count;
    });
  });
  return {
    ...payload,
    labels: [...kept.map((index) => labels[index] as string), name(labels.length - kept.length)],
    counts: folded,
  };
}
