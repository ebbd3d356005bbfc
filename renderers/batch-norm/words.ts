import type { Locale } from '../../protocol/index.js';
import { formatCount, formatShare, formatValue } from '../drawing/format.js';
import type { LayerReading } from './layer-reading.js';
import { DIFFERS, fittingMomentum, stepsToHold, type Verdict } from './model.js';
import { batchNormStrings } from './strings.js';

/** A number of standard deviations in at most three digits. */
const deviations = (value: number, locale: Locale): string =>
  formatValue(Math.round(value * 1000) / 1000, locale);

/** Whether training and inference agree, why not, and what to change: one sentence each. */
export function verdictWords(reading: LayerReading, verdict: Verdict, locale: Locale): string[] {
  const t = batchNormStrings[locale];
  const count = (value: number) => formatCount(value, locale);
  const { momentum } = reading.layer;
  const noise = deviations(verdict.noise, locale);
  if (verdict.level === 'nothing') return [reading.rows === 0 ? t.noSteps : t.noChannels];
  if (verdict.brokenAt) return [t.broken(count(verdict.brokenAt.step), String(verdict.brokenAt.channel))];
  const distance = deviations(verdict.distance, locale);
  const first =
    verdict.level === 'agree'
      ? t.agree(distance)
      : verdict.distance >= DIFFERS
        ? t.differ(distance)
        : t.noisyOnly(noise);
  const causes = verdict.causes.flatMap((cause): string[] => {
    if (cause === 'frozen') return [t.frozen];
    if (cause === 'follows') return [t.follows];
    if (cause === 'single-value') return [t.singleValue];
    if (cause === 'tiny-batch') return [t.tinyBatch(count(verdict.values), noise)];
    if (cause === 'noisy') return [t.noisy(count(verdict.values), noise)];
    const shorter = fittingMomentum(momentum, verdict.steps);
    return [
      t.young(
        count(verdict.steps),
        String(momentum),
        formatShare(verdict.held, locale),
        count(stepsToHold(momentum, 0.99)),
      ),
      shorter === null ? t.youngFixMore : t.youngFix(String(shorter)),
    ];
  });
  return [first, ...causes];
}
