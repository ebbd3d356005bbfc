import type { ConfusionMatrixPayload, Locale } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { shorten } from '../drawing/svg.js';
import { classCount, confusionScores, foldClasses } from './model.js';
import { confusionStrings } from './strings.js';
import { confusionsLine, macroLine, shareText } from './words.js';

const MOST_CLASSES = 20;

/** Accuracy, each class's precision and recall, and the counts row by row. */
export function confusionText(payload: ConfusionMatrixPayload, locale: Locale): string {
  const t = confusionStrings[locale];
  const count = (value: number) => formatCount(value, locale);
  const share = (value: number | null) => shareText(value, locale);
  const whole = confusionScores(payload);
  const folded = foldClasses(payload, MOST_CLASSES, (others) => t.others(count(others)));
  const { classes } = confusionScores(folded);
  const lines = [
    payload.title ?? t.title,
    whole.accuracy === null
      ? t.noSamples
      : t.accuracy(share(whole.accuracy), count(whole.right), count(whole.total)),
  ];
  if (folded.joined) lines.push(t.folded(count(folded.labels.length - 1), count(classCount(payload))));
  for (const each of classes) {
    const label = shorten(each.label, 60);
    if (each.joined !== undefined) lines.push(t.perJoined(label, count(each.samples)));
    else
      lines.push(
        t.perClass(label, share(each.precision), share(each.recall), share(each.f1), count(each.samples)),
      );
  }
  if (whole.macro.classes > 0) lines.push(macroLine(whole.macro, locale));
  const confused = confusionsLine(payload, locale);
  if (confused) lines.push(confused);
  folded.labels.forEach((truth, row) => {
    const cells = folded.labels.flatMap((predicted, column) => {
      const value = folded.counts[row]?.[column] ?? 0;
      return value > 0 ? [t.asPredicted(count(value), shorten(predicted, 60))] : [];
    });
    lines.push(t.row(shorten(truth, 60), cells.join(', ') || '–'));
  });
  return lines.join('\n');
}
