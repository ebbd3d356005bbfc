import type { ConfusionMatrixPayload, Locale, MacroScore } from '../../protocol/index.js';
import { formatCount, formatTenths } from '../drawing/format.js';
import { shorten } from '../drawing/svg.js';
import { asOften, type ClassScore, type ConfusionScores, worstConfusions } from './model.js';
import { confusionStrings } from './strings.js';

/** A share with one decimal; one that is neither none nor all is not rounded to that: "<0.1%", ">99.9%". */
export function shareText(value: number | null, locale: Locale): string {
  if (value === null) return '–';
  if (value > 0 && value < 0.0005) return `<${formatTenths(0.001, locale)}`;
  if (value < 1 && value >= 0.9995) return `>${formatTenths(0.999, locale)}`;
  return formatTenths(value, locale);
}

const LONGEST = 60;

/** A class in a sentence; one with digits, beside counts, needs its quotation marks. */
const named = (label: string, most = LONGEST): string => {
  const name = shorten(label, most);
  return /\d/.test(name) ? `“${name}”` : name;
};

/** "Of 40 truly cat, 3 were called dog (7.5%)." */
export function cellWords(
  [truth, predicted]: readonly [ClassScore, ClassScore],
  cell: { count: number; share: number },
  locale: Locale,
): string {
  const t = confusionStrings[locale];
  const { label, samples } = truth;
  const name = named(label);
  if (samples === 0) return t.noneTruly(name);
  if (truth.joined !== undefined && truth === predicted)
    return t.cellJoined(
      formatCount(samples, locale),
      formatCount(truth.joined, locale),
      formatCount(cell.count, locale),
      formatCount(truth.right, locale),
    );
  const say = truth === predicted ? t.cellRight : t.cell;
  return say(
    formatCount(samples, locale),
    name,
    formatCount(cell.count, locale),
    named(predicted.label),
    shareText(cell.share, locale),
  );
}

/** How each score of a class comes about: "Precision of cat 80%: of 50 called cat, 40 truly are." In the order of the columns. */
export function scoreWords(score: ClassScore, locale: Locale): string[] {
  const t = confusionStrings[locale];
  const name = named(score.label);
  const [samples, predicted, right] = [score.samples, score.predicted, score.right].map((value) =>
    formatCount(value, locale),
  ) as [string, string, string];
  const share = (value: number | null) => shareText(value, locale);
  if (score.joined !== undefined) {
    const none = t.joinedScore(name, formatCount(score.joined, locale));
    return [none, none, none, t.samplesOf(name, samples)];
  }
  return [
    score.precision === null
      ? t.noPrecision(name)
      : t.precisionOf(name, share(score.precision), predicted, right),
    score.recall === null ? t.noRecall(name) : t.recallOf(name, share(score.recall), samples, right),
    score.f1 === null
      ? t.noF1(name)
      : t.f1Of(name, share(score.f1), share(score.precision), share(score.recall)),
    t.samplesOf(name, samples),
  ];
}

/** The same of the means over all classes; the last is the number of samples. */
export function macroWords(
  { macro, total }: Pick<ConfusionScores, 'macro' | 'total'>,
  locale: Locale,
): string[] {
  const t = confusionStrings[locale];
  const classes = formatCount(macro.classes, locale);
  const note = macro.zeros ? ` ${t.zeros}` : '';
  const say = (word: string, value: number | null) =>
    `${t.macroOf(word, shareText(value, locale), classes)}${note}`;
  return [
    say(t.precision, macro.precision),
    say(t.recall, macro.recall),
    say(t.f1, macro.f1),
    t.total(formatCount(total, locale)),
  ];
}

/** Macro averages in a line. */
export const macroLine = ({ precision, recall, f1 }: MacroScore, locale: Locale): string =>
  confusionStrings[locale].macroLine(
    shareText(precision, locale),
    shareText(recall, locale),
    shareText(f1, locale),
  );

/**
 * The wrong answers that were given most often, in a sentence; empty where all are right. Some of many that were given equally
 * often are not named: the choice would say nothing.
 */
export function confusionsLine(payload: ConfusionMatrixPayload, locale: Locale, most = 3): string {
  const t = confusionStrings[locale];
  // Of two classes the matrix itself says it.
  if (payload.labels.length < 3) return '';
  const worst = worstConfusions(payload, most);
  const last = worst.at(-1)?.count;
  if (last === undefined) return '';
  const often = asOften(payload, last);
  const tied = often > worst.filter(({ count }) => count === last).length;
  const clear = tied ? worst.filter(({ count }) => count > last) : worst;
  if (clear.length === 0)
    return payload.joined ? '' : t.noneStandsOut(formatCount(often, locale), formatCount(last, locale));
  return t.worst(
    clear
      .map(({ truth, predicted, count, samples }) =>
        t.worstOne(
          formatCount(count, locale),
          formatCount(samples, locale),
          named(truth, 24),
          named(predicted, 24),
        ),
      )
      .join(t.worstBetween),
  );
}
