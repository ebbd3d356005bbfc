import type { Locale, RunPayload } from '../../protocol/index.js';
import { formatAlike } from '../drawing/format.js';
import type { CompactCurve } from './compact-model.js';
import { progressParts } from './plan-text.js';
import { seriesName } from './series.js';

/** The parts of a run's progress in an order in which they stand below each other in several runs: batch last. */
export function compactFacts(run: RunPayload, locale: Locale): string[] {
  const [epoch = '', ...others] = progressParts(run, locale);
  if (run.status !== 'running') return [epoch, ...others];
  const [batch = '', ...rest] = others;
  return [epoch, ...rest, batch];
}

/** Final values beside a small curve, with the same decimals. */
export function finalValues(
  { lastTrain, lastValidation }: Pick<CompactCurve, 'lastTrain' | 'lastValidation'>,
  locale: Locale,
): { series: 'train' | 'validation'; name: string; value: string }[] {
  const known = [
    { series: 'train' as const, value: lastTrain },
    { series: 'validation' as const, value: lastValidation },
  ].filter(({ value }) => value !== null);
  const written = formatAlike(
    known.map(({ value }) => value),
    locale,
  );
  return known.map(({ series }, index) => ({
    series,
    name: seriesName(series, locale),
    value: written[index] as string,
  }));
}
