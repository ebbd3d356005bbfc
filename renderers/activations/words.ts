import {
  type ActivationLayer,
  type ActivationsPayload,
  fromSample,
  type Locale,
} from '../../protocol/index.js';
import { formatCount, formatShare, formatShort } from '../drawing/format.js';
import { type ActivationCall, answerOf, callsOf, shownUnits, type Tile, zeroShare } from './model.js';
import { activationsStrings } from './strings.js';

export const activationsTitle = ({ title, model }: ActivationsPayload, locale: Locale): string =>
  title ?? activationsStrings[locale].title(model);

/** What is shown of how much, in a few words each. */
export function activationsFacts(
  { layers, samples, given, unchanged, thinned }: ActivationsPayload,
  locale: Locale,
): string[] {
  const t = activationsStrings[locale];
  const count = (value: number) => formatCount(value, locale);
  const listed = layers.filter(({ className }) => className !== 'InputLayer').length;
  return [
    t.facts(count(listed), count(samples)),
    ...(given !== undefined ? [t.given(count(samples), count(given))] : []),
    ...(unchanged > 0 ? [t.unchanged(count(unchanged))] : []),
    ...(thinned === 'channels' ? [t.thinnedChannels] : thinned === 'values' ? [t.thinnedValues] : []),
  ];
}

function callWords(call: ActivationCall, locale: Locale): string {
  const t = activationsStrings[locale];
  if (call.kind === 'silent') return t.silent(call.layer);
  const share = formatShare(call.share, locale);
  if (call.kind === 'not-finite') return t.notFinite(call.layer, share);
  return t[call.kind](call.layer, share, call.activation);
}

/** Which layers are silent, saturated or not finite for a sample, a sentence each; where none is, that. */
export function activationsVerdict(
  payload: ActivationsPayload,
  sample: number,
  locale: Locale,
): { words: string[]; healthy: boolean } {
  const t = activationsStrings[locale];
  if (payload.layers.length === 0) return { words: [t.noLayers], healthy: true };
  const words = callsOf(payload, sample).map((call) => callWords(call, locale));
  return words.length > 0 ? { words, healthy: false } : { words: [t.healthy], healthy: true };
}

/** `Conv2D · relu · 26×26×8` */
export const layerKind = ({ className, activation, shape }: ActivationLayer): string =>
  [className === 'InputLayer' ? '' : className, activation ?? '', shape.join('×') || '1']
    .filter((part) => part !== '')
    .join(' · ');

export const layerName = ({ name, className }: ActivationLayer, locale: Locale): string =>
  className === 'InputLayer' ? [activationsStrings[locale].input, name].filter(Boolean).join(' ') : name;

/** What all values of a layer are for a sample, and how many of them are shown, a part each. */
export function layerFacts(
  layer: ActivationLayer,
  sample: number,
  samples: number,
  locale: Locale,
): string[] {
  const t = activationsStrings[locale];
  const facts = layer.facts[sample];
  if (!facts) return [];
  const count = (value: number) => formatCount(value, locale);
  const number = (value: ActivationLayer['facts'][number]['min']) => formatShort(fromSample(value), locale);
  const share = (part: number) => formatShare(facts.count > 0 ? part / facts.count : 0, locale);
  const parts = [t.mean(number(facts.mean), number(facts.min), number(facts.max))];
  if (facts.zeros > 0) parts.push(t.zeroShare(formatShare(zeroShare(facts), locale)));
  if (facts.saturated) parts.push(t.saturatedShare(share(facts.saturated)));
  if (facts.notFinite > 0) parts.push(t.notFiniteShare(share(facts.notFinite)));
  if (layer.silent > 0 && layer.className !== 'InputLayer' && layer.silent < layer.units)
    parts.push(t.silentUnits(count(layer.silent), count(layer.units), count(samples)));
  const shown = shownUnits(layer);
  if (shown < layer.units)
    parts.push((layer.strip ? t.shownUnits : t.shownChannels)(count(shown), count(layer.units)));
  if (layer.maps && layer.maps.pooled > 1) parts.push(t.pooled(count(layer.maps.pooled)));
  if (!layer.strip && !layer.maps) parts.push(t.numbersOnly);
  return parts;
}

/** A value of a tile. Units, channels, rows and columns count from 0, as in code. */
export function valueWords(
  layer: ActivationLayer,
  { channel, values, width }: Tile,
  { row, column }: { row: number; column: number },
  locale: Locale,
): string {
  const t = activationsStrings[locale];
  const value = values[row * width + column] ?? Number.NaN;
  const whole = (each: number) => String(each);
  if (layer.strip) return t.unit(whole(layer.strip.units[column] ?? column), formatShort(value, locale));
  const pooled = layer.maps?.pooled ?? 1;
  const [y, x] = [whole(row * pooled), whole(column * pooled)];
  return layer.shape.length > 2
    ? t.spot(whole(channel ?? 0), y, x, formatShort(value, locale))
    : t.step(y, x, formatShort(value, locale));
}

/** The likeliest classes of a sample: `7: 98.2%, 1: 1.1%`. */
export const answerWords = (payload: ActivationsPayload, sample: number, locale: Locale): string | null =>
  answerOf(payload, sample)
    ?.map(({ name, share }) => `${name}: ${formatShare(share, locale)}`)
    .join(', ') ?? null;
