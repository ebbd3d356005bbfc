import type { ConfusionMatrixPayload, MacroScore } from '../../protocol/index.js';

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
  /** So many classes stand under this name: it has no scores of its own. */
  joined?: number;
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
export function confusionScores({ labels, counts, joined }: ConfusionMatrixPayload): ConfusionScores {
  const at = (truth: number, predicted: number) => counts[truth]?.[predicted] ?? 0;
  const total = sum(counts.map(sum));
  const classes = labels.map((label, index): ClassScore => {
    const samples = sum(counts[index] ?? []);
    const predicted = sum(labels.map((_, truth) => at(truth, index)));
    const own = at(index, index);
    if (joined && index === labels.length - 1) {
      const none = { precision: null, recall: null, f1: null };
      return {
        label,
        ...none,
        samples,
        predicted,
        right: Math.min(joined.right, own),
        joined: joined.classes,
      };
    }
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
  const right = sum(classes.map((one) => one.right));
  return {
    total,
    right,
    accuracy: total > 0 ? right / total : null,
    classes,
    macro: joined?.macro ?? macroScore(classes),
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

/** A share of the true class below which a mistake is rare. */
export const RARE = 0.1;

/**
 * The end of the scale of what is wrong: the greatest share of a true class that was given one wrong name. Where all are rare,
 * they are to look it. 1 where none is wrong.
 */
export function wrongEnd({ shares, classes }: Pick<ConfusionScores, 'shares' | 'classes'>): number {
  const single = (index: number) => classes[index]?.joined === undefined;
  const wrong = shares.flatMap((row, truth) =>
    row.filter((_, predicted) => predicted !== truth && single(truth) && single(predicted)),
  );
  const greatest = Math.max(...wrong, 0);
  return greatest > 0 ? Math.max(greatest, RARE) : 1;
}

/** A wrong answer that was given often. */
export interface Confusion {
  truth: string;
  predicted: string;
  count: number;
  /** So many are of this true class. */
  samples: number;
}

/** The wrong answers that were given most often, the most frequent first. */
export function worstConfusions(
  { labels, counts, joined }: ConfusionMatrixPayload,
  most: number,
): Confusion[] {
  const worst: Confusion[] = [];
  const end = joined ? labels.length - 1 : labels.length;
  counts.forEach((row, truth) => {
    const samples = sum(row);
    row.forEach((count, predicted) => {
      const last = worst.at(-1);
      if (truth === predicted || !(count > 0) || Math.max(truth, predicted) >= end) return;
      if (worst.length >= most && last && count <= last.count) return;
      const names = { truth: labels[truth] as string, predicted: labels[predicted] as string };
      worst.push({ ...names, count, samples });
      worst.sort((a, b) => b.count - a.count);
      worst.length = Math.min(most, worst.length);
    });
  });
  return worst;
}

/** So many wrong answers were given this often. */
export const asOften = ({ counts }: ConfusionMatrixPayload, times: number): number =>
  sum(counts.map((row, truth) => row.filter((count, at) => at !== truth && count === times).length));

/** So many classes there are, those counted that are joined. */
export const classCount = ({ labels, joined }: ConfusionMatrixPayload): number =>
  labels.length + (joined ? joined.classes - 1 : 0);

/** Whether there is one row and one column of numbers per label. */
export const isSquare = ({ labels, counts }: ConfusionMatrixPayload): boolean =>
  counts.length === labels.length && counts.every((row) => row.length === labels.length);

/** So many of the worst confusions keep their classes. */
const KEPT_CONFUSIONS = 3;

/**
 * At most `most` classes: those that were confused most and those with the most samples stay, in their order, and the others
 * become one class.
 * @param name of the joined class, given how many it holds.
 */
export function foldClasses(
  payload: ConfusionMatrixPayload,
  most: number,
  name: (count: number) => string,
): ConfusionMatrixPayload {
  const { labels, counts, joined } = payload;
  if (labels.length <= most) return payload;
  const confused = new Set(
    worstConfusions(payload, KEPT_CONFUSIONS).flatMap(({ truth, predicted }) => [truth, predicted]),
  );
  const samples = counts.map(sum);
  const rank = (index: number) => (confused.has(labels[index] as string) ? Infinity : (samples[index] ?? 0));
  const single = labels.map((_, index) => index).slice(0, joined ? -1 : undefined);
  const kept = single
    .sort((a, b) => (rank(a) === rank(b) ? a - b : rank(b) - rank(a)))
    .slice(0, most - 1)
    .sort((a, b) => a - b);
  const place = new Map(kept.map((index, at) => [index, at]));
  const folded = Array.from({ length: most }, () => Array<number>(most).fill(0));
  counts.forEach((row, truth) => {
    const target = folded[place.get(truth) ?? most - 1] as number[];
    row.forEach((count, predicted) => {
      const at = place.get(predicted) ?? most - 1;
      target[at] = (target[at] as number) + count;
    });
  });
  const { classes, right, macro } = confusionScores(payload);
  const others = classCount(payload) - kept.length;
  return {
    ...payload,
    labels: [...kept.map((index) => labels[index] as string), name(others)],
    counts: folded,
    joined: { classes: others, right: right - sum(kept.map((index) => classes[index]?.right ?? 0)), macro },
  };
}
