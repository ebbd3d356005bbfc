import type { ComparedRun, ComparePayload, Locale } from '../../protocol/index.js';
import { formatCount, formatDuration, formatValue } from '../drawing/format.js';
import { own } from '../drawing/own.js';
import { divergedBriefly, divergedText } from '../training/divergence-words.js';
import { bestRuns, closestRun, fastestRun, letter, scoresOf } from './model.js';
import { compareStrings, stringsFor } from './strings.js';

const regularizers = ['dropout', 'batchNorm', 'l1', 'l2'] as const;

/**
 * What sets a run apart from the others: what the student calls it, or else "dropout 0.5", "l2 0.001, learning rate 0.01", "no
 * regularization".
 */
export function differenceWords(
  { settings, called }: ComparedRun,
  { differs }: ComparePayload,
  locale: Locale,
): string {
  const t = compareStrings[locale];
  if (called !== undefined) return called;
  if (differs.length === 0) return t.same;
  const words = differs.flatMap((name) => {
    const value = own(settings, name);
    return value === undefined ? [] : [t.setting(name, value)];
  });
  const varied = regularizers.filter((name) => differs.includes(name));
  if (varied.length > 0 && varied.every((name) => settings[name] === undefined)) words.unshift(t.nothing);
  return words.join(', ') || t.same;
}

/** Its state where it is not plainly completed, and that it diverged: " (stopped, diverged: epoch 7)". */
export function stateWords({ status, diverged }: ComparedRun, locale: Locale): string {
  const words = [
    ...(status === 'completed' ? [] : [compareStrings[locale].status[status]]),
    ...(diverged ? [divergedBriefly(diverged, locale)] : []),
  ];
  return words.length > 0 ? ` (${words.join(', ')})` : '';
}

const MOST_LETTERS = 6;

/** "A, C, D", and how many more. */
function lettersOf(indexes: readonly number[], locale: Locale): string {
  const shown = indexes.slice(0, MOST_LETTERS).map(letter);
  const more = indexes.length - shown.length;
  return [...shown, ...(more > 0 ? [compareStrings[locale].andMore(formatCount(more, locale))] : [])].join(
    ', ',
  );
}

const MOST_DIVERGED = 4;

/** The runs that diverged, one sentence each. */
function divergedWords(
  { runs }: ComparePayload,
  called: (index: number) => string,
  locale: Locale,
): string[] {
  const t = compareStrings[locale];
  const found = runs.flatMap(({ diverged }, index) =>
    diverged ? [t.diverged(called(index), divergedText(diverged, locale))] : [],
  );
  const more = found.length - MOST_DIVERGED;
  return more > 0 ? [...found.slice(0, MOST_DIVERGED), t.moreDiverged(formatCount(more, locale))] : found;
}

/** Which run does best, whose gap is smallest, which is fastest, and what makes the comparison unfair. */
export function comparisonWords(payload: ComparePayload, metric: string, locale: Locale): string[] {
  const t = stringsFor(payload, locale);
  const { runs, differs } = payload;
  if (runs.length === 0) return [t.none];
  const value = (of: number | null) => formatValue(of, locale);
  const called = (index: number) => {
    const run = runs[index] as ComparedRun;
    return `${letter(index)} ${differs.length || run.called !== undefined ? differenceWords(run, payload, locale) : run.name}`;
  };
  const words: string[] = [];
  const scores = runs.map((run) => scoresOf(run, metric));
  const alike = bestRuns(payload, metric);
  const best = alike[0] ?? -1;
  const found = scores[best]?.best;
  if (found && alike.length > 1) {
    const validated = alike.every((index) => scores[index]?.validation !== null);
    const say = validated ? t.bestRunsAlike : t.bestTrainedAlike;
    words.push(say(metric, lettersOf(alike, locale), value(found.value)));
  } else if (found) {
    const say = scores[best]?.validation === null ? t.bestTrained : t.bestRun;
    words.push(say(metric, called(best), value(found.value), formatCount(found.epoch, locale)));
  }
  const several = runs.length > 1;
  const closest = several ? closestRun(payload, metric) : -1;
  if (closest >= 0) words.push(t.closest(metric, called(closest), value(scores[closest]?.gap ?? null)));
  const fastest = several ? fastestRun(payload) : -1;
  if (fastest >= 0)
    words.push(t.fastest(called(fastest), formatDuration(scores[fastest]?.perEpoch ?? Number.NaN, locale)));
  words.push(...divergedWords(payload, called, locale));
  if (differs.includes('net')) words.push(t.otherNet);
  if (differs.includes('samples')) words.push(t.otherSamples);
  return words;
}
