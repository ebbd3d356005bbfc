import type { DistributionsPayload, Locale } from '../../protocol/index.js';
import { formatShare, formatValue } from '../drawing/format.js';
import { type Call, callsAt, EXPLODING_GROWTH } from './model.js';
import { distributionsStrings } from './strings.js';

function callWords(call: Call, locale: Locale): string {
  const t = distributionsStrings[locale];
  const value = (of: number) => formatValue(of, locale);
  switch (call.kind) {
    case 'dead':
      return t.dead(call.layer, formatShare(call.share, locale));
    case 'saturated':
      return t.saturated(call.layer, formatShare(call.share, locale), call.activation);
    case 'vanishing':
      return t.vanishing(call.layer, value(call.value), call.of, value(call.largest / call.value));
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

/** What is wrong at a row, one sentence each; where nothing is, that. */
export function healthWords(
  payload: DistributionsPayload,
  row: number,
  locale: Locale,
): { words: string[]; healthy: boolean } {
  const t = distributionsStrings[locale];
  if (payload.layers.length === 0) return { words: [t.noLayers], healthy: true };
  if (payload.epochs.length === 0) return { words: [t.nothing], healthy: true };
  const words = callsAt(payload, row).map((call) => callWords(call, locale));
  return words.length ? { words, healthy: false } : { words: [t.healthy], healthy: true };
}
