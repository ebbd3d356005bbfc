import type { Locale } from '../../protocol/index.js';
import { formatCount, formatShare, formatValue } from '../drawing/format.js';
import type { LayerReading } from './layer-reading.js';
import { type JudgedLayer, worstLayer } from './layer-to-show.js';
import { DIFFERS, fittingMomentum, stepsToHold, type Verdict } from './model.js';
import { batchNormStrings } from './strings.js';

/** A number of standard deviations in two digits; cut off, so that none that is below a limit reads as if it were at it. */
function deviations(value: number, locale: Locale): string {
  if (!(value >= 0.001)) return formatValue(0, locale);
  const unit = Math.min(0.1, 10 ** (Math.floor(Math.log10(value)) - 1));
  return formatValue(
    Number((Math.floor(Number((value / unit).toPrecision(6))) * unit).toPrecision(12)),
    locale,
  );
}

/** Of a model with several layers: how many disagree, and which most. */
export function amongLayers(judged: readonly JudgedLayer[], shown: string | null, locale: Locale): string[] {
  const t = batchNormStrings[locale];
  const of = judged.filter(({ verdict }) => verdict.level !== 'nothing');
  if (of.length < 2) return [];
  const apart = of.filter(({ verdict }) => verdict.level !== 'agree');
  if (apart.length === 0) return [t.allAgree(formatCount(of.length, locale))];
  const worst = worstLayer(judged)?.reading.layer.name ?? '';
  const words = [formatCount(apart.length, locale), formatCount(of.length, locale)] as const;
  return [worst === shown ? t.amongThisMost(...words) : t.amongOtherMost(...words, worst)];
}

/** The verdict on a layer; of a model with several it begins with its name and ends with how the others do. */
export function verdictWords(
  { reading, verdict }: JudgedLayer,
  judged: readonly JudgedLayer[],
  locale: Locale,
): string[] {
  const words = layerWords(reading, verdict, locale);
  if (judged.length < 2) return words;
  const { name } = reading.layer;
  const [first = '', ...rest] = words;
  const named = /^[⚠✓] /.test(first) ? `${first.slice(0, 2)}${name}: ${first.slice(2)}` : `${name}: ${first}`;
  return [named, ...rest, ...amongLayers(judged, name, locale)];
}

/** Whether training and inference agree, why not, and what to change: one sentence each. */
export function layerWords(reading: LayerReading, verdict: Verdict, locale: Locale): string[] {
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
