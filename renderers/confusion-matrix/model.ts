import type { ConfusionMatrixPayload } from '../../protocol/index.js';

export interface ClassScore {
  label: string;
  /** Of those predicted as this class, the share that is right; `null` where none was. */
  precision: number | null;
  /** Of those that are this class, the share that was found; `null` where there is none. */
  recall: number | null;
  samples: number;
}

export interface ConfusionScores {
  total: number;
  right: number;
  accuracy: number | null;
  classes: ClassScore[];
  /** shares[i][j]: of true class i, the share predicted as j. */
  shares: number[][];
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** Accuracy, and precision and recall of each class. */
export function confusionScores({ labels, counts }: ConfusionMatrixPayload): ConfusionScores {
  const at = (truth: number, predicted: number) => counts[truth]?.[predicted] ?? 0;
  const total = sum(counts.map(sum));
  const right = sum(labels.map((_, index) => at(index, index)));
  const classes = labels.map((label, index): ClassScore => {
    const samples = sum(counts[index] ?? []);
    const predicted = sum(labels.map((_, truth) => at(truth, index)));
    return {
      label,
      precision: predicted > 0 ? at(index, index) / predicted : null,
      recall: samples > 0 ? at(index, index) / samples : null,
      samples,
    };
  });
  return {
    total,
    right,
    accuracy: total > 0 ? right / total : null,
    classes,
    shares: classes.map(({ samples }, truth) =>
      labels.map((_, predicted) => (samples > 0 ? at(truth, predicted) / samples : 0)),
    ),
  };
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
