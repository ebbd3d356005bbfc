import type { ComparePayload, Locale } from '../../protocol/index.js';
import { formatCount, formatDuration, formatValue } from '../drawing/format.js';
import { divergedText } from '../training/divergence-words.js';
import { letter, metricsOf, scoresOf } from './model.js';
import { stringsFor } from './strings.js';
import { comparisonWords, differenceWords } from './words.js';

/** The runs side by side in words and numbers. */
export function compareText(payload: ComparePayload, locale: Locale): string {
  const t = stringsFor(payload, locale);
  const count = (value: number) => formatCount(value, locale);
  const value = (of: number | null | undefined) => formatValue(of, locale);
  const metrics = metricsOf(payload);
  const lines = [
    t.title(count(payload.runs.length)),
    ...comparisonWords(payload, metrics[0] ?? 'loss', locale),
  ];
  payload.runs.forEach((run, index) => {
    const { perEpoch } = scoresOf(run, 'loss');
    const facts = [
      t.status[run.status],
      ...(run.diverged ? [divergedText(run.diverged, locale)] : []),
      t.epochs(count(run.epoch.at(-1) ?? run.initialEpoch)),
      ...(perEpoch === null ? [] : [t.perEpoch(formatDuration(perEpoch, locale))]),
    ];
    lines.push(`${letter(index)} ${run.name}, ${differenceWords(run, payload, locale)}: ${facts.join(', ')}`);
    for (const metric of metrics) {
      const { train, validation, best, gap } = scoresOf(run, metric);
      if (train === null && validation === null) continue;
      const words = best
        ? t.line(metric, value(train), value(validation), value(best.value), count(best.epoch), value(gap))
        : t.lineWithoutBest(metric, value(train), value(validation), value(gap));
      lines.push(`  ${words}`);
    }
  });
  if (payload.runs.some(({ penalty }) => penalty)) lines.push(`${t.metric('loss')}: ${t.dataLoss}`);
  const { thinned } = payload;
  if (thinned) lines.push(t.thinned(count(thinned.epochs.kept), count(thinned.epochs.of)));
  return lines.join('\n');
}
