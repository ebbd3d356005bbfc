import type { DistributionsPayload, Locale } from '../../protocol/index.js';
import { formatCount, formatShare, formatShort, formatValue } from '../drawing/format.js';
import { EXPLODING_GROWTH } from '../gradients/rules.js';
import { at, type Call, extremesAt, rankedCalls, severity } from './model.js';
import { distributionsStrings } from './strings.js';

/** From three layers of a kind on, only the worst stands for them. */
function gather(calls: readonly Call[], locale: Locale): Call[] {
  return calls.flatMap((call): Call[] => {
    if (!('layer' in call)) return [call];
    const alike = calls.filter(({ kind }) => kind === call.kind);
    if (alike.length < 3) return [call];
    const worst = alike.reduce((found, each) => (severity(each) > severity(found) ? each : found));
    const others = distributionsStrings[locale].moreLayers(formatCount(alike.length - 1, locale));
    return call === worst ? [{ ...call, layer: `${call.layer} ${others}` }] : [];
  });
}

function callWords(call: Call, locale: Locale): string {
  const t = distributionsStrings[locale];
  const value = (of: number) => formatValue(of, locale);
  switch (call.kind) {
    case 'dead':
      return t.dead(call.layer, formatShare(call.share, locale));
    case 'saturated':
      return t.saturated(call.layer, formatShare(call.share, locale), call.activation);
    case 'vanishing':
      return t.vanishing(
        call.layer,
        value(call.value),
        call.of,
        value(call.value > 0 ? call.largest / call.value : Number.POSITIVE_INFINITY),
      );
    case 'exploding': {
      const { growth, ratio } = call;
      const why =
        growth !== null && growth >= EXPLODING_GROWTH ? t.grown(value(growth)) : t.ratio(value(ratio ?? 0));
      return t.exploding(call.layer, value(call.value), why);
    }
    case 'not-finite':
      return t.notFinite(call.layer, t.what[call.what]);
    case 'no-gradient':
      return t.noGradient;
  }
}

/** Which layers are nearest to a limit, in one sentence. */
function nearestWords(payload: DistributionsPayload, row: number, locale: Locale): string[] {
  const t = distributionsStrings[locale];
  const { gradient, dead, saturated } = extremesAt(payload, row);
  const parts: string[] = [];
  if (gradient && gradient.value > 0 && gradient.largest > gradient.value)
    parts.push(
      t.smallest(
        gradient.layer,
        formatShort(gradient.value, locale),
        formatShort(gradient.largest / gradient.value, locale),
        gradient.of,
      ),
    );
  if (dead) parts.push(t.mostDead(dead.layer, formatShare(dead.share, locale)));
  if (saturated) parts.push(t.mostSaturated(saturated.layer, formatShare(saturated.share, locale)));
  return parts.length > 0 ? [t.nearest(parts.join('; '))] : [];
}

/** What is wrong at a row, the worst first, one sentence each; where nothing is, that. */
export function healthWords(
  payload: DistributionsPayload,
  row: number,
  locale: Locale,
): { words: string[]; healthy: boolean } {
  const t = distributionsStrings[locale];
  if (payload.layers.length === 0) return { words: [t.noLayers], healthy: true };
  if (payload.epochs.length === 0) return { words: [t.nothing], healthy: true };
  if (!payload.layers.some(({ what, mean }) => what !== 'weight' && at(mean, row) !== null))
    return { words: [t.onlyWeights], healthy: true };
  const words = gather(rankedCalls(payload, row), locale).map((call) => callWords(call, locale));
  return words.length
    ? { words, healthy: false }
    : { words: [t.healthy, ...nearestWords(payload, row, locale)], healthy: true };
}
